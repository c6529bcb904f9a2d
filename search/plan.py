"""A question taken apart: its kind, and the places, strategies, actors and conditions that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from corpus.records import Audience, Entity, Filters, PlaceMention
from ontology.terms import Concept, Ontology
from search.asking import (
    Kind,
    Years,
    asks_what_recurs,
    asks_who_acts_alone,
    cited_work,
    counts_regions,
    effect_in,
    kind_of,
    years_in,
)
from search.matching import Matcher


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks for. `countries` are ISO codes, `regions` and `strategies` ids of the ontology."""

    text: str
    kind: Kind = "fact"
    recurring: bool = False
    by_region: bool = False
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    strategies: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    actor_kinds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    years: Years = (None, None)
    spans: tuple[tuple[int, int], ...] = ()  # of the words that these readings rest on
    place_spans: tuple[tuple[int, int], ...] = ()
    cited: str | None = None  # the words that name a work, where the question asks who cites it

    def within(self, given: Filters) -> Filters:
        """The person's filters, with what the question names where the person gave none of that kind."""
        said = Filters(
            countries=self.countries,
            regions=self.regions,
            strategies=self.strategies,
            stances=self.stances,
            agencies=self.agencies,
            effects=self.effects,
            phases=self.phases,
            actors=self.actors,
            actor_kinds=self.actor_kinds,
        )
        placed = given.countries or given.regions
        names = (name for name in Filters.__dataclass_fields__ if not (placed and name in ("countries", "regions")))
        mine = {name: getattr(said, name) for name in names if getattr(given, name) in ((), (None, None))}
        return replace(given, **mine)


class Gazetteer(Protocol):
    """Finds the places that a question names."""

    def find(self, text: str, *, questions: bool = False) -> Sequence[PlaceMention]: ...


NamedEntities = Callable[[str], Iterable[Entity]]


class Planner:
    """Reads questions by the ontology in force. `named` answers which actors of the library bear a name."""

    def __init__(
        self, ontology: Ontology, gazetteer: Gazetteer | None = None, named: NamedEntities | None = None
    ) -> None:
        self.ontology, self._gazetteer, self._named = ontology, gazetteer, named

    def plan(self, question: str, audience: Audience = "owner") -> Plan:
        text = question[:2000]  # what is longer is a pasted page, not a question
        countries, regions, places, spans = self._places(text)
        matchers = (self._strategy_matcher, self._actor_kind_matcher, *self._cues.values(), *self._labels.values())
        return Plan(
            text=question,
            kind=kind_of(text),
            recurring=asks_what_recurs(text),
            by_region=counts_regions(text),
            countries=countries,
            regions=regions,
            places=places,
            strategies=self._strategies(text),
            actors=tuple(dict.fromkeys(self._actors(text, spans, audience))),
            actor_kinds=_ids(self._actor_kind_matcher, text),
            stances=tuple(id for id in _ids(self._cues["stances"], text) if id != "done"),
            agencies=self._agencies(text),
            effects=(effect,) if (effect := effect_in(text)) else (),
            phases=_ids(self._cues["phases"], text),
            years=years_in(text),
            spans=(*spans, *((m.start, m.end) for matcher in matchers for m in matcher.find(text))),
            place_spans=tuple(spans),
            cited=cited_work(text) if kind_of(text) == "works" else None,
        )

    # ------------------------------------------------------------ what it names

    def _strategies(self, text: str) -> tuple[str, ...]:
        return _ids(self._strategy_matcher, text)

    def _agencies(self, text: str) -> tuple[str, ...]:
        if asks_who_acts_alone(text):
            return ("local-only",)
        return _ids(self._labels["agencies"], text)

    def _places(
        self, text: str
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[PlaceMention, ...], list[tuple[int, int]]]:
        found = self._country_matcher.find(text)
        countries = [match.id for match in found if match.id in self.ontology.countries]
        regions = [match.id for match in found if match.id in self.ontology.regions]
        spans = [(match.start, match.end) for match in found]
        places = tuple(self._gazetteer.find(text, questions=True)) if self._gazetteer else ()
        for place in places:
            spans.append((place.start, place.end))
            countries += place.countries
        return tuple(dict.fromkeys(countries)), tuple(dict.fromkeys(regions)), places, spans

    def _actors(self, text: str, places: Sequence[tuple[int, int]], audience: Audience) -> Iterator[str]:
        if self._named is None:
            return
        for match in _PROPER.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in places):
                continue
            for entity in self._named(match[0]):
                if entity.kind == "actor" and (audience == "owner" or entity.visibility == "public"):
                    yield entity.id

    # ------------------------------------------------------------ what it knows them by

    @cached_property
    def _strategy_matcher(self) -> Matcher:
        known = (*self.ontology.strategies.values(), *self.ontology.branches.values())
        return Matcher((concept.id, label) for concept in known for label in _labels(concept))

    @cached_property
    def _country_matcher(self) -> Matcher:
        countries = self.ontology.countries.values()
        pairs = [(c.id, name) for c in countries for name in (c.label, *c.aliases, *c.demonyms)]
        pairs += [(r.id, name) for r in self.ontology.regions.values() for name in (r.label, *r.aliases)]
        return Matcher(pairs)

    @cached_property
    def _actor_kind_matcher(self) -> Matcher:
        return Matcher((c.id, label) for c in self.ontology.actor_types.values() for label in _labels(c))

    @cached_property
    def _cues(self) -> dict[str, Matcher]:
        schemes = {name: getattr(self.ontology, name) for name in ("stances", "phases")}
        return {
            name: Matcher((c.id, words) for c in concepts.values() for words in (*_labels(c), *c.cues))
            for name, concepts in schemes.items()
        }

    @cached_property
    def _labels(self) -> dict[str, Matcher]:
        return {"agencies": Matcher((c.id, label) for c in self.ontology.agencies.values() for label in _labels(c))}


# A run of capitalised words, or an acronym: what may be an actor's name.
_PROPER = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:\s+(?:(?:of|for|the|and|de|la|du|des)\s+){0,2}[A-ZÀ-Þ][\w’'-]*)*")


def _labels(concept: Concept) -> Iterator[str]:
    for label in concept.labels("en"):
        yield from (part.strip() for part in label.split(" / "))


def _ids(matcher: Matcher, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.id for match in matcher.find(text)))
