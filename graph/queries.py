"""The recurring questions of the field, by name. Each answers with rows and with the SPARQL that gave them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeAlias, TypeVar

import pyoxigraph
from pyoxigraph import NamedNode

from corpus.records import Filters
from graph.filtering import limit, parameters_of
from graph.names import concept
from graph.rows import (
    ActorAtWork,
    CellOfMap,
    CitingDocument,
    CitingPlace,
    DiscussingDocument,
    Gap,
    HeldDocument,
    QuotedUse,
    Recurrence,
    WorkCited,
    YearOfUses,
)
from graph.texts import Parameters, Values
from graph.view import Table, View

Context: TypeAlias = Literal["country", "region"]
Row = TypeVar("Row")

NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """Rows in the query's order; `table` holds them as the query gave them, with its text in `table.sparql`."""

    rows: tuple[Row, ...]
    table: Table


def _ask(view: View, name: str, parameters: Parameters, row: Callable[..., Row]) -> Found[Row]:
    table = view.select(name, parameters)
    return Found(tuple(row(**record) for record in table.records()), table)


def recurring(
    view: View, *, by: Context = "country", minimum: int = 2, filters: Filters = NO_FILTERS
) -> Found[Recurrence]:
    """Strategies that were done in at least `minimum` contexts, most contexts first.

    `filters.stances` say what makes a context (by default only what was done); all stances stand beside.
    """
    name = "recurring" if by == "country" else "recurring_by_region"
    parameters = _counting(filters, view) | {"minimum": [pyoxigraph.Literal(minimum)]}
    return _ask(view, name, parameters, Recurrence.from_row)


def evidence_map(view: View, *, filters: Filters = NO_FILTERS) -> Found[CellOfMap]:
    """How many documents and passages speak of each strategy in each country, and with which stance."""
    return _ask(view, "evidence_map", parameters_of(filters, view.at), CellOfMap.from_row)


def _counting(filters: Filters, view: View) -> dict[str, Values]:
    counted: Values = [concept(stance) for stance in filters.stances or ("done",)]
    return parameters_of(replace(filters, stances=()), view.at) | {"counted": counted}


def uses(view: View, *, filters: Filters = NO_FILTERS, top: int | None = 100) -> Found[QuotedUse]:
    """Uses of strategies with their words, the surest first: the evidence of a cell, of a strategy, of an actor."""
    return _ask(view, "uses", parameters_of(filters, view.at) | limit(top), QuotedUse.from_row)


def evidence_of(
    view: View, strategy: str, country: str, *, stances: tuple[str, ...] = (), top: int | None = None
) -> Found[QuotedUse]:
    """The words on which a cell of the evidence map rests."""
    filters = Filters(strategies=(strategy,), countries=(country,), stances=stances)
    return uses(view, filters=filters, top=top)


def what_is_done_in(
    view: View, places: Sequence[str], *, filters: Filters = NO_FILTERS, top: int | None = 100
) -> Found[QuotedUse]:
    """Uses tied to any of these places (ids: `COL`, `gn-3686110`, `sahel`); a region takes in its countries."""
    where: dict[str, Values] = {"where": [view.at.entity(place) for place in places]}
    # Found first and set in as values: joined as a pattern, they would be looked for under every use there is.
    spots = [NamedNode(str(spot)) for (spot,) in view.select("spots", where).rows]
    parameters = parameters_of(filters, view.at) | {"spot": spots} | limit(top)
    return _ask(view, "uses_at", parameters, QuotedUse.from_row)


def who_does_where(view: View, *, filters: Filters = NO_FILTERS, top: int | None = 200) -> Found[ActorAtWork]:
    """Actors of uses, with the strategy and country, the most spoken of first."""
    return _ask(view, "actors", parameters_of(filters, view.at) | limit(top), ActorAtWork.from_row)


def documents_discussing(
    view: View, *, filters: Filters = NO_FILTERS, top: int | None = 100
) -> Found[DiscussingDocument]:
    """Held documents that speak of it, those with most passages first."""
    return _ask(view, "documents_discussing", parameters_of(filters, view.at) | limit(top), DiscussingDocument.from_row)


def works_cited_on(view: View, *, filters: Filters = NO_FILTERS, top: int | None = 50) -> Found[WorkCited]:
    """Works cited by the documents that speak of it, those that most of them cite first."""
    return _ask(view, "works_cited_on", parameters_of(filters, view.at) | limit(top), WorkCited.from_row)


def who_cites(view: View, works: Sequence[str], *, top: int | None = 200) -> Found[CitingPlace]:
    """Each place in a running text that cites one of these works."""
    parameters = {"work": [view.at.work(work) for work in works]} | limit(top)
    return _ask(view, "citing", parameters, CitingPlace.from_row)


def who_refers_to(view: View, works: Sequence[str], *, top: int | None = 200) -> Found[CitingDocument]:
    """Documents that name one of these works in their references, also where no place in their text is tied to it."""
    parameters = {"work": [view.at.work(work) for work in works]} | limit(top)
    return _ask(view, "referring", parameters, CitingDocument.from_row)


def years(view: View, *, filters: Filters = NO_FILTERS) -> Found[YearOfUses]:
    """How many documents of each year speak of it."""
    return _ask(view, "years", parameters_of(filters, view.at), YearOfUses.from_row)


def gaps(view: View, *, filters: Filters = NO_FILTERS) -> Found[Gap]:
    """Strategies that no document says are done, within the filters."""
    return _ask(view, "gaps", parameters_of(filters, view.at), Gap.from_row)


def documents(view: View) -> Found[HeldDocument]:
    """What is held, the newest first."""
    return _ask(view, "documents", {}, HeldDocument.from_row)
