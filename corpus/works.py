"""Works: what documents are of and what references mean, known by one key or several."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from corpus.codec import from_json, list_from_json, to_json
from corpus.identity import Described, folded, normal_doi, normal_symbol, work_id, work_key, work_keys
from corpus.records import Document, Entity, Reference


def known_as(connection: sqlite3.Connection, work: Described, fallback: str) -> str:
    """The id of this work: that of the work known by one of its keys, else one made from the strongest."""
    keys = work_keys(work) or (work_key(work, fallback),)
    found = next((id for key in keys if (id := _work_of(connection, key)) and not _other(connection, id, keys)), None)
    id = found or work_id(keys[0])
    connection.executemany("INSERT OR IGNORE INTO work_key VALUES (?, ?)", [(key, id) for key in keys])
    return id


def _work_of(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT work FROM work_key WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _other(connection: sqlite3.Connection, id: str, keys: Sequence[str]) -> bool:
    """Reports of one body in one year share a title; two UN symbols are two works all the same."""
    mine = {key for key in keys if key.startswith("un:")}
    rows = connection.execute("SELECT key FROM work_key WHERE work = ? AND key LIKE 'un:%'", (id,))
    theirs = {key for (key,) in rows}
    return bool(mine and theirs and not mine & theirs)


def cite_them(connection: sqlite3.Connection, document: Document) -> None:
    """Write the document's references down, each with its work."""
    rows = [
        (document.id, position, known_as(connection, reference, reference.raw), to_json(reference))
        for position, reference in enumerate(document.references)
    ]
    connection.executemany("INSERT INTO reference VALUES (?, ?, ?, ?)", rows)


def drop_uncited(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Leave each of these works only the keys that a document still gives it; without one, the work goes."""
    for id in ids:
        connection.execute("DELETE FROM work_key WHERE work = ?", (id,))
        for work, fallback in _forms(connection, id):
            keys = work_keys(work) or (work_key(work, fallback),)
            connection.executemany("INSERT OR IGNORE INTO work_key VALUES (?, ?)", [(key, id) for key in keys])


def _forms(connection: sqlite3.Connection, id: str) -> list[tuple[Reference, str]]:
    """How the documents that cite it write it, and how those that are it call themselves."""
    cited = connection.execute("SELECT record FROM reference WHERE work = ? ORDER BY document, position", (id,))
    forms = [(reference, reference.raw) for reference in list_from_json(Reference, [record for (record,) in cited])]
    held = connection.execute("SELECT id, record FROM document WHERE work = ? ORDER BY id", (id,))
    return forms + [(as_reference(from_json(Document, record)), document) for document, record in held]


def as_reference(document: Document) -> Reference:
    """A document as others would cite it."""
    described = [*(name.family for name in document.authors), document.title, document.container, document.year]
    return Reference(
        raw=", ".join(str(part) for part in described if part),
        authors=document.authors,
        year=document.year,
        title=document.title,
        container=document.container,
        doi=document.doi,
        symbol=document.symbol,
        type=document.kind,
    )


_CITING = """
SELECT DISTINCT document.id, document.visibility = 'public' FROM reference
JOIN document ON document.id = reference.document WHERE reference.work = ? ORDER BY document.id
"""


def work(connection: sqlite3.Connection, id: str) -> Entity | None:
    """A work with those who cite it; None when no document cites it or is it."""
    forms = [form for form, _ in _forms(connection, id)]
    if not forms:
        return None
    fullest = max(forms, key=_fullness)
    citing = connection.execute(_CITING, (id,)).fetchall()
    held = connection.execute("SELECT id, visibility FROM document WHERE work = ? ORDER BY id", (id,)).fetchall()
    seen = [document for document, public in citing if public]
    seen += [document for document, visibility in held if visibility == "public"]
    return Entity(
        id,
        "work",
        fullest.title or fullest.raw[:120],
        type=fullest.type,
        documents=tuple(document for document, _ in citing),
        public_documents=tuple(dict.fromkeys(seen)),
        held=tuple(document for document, _ in held),
        reference=fullest,
    )


def _fullness(reference: Reference) -> tuple[int, int, int]:
    given = [reference.authors, reference.year, reference.title, reference.container, reference.volume]
    given += [reference.pages, reference.publisher, reference.doi, reference.symbol, reference.url, reference.type]
    return sum(1 for value in given if value), len(reference.title or ""), len(reference.raw)


def ids_by_title(connection: sqlite3.Connection, name: str) -> list[str]:
    """Works known by this DOI, UN symbol or title (with or without its subtitle)."""
    exact = ("doi:" + normal_doi(name), "un:" + normal_symbol(name))
    query = "SELECT DISTINCT work FROM work_key WHERE key IN (?, ?) OR key GLOB ? ORDER BY work"
    title = folded(name)
    return [id for (id,) in connection.execute(query, (*exact, f"aty:*|{title}|*"))]
