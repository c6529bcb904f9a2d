"""The library: the one source of truth, in SQLite and a folder of files, with one sequence."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus import codings, documents, entities, works
from corpus.codec import from_json
from corpus.errors import NotHeld, Outdated
from corpus.files import Files
from corpus.recent import Recent
from corpus.records import (
    Change,
    ChangeKind,
    Coding,
    Document,
    Entity,
    Held,
    HeldCoding,
    Passage,
    PassageCoding,
    Release,
    Visibility,
)
from corpus.store import Store

Outcome: TypeAlias = Literal["added", "updated", "unchanged"]
OF_DOCUMENT: tuple[ChangeKind, ...] = ("document", "coding", "vectors")


@dataclass(frozen=True, slots=True)
class Due:
    """Work that upkeep should do: documents to read again, codings to make, vectors to compute."""

    reading: tuple[str, ...] = ()
    coding: tuple[str, ...] = ()
    vectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: the error's name and what to do about it."""

    path: str
    error: str
    detail: str
    at: str


class Library:
    """Everything that people gave, and what is dear to compute from it. Written to by one process at a time.

    Its methods may be called from any thread. A new library begins with `ontology` (Turtle) as release 1,
    by default the shipped one. Raises NoLibrary when there is none to read. Who opens it for
    writing holds the home's `corpus.lock.WriterLock`.
    """

    def __init__(self, home: Path, *, writable: bool = True, ontology: str | None = None) -> None:
        self.home = home
        self._store = Store(home, writable=writable)
        self.files = Files(home / "files")
        self._recent: Recent[Held] = Recent(64)
        self.id = self.fact("library") or ""
        if writable:
            self._sweep()
            self._begin(ontology)

    def close(self) -> None:
        self._store.close()

    def _begin(self, ontology: str | None) -> None:
        if self._one("SELECT 1 FROM release") is None:
            self.put_release(
                ontology if ontology is not None else _shipped(), "The ontology that came with the package"
            )

    def _sweep(self) -> None:
        """Remove files whose document was never written or is gone: a process may be killed between the two."""
        for (sha256,) in self._all("SELECT sha256 FROM stray"):
            with self._store.writing() as connection:
                if self._one("SELECT 1 FROM document WHERE sha256 = ?", sha256) is None:
                    self.files.remove(sha256)
                connection.execute("DELETE FROM stray WHERE sha256 = ?", (sha256,))

    def _all(self, query: str, *values: object) -> list[Any]:
        return self._store.connection.execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> Any:
        return self._store.connection.execute(query, values).fetchone()

    @property
    def sequence(self) -> int:
        """The number of the latest change."""
        row = self._one("SELECT seq FROM sqlite_sequence WHERE name = 'change'")
        return int(row[0]) if row else 0

    # ------------------------------------------------------------ documents

    def seen(self, path: Path | None, data_id: str) -> bool:
        """Whether this path already holds these bytes (or, for an upload, whether the bytes are held)."""
        if path is None:
            return self._one("SELECT 1 FROM document WHERE id = ?", data_id) is not None
        return self._one("SELECT 1 FROM path WHERE path = ? AND document = ?", str(path), data_id) is not None

    def put(
        self,
        document: Document,
        data: bytes,
        *,
        path: Path | None = None,
        name: str | None = None,
        visibility: Visibility = "public",
    ) -> Outcome:
        """Keep a document and its bytes, in one transaction. `path` is absolute and resolved; None for an upload.

        Other bytes at a path replace the document that it held, which stays where another path or an upload holds it
        too; its successor is never easier to see than it was. A held document's own visibility does not change.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if document.id != sha256[:16]:
            raise ValueError("a document's id is made of its bytes")
        self._keep(sha256, data)
        with self._store.writing() as connection:
            old = self._one("SELECT document FROM path WHERE path = ?", str(path)) if path else None
            replaced = old[0] if old and old[0] != document.id else None
            outcome = self._write(document, sha256, name or (path.name if path else document.id), visibility, replaced)
            self._attach(document, path)
            if replaced:
                self._detach(replaced, document)
            connection.execute("DELETE FROM stray WHERE sha256 = ?", (sha256,))
            connection.execute("DELETE FROM failure WHERE path = ?", (str(path),))
        self._sweep()
        return "updated" if replaced else outcome

    def put_again(self, document: Document, name: str) -> Outcome:
        """A held document, read anew by a newer reader. "unchanged" when it is gone meanwhile."""
        with self._store.writing():
            row = self._one("SELECT sha256 FROM document WHERE id = ?", document.id)
            return self._write(document, row[0], name, "public", None) if row else "unchanged"

    def _keep(self, sha256: str, data: bytes) -> None:
        with self._store.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO stray VALUES (?)", (sha256,))
        self.files.keep(sha256, data)

    def _write(
        self, document: Document, sha256: str, name: str, visibility: Visibility, replaced: str | None
    ) -> Outcome:
        connection = self._store.connection
        row = self._one("SELECT reader FROM document WHERE id = ?", document.id)
        if row and row[0] == document.reader:
            return "unchanged"
        before = documents.entities_of(connection, document.id)
        if row:
            documents.rewrite(connection, document, name)
        else:
            documents.insert(connection, document, sha256, name, self._stricter(visibility, replaced))
        self._settle(document.id, before)
        return "updated" if row else "added"

    def _stricter(self, visibility: Visibility, replaced: str | None) -> Visibility:
        row = self._one("SELECT visibility FROM document WHERE id = ?", replaced)
        return max(visibility, row[0], key=documents.STRICTER.__getitem__) if row else visibility

    def _attach(self, document: Document, path: Path | None) -> None:
        connection = self._store.connection
        if path is None:
            connection.execute("UPDATE document SET uploaded = 1 WHERE id = ?", (document.id,))
        elif not self.seen(path, document.id):
            connection.execute("INSERT OR REPLACE INTO path VALUES (?, ?)", (str(path), document.id))
            self._touch("document", document.id)

    def _detach(self, id: str, successor: Document) -> None:
        still = "SELECT 1 FROM path WHERE document = ?1 UNION SELECT 1 FROM document WHERE id = ?1 AND uploaded"
        if self._one(still, id) is None:
            self._remove(id, successor)
        else:
            self._touch("document", id)

    def _remove(self, id: str, successor: Document | None = None) -> None:
        before = documents.entities_of(self._store.connection, id)
        documents.remove(self._store.connection, id, successor)
        self._settle(id, before)

    def _settle(self, id: str, before: set[str]) -> None:
        """Say what changed with this document: it, and every entity that it names or named."""
        connection = self._store.connection
        after = documents.entities_of(connection, id)
        documents.drop_orphans(connection, before)
        for kind in OF_DOCUMENT:
            self._touch(kind, id)
        for entity in sorted(before | after):
            self._touch("entity", entity)

    def _touch(self, kind: ChangeKind, id: str) -> None:
        self._store.connection.execute("INSERT OR REPLACE INTO change (kind, id) VALUES (?, ?)", (kind, id))

    def delete(self, document: str) -> None:
        """Leave nothing of it: no row but its line in `change`, no file. Raises NotHeld."""
        with self._store.writing():
            if self._one("SELECT 1 FROM document WHERE id = ?", document) is None:
                raise NotHeld(f"The library holds no document {document}. `concordance documents` lists what it holds.")
            self._remove(document)
        self._sweep()
        self._store.forget()

    def held(self, document: str) -> Held | None:
        """The document under this very id (see `redirect`), or None."""
        with self._store.reading() as connection:
            sequence = self.sequence
            return self._recent.get(document, sequence, lambda: documents.held(connection, document))

    def documents(self) -> Iterator[Held]:
        for id in self.document_ids():
            if held := self.held(id):
                yield held

    def document_ids(self) -> list[str]:
        return list(documents.ids(self._store.connection))

    def bytes_of(self, document: str) -> tuple[bytes, str]:
        """The file as it was given, and its name. Raises NotHeld."""
        row = self._one("SELECT sha256, name FROM document WHERE id = ?", document)
        if row is None:
            raise NotHeld
        return self.files.read(row[0]), row[1]

    def document_of(self, passage: str) -> str | None:
        row = self._one("SELECT document FROM passage WHERE id = ?", passage)
        return row[0] if row else None

    def passage(self, passage: str) -> tuple[Held, Passage] | None:
        document = self.document_of(passage)
        held = self.held(document) if document else None
        found = next((p for p in held.document.passages if p.id == passage), None) if held else None
        return (held, found) if held and found else None

    def passages_by_row(self, rowids: Sequence[int]) -> dict[int, tuple[str, Passage]]:
        """rowid -> (document id, passage); missing rows are gone."""
        marks = ",".join("?" * len(rowids))
        rows = self._all(f"SELECT number, document, record FROM passage WHERE number IN ({marks})", *map(int, rowids))
        return {number: (document, from_json(Passage, record)) for number, document, record in rows}

    def rows_of(self, passages: Iterable[str]) -> dict[str, int]:
        """passage id -> rowid; those that are gone are missing."""
        found = ((id, self._one("SELECT number FROM passage WHERE id = ?", id)) for id in passages)
        return {id: int(row[0]) for id, row in found if row}

    def redirect(self, id: str) -> str | None:
        """Where the thing with this id is found now, when that is another id: a document, passage or entity."""
        row = self._one("SELECT target FROM redirect WHERE id = ?", id)
        return row[0] if row else None

    # ------------------------------------------------------------ coding and vectors

    def put_coding(self, coding: Coding) -> tuple[int, int]:
        """Store it (actor ids minted or resolved); how many asserted statements came and went.

        (0, 0) when the document is gone.
        """
        with self._store.writing() as connection:
            if self._one("SELECT 1 FROM document WHERE id = ?", coding.document) is None:
                return 0, 0
            before = documents.entities_of(connection, coding.document)
            result = codings.write(connection, coding)
            documents.drop_orphans(connection, before)
            hidden = self._one(
                "SELECT 1 FROM naming JOIN decision USING (entity) WHERE document = ? AND visibility = 'withheld'",
                coding.document,
            )
            for kind in OF_DOCUMENT if hidden else ("coding",):
                self._touch(kind, coding.document)
            for entity in sorted(before | documents.entities_of(connection, coding.document)):
                self._touch("entity", entity)
        return result

    def coding(self, document: str) -> HeldCoding | None:
        with self._store.reading() as connection:
            held = self.held(document)
            return codings.read(connection, held) if held else None

    def put_vectors(self, document: str, matrix: NDArray[np.float32], encoder: str) -> None:
        """Store one unit vector a passage, in their order. Raises Outdated when the document has other passages now."""
        with self._store.writing() as connection:
            (count,) = self._one("SELECT count(*) FROM passage WHERE document = ?", document)
            if count != len(matrix) or self._one("SELECT 1 FROM document WHERE id = ?", document) is None:
                raise Outdated
            codings.write_vectors(connection, document, matrix, encoder)
            self._touch("vectors", document)

    def due(self, *, reader: str, coder: str, encoder: str) -> Due:
        """What is out of date for this reader, this coder under the release in force, and this encoder."""
        reading = self._all("SELECT id FROM document WHERE reader <> ? ORDER BY added, id", reader)
        coding = self._all(_CODING_DUE, self.release_number, coder)
        vectors = self._all(_VECTORS_DUE, encoder)
        return Due(*(tuple(id for (id,) in rows) for rows in (reading, coding, vectors)))

    # ------------------------------------------------------------ entities

    def entity(self, id: str) -> Entity | None:
        """An actor, place or work, as a function of the documents that name it."""
        with self._store.reading() as connection:
            return entities.named(connection, id) or works.work(connection, id)

    def entities(self, kind: str | None = None) -> Iterator[Entity]:
        """All of them, or those of a kind: actor, place, work."""
        ids = [id for (id,) in self._all("SELECT id FROM entity WHERE kind = ?1 OR ?1 IS NULL ORDER BY id", kind)]
        if kind in (None, "work"):
            query = "SELECT work FROM reference UNION SELECT work FROM document ORDER BY work"
            ids += [id for (id,) in self._all(query)]
        return (entity for id in ids if (entity := self.entity(id)))

    def find_entities(self, name: str, kind: str | None = None) -> list[Entity]:
        """Those called so in some passage (accents and case aside); works also by DOI, UN symbol or title."""
        with self._store.reading() as connection:
            ids = entities.ids_by_name(connection, name) + works.ids_by_title(connection, name)
            found = [entity for id in ids if (entity := self.entity(id))]
        return [entity for entity in found if kind in (None, entity.kind)]

    def set_visibility(self, id: str, visibility: Visibility) -> None:
        """An editor's decision about a document, actor or place. Raises NotHeld."""
        with self._store.writing() as connection:
            if self._one("SELECT 1 FROM document WHERE id = ?", id):
                connection.execute("UPDATE document SET visibility = ? WHERE id = ?", (visibility, id))
                self._settle(id, set())
            elif entity := entities.named(connection, id):
                row = (id, entity.kind, entity.label, visibility)
                connection.execute("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?)", row)
                for document in entity.documents:
                    self._settle(document, set())
                self._touch("entity", id)
            else:
                raise NotHeld(f"The library knows no document, actor or place {id}.")

    # ------------------------------------------------------------ ontology

    @property
    def release_number(self) -> int:
        row = self._one("SELECT max(number) FROM release")
        return int(row[0] or 0)

    def release(self) -> Release:
        """The ontology in force."""
        return Release(*self._one("SELECT number, turtle FROM release ORDER BY number DESC LIMIT 1"))

    def put_release(
        self, turtle: str, note: str = "", touches: Callable[[Passage, PassageCoding], bool] | None = None
    ) -> Release:
        """Put an ontology in force. Codings of passages that it `touches` fall due, by default all."""
        with self._store.writing() as connection:
            old = self.release_number
            row = (turtle, note, documents.now())
            connection.execute("INSERT INTO release (turtle, note, made) VALUES (?, ?, ?)", row)
            if touches is not None:
                codings.restamp(connection, old, self.release_number, self._touched(touches))
            self._touch("release", str(self.release_number))
        return self.release()

    def _touched(self, touches: Callable[[Passage, PassageCoding], bool]) -> list[int]:
        query = (
            "SELECT number, passage.record, passage_coding.record FROM passage_coding "
            "JOIN passage ON passage.number = passage_coding.passage"
        )
        return [
            number
            for number, passage, coding in self._all(query)
            if touches(from_json(Passage, passage), from_json(PassageCoding, coding))
        ]

    def passages_due(self) -> int:
        """How many coded passages bear another release's stamp than the one in force."""
        (count,) = self._one("SELECT count(*) FROM passage_coding WHERE release <> ?", self.release_number)
        return int(count)

    # ------------------------------------------------------------ graphs of other tools

    def put_graph(self, iri: str, nquads: str) -> None:
        """Keep a graph that another tool wrote, in place of what it was."""
        with self._store.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO user_graph VALUES (?, ?)", (iri, nquads))
            self._touch("user-graph", iri)

    def graph(self, iri: str) -> str | None:
        row = self._one("SELECT nquads FROM user_graph WHERE iri = ?", iri)
        return row[0] if row else None

    def graphs(self) -> list[str]:
        return [iri for (iri,) in self._all("SELECT iri FROM user_graph ORDER BY iri")]

    def delete_graph(self, iri: str) -> None:
        """Raises NotHeld."""
        with self._store.writing() as connection:
            if not connection.execute("DELETE FROM user_graph WHERE iri = ?", (iri,)).rowcount:
                raise NotHeld(f"The library holds no graph {iri}.")
            self._touch("user-graph", iri)

    # ------------------------------------------------------------ what follows

    def changes(self, after: int, kinds: frozenset[ChangeKind], limit: int = 500) -> list[Change]:
        """The next changes of these kinds above `after`, at most `limit`, in order, with their records."""
        marks = ",".join("?" * len(kinds))
        query = (
            f"SELECT sequence, kind, id FROM change WHERE sequence > ? AND kind IN ({marks}) ORDER BY sequence LIMIT ?"
        )
        with self._store.reading():
            rows = self._all(query, after, *sorted(kinds), limit)
            return [Change(sequence, kind, id, self._record(kind, id)) for sequence, kind, id in rows]

    def _record(self, kind: ChangeKind, id: str) -> object:
        if kind == "document":
            return self.held(id)
        if kind == "coding":
            return self.coding(id)
        if kind == "vectors":
            held = self.held(id)
            return codings.read_vectors(self._store.connection, held) if held else None
        if kind == "entity":
            return self.entity(id)
        if kind == "release":
            row = self._one("SELECT number, turtle FROM release WHERE number = ?", id)
            return Release(*row) if row else None
        return self.graph(id)

    # ------------------------------------------------------------ failures, and what was measured once

    def put_failure(self, path: Path, error: str, detail: str) -> None:
        """Remember that a file could not be read, until it can."""
        with self._store.writing() as connection:
            row = (str(path), error, detail, documents.now())
            connection.execute("INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)", row)

    def failures(self) -> list[Failure]:
        return [Failure(*row) for row in self._all("SELECT path, error, detail, at FROM failure ORDER BY path")]

    def fact(self, key: str) -> str | None:
        row = self._one("SELECT value FROM fact WHERE key = ?", key)
        return row[0] if row else None

    def put_fact(self, key: str, value: str) -> None:
        with self._store.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (key, value))

    def counts(self) -> dict[str, int]:
        """How many documents, passages, coded passages, vectors, actors, places, works and failures there are."""
        return {what: int(self._one(query)[0]) for what, query in _COUNTS.items()}

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for `corpus.verify` and `corpus.backup` alone."""
        return self._store.connection


_CODING_DUE = """
SELECT document.id FROM document LEFT JOIN coding ON coding.document = document.id
WHERE coding.coder IS NULL OR coding.coder <> ?2 OR EXISTS (
    SELECT 1 FROM passage_coding WHERE passage_coding.document = document.id AND release <> ?1)
ORDER BY document.added, document.id
"""
_VECTORS_DUE = """
SELECT document.id FROM document LEFT JOIN vectors ON vectors.document = document.id
WHERE vectors.encoder IS NULL OR vectors.encoder <> ? ORDER BY document.added, document.id
"""
_COUNTS = {
    "documents": "SELECT count(*) FROM document",
    "passages": "SELECT count(*) FROM passage",
    "coded": "SELECT count(*) FROM passage_coding",
    "encoded": "SELECT count(*) FROM passage JOIN vectors USING (document)",
    "actors": "SELECT count(*) FROM entity WHERE kind = 'actor'",
    "places": "SELECT count(*) FROM entity WHERE kind = 'place'",
    "works": "SELECT count(*) FROM (SELECT work FROM reference UNION SELECT work FROM document)",
    "failures": "SELECT count(*) FROM failure",
}


def _shipped() -> str:
    from ontology.terms import shipped

    return shipped()
