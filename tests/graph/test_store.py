"""The graph follows the library: whole, once, and without a trace of what was deleted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from graph.describing import coarse
from graph.errors import NoSnapshot
from graph.names import Addresses, term
from graph.snapshots import reading
from graph.store import GraphStore
from tests.graph.conftest import Open
from tests.graph.making import BASE, actor, amina, change, changes_of, coded, held, release, use, wajir

AT = Addresses(BASE)
AMINA = AT.entity("amina-yusuf")


def quads(graph: GraphStore) -> set[Quad]:
    return set(graph.quads())


def one_document(graph: GraphStore, **parts: object) -> None:
    graph.apply([release(), *changes_of(coded(held(), [[use(places=(0,), actors=(0,))]], **parts))], upto=7)  # type: ignore[arg-type]


def test_no_triple_stands_in_two_of_our_graphs(open_graph: Open) -> None:
    graph = open_graph()
    documents = [coded(held(f"{digit}" * 16), [[use(), use("dialogue")]]) for digit in "abc"]
    graph.apply([release(), *changes_of(*documents)], upto=9)
    triples = [quad.triple for quad in graph.quads()]
    assert len(triples) > 1000
    assert len(triples) == len(set(triples))


def test_the_graph_of_entities_has_each_entity_as_subject_and_no_blank_node(open_graph: Open) -> None:
    graph = open_graph()
    one_document(graph)
    subjects = {quad.subject for quad in graph.quads() if quad.graph_name == AT.entities_graph}
    known = ("entities/", "works/", "cells/")
    assert all(isinstance(subject, NamedNode) and subject.value.startswith(BASE) for subject in subjects)
    assert all(subject.value.removeprefix(BASE).startswith(known) for subject in subjects)  # type: ignore[union-attr]


def test_applying_twice_changes_nothing(open_graph: Open) -> None:
    graph = open_graph()
    one_document(graph)
    before = quads(graph)
    one_document(graph)
    assert quads(graph) == before


def test_deleting_a_document_leaves_no_triple_of_it(open_graph: Open) -> None:
    graph = open_graph()
    graph.apply([release()], upto=1)
    empty = quads(graph)
    made = changes_of(coded(held(), [[use()]]))
    graph.apply(made, upto=6)
    graph.apply([change(one.kind, one.id, None) for one in made], upto=11)
    assert quads(graph) == empty
    assert len(made) == 5


def test_it_says_of_which_documents_it_holds_anything(open_graph: Open) -> None:
    graph = open_graph()
    graph.apply([release(), *changes_of(coded(held("a" * 16)), coded(held("b" * 16)))], upto=9)
    assert graph.ids() == {"a" * 16, "b" * 16}
    graph.apply([change("document", "a" * 16, None), change("coding", "a" * 16, None)], upto=11)
    assert graph.ids() == {"b" * 16}


def test_a_cell_goes_with_the_last_document_that_speaks_of_it(open_graph: Open) -> None:
    graph = open_graph()
    first, second = (coded(held(digit * 16), [[use()]]) for digit in "ab")
    graph.apply(changes_of(first, second), upto=7)
    cell = AT.cell("mediation", "KEN")

    def described() -> set[Quad]:
        return {quad for quad in graph.quads() if quad.subject == cell and quad.graph_name == AT.entities_graph}

    assert Quad(cell, term("c:strategy"), NamedNode(term("concept:mediation").value), AT.entities_graph) in described()
    graph.apply([change("coding", "a" * 16, None)], upto=8)
    assert described()
    graph.apply([change("coding", "b" * 16, coded(second.held))], upto=9)
    assert not described()


def test_a_document_read_again_keeps_what_was_said_of_passages_that_stay(open_graph: Open) -> None:
    graph = open_graph()
    before = held(texts=("Elders mediated.", "Youths patrolled."))
    graph.apply(changes_of(coded(before, [[use()], [use("self-protection")]])), upto=6)
    after = held(texts=("Elders mediated.",))
    graph.apply([change("document", after.document.id, after)], upto=7)
    strategies = {
        quad.object for quad in graph.quads() if quad.predicate == term("c:strategy") and "#" in str(quad.subject)
    }
    assert strategies == {term("concept:mediation")}


def test_waiting_statements_do_not_enter(open_graph: Open) -> None:
    graph = open_graph()
    graph.apply(changes_of(coded(held(), [[use(confidence=0.49), use("dialogue", confidence=0.5)]])), upto=6)
    uses = {quad.object for quad in graph.quads() if quad.predicate == term("c:strategy") and "#u" in str(quad.subject)}
    assert uses == {term("concept:dialogue")}


def test_each_statement_tells_its_run_its_words_and_its_place(open_graph: Open) -> None:
    graph = open_graph()
    one_document(graph)
    passage = held().document.passages[0]
    said = {quad.predicate: quad.object for quad in graph.quads() if quad.subject == AT.use(passage.id, 0)}
    start, end = (int(said[term(name)].value) for name in ("oa:start", "oa:end"))  # type: ignore[union-attr]
    assert passage.text[start:end] == said[term("oa:exact")].value  # type: ignore[union-attr]
    run = {quad.predicate: quad.object for quad in graph.quads() if quad.subject == said[term("prov:wasGeneratedBy")]}
    assert (run[term("c:coder")], run[term("c:release")]) == (Literal("coder/1"), Literal(1))


# ---------------------------------------------------------------- do no harm


def test_the_public_graph_knows_nothing_of_a_hidden_actor_but_keeps_the_quote(open_graph: Open) -> None:
    public, owner = open_graph("public"), open_graph("owner")
    for graph in (public, owner):
        one_document(graph, hidden=("amina-yusuf",))
    assert any(AMINA in (quad.subject, quad.object) for quad in owner.quads())
    assert not any(AMINA in (quad.subject, quad.object) for quad in public.quads())
    assert not any("#a0" in str(quad) for quad in public.quads())
    quoted = {quad.object for quad in public.quads() if quad.predicate == term("oa:exact")}
    assert Literal(use().quote) in quoted


def test_the_public_graph_holds_no_document_that_is_not_public(open_graph: Open) -> None:
    graph = open_graph("public")
    graph.apply(changes_of(coded(held(visibility="members"), [[use()]])), upto=6)
    assert not any("aaaaaaaaaaaaaaaa" in str(quad) for quad in graph.quads())


def test_a_document_that_becomes_withheld_leaves_the_public_graph(open_graph: Open) -> None:
    graph = open_graph("public")
    graph.apply(changes_of(coded(held(), [[use()]])), upto=6)
    now = held(visibility="withheld")
    graph.apply(
        [change("document", now.document.id, now), change("coding", now.document.id, coded(now, [[use()]]))], upto=8
    )
    assert not any("aaaaaaaaaaaaaaaa" in str(quad) for quad in graph.quads())
    assert not any("cells/" in str(quad) for quad in graph.quads())


def test_the_public_graph_holds_no_restricted_passage(open_graph: Open) -> None:
    graph = open_graph("public")
    one = held(texts=("Elders mediated in Wajir.", "Amina Yusuf hides in Garissa."), restricted=(1,))
    graph.apply(changes_of(coded(one, [[use()], [use("rescue")]])), upto=6)
    text = "\n".join(map(str, graph.quads()))
    assert "Elders mediated" in text
    assert "Garissa" not in text
    assert "rescue" not in text


def test_an_entity_named_only_in_what_is_hidden_is_not_described_to_the_public(open_graph: Open) -> None:
    graph = open_graph("public")
    known, unknown = actor(visibility="public"), replace(actor("other", "public"), public_documents=())
    graph.apply([change("entity", one.id, one) for one in (known, unknown)], upto=2)
    assert {quad.subject for quad in graph.quads()} == {AMINA}


def test_a_town_lies_on_a_coarse_grid_for_the_public_and_exactly_for_the_owner(open_graph: Open) -> None:
    public, owner = open_graph("public"), open_graph("owner")
    for graph in (public, owner):
        one_document(graph)
    assert _latitude(owner) == wajir().lat == 1.7471
    assert _latitude(public) == coarse(1.7471) == 1.5


def _latitude(graph: GraphStore) -> float:
    (found,) = [quad.object for quad in graph.quads() if quad.predicate == term("c:latitude")]
    return float(found.value)  # type: ignore[union-attr]


# ---------------------------------------------------------------- what it remembers, and snapshots


def test_it_remembers_how_far_it_has_come_and_only_of_its_own_library(tmp_path: Path) -> None:
    first = GraphStore(tmp_path, "owner", BASE, library="ours")
    first.apply([release()], upto=41)
    assert first.applied == 41
    assert json.loads((tmp_path / "applied").read_text())["library"] == "ours"
    first.close()
    assert GraphStore(tmp_path, "owner", BASE, library="another").applied == 0
    assert GraphStore(tmp_path, "owner", "http://moved.example/", library="ours").applied == 0


def test_another_librarys_graph_is_made_anew(tmp_path: Path) -> None:
    first = GraphStore(tmp_path, "owner", BASE, library="ours")
    first.apply(changes_of(coded(held("a" * 16))), upto=5)
    first.close()
    second = GraphStore(tmp_path, "owner", BASE, library="another")
    second.apply(changes_of(coded(held("b" * 16))), upto=5)
    assert not any("aaaaaaaaaaaaaaaa" in str(quad) for quad in second.quads())


def test_a_snapshot_stays_as_it_was_and_goes_when_nobody_reads_it(open_graph: Open) -> None:
    graph = open_graph()
    graph.apply([release()], upto=1)
    old = graph.snapshot()
    with reading(old):
        one_document(graph)
        new = graph.snapshot()
        assert old.exists()
        assert graph.newest() == new
    graph.snapshot()
    assert not old.exists()
    with pytest.raises(NoSnapshot), reading(old):
        pass


def test_what_other_tools_wrote_stands_in_their_graph(open_graph: Open) -> None:
    graph = open_graph()
    iri, statement = "http://theirs.example/graph", Quad(AMINA, term("skos:note"), Literal("met in 2014"))
    nquads = serialize([statement], format=RdfFormat.N_QUADS)
    assert nquads
    graph.apply([change("user-graph", iri, nquads.decode())], upto=1)
    assert quads(graph) == {Quad(*statement.triple, NamedNode(iri))}
    graph.apply([change("user-graph", iri, None)], upto=2)
    assert not quads(graph)


def test_a_persons_mention_carries_its_kind(open_graph: Open) -> None:
    graph = open_graph()
    one_document(graph)
    mention = AT.actor_mention(held().document.passages[0].id, 0)
    assert Quad(mention, term("c:actorType"), term("concept:" + amina().type), AT.document_graph("a" * 16)) in quads(
        graph
    )
