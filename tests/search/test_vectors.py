from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.records import Change
from search import rows
from search.rows import Rows
from search.vectors import VectorIndex
from tests.search.made import DIMENSION, changed, random_units, vectors


def test_the_nearest_passage_is_the_one_itself(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path, "library")
    one = vectors("a", 100, 50)
    index.apply(changed(one), 1)
    for position in (0, 17, 49):
        number, cosine = index.search(one.matrix[position], limit=3)[0]
        assert number == 100 + position
        assert cosine == pytest.approx(1, abs=1e-3)


def test_what_is_not_yet_checkpointed_is_asked_for_again(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path, "library")
    index.apply(changed(vectors("a", 1, 5)), 4)
    index.checkpoint()
    index.apply([Change(5, "vectors", "b", vectors("b", 10, 5))], 5)
    assert index.applied == 5
    assert VectorIndex(tmp_path, "library").applied == 4


def test_closing_keeps_everything(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path, "library")
    one = vectors("a", 1, 5, restricted=frozenset({2}))
    index.apply(changed(one), 4)
    index.close()
    again = VectorIndex(tmp_path, "library")
    assert again.applied == 4
    assert again.numbers() == {1, 2, 3, 4, 5}
    assert again.numbers("public") == {1, 3, 4, 5}
    assert again.search(one.matrix[1], limit=1, audience="owner")[0][0] == 2
    assert again.search(one.matrix[1], limit=1, audience="public")[0][0] != 2


def test_a_deleted_document_leaves_no_vector_in_memory_or_on_disk(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path, "library")
    index.apply(changed(vectors("a", 1, 5), vectors("b", 10, 5, seed=1)), 2)
    index.close()
    index.apply([Change(3, "vectors", "a", None)], 3)
    assert index.numbers() == {10, 11, 12, 13, 14}
    assert VectorIndex(tmp_path, "library").numbers() == {10, 11, 12, 13, 14}


def test_allowed_passages_restrict(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path, "library")
    one = vectors("a", 1, 50)
    index.apply(changed(one), 1)
    assert {number for number, _ in index.search(one.matrix[0], passages={7, 9, 400})} == {7, 9}
    assert index.search(one.matrix[0], passages=set()) == []


def test_another_librarys_index_is_not_read(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path, "library")
    index.apply(changed(vectors("a", 1, 5)), 1)
    index.close()
    assert VectorIndex(tmp_path, "another").numbers() == set()


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    assert VectorIndex(tmp_path, "library").search(random_units(1)[0]) == []


@pytest.fixture
def graph() -> Rows:
    made = Rows(DIMENSION, exact_below=100)
    made.add(np.arange(1000, 2000), random_units(1000))
    return made


def test_above_a_size_a_graph_answers_nearly_as_a_scan_does(graph: Rows) -> None:
    scan = Rows(DIMENSION)
    scan.add(np.arange(1000, 2000), random_units(1000))
    queries = random_units(20, seed=7)
    shared = [len({n for n, _ in graph.nearest(q, 10)} & {n for n, _ in scan.nearest(q, 10)}) for q in queries]
    assert graph.is_graph and not scan.is_graph
    assert np.mean(shared) >= 9


def test_a_narrow_filter_over_a_graph_is_answered_exactly(graph: Rows) -> None:
    matrix, query = random_units(1000), random_units(1, seed=9)[0]
    few = list(range(1000, 1020))
    exact = [1000 + int(position) for position in np.argsort(-(matrix[:20] @ query))[:5]]
    assert [number for number, _ in graph.nearest(query, 5, graph.positions(few))] == exact


def test_what_is_removed_from_a_graph_is_not_found_and_goes_when_it_is_compacted(graph: Rows) -> None:
    query = random_units(1000)[3]
    assert graph.nearest(query, 1)[0][0] == 1003
    graph.remove({1003})
    assert 1003 not in {number for number, _ in graph.nearest(query, 20)}
    graph.compact()
    assert 1003 not in graph.numbers and len(graph) == 999


def test_a_worn_graph_is_built_anew(graph: Rows) -> None:
    graph.remove(set(range(1000, 1000 + int(1000 * rows.WORN) + 1)))
    assert len(graph.numbers) == len(graph) == 899
