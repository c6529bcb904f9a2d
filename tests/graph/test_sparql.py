"""Foreign queries: whatever they are, they end within their limits, and only their own process suffers."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store, parse, parse_query_results

from graph.errors import (
    GraphError,
    MalformedQuery,
    NoSnapshot,
    QueryTimedOut,
    QueryTooDeep,
    QueryTooLarge,
    ServiceRefused,
    TooManyRows,
    UnfitFormat,
    UpdateRefused,
)
from graph.results import written
from graph.sparql import Limits, Workers, run
from graph.store import GraphStore
from tests.graph.making import BASE

EVERYTHING = "SELECT * { ?s ?p ?o }"
THOUSAND = "VALUES ?%s { " + " ".join(map(str, range(1000))) + " }"
BILLION = "{ " + " ".join(THOUSAND % name for name in "abc") + " }"


def test_a_query_reads_the_union_of_all_graphs(workers: Workers, wajir_graph: GraphStore) -> None:
    query = "SELECT ?quote { ?use a c:StrategyUse ; oa:exact ?quote ; c:strategy/skos:prefLabel 'mediation'@en }"
    found = json.loads(workers.run(wajir_graph.newest(), query).content)
    assert [row["quote"]["value"] for row in found["results"]["bindings"]] == ["Elders in Wajir"]


def test_count_of_all_is_count_of_distinct(workers: Workers, wajir_graph: GraphStore) -> None:
    counts = [
        workers.run(wajir_graph.newest(), f"SELECT (COUNT(*) AS ?n) {{ {part} }}", format="csv").content.split()[1]
        for part in ("?s ?p ?o", "SELECT DISTINCT * { ?s ?p ?o }")
    ]
    assert counts[0] == counts[1]


def test_graphs_may_be_named_by_the_query_or_beside_it(workers: Workers, wajir_graph: GraphStore) -> None:
    entities = BASE + "graph/entities"
    count = "SELECT (COUNT(*) AS ?n) %s { ?s a c:StrategyUse }"
    snapshot = wajir_graph.newest()

    def number(query: str, **graphs: tuple[str, ...]) -> int:
        return int(workers.run(snapshot, query, format="csv", **graphs).content.split()[1])  # type: ignore[arg-type]

    assert number(count % "") == 1
    assert number(count % f"FROM <{entities}>") == 0
    assert number(count % f"FROM <{BASE}graph/document/{'a' * 16}>") == 1
    assert number(count % "", default_graphs=(entities,)) == 0
    assert number(count % f"FROM <{entities}>", default_graphs=(f"{BASE}graph/document/{'a' * 16}",)) == 1


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", QueryTimedOut),
        (f"SELECT * {BILLION}", TooManyRows),
        (f"SELECT * {BILLION} ORDER BY ?c", (QueryTooLarge, QueryTimedOut)),
        ("SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}", QueryTooDeep),
        ("SELECT * {" + "{" * 10_000 + "}" * 10_000 + "}", QueryTooDeep),
    ],
    ids=["endless", "a billion rows", "a billion rows sorted", "10,000 parentheses", "10,000 braces"],
)
def test_a_query_without_end_ends(
    workers: Workers, wajir_graph: GraphStore, query: str, error: type[GraphError]
) -> None:
    started = time.monotonic()
    with pytest.raises(error):
        workers.run(wajir_graph.newest(), query)
    assert time.monotonic() - started < 8
    assert workers.run(wajir_graph.newest(), "ASK { ?s ?p ?o }").content.endswith(b"true}")


def test_memory_has_a_limit(wajir_graph: GraphStore) -> None:
    with pytest.raises(QueryTooLarge):
        run(wajir_graph.newest(), f"SELECT * {BILLION} ORDER BY ?c", limits=Limits(seconds=60, memory=64 << 20))


def test_the_row_limit_is_named_and_nothing_is_cut_off(workers: Workers, wajir_graph: GraphStore) -> None:
    with pytest.raises(TooManyRows, match="1,000"):
        workers.run(wajir_graph.newest(), EVERYTHING)
    assert workers.run(wajir_graph.newest(), EVERYTHING + " LIMIT 1000").rows == 1000


def test_the_first_query_of_a_command_takes_no_half_second_more(wajir_graph: GraphStore) -> None:
    fastest = min(_seconds(wajir_graph) for _ in range(5))
    assert fastest < 0.5


def _seconds(graph: GraphStore) -> float:
    started = time.monotonic()
    run(graph.newest(), "ASK { ?s ?p ?o }")
    return time.monotonic() - started


# ---------------------------------------------------------------- what is refused, and how it is said


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p '\"#' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { FILTER(?a<?b)SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    ],
)
def test_service_is_refused(workers: Workers, wajir_graph: GraphStore, query: str) -> None:
    with pytest.raises(ServiceRefused):
        workers.run(wajir_graph.newest(), query)


def test_the_word_service_alone_is_no_call(workers: Workers, wajir_graph: GraphStore) -> None:
    query = "# SERVICE\nASK { ?service ?p 'SERVICE', '''a 'SERVICE' <b>''' ; <http://SERVICE> \"SERVICE\" }"
    assert workers.run(wajir_graph.newest(), query).rows == 1


def test_an_escaped_service_is_no_call_either(workers: Workers, wajir_graph: GraphStore) -> None:
    with pytest.raises(MalformedQuery):
        workers.run(wajir_graph.newest(), "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "update", ["INSERT DATA { c:a c:b c:c }", "PREFIX a: <b:>\nDELETE WHERE { ?s ?p ?o }", "clear all"]
)
def test_updates_are_refused(workers: Workers, wajir_graph: GraphStore, update: str) -> None:
    with pytest.raises(UpdateRefused):
        workers.run(wajir_graph.newest(), update)


@pytest.mark.parametrize(
    ("query", "said", "line"),
    [
        ("", "The query is empty", None),
        ("SELECT * {\n ?s ?p ?o . FILTER(?x = }", "line 2, column", 2),
        ("SELECT * { ex:thing ?p ?o }", "the prefix ex: is not declared", 1),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", "unbound", 1),
        ("which strategies recur?", "stops making sense", 1),
    ],
)
def test_a_malformed_query_is_told_where_and_why(
    workers: Workers, wajir_graph: GraphStore, query: str, said: str, line: int | None
) -> None:
    with pytest.raises(MalformedQuery, match=said) as caught:
        workers.run(wajir_graph.newest(), query)
    assert caught.value.line == line


def test_a_snapshot_that_is_not_there(workers: Workers, wajir_graph: GraphStore) -> None:
    with pytest.raises(NoSnapshot):
        workers.run(wajir_graph.snapshots / "12345", EVERYTHING)


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize("format", ["turtle", "ntriples", "jsonld", "xml", "trig", "nquads"])
def test_a_graph_in_each_format(workers: Workers, wajir_graph: GraphStore, format: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a c:StrategyUse ; ?p ?o }"
    result = workers.run(wajir_graph.newest(), query, format=format)
    kind = RdfFormat.from_media_type(result.media_type)
    assert kind is not None
    assert len({quad.triple for quad in parse(result.content, format=kind)}) == result.rows > 10


@pytest.mark.parametrize(
    ("query", "format", "fitting"),
    [
        ("SELECT * {}", "turtle", "json, csv, tsv, xml"),
        ("DESCRIBE <a:b>", "csv", "turtle, ntriples, jsonld"),
        ("ASK {}", "trig", "json"),
    ],
)
def test_a_format_that_does_not_fit_names_those_that_do(
    workers: Workers, wajir_graph: GraphStore, query: str, format: str, fitting: str
) -> None:
    with pytest.raises(UnfitFormat, match=fitting):
        workers.run(wajir_graph.newest(), query, format=format)


TERMS = r"""SELECT * { VALUES (?a ?b) {
  ("line\nbreak \"quoted\", tab\t \\ back" 1) ("héllo & <b>"@en-GB 1.5) (UNDEF 1e3)
  (<http://example.com/é> true) ("" "2016"^^<http://www.w3.org/2001/XMLSchema#gYear>) } } ORDER BY ?b ?a"""


@pytest.mark.parametrize(
    ("format", "kind"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
)
def test_rows_are_written_as_the_engine_reads_them(format: str, kind: QueryResultsFormat) -> None:
    rows = [tuple(row) for row in Store().query(TERMS)]  # type: ignore[union-attr]
    again = parse_query_results(written(["a", "b"], rows, format), format=kind)
    assert [tuple(row) for row in again] == rows  # type: ignore[union-attr]
    assert len(rows) == 5


def test_csv_keeps_every_character() -> None:
    rows = [tuple(row) for row in Store().query(TERMS)]  # type: ignore[union-attr]
    read = list(csv.reader(io.StringIO(written(["a", "b"], rows, "csv").decode(), newline="")))
    assert read == [["a", "b"], *([term.value if term else "" for term in row] for row in rows)]
