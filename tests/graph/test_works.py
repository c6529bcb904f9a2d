"""Works in the graph: a merged one leads to the other, a doubted DOI says so."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from corpus.records import Entity, Held, Reference
from graph.describing import entity_to_quads
from graph.names import Addresses, term
from graph.project_reading import held_to_quads
from tests.corpus.made import document

AT = Addresses()
MERGED = Entity("w1", "work", "A work", public_documents=("d",), redirect="w2")


def test_a_merged_work_says_only_by_which_it_is_replaced() -> None:
    for audience in ("owner", "public"):
        (quad,) = entity_to_quads(MERGED, AT, audience)
        assert (quad.subject, quad.object) == (AT.work("w1"), AT.work("w2"))
        assert quad.predicate == NamedNode("http://purl.org/dc/terms/isReplacedBy")


def test_of_what_only_hidden_documents_cite_the_public_learns_no_merge() -> None:
    assert list(entity_to_quads(replace(MERGED, public_documents=()), AT, "public")) == []


def test_a_doubted_doi_stands_as_printed_beside_its_doubt() -> None:
    printed = Reference("A work, doi", title="A work", doi="10.5555/abc-", doubts=("it seems to be cut off",))
    work = Entity("w1", "work", "A work", public_documents=("d",), reference=printed)
    told = {(quad.predicate, quad.object.value) for quad in entity_to_quads(work, AT, "owner")}
    assert (term("bibo:doi"), "10.5555/abc-") in told
    assert (term("c:doubt"), "it seems to be cut off") in told
    held = Held(replace(document("Elders\nElders met."), doi="10.5555/abc-", doubts=printed.doubts), "w1")
    said = {(quad.subject, quad.predicate) for quad in held_to_quads(held, AT, "public")}
    assert (AT.document(held.document.id), term("c:doubt")) in said
