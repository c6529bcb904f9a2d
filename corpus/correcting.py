"""A coding as its editors let it stand: pure, from the coder's statements and the corrections of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.corrections import Correction, Place, Statement, place, place_spoken_of
from corpus.records import Attribution, Coding, Document, PassageCoding, StrategyUse

Placed = tuple[Correction, Place, Place]  # where its own words stand, and those of the coder's statement


def corrected(document: Document, coding: Coding, corrections: Iterable[Correction]) -> Coding:
    """Accepted, edited and added statements stand with confidence 1, rejected ones are gone."""
    by_passage: dict[str, list[Placed]] = defaultdict(list)
    for correction in corrections:
        if found := place(document, correction):
            by_passage[found.passage.id].append((correction, found, place_spoken_of(document, correction, found)))
    if not by_passage:
        return coding
    passages = (_passage(said, by_passage.get(said.passage, [])) for said in coding.passages)
    return replace(coding, passages=tuple(passages))


def spoken_of(correction: Correction, at: Place, uses: Sequence[StrategyUse]) -> list[StrategyUse]:
    """The coder's statements that a correction is about: those of its strategy that rest on its words.

    Of several, the one that says the same of stance and countries, if there is such a one.
    """
    about = correction.about
    if about is None:
        return []
    near = [use for use in uses if use.editor is None and use.strategy == about.strategy and at.overlaps(use)]
    exact = [use for use in near if (use.stance, use.countries) == (about.stance, about.countries)]
    return exact or near


def _passage(said: PassageCoding, placed: Sequence[Placed]) -> PassageCoding:
    if not placed:
        return said
    uses = list(said.uses)
    for correction, at, before in placed:
        told = spoken_of(correction, before, uses)
        uses = [use for use in uses if use not in told]
        if correction.says is not None:
            uses = [use for use in uses if not _says_the_same(use, correction.says)]
            uses.append(_use(correction, correction.says, at, said, told[0] if told else None))
    countries = {*said.countries, *(country for use in uses if use.editor for country in use.countries)}
    return replace(
        said,
        uses=tuple(sorted(uses, key=lambda use: (use.start, use.strategy))),
        countries=tuple(sorted(countries)),
        implied_countries=tuple(country for country in said.implied_countries if country not in countries),
    )


def _says_the_same(use: StrategyUse, says: Statement) -> bool:
    """A coder's use, of other words of the passage, that would count twice what an editor said."""
    told = (use.strategy, use.stance, use.countries)
    return use.editor is None and told == (says.strategy, says.stance, says.countries)


def _use(
    correction: Correction, says: Statement, at: Place, said: PassageCoding, machine: StrategyUse | None
) -> StrategyUse:
    kept = machine or StrategyUse(says.strategy, says.stance, at.quote, at.start, at.end, 1.0)
    actors = {*kept.actors, *(i for i, actor in enumerate(said.actors) if actor.actor in says.actors)}
    return replace(
        kept,
        strategy=says.strategy,
        stance=says.stance,
        quote=at.quote,
        start=at.start,
        end=at.end,
        confidence=1.0,
        agency=says.agency,
        effect=says.effect,
        phase=says.phase,
        factors=says.factors,
        countries=says.countries,
        regions=says.regions,
        places=_places(kept, says, said),
        actors=tuple(sorted(actors)),
        editor=Attribution(correction.by, correction.at, correction.verdict, correction.number),
    )


def _places(kept: StrategyUse, says: Statement, said: PassageCoding) -> tuple[int, ...]:
    """Those that the coder tied to it and that lie where the editor says; else the passage's places that do."""
    fit = [
        index
        for index, named in enumerate(said.places)
        if set(named.countries) & set(says.countries) or named.place in says.regions
    ]
    own = [index for index in kept.places if index in fit]
    return tuple(own or fit)
