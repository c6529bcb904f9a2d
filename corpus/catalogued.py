"""What a person catalogued of a document, kept beside it: it outweighs what was read."""

from __future__ import annotations

import sqlite3
from dataclasses import fields, replace

from corpus.codec import from_json, to_json
from corpus.records import Catalogued, Document


def described(document: Document, catalogued: Catalogued | None) -> Document:
    """The document as catalogued; what the catalogue leaves open stays as it was read."""
    if catalogued is None:
        return document
    said = {field.name: value for field in fields(catalogued) if (value := getattr(catalogued, field.name))}
    return replace(document, **said)


def catalogued_as(connection: sqlite3.Connection, document: str) -> Catalogued | None:
    row = connection.execute("SELECT record FROM catalogued WHERE document = ?", (document,)).fetchone()
    return from_json(Catalogued, row[0]) if row else None


def keep(connection: sqlite3.Connection, document: str, catalogued: Catalogued) -> None:
    connection.execute("INSERT OR REPLACE INTO catalogued VALUES (?, ?)", (document, to_json(catalogued)))
