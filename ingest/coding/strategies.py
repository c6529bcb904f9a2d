"""Strategies named in a text, by the ontology's labels: preferred, alternative and hidden ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpus.records import ActorMention
from ingest.coding.phrases import Found, Phrases
from ingest.coding.stems import Stem
from ontology.terms import Concept, Ontology

LabelKind = Literal["preferred", "alternative", "hidden"]
_NEGATED = re.compile(
    r"\b(?:no|not|never|without|n['’]t|neither|nor|absence of|rather than|instead of|refus\w+(?: any| to)?|reject\w*)"
    r"(?: \w+){0,2} ?$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[“\"‘*_](?P<title>(?:[A-Z][^”\"’*_.]{8,160}?))[”\"’*_](?=[\s,.;)]|$)")
_CAPITALS = re.compile(r"\b[A-Z]\w{3,}")


class Label(NamedTuple):
    strategy: str
    kind: LabelKind


@dataclass(frozen=True, slots=True)
class Match:
    """A label found at its place. `inside`: it is part of the longer name of a body."""

    strategy: str
    kind: LabelKind
    phrase: str
    start: int
    end: int
    words: int
    inside: bool


class StrategyFinder:
    """Knows the labels of every strategy that the ontology holds, and nothing else about them."""

    def __init__(self, ontology: Ontology) -> None:
        self._phrases = Phrases(
            (name, Label(concept.id, kind))
            for concept in ontology.strategies.values()
            for name, kind in _names(concept)
        )

    def find(self, text: str, words: Sequence[Stem], actors: Sequence[ActorMention] = ()) -> list[Match]:
        """The matches that say something: not negated, not in a title, not a mere part of a body's name."""
        titles = [match.span("title") for match in _TITLE.finditer(text) if _is_title(match.group("title"))]
        found = (self._match(one, actors) for one in self._phrases.find(words))
        return _longest(
            match
            for match in found
            if not _within(match, titles) and not _NEGATED.search(text[max(0, match.start - 40) : match.start])
        )

    def _match(self, found: Found[Label], actors: Sequence[ActorMention]) -> Match:
        inside = any(_is_name(found, actor) for actor in actors)
        label = found.meaning
        return Match(label.strategy, label.kind, found.phrase, found.start, found.end, found.words, inside)


def _is_name(found: Found[Label], actor: ActorMention) -> bool:
    """Whether the words are part of a body's name, or by a mere variant its whole name: it acts, it is not done."""
    if not (actor.start <= found.start and found.end <= actor.end):
        return False
    whole = found.end - found.start == actor.end - actor.start
    return not whole or (found.meaning.kind == "hidden" and actor.type in ("government", "igo", "armed-group"))


def _names(concept: Concept) -> list[tuple[str, LabelKind]]:
    names: list[tuple[str, LabelKind]] = [(concept.label, "preferred")]
    names += [(name, "alternative") for name in concept.alt_labels]
    names += [(name, "hidden") for name in concept.hidden_labels]
    return names


def _longest(matches: Iterable[Match]) -> list[Match]:
    """One match of a strategy at a place: the longest."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        same = (other for other in kept if other.strategy == match.strategy)
        if all(match.end <= other.start or other.end <= match.start for other in same):
            kept.append(match)
    return sorted(kept, key=lambda match: (match.start, match.end))


def _within(match: Match, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= match.start and match.end <= end for start, end in spans)


def _is_title(text: str) -> bool:
    """Most of its longer words begin with a capital: the title of a book or an article."""
    long = re.findall(r"\b\w{4,}", text)
    return len(long) >= 2 and len(_CAPITALS.findall(text)) >= 0.7 * len(long)
