"""Rows of unit vectors in FAISS: exact below some size, a graph above; positions here, passage numbers outside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

EXACT_BELOW = 50_000  # rows: up to here a scan is as fast as the graph, and finds everything
SELECTIVE = 0.05  # a filter that keeps less than this is answered by a scan, in the graph too
NEIGHBOURS = 32  # of a node of the graph
WIDTH_BUILDING = 80  # of the search while the graph is built
WIDTH = 96  # of the search in the graph
WORN = 0.1  # share of removed rows at which the graph is built anew


@dataclass
class Rows:
    """Vectors with their numbers. Removing from the graph leaves tombstones, until it is built anew."""

    dimension: int
    exact_below: int = EXACT_BELOW
    engine: Any = None
    numbers: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    alive: Mask = field(default_factory=lambda: np.empty(0, np.bool_))

    def __post_init__(self) -> None:
        if self.engine is None:
            self.engine = _flat(self.dimension)

    def __len__(self) -> int:
        return int(self.alive.sum())

    @property
    def is_graph(self) -> bool:
        return _is_graph(self.engine)

    def add(self, numbers: Numbers, matrix: Floats) -> None:
        """`matrix`: shape (len(numbers), dimension), unit length."""
        if len(self) + len(numbers) > self.exact_below and not self.is_graph:
            self._rebuild(_graph(self.dimension))
        self.engine.add(np.ascontiguousarray(matrix, np.float32))
        self.numbers = np.concatenate([self.numbers, numbers.astype(np.int64)])
        self.alive = np.concatenate([self.alive, np.ones(len(numbers), np.bool_)])

    def remove(self, numbers: Collection[int]) -> None:
        gone = np.isin(self.numbers, np.fromiter(numbers, np.int64, len(numbers)))
        if not gone.any():
            return
        self.alive &= ~gone
        if not self.is_graph or 1 - self.alive.mean() > WORN:
            self.compact()

    def compact(self) -> None:
        """Let go of removed rows for good."""
        if not self.alive.all():
            large = len(self) > self.exact_below
            self._rebuild(_graph(self.dimension) if large else _flat(self.dimension))

    def nearest(self, query: Floats, limit: int, allowed: Mask | None = None) -> list[tuple[int, float]]:
        """Numbers and cosines, nearest first. `query`: shape (dimension,); `allowed`: by position."""
        mask = self.alive if allowed is None else self.alive & allowed
        count = int(mask.sum())
        if not count:
            return []
        scores, positions = self._search(query.reshape(1, -1).astype(np.float32), min(limit, count), mask, count)
        found = zip(positions[0], scores[0], strict=True)
        return [(int(self.numbers[position]), float(score)) for position, score in found if position >= 0]

    def positions(self, numbers: Collection[int]) -> Mask:
        """Which positions hold one of these numbers."""
        if not len(self.numbers):
            return np.zeros(0, np.bool_)
        table = np.zeros(int(self.numbers.max()) + 1, np.bool_)
        wanted = np.fromiter(numbers, np.int64, len(numbers))
        table[wanted[(wanted >= 0) & (wanted < len(table))]] = True
        mask: Mask = table[self.numbers]
        return mask

    def vectors(self, numbers: Collection[int]) -> dict[int, Floats]:
        """The vectors of those numbers that are here."""
        found = np.flatnonzero(self.positions(numbers) & self.alive)
        return {int(self.numbers[position]): _storage(self.engine).reconstruct(int(position)) for position in found}

    def save(self, path: Path) -> None:
        faiss = _faiss()
        faiss.write_index(self.engine, str(path))

    @classmethod
    def load(cls, path: Path, numbers: Numbers, alive: Mask) -> Rows:
        faiss = _faiss()
        engine = faiss.read_index(str(path))
        return cls(engine.d, engine=engine, numbers=numbers, alive=alive)

    def _search(self, query: Floats, limit: int, mask: Mask, count: int) -> Any:
        faiss = _faiss()
        scan = not self.is_graph or count < SELECTIVE * len(self.alive)
        engine = _storage(self.engine) if scan else self.engine
        if mask.all():
            parameters = None if scan else faiss.SearchParametersHNSW(efSearch=max(WIDTH, 2 * limit))
            return engine.search(query, limit, params=parameters)
        bits = np.packbits(mask, bitorder="little")
        selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        if scan:
            return engine.search(query, limit, params=faiss.SearchParameters(sel=selector))
        width = int(min(2048, max(WIDTH, 2 * limit) * len(mask) / count))
        return engine.search(query, limit, params=faiss.SearchParametersHNSW(efSearch=width, sel=selector))

    def _rebuild(self, engine: Any) -> None:
        kept = np.flatnonzero(self.alive)
        if len(kept):
            everything = _storage(self.engine).reconstruct_n(0, len(self.alive))
            engine.add(np.ascontiguousarray(everything[kept]))
        self.engine, self.numbers = engine, self.numbers[kept]
        self.alive = np.ones(len(kept), np.bool_)


def _faiss() -> Any:
    """FAISS, loaded when first needed. Its stubs lack half of what it offers."""
    return import_module("faiss")


def _flat(dimension: int) -> Any:
    faiss = _faiss()
    kind = faiss.ScalarQuantizer.QT_fp16
    return faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT)


def _graph(dimension: int) -> Any:
    faiss = _faiss()
    engine = faiss.IndexHNSWSQ(dimension, faiss.ScalarQuantizer.QT_fp16, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    engine.hnsw.efConstruction = WIDTH_BUILDING
    engine.is_trained = engine.storage.is_trained = True  # halves of floats have nothing to learn
    return engine


def _is_graph(engine: Any) -> bool:
    return hasattr(engine, "hnsw")


def _storage(engine: Any) -> Any:
    faiss = _faiss()
    return faiss.downcast_index(engine.storage) if _is_graph(engine) else engine
