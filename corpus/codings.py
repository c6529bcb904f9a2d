"""Codings and vectors in their rows, each stamped with its maker."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from corpus import correction_rows, documents, entities
from corpus.codec import list_from_json, to_json
from corpus.records import Coding, Held, HeldCoding, PassageCoding, Vectors


def write(connection: sqlite3.Connection, coding: Coding) -> tuple[int, int]:
    """In place of what the document had. Returns how many asserted statements came and how many went."""
    before = _statements(_standing(connection, coding.document))
    settled = [entities.settle(connection, passage) for passage in coding.passages]
    connection.execute("DELETE FROM naming WHERE document = ?", (coding.document,))
    connection.execute("DELETE FROM coding WHERE document = ?", (coding.document,))
    row = (coding.document, coding.coder, coding.operating_confidence)
    connection.execute("INSERT INTO coding VALUES (?, ?, ?)", row)
    _write_passages(connection, coding, {passage.passage: passage for passage in settled})
    after = _statements(_standing(connection, coding.document))
    return sum((after - before).values()), sum((before - after).values())


def _write_passages(connection: sqlite3.Connection, coding: Coding, settled: dict[str, PassageCoding]) -> None:
    for id, number in documents.numbers_of(connection, coding.document).items():
        # A passage of which the coder says nothing is coded all the same, and not due.
        passage = settled.get(id) or PassageCoding(id)
        row = (number, coding.document, coding.release, to_json(passage))
        connection.execute("INSERT INTO passage_coding VALUES (?, ?, ?, ?)", row)
        entities.name_them(connection, coding.document, number, passage)


def _statements(coding: Coding | None) -> Counter[tuple[object, ...]]:
    if coding is None:
        return Counter()
    uses = ((passage.passage, use) for passage in coding.passages for use in passage.uses if coding.asserted(use))
    return Counter((id, use.strategy, use.stance, use.start, use.end, use.countries) for id, use in uses)


def read_bare(connection: sqlite3.Connection, document: str) -> Coding | None:
    """The coding as the coder left it; its release is the oldest of its passages'."""
    row = connection.execute(
        "SELECT coder, operating_confidence FROM coding WHERE document = ?", (document,)
    ).fetchone()
    if row is None:
        return None
    rows = connection.execute(
        "SELECT release, record FROM passage_coding WHERE document = ? ORDER BY passage", (document,)
    ).fetchall()
    passages = list_from_json(PassageCoding, [record for _, record in rows])
    return Coding(document, passages, row[0], min((release for release, _ in rows), default=0), row[1])


def _standing(connection: sqlite3.Connection, document: str) -> Coding | None:
    """As its editors let it stand."""
    coding = read_bare(connection, document)
    held = documents.held(connection, document) if correction_rows.any_of(connection, document) else None
    return correction_rows.overlaid(connection, coding, held.document) if coding and held else coding


def read(connection: sqlite3.Connection, held: Held) -> HeldCoding | None:
    coding = read_bare(connection, held.document.id)
    if coding is None:
        return None
    coding = correction_rows.overlaid(connection, coding, held.document)
    actors = (mention.actor for passage in coding.passages for mention in passage.actors)
    return HeldCoding(held, coding, entities.hidden(connection, actors))


def restamp(connection: sqlite3.Connection, old: int, new: int, due: Iterable[int]) -> None:
    """Carry codings of release `old` over to `new`, save those of the passages with these numbers, which fall due."""
    connection.executemany("UPDATE passage_coding SET release = 0 WHERE passage = ?", [(number,) for number in due])
    connection.execute("UPDATE passage_coding SET release = ? WHERE release = ?", (new, old))


def write_vectors(connection: sqlite3.Connection, document: str, matrix: NDArray[np.float32], encoder: str) -> None:
    half = np.ascontiguousarray(matrix, dtype=np.float16)
    row = (document, encoder, int(matrix.shape[1]), half.tobytes())
    connection.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", row)


def read_vectors(connection: sqlite3.Connection, held: Held) -> Vectors | None:
    query = "SELECT dimension, matrix FROM vectors WHERE document = ?"
    row = connection.execute(query, (held.document.id,)).fetchone()
    if row is None:
        return None
    matrix = np.frombuffer(row[1], dtype=np.float16).reshape(-1, row[0]).astype(np.float32)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    pairs = zip(held.rowids, held.document.passages, strict=True)
    restricted = frozenset(number for number, passage in pairs if not held.public(passage.id))
    return Vectors(held.document.id, held.rowids, matrix, restricted)
