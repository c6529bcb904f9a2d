"""Which passages a new release of the ontology can touch, told from their words and statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from corpus.records import Passage, PassageCoding, StrategyUse
from ontology.places import Country, Region
from ontology.terms import Concept, Ontology

Touches = Callable[[Passage, PassageCoding], bool]


def touching(old: Ontology, new: Ontology) -> Touches:
    """True of passages that hold a statement of a concept that came, went or changed, or words that lead to one."""
    concepts = _changed(old.concepts, new.concepts)
    words = [cue for concept in concepts for cue in _words_of_concept(concept)]
    places = [*_changed(old.countries, new.countries), *_changed(old.regions, new.regions)]
    words += [name for place in places for name in _words_of_place(place)]
    patterns = {stems for word in words if (stems := _stems(word))}
    ids = {concept.id for concept in concepts} | {place.id for place in places}
    return lambda passage, coding: _speaks_of(coding, ids) or _holds_any(passage, patterns)


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Any]:
    """Both forms of what differs."""
    differing = [id for id in {*old, *new} if old.get(id) != new.get(id)]
    return [form for id in differing for form in (old.get(id), new.get(id)) if form is not None]


def _words_of_concept(concept: Concept) -> Iterable[str]:
    yield from concept.cues
    for labels in concept.labels_by_language.values():
        yield from labels


def _words_of_place(place: Country | Region) -> Iterable[str]:
    yield from (place.label, *place.aliases, *(place.demonyms if isinstance(place, Country) else ()))


def _stems(words: str) -> tuple[str, ...]:
    """The beginnings of the words: coders match inflected forms too, and looking once too often costs little."""
    tokens = re.findall(r"\w+", words.casefold())
    return tuple(token[: max(4, len(token) - 3)] for token in tokens)


def _holds_any(passage: Passage, patterns: set[tuple[str, ...]]) -> bool:
    # A heading counts: coders take context from it.
    text = f"{passage.section or ''} {passage.text}".casefold()
    return any(all(stem in text for stem in stems) for stems in patterns)


def _speaks_of(coding: PassageCoding, ids: set[str]) -> bool:
    return any(ids & _terms(use) for use in coding.uses) or any(place.place in ids for place in coding.places)


def _terms(use: StrategyUse) -> set[str]:
    return {use.strategy, use.stance, use.effect, use.phase or "", *use.agency, *use.factors}
