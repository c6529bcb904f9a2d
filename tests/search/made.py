"""Small records for the tests of the indexes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.records import Change, Document, Held, Name, Passage, Vectors, Visibility

DIMENSION = 32


def held(
    id: str,
    texts: Sequence[str],
    first: int,
    *,
    title: str = "Local peace committees in Burundi",
    year: int | None = 2012,
    visibility: Visibility = "public",
    restricted: frozenset[str] = frozenset(),
    language: str = "en",
) -> Held:
    """A document whose passages are these texts; their numbers count up from `first`."""
    passages = tuple(
        Passage(f"{id}-{index}", text, 1000 * index, 1000 * index + len(text), section="Elders", language=language)
        for index, text in enumerate(texts)
    )
    document = Document(
        id,
        "\n\n".join(texts),
        title,
        authors=(Name("Autesserre", "Séverine"),),
        year=year,
        symbol="S/2025/54",
        doi="10.1234/peace.56",
        passages=passages,
    )
    rowids = tuple(range(first, first + len(texts)))
    return Held(document, "work", visibility=visibility, rowids=rowids, restricted=restricted)


def documents(*records: Held) -> list[Change]:
    return [Change(number, "document", one.document.id, one) for number, one in enumerate(records, start=1)]


def random_units(count: int, seed: int = 0) -> NDArray[np.float32]:
    matrix = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    units: NDArray[np.float32] = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    return units


def vectors(id: str, first: int, count: int, *, restricted: frozenset[int] = frozenset(), seed: int = 0) -> Vectors:
    return Vectors(id, tuple(range(first, first + count)), random_units(count, seed), restricted)


def changed(*records: Vectors) -> list[Change]:
    return [Change(number, "vectors", one.document, one) for number, one in enumerate(records, start=1)]
