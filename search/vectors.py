"""The vector index: passages by meaning, in FAISS. Made in memory, kept on disk as a checkpoint.

What is newer than the checkpoint is read from the library again, so that a commit need not write the whole file.
Two parts: a public one, and a small restricted one of passages that only the owner may see.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.records import Audience, Change, ChangeKind, Vectors
from search.applied import Applied
from search.rows import Rows

SCHEMA = 1
CHECKPOINT_AFTER = 180.0  # seconds
PARTS = ("public", "restricted")

Scored = list[tuple[int, float]]  # passage numbers with their cosines, nearest first


class VectorIndex:
    """Follows the library's vectors. Its search takes unit vectors of the encoder that made the passages'."""

    name = "vectors"
    kinds: frozenset[ChangeKind] = frozenset({"vectors"})

    def __init__(self, folder: Path, library: str, *, writable: bool = True) -> None:
        self._folder, self._writable = folder, writable
        self._marker = Applied(folder / "applied.json", library, SCHEMA)
        self._lock = RLock()
        self._parts: dict[str, Rows] = {}
        self._rows: dict[str, NDArray[np.int64]] = {}
        self._applied = self._saved = self._marker.read()
        self._saved_at = monotonic()
        if self._applied:
            self._load()

    @property
    def applied(self) -> int:
        return self._applied

    def apply(self, changes: Sequence[Change], upto: int) -> None:
        """Delete what each document had, add what it has. On disk at the next checkpoint, at once where rows went."""
        with self._lock:
            gone = self._remove([change.id for change in changes])
            for change in changes:
                if change.record is not None:
                    self._add(change.record)
            self._applied = upto
            replaced = all(change.record is not None for change in changes)
            if (gone and not replaced) or monotonic() - self._saved_at > CHECKPOINT_AFTER:
                self.checkpoint()

    def clear(self) -> None:
        with self._lock:
            self._parts, self._rows, self._applied, self._saved = {}, {}, 0, 0
            if self._writable:
                shutil.rmtree(self._folder, ignore_errors=True)

    def checkpoint(self) -> None:
        """Write what is in memory; the marker last, so that a crash leaves the older state or this one."""
        with self._lock:
            if not self._writable or self._saved == self._applied:
                return
            self._marker.forget()  # the files below are not one until all are written
            self._folder.mkdir(parents=True, exist_ok=True)
            for part, rows in self._parts.items():
                rows.compact()
                rows.save(self._folder / f"{part}.faiss")
            self._save_numbers()
            self._marker.write(self._applied)
            self._saved, self._saved_at = self._applied, monotonic()

    def close(self) -> None:
        self.checkpoint()

    def search(
        self,
        query: NDArray[np.float32],
        *,
        audience: Audience = "owner",
        passages: Collection[int] | None = None,
        limit: int = 100,
    ) -> Scored:
        """The nearest passages to `query`, shape (dimension,); `passages` restricts to these numbers."""
        if passages is not None and not passages:
            return []
        found: Scored = []
        with self._lock:
            for rows in self._seen_by(audience):
                allowed = None if passages is None else rows.positions(passages)
                found += rows.nearest(query, limit, allowed)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def cosines(self, query: NDArray[np.float32], passages: Collection[int]) -> dict[int, float]:
        """How near each of these passages is, those without a vector left out."""
        with self._lock:
            vectors = self.vectors(passages)
        return {number: float(vector @ query) for number, vector in vectors.items()}

    def vectors(self, passages: Collection[int]) -> dict[int, NDArray[np.float32]]:
        """The vectors of these passages, by number."""
        return {number: vector for rows in self._parts.values() for number, vector in rows.vectors(passages).items()}

    def numbers(self, audience: Audience = "owner") -> set[int]:
        """Every passage number that the index holds."""
        return {int(number) for rows in self._seen_by(audience) for number in rows.numbers[rows.alive]}

    def _seen_by(self, audience: Audience) -> Iterator[Rows]:
        for part in PARTS if audience == "owner" else PARTS[:1]:
            if part in self._parts:
                yield self._parts[part]

    def _remove(self, documents: Sequence[str]) -> bool:
        held = [self._rows.pop(document) for document in documents if document in self._rows]
        numbers = {int(number) for rows in held for number in rows}
        if numbers:
            for rows in self._parts.values():
                rows.remove(numbers)
        return bool(numbers)

    def _add(self, vectors: Vectors) -> None:
        numbers = np.asarray(vectors.rowids, np.int64)
        self._rows[vectors.document] = numbers
        hidden = np.isin(numbers, np.fromiter(vectors.restricted, np.int64, len(vectors.restricted)))
        for part, mask in zip(PARTS, (~hidden, hidden), strict=True):
            if mask.any():
                rows = self._parts.setdefault(part, Rows(vectors.matrix.shape[1]))
                rows.add(numbers[mask], vectors.matrix[mask])

    def _save_numbers(self) -> None:
        documents = sorted(self._rows)
        arrays: dict[str, NDArray[Any]] = {part: rows.numbers for part, rows in self._parts.items()}
        lengths = [len(self._rows[document]) for document in documents]
        every = np.concatenate([np.empty(0, np.int64), *(self._rows[document] for document in documents)])
        arrays |= {"documents": np.array(documents, str), "lengths": np.array(lengths), "every": every}
        with (self._folder / "numbers.npz").open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)

    def _load(self) -> None:
        with np.load(self._folder / "numbers.npz", allow_pickle=False) as held:
            ends = np.cumsum(held["lengths"])[:-1].astype(int)
            documents = [str(document) for document in held["documents"]]
            self._rows = dict(zip(documents, np.split(held["every"], ends), strict=True)) if documents else {}
            for part in PARTS:
                if part in held:
                    numbers = held[part]
                    alive = np.ones(len(numbers), np.bool_)
                    self._parts[part] = Rows.load(self._folder / f"{part}.faiss", numbers, alive)
