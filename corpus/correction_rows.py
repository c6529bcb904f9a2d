"""Corrections in their rows. A row that another replaces does not stand; it stands again when that one is undone."""

from __future__ import annotations

import sqlite3

from corpus.codec import from_json, to_json
from corpus.correcting import corrected
from corpus.corrections import Correction, renumbered
from corpus.records import Coding, Document

_STANDING = """
SELECT number, document, record FROM correction
WHERE number NOT IN (SELECT replaces FROM correction WHERE replaces IS NOT NULL)
"""


def standing(connection: sqlite3.Connection, document: str | None = None) -> list[Correction]:
    """Those in force, of one document or of all, in the order in which they were made."""
    query = _STANDING + ("AND document = ? " if document else "") + "ORDER BY number"
    rows = connection.execute(query, (document,) if document else ()).fetchall()
    return [renumbered(from_json(Correction, record), number, held) for number, held, record in rows]


def any_of(connection: sqlite3.Connection, document: str) -> bool:
    return connection.execute("SELECT 1 FROM correction WHERE document = ?", (document,)).fetchone() is not None


def insert(connection: sqlite3.Connection, correction: Correction, replaces: int | None) -> int:
    """Its number."""
    row = (correction.document, replaces, to_json(correction))
    done = connection.execute("INSERT INTO correction (document, replaces, record) VALUES (?, ?, ?)", row)
    return int(done.lastrowid or 0)


def delete(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("DELETE FROM correction WHERE number = ?", (number,))


def follow(connection: sqlite3.Connection, document: str, successor: str) -> None:
    """To the document that takes the place of this one."""
    connection.execute("UPDATE correction SET document = ? WHERE document = ?", (successor, document))


def overlaid(connection: sqlite3.Connection, coding: Coding, document: Document) -> Coding:
    """The coding as its editors let it stand."""
    return corrected(document, coding, standing(connection, coding.document))
