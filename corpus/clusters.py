"""Forms become works: a function of the forms, of their likeness and of what editors decided, in no order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeAlias

from corpus.dois import from_repository
from corpus.forms import Form, keys_of
from corpus.identity import work_id

Pair: TypeAlias = tuple[str, str]
Group: TypeAlias = frozenset[str]
_PARTING = ("doi", "symbol", "edition", "numbers")
_CLOSE = 0.02  # scores nearer than this do not say which of two works is meant


@dataclass(frozen=True, slots=True)
class Ruling:
    """What editors decided about these forms: each pair of groups is one work, or two."""

    same: tuple[tuple[Group, Group], ...] = ()
    other: tuple[tuple[Group, Group], ...] = ()


@dataclass(slots=True)
class _Clusters:
    """A partition of forms that only grows coarser; a cluster is known by its first form."""

    members: dict[str, set[str]]
    of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.of = {form: form for form in self.members}

    def unite(self, one: str, other: str) -> None:
        first, second = sorted((self.of[one], self.of[other]))
        if first != second:
            self.members[first] |= self.members.pop(second)
            self.of.update(dict.fromkeys(self.members[first], first))


def clustered(forms: Mapping[str, Form], certain: Mapping[Pair, float], ruling: Ruling) -> list[Group]:
    """The forms in groups, one a work. What an editor joined is joined; what conflicts or was refused stays apart.

    `certain`: pairs of forms that are one work, each with its score; where a form may be either of two works that
    are not one, it joins neither.
    """
    clusters = _Clusters({form: {form} for form in sorted(forms)})
    for one, other in ruling.same:
        first = min(one | other)
        for form in one | other:
            clusters.unite(first, form)
    _unite(clusters, [pair for pair, score in certain.items() if score >= 1], forms, ruling)
    if not _unite(clusters, list(certain), forms, ruling):
        _unite_surest_first(clusters, certain, forms, ruling)
    return [frozenset(members) for _, members in sorted(clusters.members.items())]


def _unite(clusters: _Clusters, pairs: Sequence[Pair], forms: Mapping[str, Form], ruling: Ruling) -> bool:
    """Join all that these pairs join, component by component; where one would hold a conflict, nothing of it."""
    whole = _Clusters({name: set(members) for name, members in clusters.members.items()})
    whole.of = dict(clusters.of)
    for one, other in pairs:
        whole.unite(one, other)
    sound = True
    for members in whole.members.values():
        parts = sorted({clusters.of[form] for form in members})
        if not _in_accord(members, forms, ruling) and any(
            _conflict(clusters.members[a], clusters.members[b], forms, ruling) for a, b in _pairs(parts)
        ):
            sound = False
            continue
        for part in parts:
            clusters.unite(parts[0], part)
    return sound


def _unite_surest_first(
    clusters: _Clusters, certain: Mapping[Pair, float], forms: Mapping[str, Form], ruling: Ruling
) -> None:
    """Where works that are not one are linked: join what is nearest, and leave alone what is as near to two."""
    while True:
        near = _nearness(clusters, certain)
        joinable = {
            pair: score
            for pair, score in near.items()
            if not _conflict(clusters.members[pair[0]], clusters.members[pair[1]], forms, ruling)
        }
        for (one, other), score in sorted(joinable.items(), key=lambda item: (-item[1], item[0])):
            if not (
                _torn(one, other, score, joinable, clusters, forms, ruling)
                or _torn(other, one, score, joinable, clusters, forms, ruling)
            ):
                clusters.unite(one, other)
                break
        else:
            return


def _torn(
    one: str,
    other: str,
    score: float,
    joinable: Mapping[Pair, float],
    clusters: _Clusters,
    forms: Mapping[str, Form],
    ruling: Ruling,
) -> bool:
    """Whether `one` is as near to a third work, which is not `other`."""
    for pair, rival in joinable.items():
        if one in pair and other not in pair and rival >= score - _CLOSE:
            third = pair[0] if pair[1] == one else pair[1]
            if _conflict(clusters.members[third], clusters.members[other], forms, ruling):
                return True
    return False


def _nearness(clusters: _Clusters, certain: Mapping[Pair, float]) -> dict[Pair, float]:
    near: dict[Pair, float] = defaultdict(float)
    for (one, other), score in certain.items():
        first, second = sorted((clusters.of[one], clusters.of[other]))
        if first != second:
            near[first, second] = max(near[first, second], score)
    return near


def _in_accord(members: Set[str], forms: Mapping[str, Form], ruling: Ruling) -> bool:
    """Whether nothing can part any two of them; spares a look at each pair."""
    refused = any(members & mine and members & theirs for mine, theirs in ruling.other)
    return not refused and all(len(_said(members, what, forms)) <= 1 for what in _PARTING)


def _conflict(one: Set[str], other: Set[str], forms: Mapping[str, Form], ruling: Ruling) -> bool:
    for mine, theirs in ruling.other:
        if (one & mine and other & theirs) or (one & theirs and other & mine):
            return True
    return any(
        (first := _said(one, what, forms)) and (second := _said(other, what, forms)) and not first & second
        for what in _PARTING
    )


def _said(members: Set[str], what: str, forms: Mapping[str, Form]) -> set[object]:
    return {value for form in members if (value := getattr(forms[form], what))}


def _pairs(parts: Sequence[str]) -> Iterable[Pair]:
    return ((one, other) for index, one in enumerate(parts) for other in parts[index + 1 :])


# ---------------------------------------------------------------- their addresses


def addressed(groups: Iterable[Group], forms: Mapping[str, Form]) -> dict[str, str]:
    """form -> the address of its work: made of the work's strongest key, so that it hangs on no order of coming."""
    taken: set[str] = set()
    addresses: dict[str, str] = {}
    for group in sorted(groups, key=lambda members: (-len(members), min(members))):
        keys = sorted({key for form in group for key in keys_of(forms[form])}, key=_strength)
        ids = (work_id(key) for key in (*keys, *sorted(group)))
        id = next(id for id in ids if id not in taken)
        taken.add(id)
        addresses.update(dict.fromkeys(group, id))
    return addresses


def _strength(key: str) -> tuple[int, bool, int, str]:
    kind, _, value = key.partition(":")
    return ("doi", "un", "aty", "raw").index(kind), from_repository(value), -len(value) if kind == "aty" else 0, key
