"""Documents in their rows: written whole, read whole, gone whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from corpus import correction_rows, entities, works
from corpus.codec import from_json, list_from_json, to_json
from corpus.records import Document, Held, Passage, Reference, Visibility

STRICTER: Mapping[Visibility, int] = {"public": 0, "members": 1, "withheld": 2}


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


# ---------------------------------------------------------------- writing


def insert(connection: sqlite3.Connection, document: Document, sha256: str, name: str, visibility: Visibility) -> None:
    """A document that is not held."""
    record = to_json(replace(document, passages=(), references=()))
    row = (document.id, sha256, name, record, document.reader, "", visibility, 0, now())
    connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    _insert_passages(connection, document)
    works.describe(connection, document)


def rewrite(connection: sqlite3.Connection, document: Document, name: str) -> None:
    """A held document, read anew: what was computed from the old text goes, paths and visibility stay."""
    old = passages_of(connection, document.id)
    works.leave(connection, document.id)
    for table in ("passage", "reference", "coding", "vectors"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document.id,))
    record = to_json(replace(document, passages=(), references=()))
    connection.execute(
        "UPDATE document SET record = ?, reader = ?, work = '', name = ? WHERE id = ?",
        (record, document.reader, name, document.id),
    )
    _insert_passages(connection, document)
    works.describe(connection, document)
    anchor(connection, old, document)


def _insert_passages(connection: sqlite3.Connection, document: Document) -> None:
    # What is held is no longer elsewhere: bytes that were replaced once may come back.
    connection.execute("DELETE FROM redirect WHERE id = ?", (document.id,))
    connection.executemany("DELETE FROM redirect WHERE id = ?", [(passage.id,) for passage in document.passages])
    rows = [(passage.id, document.id, to_json(passage)) for passage in document.passages]
    connection.executemany("INSERT INTO passage (id, document, record) VALUES (?, ?, ?)", rows)


def remove(connection: sqlite3.Connection, id: str, successor: Document | None = None) -> None:
    """Leave no row of it; to its successor, when it has one, its own and its passages' addresses lead from now on."""
    old = passages_of(connection, id)
    connection.execute("INSERT OR IGNORE INTO stray SELECT sha256 FROM document WHERE id = ?", (id,))
    works.leave(connection, id)
    if successor is not None:
        correction_rows.follow(connection, id, successor.id)
    connection.execute("DELETE FROM document WHERE id = ?", (id,))
    if successor is not None:
        lead(connection, id, successor.id)
        anchor(connection, old, successor)
        return
    gone = [(id,), *((passage.id,) for passage in old)]
    connection.executemany("DELETE FROM redirect WHERE target = ?", gone)


def anchor(connection: sqlite3.Connection, old: Sequence[Passage], document: Document) -> None:
    """Let the addresses of old passages lead to those that hold their words now; without such words they end."""
    kept = {passage.id for passage in document.passages}
    for passage in old:
        if passage.id in kept:
            continue
        if target := _holder(document, passage.text):
            lead(connection, passage.id, target)
        else:
            connection.execute("DELETE FROM redirect WHERE target = ?", (passage.id,))


def _holder(document: Document, words: str) -> str | None:
    """The passage in which most of these words stand now."""
    for quote in (words, words[: len(words) // 2], words[len(words) // 2 :]):
        start = document.text.find(quote) if len(quote) >= 20 or quote == words else -1
        if start >= 0:
            middle = start + len(quote) // 2
            return next((p.id for p in document.passages if p.start <= middle < p.end), None)
    return None


def lead(connection: sqlite3.Connection, id: str, target: str) -> None:
    """Let an address lead to another, and what led to it as well: a redirect is one step."""
    connection.execute("UPDATE redirect SET target = ? WHERE target = ?", (target, id))
    connection.execute("DELETE FROM redirect WHERE id = target")
    connection.execute("INSERT OR REPLACE INTO redirect VALUES (?, ?)", (id, target))


# ---------------------------------------------------------------- reading

_WITHHELD = """
SELECT DISTINCT passage.id FROM naming JOIN decision ON decision.entity = naming.entity
JOIN passage ON passage.number = naming.passage
WHERE naming.document = ? AND decision.visibility = 'withheld'
"""


def held(connection: sqlite3.Connection, id: str) -> Held | None:
    row = connection.execute("SELECT record, work, visibility FROM document WHERE id = ?", (id,)).fetchone()
    if row is None:
        return None
    record, work, visibility = row
    passages = connection.execute(
        "SELECT number, record FROM passage WHERE document = ? ORDER BY number", (id,)
    ).fetchall()
    cited = connection.execute(
        "SELECT work, record FROM reference WHERE document = ? ORDER BY position", (id,)
    ).fetchall()
    paths = connection.execute("SELECT path FROM path WHERE document = ? ORDER BY path", (id,))
    document = replace(
        from_json(Document, record),
        passages=list_from_json(Passage, [json for _, json in passages]),
        references=list_from_json(Reference, [json for _, json in cited]),
    )
    return Held(
        document,
        work,
        visibility=visibility,
        paths=tuple(path for (path,) in paths),
        rowids=tuple(number for number, _ in passages),
        restricted=frozenset(id for (id,) in connection.execute(_WITHHELD, (id,))),
        works=tuple(work for work, _ in cited),
    )


def passages_of(connection: sqlite3.Connection, id: str) -> tuple[Passage, ...]:
    rows = connection.execute("SELECT record FROM passage WHERE document = ? ORDER BY number", (id,))
    return list_from_json(Passage, [record for (record,) in rows])


def numbers_of(connection: sqlite3.Connection, id: str) -> dict[str, int]:
    """The document's passages and the numbers by which indexes know them, in order."""
    return dict(connection.execute("SELECT id, number FROM passage WHERE document = ? ORDER BY number", (id,)))


def entities_of(connection: sqlite3.Connection, id: str) -> set[str]:
    """Every actor, place and work that the document names, cites or is."""
    query = (
        "SELECT entity FROM naming WHERE document = :id UNION SELECT work FROM reference WHERE document = :id "
        "UNION SELECT work FROM document WHERE id = :id"
    )
    return {entity for (entity,) in connection.execute(query, {"id": id})}


def drop_orphans(connection: sqlite3.Connection, ids: set[str]) -> None:
    """Of these entities, the actors and places that nothing names any more go."""
    entities.drop_unnamed(connection, ids)


def ids(connection: sqlite3.Connection) -> Iterator[str]:
    return (id for (id,) in connection.execute("SELECT id FROM document ORDER BY id").fetchall())
