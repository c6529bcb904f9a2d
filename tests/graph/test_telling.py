"""The graph as others take it: whole as a file, one address at a time, and checked against the shapes."""

from __future__ import annotations

import io

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, parse

from graph.describe import describe
from graph.errors import UnfitFormat, UnknownAddress
from graph.export import FORMATS, export, media_type
from graph.names import Addresses, term
from graph.store import GraphStore
from graph.validate import faults
from graph.view import View
from tests.graph.making import BASE, WORK, held

AT = Addresses(BASE)
PASSAGE = held().document.passages[0].id


def test_a_projected_graph_conforms_to_the_shapes(wajir_graph: GraphStore) -> None:
    assert faults(wajir_graph.quads()) == []


def test_a_quote_that_is_not_in_its_passage_is_a_fault(wajir_graph: GraphStore) -> None:
    use = AT.use(PASSAGE, 0)
    quads = [quad for quad in wajir_graph.quads() if quad.graph_name == AT.document_graph("a" * 16)]
    wrong = [quad for quad in quads if (quad.subject, quad.predicate) != (use, term("oa:exact"))]
    wrong.append(Quad(use, term("oa:exact"), Literal("Women in Wajir"), AT.document_graph("a" * 16)))
    found = faults(wrong)
    assert {fault.node for fault in found if "character" in fault.message} == {use.value}


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_an_export_holds_every_statement(wajir_graph: GraphStore, format: str) -> None:
    output = io.BytesIO()
    export(wajir_graph.newest(), format, output)
    kind = RdfFormat.from_media_type(media_type(format))
    assert kind is not None
    read = set(parse(output.getvalue(), format=kind))
    if format == "turtle":
        assert {quad.triple for quad in read} == {quad.triple for quad in wajir_graph.quads()}
    else:
        assert read == set(wajir_graph.quads())


def test_an_unknown_export_format_names_the_known_ones(wajir_graph: GraphStore) -> None:
    with pytest.raises(UnfitFormat, match="nquads, trig, turtle, jsonld"):
        export(wajir_graph.newest(), "excel", io.BytesIO())


@pytest.mark.parametrize(
    ("address", "tells"),
    [
        (f"documents/{'a' * 16}", ["A study of", "cites", WORK]),
        (f"passages/{PASSAGE}", ["Elders in Wajir", "StrategyUse", "mediation"]),
        ("entities/amina-yusuf", ["Amina Yusuf", "A. Yusuf"]),
        ("entities/KEN", ["Kenya", "eastern-africa"]),
        (f"works/{WORK}", ["Turning", "Moix, Bridget"]),
        ("cells/mediation-KEN", ["doneIn"]),
        ("https://w3id.org/peace-concordance/concept/mediation", ["mediation", PASSAGE]),
    ],
)
def test_each_thing_is_described_at_its_address(view: View, address: str, tells: list[str]) -> None:
    result = describe(view, address)
    assert result.media_type == "text/turtle"
    assert [words for words in tells if words not in result.content.decode()] == []
    assert list(parse(describe(view, address, "jsonld").content, format=RdfFormat.JSON_LD))


def test_an_address_of_nothing_is_unknown(view: View) -> None:
    with pytest.raises(UnknownAddress, match="entities/nobody"):
        describe(view, "entities/nobody")
