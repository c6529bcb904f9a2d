"""Whether a passage stands on the ground of a question: its places and its strategies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.records import Audience, Filters, Passage
from search.evidence import Sentence
from search.plan import Plan


class Coded(Protocol):
    """What the table of strategy uses answers to search."""

    def passages(self, filters: Filters, *, audience: Audience = "owner") -> Collection[str]:
        """The passages that satisfy the filters of coding and place, as that audience sees them."""
        ...


def asked_of(plan: Plan) -> list[Filters]:
    """One filter for each kind of thing that the question names: places, strategies, actors."""
    asked = [
        Filters(countries=plan.countries),
        Filters(regions=plan.regions),
        Filters(strategies=plan.strategies),
        Filters(actors=plan.actors),
    ]
    return [filters for filters in asked if filters != Filters()]


@dataclass(frozen=True, slots=True)
class Grounds:
    """For each kind of thing that the question names, the passages that are coded with it; first of all its places."""

    places: frozenset[str] | None
    others: tuple[frozenset[str], ...] = ()
    names: tuple[str, ...] = ()  # of the places, as the question writes them

    @staticmethod
    def of(plan: Plan, uses: Coded, audience: Audience) -> Grounds:
        asked = asked_of(replace(plan, countries=(), regions=()))
        others = tuple(frozenset(uses.passages(filters, audience=audience)) for filters in asked)
        named = [Filters(countries=plan.countries), Filters(regions=plan.regions)]
        found = [uses.passages(filters, audience=audience) for filters in named if filters != Filters()]
        places = frozenset(id for passages in found for id in passages) if found else None
        return Grounds(places, others, tuple(plan.text[start:end] for start, end in plan.place_spans))

    def there(self, passage: Passage) -> bool:
        """Whether it speaks of one of the places, by its coding or in the very words of the question."""
        if self.places is None:
            return True
        return passage.id in self.places or any(name in passage.text for name in self.names)

    def share(self, passage: Passage) -> float:
        """How much of what the question names is in the passage, from 0 to 1; 1 where it names nothing."""
        held = [passage.id in passages for passages in self.others]
        held += [self.there(passage)] if self.places is not None else []
        return sum(held) / len(held) if held else 1.0

    def on_topic(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Those of passages about the question's places, where there are such, each worth what it has of the rest."""
        there = [sentence for sentence in sentences if self.there(sentence.passage)] or sentences
        return [replace(one, worth=one.worth * (0.5 + 0.5 * self.share(one.passage))) for one in there]
