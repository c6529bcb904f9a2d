"""Graphs on disk, in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.records import Audience
from graph.sparql import Limits, Workers
from graph.store import GraphStore
from graph.view import View
from tests.graph.making import BASE, changes_of, coded, held, release, use

Open = Callable[..., GraphStore]


@pytest.fixture
def open_graph(tmp_path: Path) -> Iterator[Open]:
    """Opens the graph of an audience; every one is closed when the test ends."""
    opened: list[GraphStore] = []

    def open_one(audience: Audience = "owner") -> GraphStore:
        opened.append(GraphStore(tmp_path / audience, audience, BASE))
        return opened[-1]

    yield open_one
    for graph in opened:
        graph.close()


@pytest.fixture(scope="session")
def wajir_graph(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """The shipped ontology and one coded document on mediation in Wajir; read it only."""
    graph = GraphStore(tmp_path_factory.mktemp("graph"), "owner", BASE)
    one = coded(held(), [[use(places=(0,), actors=(0,), effect="helped", phase="during", factors=("trust",))]])
    graph.apply([release(), *changes_of(one)], upto=9)
    graph.snapshot()
    return graph


@pytest.fixture
def view(wajir_graph: GraphStore) -> Iterator[View]:
    with View(wajir_graph.newest(), BASE) as opened:
        yield opened


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers(Limits(seconds=3, rows=1000, memory=256 << 20), idle=1) as started:
        yield started
