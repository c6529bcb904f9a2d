"""Proof that files, rows and everything derived agree; each fault as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from corpus.derived import Derived
from corpus.library import Library
from corpus.records import Held, HeldCoding


@runtime_checkable
class Counted(Protocol):
    """A derived thing that can say of which documents it holds anything."""

    def ids(self) -> set[str]: ...


def verify(library: Library, derived: Iterable[Derived] = ()) -> list[str]:
    """Every fault found; an empty list when all agree. Reads everything once."""
    faults = [*_database(library), *_files(library), *_texts(library), *_works(library)]
    for thing in derived:
        faults += _derived(library, thing)
    return faults


def _database(library: Library) -> Iterator[str]:
    for (found,) in library.connection.execute("PRAGMA integrity_check").fetchall():
        if found != "ok":
            yield f"The database file is damaged: {found}. Restore a backup."
    for table, number, target, _ in library.connection.execute("PRAGMA foreign_key_check").fetchall():
        yield f"Row {number} of {table} belongs to a {target} that is gone."


def _files(library: Library) -> Iterator[str]:
    held = dict(library.connection.execute("SELECT sha256, id FROM document").fetchall())
    for sha256, id in held.items():
        if not library.files.sound(sha256):
            yield f"The file of document {id} is missing or was changed. Ingest it again."
    for sha256 in sorted(library.files.kept() - held.keys()):
        yield f"The file {sha256} belongs to no document."


def _texts(library: Library) -> Iterator[str]:
    for held in library.documents():
        yield from _passages(held)
        coding = library.coding(held.document.id)
        yield from _quotes(coding) if coding else ()
        yield from _vectors(library, held)


def _passages(held: Held) -> Iterator[str]:
    document = held.document
    for passage in document.passages:
        if document.text[passage.start : passage.end] != passage.text:
            yield f"Passage {passage.id} is not what stands at its offsets in document {document.id}."


def _quotes(coded: HeldCoding) -> Iterator[str]:
    texts = {passage.id: passage.text for passage in coded.held.document.passages}
    for coding in coded.coding.passages:
        text = texts.get(coding.passage, "")
        for use in coding.uses:
            if not use.quote or text[use.start : use.end] != use.quote:
                yield f"A quote of {use.strategy} is not what stands at its offsets in passage {coding.passage}."


def _vectors(library: Library, held: Held) -> Iterator[str]:
    query = "SELECT length(matrix) / 2 / dimension FROM vectors WHERE document = ?"
    row = library.connection.execute(query, (held.document.id,)).fetchone()
    if row and row[0] != len(held.rowids):
        yield f"Document {held.document.id} has {len(held.rowids)} passages and {row[0]} vectors."


def _works(library: Library) -> Iterator[str]:
    for (id,) in library.connection.execute(_NOWHERE).fetchall():
        yield f"Work {id} is described by no document."
    for document, position in library.connection.execute(_UNGROUPED).fetchall():
        what = f"Reference {position} of document {document}" if position >= 0 else f"Document {document}"
        yield f"{what} is not counted to the work that its description is of."
    for (id,) in library.connection.execute(_UNNAMED).fetchall():
        yield f"Entity {id} is named by no document."


_NOWHERE = "SELECT DISTINCT work FROM form WHERE id NOT IN (SELECT form FROM formed)"
_UNGROUPED = """
SELECT placed.document, placed.position FROM (
    SELECT document, position, work FROM reference UNION ALL SELECT id, -1, work FROM document) placed
LEFT JOIN formed ON formed.document = placed.document AND formed.position = placed.position
LEFT JOIN form ON form.id = formed.form
WHERE form.work IS NULL OR form.work <> placed.work OR form.work = ''
"""
_UNNAMED = "SELECT id FROM entity WHERE id NOT IN (SELECT entity FROM naming UNION SELECT entity FROM decision)"
MEND = "`concordance rebuild` mends it."


def _derived(library: Library, thing: Derived) -> Iterator[str]:
    if thing.applied != library.sequence:
        yield f"{thing.name} has followed {thing.applied} of {library.sequence} changes. {MEND}"
    if isinstance(thing, Counted):
        wanted, found = _expected(library, thing), thing.ids()
        for id in sorted(wanted - found):
            yield f"{thing.name} lacks document {id}. {MEND}"
        for id in sorted(found - wanted):
            yield f"{thing.name} still holds document {id}, which is gone. {MEND}"


def _expected(library: Library, thing: Derived) -> set[str]:
    """The documents of which it should hold something."""
    tables = {"document": "passage", "coding": "coding", "vectors": "vectors"}
    of_documents = [tables[kind] for kind in ("document", "coding", "vectors") if kind in thing.kinds]
    if not of_documents:
        return set()
    query = f"SELECT DISTINCT document FROM {of_documents[0]}"
    if getattr(thing, "audience", "owner") == "public":
        query += " WHERE document IN (SELECT id FROM document WHERE visibility = 'public')"
    return {id for (id,) in library.connection.execute(query).fetchall()}
