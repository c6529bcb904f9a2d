"""One query over one store, in this process. Foreign queries come here only inside a child (`graph.worker`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, Triple, serialize

from graph.errors import QueryError, TooManyRows, UnfitFormat
from graph.names import PREFIXES
from graph.results import MEDIA_TYPES, written, written_boolean
from graph.syntax import malformed, names_its_graphs, refuse_what_writes_or_calls_out

GRAPH_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Request:
    """A query with its bounds. Without graphs it reads the union of all; with them only what they hold."""

    query: str
    format: str | None = None
    rows: int = 100_000
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave: `content` in `media_type`, `rows` of it (rows, triples, or 1 for yes and no)."""

    content: bytes
    media_type: str
    rows: int


def read(store: Store, request: Request) -> Result:
    """Raises MalformedQuery, UpdateRefused, ServiceRefused, UnfitFormat, TooManyRows."""
    refuse_what_writes_or_calls_out(request.query)
    found = _evaluated(store, request)
    if isinstance(found, QueryTriples):
        return _graph(found, request)
    format = _fit(request.format, "json", MEDIA_TYPES, "rows")
    if isinstance(found, QueryBoolean):
        return Result(written_boolean(bool(found), format), MEDIA_TYPES[format], 1)
    return _rows(found, format, request.rows)


def _evaluated(store: Store, request: Request) -> QuerySolutions | QueryBoolean | QueryTriples:
    chosen = request.default_graphs is not None or request.named_graphs is not None
    try:
        return store.query(
            request.query,
            prefixes=PREFIXES,
            # The flag would make the engine forget the query's own FROM.
            use_default_graph_as_union=not chosen and not names_its_graphs(request.query),
            default_graph=_nodes(request.default_graphs) if chosen else None,
            named_graphs=_nodes(request.named_graphs) if chosen else None,
        )
    except SyntaxError as fault:
        raise malformed(request.query, str(fault), frozenset(PREFIXES)) from None
    except ValueError as fault:
        raise QueryError(f"This query could not be answered: {fault}.") from None


def _nodes(graphs: Sequence[str] | None) -> list[Any]:
    return [NamedNode(graph) for graph in graphs or ()]


def _rows(found: QuerySolutions, format: str, limit: int) -> Result:
    variables = [variable.value for variable in found.variables]
    rows = _bounded((tuple(solution) for solution in found), limit)
    return Result(written(variables, rows, format), MEDIA_TYPES[format], len(rows))


def _graph(found: QueryTriples, request: Request) -> Result:
    format = _fit(request.format, "turtle", GRAPH_FORMATS, "a graph")
    triples = list(dict.fromkeys(_bounded(found, request.rows)))
    kind = GRAPH_FORMATS[format]
    return Result(serialized(triples, kind), kind.media_type, len(triples))


def serialized(triples: Iterable[Triple], kind: RdfFormat) -> bytes:
    return serialize(triples, format=kind, prefixes=PREFIXES) or b""


def _bounded(items: Iterable[Item], limit: int) -> list[Item]:
    """A part of the answer would look like the whole: what is too long is refused, not cut."""
    found = list(islice(items, limit + 1))
    if len(found) > limit:
        raise TooManyRows(f"The query has more than {limit:,} results, the row limit. Add a LIMIT, or ask for a part.")
    return found


def _fit(wanted: str | None, usual: str, fitting: Iterable[str], what: str) -> str:
    format = wanted or usual
    if format not in fitting:
        names = ", ".join(fitting)
        raise UnfitFormat(f"This query gives {what}, which cannot be written as {format}. Choose one of: {names}.")
    return format
