"""What the graph says to a question: the query that fits its kind, its rows as a table, and the uses behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from corpus.records import Filters
from graph import queries
from graph.queries import Context, Found
from graph.rows import QuotedUse
from graph.view import View
from search.plan import Plan

Row: TypeAlias = tuple[Any, ...]

MOST_USES = 200  # quoted uses that are weighed for one answer
BEHIND = 6  # strategies, of those that recur, that are shown with their words
USES_OF_EACH = 12


@dataclass(frozen=True, slots=True)
class Looked:
    """`uses` are the quoted statements behind the rows; `exact` says that all that the question names held of them."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    uses: tuple[QuotedUse, ...] = ()
    sparql: tuple[str, ...] = ()
    exact: bool = True


def look_up(plan: Plan, given: Filters, view: View, works: Sequence[str] = ()) -> Looked:
    """`works`: the ids of the works that the question asks about."""
    if plan.kind == "works" and plan.cited is not None:
        return _who_cites(works, view)
    if plan.kind == "strategies" and plan.recurring:
        return _what_recurs(plan, given, view)
    if plan.kind != "gap" and not _names_something(plan, given):
        return Looked()
    return _LOOKUPS.get(plan.kind, _what_is_said)(plan, given, view)


def _names_something(plan: Plan, given: Filters) -> bool:
    """Whether there is anything by which the graph could tell this question from another."""
    named = (plan.strategies, plan.countries, plan.regions, plan.actors, plan.agencies, plan.actor_kinds)
    return given != Filters() or any(named)


# ---------------------------------------------------------------- one kind of question each


def _what_recurs(plan: Plan, given: Filters, view: View) -> Looked:
    filters = replace(plan.within(given), strategies=given.strategies, effects=given.effects, stances=())
    by: Context = "region" if plan.by_region else "country"
    found = queries.recurring(view, by=by, minimum=2, filters=filters)
    behind = [
        queries.uses(view, filters=replace(filters, strategies=(row.strategy,), stances=("done",)), top=USES_OF_EACH)
        for row in found.rows[:BEHIND]
    ]
    where = "regions" if by == "region" else "countries"
    columns = ("strategy", "label", "contexts", where, "documents", "passages", "done", "proposed", "criticised")
    sparql = (found.table.sparql, *(uses.table.sparql for uses in behind[:1]))
    return Looked(columns, _rows(found.rows, columns), tuple(use for uses in behind for use in uses.rows), sparql)


def _what_is_done(plan: Plan, given: Filters, view: View) -> Looked:
    found, exact = _relaxed(plan, given, view, _uses_there)
    return Looked(*_by_strategy(found.rows), found.rows, (found.table.sparql,), exact)


def _who(plan: Plan, given: Filters, view: View) -> Looked:
    looked = _what_is_said(plan, given, view)
    actors = queries.who_does_where(view, filters=plan.within(given), top=50)
    columns = ("actor", "name", "kind", "strategy", "label", "country", "documents", "passages")
    return replace(
        looked, columns=columns, rows=_rows(actors.rows, columns), sparql=(actors.table.sparql, *looked.sparql)
    )


def _where(plan: Plan, given: Filters, view: View) -> Looked:
    looked = _what_is_said(plan, given, view)
    found = queries.evidence_map(view, filters=plan.within(given))
    columns = ("country", "strategy", "label", "documents", "passages", "done", "proposed", "criticised")
    ranked = sorted(_rows(found.rows, columns), key=lambda row: (-row[4], row[0], row[1]))
    return replace(looked, columns=columns, rows=tuple(ranked), sparql=(found.table.sparql, *looked.sparql))


def _works(plan: Plan, given: Filters, view: View) -> Looked:
    looked = _what_is_said(plan, given, view)
    filters = plan.within(given)
    if filters == Filters():
        return replace(looked, columns=(), rows=())
    found = queries.documents_discussing(view, filters=filters)
    columns = ("document", "work", "title", "year", "passages", "done", "proposed", "criticised")
    return replace(
        looked, columns=columns, rows=_rows(found.rows, columns), sparql=(found.table.sparql, *looked.sparql)
    )


