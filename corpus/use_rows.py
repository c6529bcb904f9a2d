"""A coding as rows of the use table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from corpus.columns import LAYOUT, NONE, Rows
from corpus.records import HeldCoding, Passage, PassageCoding, StrategyUse
from corpus.vocabulary import AGENCIES, EFFECTS, PHASES, STANCES, Vocabulary

Context = tuple[int, int, bool]  # country, region, whether only implied


class RowWriter:
    """Writes codings down, one document after the other; asserted statements only."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._lists: dict[str, list[Any]] = {name: [] for name in LAYOUT}
        self._serial = 0

    def rows(self) -> Rows:
        return Rows.of(self._lists)

    def write(self, coded: HeldCoding) -> None:
        held = coded.held
        self._add(
            document_id=held.document.id.encode(),
            document_year=held.document.year or 0,
            document_public=held.visibility == "public",
        )
        passages = {passage.id: passage for passage in held.document.passages}
        for coding in coded.coding.passages:
            if coding.passage in passages:
                self._write_passage(coded, passages[coding.passage], coding)

    def _write_passage(self, coded: HeldCoding, passage: Passage, coding: PassageCoding) -> None:
        self._add(
            passage_id=passage.id.encode(),
            passage_document=len(self._lists["document_id"]) - 1,
            passage_language=passage.language.encode(),
            passage_public=coded.held.public(passage.id),
        )
        number = len(self._lists["passage_id"]) - 1
        for country, region, _ in self._contexts(*_of_passage(coding)):
            self._add(context_passage=number, context_country=country, context_region=region)
        for use in coding.uses:
            if coded.coding.asserted(use):
                self._write_use(coded, number, coding, use)

    def _write_use(self, coded: HeldCoding, passage: int, coding: PassageCoding, use: StrategyUse) -> None:
        actors = [coding.actors[index] for index in use.actors]
        shown = [actor for actor in actors if actor.actor not in coded.hidden_actors]
        for country, region, implied in self._contexts(use.countries, use.regions, coding.implied_countries):
            self._add(
                use_passage=passage,
                use_serial=self._serial,
                use_strategy=self._words.strategies.code(use.strategy),
                use_country=country,
                use_region=region,
                use_implied=implied,
                use_stance=STANCES.index(use.stance),
                use_agency=sum(1 << AGENCIES.index(agency) for agency in set(use.agency)),
                use_effect=EFFECTS.index(use.effect),
                use_phase=PHASES.index(use.phase) if use.phase else NONE,
                use_kinds=self._kinds([actor.type for actor in actors]),
                use_kinds_shown=self._kinds([actor.type for actor in shown]),
            )
        for actor in actors:
            hidden = actor.actor in coded.hidden_actors
            self._add(acting_serial=self._serial, acting_actor=actor.actor.encode(), acting_shown=not hidden)
        self._serial += 1

    def _kinds(self, kinds: Sequence[str]) -> int:
        return sum(1 << self._words.kinds.code(kind) for kind in set(kinds))

    def _contexts(self, countries: Sequence[str], regions: Sequence[str], implied: Sequence[str]) -> Iterator[Context]:
        """One for each country and region; where there is none, those that are implied; at least one."""
        found = [(self._words.countries.code(country), NONE, False) for country in countries]
        found += [(NONE, self._words.regions.code(region), False) for region in regions]
        if not found:
            found = [(self._words.countries.code(country), NONE, True) for country in implied]
        return iter(found or [(NONE, NONE, False)])

    def _add(self, **values: Any) -> None:
        for name, value in values.items():
            self._lists[name].append(value)


def _of_passage(coding: PassageCoding) -> tuple[list[str], list[str], Sequence[str]]:
    """Countries and regions that the passage speaks of, and the implied countries."""
    named = [country for place in coding.places for country in place.countries]
    countries = list(dict.fromkeys([*coding.countries, *named]))
    regions = list(dict.fromkeys(place.place for place in coding.places if place.kind == "region"))
    return countries, regions, coding.implied_countries
