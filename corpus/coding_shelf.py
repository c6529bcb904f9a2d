"""Codings, vectors and releases of the library: what is out of date, and what takes its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus import codings, documents
from corpus.codec import from_json
from corpus.document_shelf import DocumentShelf
from corpus.errors import Outdated
from corpus.records import Coding, HeldCoding, Passage, PassageCoding, Release
from corpus.shelf import OF_DOCUMENT


@dataclass(frozen=True, slots=True)
class Due:
    """Work that upkeep should do: documents to read again, codings to make, vectors to compute."""

    reading: tuple[str, ...] = ()
    coding: tuple[str, ...] = ()
    vectors: tuple[str, ...] = ()


class CodingShelf(DocumentShelf):
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
