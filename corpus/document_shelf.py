"""Documents of the library: kept with their bytes, replaced, found again, forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from corpus import catalogued, documents, works
from corpus.codec import from_json
from corpus.errors import NotHeld
from corpus.recent import Recent
from corpus.records import Catalogued, Document, Held, Passage, Visibility
from corpus.shelf import OF_DOCUMENT, Shelf

Outcome: TypeAlias = Literal["added", "updated", "unchanged"]


class DocumentShelf(Shelf):
    def __init__(self, home: Path, *, writable: bool) -> None:
        super().__init__(home, writable=writable)
        self._recent: Recent[Held] = Recent(64)

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
        described: Catalogued | None = None,
    ) -> Outcome:
        """Keep a document and its bytes, in one transaction. `path` is absolute and resolved; None for an upload.

        Other bytes at a path replace the document that it held, which stays where another path or an upload holds it
        too; its successor is never easier to see than it was. A held document's own visibility does not change.
        `described`: what a catalogue says of it, kept beside it from now on; None leaves what was said before.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if document.id != sha256[:16]:
            raise ValueError("a document's id is made of its bytes")
        self._keep(sha256, data)
        with self._store.writing() as connection:
            old = self._one("SELECT document FROM path WHERE path = ?", str(path)) if path else None
            replaced = old[0] if old and old[0] != document.id else None
            name = name or (path.name if path else document.id)
            outcome = self._write(document, sha256, name, visibility, replaced, described)
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

    def catalogued(self, document: str) -> Catalogued | None:
        """What a catalogue says of a held document."""
        return catalogued.catalogued_as(self._store.connection, document)

    def paths_below(self, address: str) -> dict[str, str]:
        """Path → document, of the paths that begin with these characters."""
        return dict(self._all("SELECT path, document FROM path WHERE substr(path, 1, ?) = ?", len(address), address))

    def _write(
        self,
        document: Document,
        sha256: str,
        name: str,
        visibility: Visibility,
        replaced: str | None,
        told: Catalogued | None = None,
    ) -> Outcome:
        connection = self._store.connection
        row = self._one("SELECT reader, record ->> 'ocr' FROM document WHERE id = ?", document.id)
        known = self.catalogued(document.id)
        if row and row[0] == document.reader and document.ocr in ("", row[1]) and told in (None, known):
            return "unchanged"
        document = catalogued.described(document, told or known)
        before = documents.entities_of(connection, document.id)
        if row:
            documents.rewrite(connection, document, name)
        else:
            documents.insert(connection, document, sha256, name, self._stricter(visibility, replaced))
        if told:
            catalogued.keep(connection, document.id, told)
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
        if successor is not None:
            self._touch("coding", successor.id)  # corrections follow

    def _settle(self, id: str, before: set[str]) -> None:
        """Say what changed with this document: it, and every entity that it names or named."""
        connection = self._store.connection
        moved = works.settle(connection)
        after = documents.entities_of(connection, id)
        documents.drop_orphans(connection, before)
        for kind in OF_DOCUMENT:
            self._touch(kind, id)
        self._follow(moved, before | after)

    def _follow(self, moved: works.Moved, entities: set[str]) -> None:
        """Say what changed with works: documents that cite or are another now, works, and addresses that lead there."""
        touched = entities | moved.works
        for document in sorted(moved.documents):
            self._touch("document", document)
        for entity in sorted(touched | works.merged_into(self._store.connection, touched)):
            self._touch("entity", entity)

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
