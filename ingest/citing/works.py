"""The works that one document cites: each kept once, however often and in whatever form it is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.records import Name, Reference
from ingest.citing.likeness import author_score, families, family_key, fold, same, short_score
from ingest.citing.symbols import canonical

CERTAIN = 0.72  # below this a short form is not taken for a known work
NAMED = 0.6  # below this the people named are not taken for a work's authors
_TITLE_ALONE = 0.88
_AS_GOOD = 0.75  # of the best score: what scores as much may be meant as well
_MOST = 4  # alternatives kept


@dataclass(frozen=True, slots=True)
class Match:
    """A known work, how surely it is meant (0 to 1), and the others that may be meant, the surest first."""

    index: int
    score: float
    others: tuple[tuple[int, float], ...] = ()


class Works:
    """Grows while a document's bibliography and then its notes are read; an index never changes.

    Works are looked up by what they are known by, so that a long bibliography is not gone through for each citation.
    """

    def __init__(self, references: Iterable[Reference] = ()) -> None:
        self.references: list[Reference] = []
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for reference in references:
            self.add(reference)

    def add(self, reference: Reference) -> int:
        """The index of this work: that of the same work if it is known, else a new one."""
        known = self.known(reference)
        if known is None:
            self.references.append(reference)
            known = len(self.references) - 1
        else:
            self.references[known] = _joined(self.references[known], reference)
        self._file(known)
        return known

    def known(self, reference: Reference) -> int | None:
        """The index of the same work, where it is held."""
        held = sorted({index for key in _sought_by(reference) for index in self._by_key.get(key, ())})
        return next((index for index in held if same(self.references[index], reference)), None)

    def by_symbol(self, symbol: str) -> int | None:
        return min(self._by_key.get(f"symbol {canonical(symbol)}", ()), default=None)

    def of_year(self, year: int) -> list[int]:
        """The indexes of the works of a year that have authors."""
        return sorted(index for index in self._by_key.get(f"year {year}", ()) if self.references[index].year == year)

    def by_author_year(
        self, people: tuple[str, ...], year: int, letter: str = "", least: float = 0.0001
    ) -> Match | None:
        """The work of these authors and this year; "2010a" is told from "2010b" by the entry as printed."""
        keys = [family_key(family) for family in people]
        scored = [(i, s) for i, s in self._by_people(keys) if self.references[i].year == year and s >= least]
        lettered = [pair for pair in scored if letter and f"{year}{letter}" in self.references[pair[0]].raw]
        return _best(lettered or scored)

    def by_short_form(self, authors: tuple[Name, ...], title: str) -> Match | None:
        """The work that "Kaplan, “Protecting Civilians in Civil War”" means, or a title alone."""
        keys, wanted = [family_key(name.family) for name in authors], fold(title)
        near = (index for index, _ in self._by_people(keys)) if keys else self._by_words(wanted)
        scored = [(index, short_score(keys, wanted, self.references[index])) for index in near]
        return _best([pair for pair in scored if pair[1] >= (CERTAIN if keys else _TITLE_ALONE)], alike=False)

    def by_author(self, authors: tuple[Name, ...]) -> Match | None:
        """The one work of these authors, the latest named of several (less sure): for "op. cit."."""
        found = self._by_people([family_key(name.family) for name in authors])
        if not found:
            return None
        *before, (index, score) = found
        others = tuple((i, round(s / len(found), 2)) for i, s in reversed(before))[:_MOST]
        return Match(index, score / len(found) ** 0.5, others)

    def _by_people(self, keys: list[str]) -> list[tuple[int, float]]:
        held = sorted({index for key in keys for index in self._by_key.get(f"family {key}", ())})
        scored = [(index, author_score(keys, self.references[index])) for index in held]
        return [pair for pair in scored if pair[1] > 0]

    def _by_words(self, title: str) -> Iterator[int]:
        """Those that have half of a title's long words, or its beginning where it has none."""
        words = {word for word in title.split() if len(word) > 3} or set(title.split())
        shared = Counter(index for word in words for index in self._by_word.get(word, ()))
        return (index for index in sorted(shared) if shared[index] * 2 >= len(words))

    def _file(self, index: int) -> None:
        reference = self.references[index]
        for key in _known_by(reference):
            self._by_key[key].add(index)
        for word in fold(reference.title or reference.raw).split():
            self._by_word[word].add(index)


def _known_by(reference: Reference) -> Iterator[str]:
    """What a work is filed under."""
    yield from _own(reference)
    yield from (f"family {family}" for family in families(reference))
    yield f"year {reference.year}" if families(reference) else f"nobody {reference.year}"


def _sought_by(reference: Reference) -> Iterator[str]:
    """Where the same work would be filed: names part works only where both have them."""
    yield from _own(reference)
    yield from (f"family {family}" for family in families(reference)[:2])
    yield f"nobody {reference.year}"
    if not families(reference):
        yield f"year {reference.year}"


def _own(reference: Reference) -> Iterator[str]:
    yield f"raw {fold(reference.raw)}"
    if reference.symbol:
        yield f"symbol {canonical(reference.symbol)}"
    if reference.doi:
        yield f"doi {reference.doi.lower()}"


def _best(scored: list[tuple[int, float]], *, alike: bool = True) -> Match | None:
    """The best of them; where others are `alike` as good, each is as probable as its share."""
    if not scored:
        return None
    index, top = max(scored, key=lambda pair: pair[1])
    rivals = sorted((p for p in scored if p[0] != index and p[1] >= _AS_GOOD * top), key=lambda pair: -pair[1])
    share = 1 + sum(score >= top for _, score in rivals) if alike else 1
    return Match(index, top / share, tuple((i, round(score / share, 2)) for i, score in rivals[:_MOST]))


def _joined(known: Reference, new: Reference) -> Reference:
    """One entry from two forms: the bibliography's words lead, a field that it lacks is filled."""
    first, second = (known, new) if known.found_in != "notes" or len(known.raw) >= len(new.raw) else (new, known)
    filled = {
        field: getattr(first, field) or getattr(second, field)
        for field in ("authors", "editors", "year", "title", "container", "doi", "url", "symbol", "publisher", "place")
    }
    places = {known.found_in, new.found_in}
    if "both" in places or places == {"bibliography", "notes"}:
        return replace(first, **filled, found_in="both")
    return replace(
        first, **filled, found_in=next((p for p in ("bibliography", "notes") if p in places), known.found_in)
    )