def _trend(plan: Plan, given: Filters, view: View) -> Looked:
    looked = _what_is_said(plan, given, view)
    found = queries.years(view, filters=plan.within(given))
    sparql = (found.table.sparql, *looked.sparql)
    columns = ("year", "documents", "passages")
    return replace(looked, columns=columns, rows=_rows(found.rows, columns), sparql=sparql)


def _gap(plan: Plan, given: Filters, view: View) -> Looked:
    found = queries.gaps(view, filters=plan.within(given))
    columns = ("strategy", "label")
    return Looked(columns, _rows(found.rows, columns), (), (found.table.sparql,))


def _who_cites(works: Sequence[str], view: View) -> Looked:
    columns = ("document", "title", "year", "cited", "passage", "quote", "page", "sentence", "function")
    if not works:
        return Looked(columns)
    places, naming = queries.who_cites(view, works), queries.who_refers_to(view, works)
    rows = list(_rows(places.rows, columns))
    quoted = {row[0] for row in rows}
    rows += [(n.document, n.title, n.year, n.cited, *[None] * 5) for n in naming.rows if n.document not in quoted]
    return Looked(columns, tuple(rows), (), (places.table.sparql, naming.table.sparql))


def _what_is_said(plan: Plan, given: Filters, view: View) -> Looked:
    found, exact = _relaxed(plan, given, view, _uses_there)
    return Looked((), (), found.rows, (found.table.sparql,), exact)


_LOOKUPS: dict[str, Callable[[Plan, Filters, View], Looked]] = {
    "strategies": _what_is_done,
    "compare": _where,
    "who": _who,
    "where": _where,
    "works": _works,
    "trend": _trend,
    "gap": _gap,
}


# ---------------------------------------------------------------- how they ask


def _uses_there(filters: Filters, view: View) -> Found[QuotedUse]:
    """Uses tied to the places, also where these are named below or above the country."""
    places = (*filters.countries, *filters.regions)
    if places:
        return queries.what_is_done_in(view, places, filters=replace(filters, countries=(), regions=()), top=MOST_USES)
    return queries.uses(view, filters=filters, top=MOST_USES)


def _relaxed(
    plan: Plan, given: Filters, view: View, asked: Callable[[Filters, View], Found[QuotedUse]]
) -> tuple[Found[QuotedUse], bool]:
    """The strictest reading that finds something; what the person gave as filters is never let go."""
    found = None
    for step, filters in enumerate(_readings(plan, given)):
        found = asked(filters, view)
        if found.rows:
            return found, step == 0
    assert found is not None  # there is always one reading
    return found, False


def _readings(plan: Plan, given: Filters) -> Iterator[Filters]:
    strict = plan.within(given)
    loose = replace(
        strict, agencies=given.agencies, actor_kinds=given.actor_kinds, phases=given.phases,
        effects=given.effects, stances=given.stances, actors=given.actors,
    )  # fmt: skip
    wide = replace(loose, strategies=given.strategies) if plan.kind == "strategies" else loose
    yield strict
    yield from (reading for reading in dict.fromkeys((loose, wide)) if reading not in (strict, Filters()))


def _rows(found: Iterable[object], columns: Sequence[str]) -> tuple[Row, ...]:
    return tuple(tuple(getattr(row, column) for column in columns) for row in found)


def _by_strategy(uses: Iterable[QuotedUse]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """A table of what is done, by strategy, with the passages behind each number."""
    groups: dict[tuple[str, str], list[QuotedUse]] = defaultdict(list)
    for use in uses:
        groups[use.strategy, use.label].append(use)
    rows = [(*key, *_counted(group)) for key, group in groups.items()]
    columns = ("strategy", "label", "documents", "passages", "done", "proposed", "criticised")
    return columns, tuple(sorted(rows, key=lambda row: (-len(row[3]), row[0])))


def _counted(uses: Sequence[QuotedUse]) -> Row:
    stances = [
        len({use.passage for use in uses if use.stance == stance}) for stance in ("done", "proposed", "criticised")
    ]
    return (sorted({use.document for use in uses}), sorted({use.passage for use in uses}), *stances)
