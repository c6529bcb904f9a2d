"""The library: the one source of truth, in SQLite and a folder of files, with one sequence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus import codings, documents
from corpus.coding_shelf import Due
from corpus.correction_shelf import CorrectionShelf
from corpus.document_shelf import Outcome
from corpus.entity_shelf import EntityShelf
from corpus.errors import NotHeld
from corpus.records import Change, ChangeKind, Release
from corpus.work_shelf import WorkShelf
from corpus.works import WORKS

__all__ = ["Due", "Failure", "Library", "Outcome"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: the error's name and what to do about it."""

    path: str
    error: str
    detail: str
    at: str


class Library(CorrectionShelf, EntityShelf, WorkShelf):
    """Everything that people gave, and what is dear to compute from it. Written to by one process at a time.

    Its methods may be called from any thread. A new library begins with `ontology` (Turtle) as release 1,
    by default the shipped one. Raises NoLibrary when there is none to read. Who opens it for
    writing holds the home's `corpus.lock.WriterLock`.
    """

    def __init__(self, home: Path, *, writable: bool = True, ontology: str | None = None) -> None:
        super().__init__(home, writable=writable)
        self.id = self.fact("library") or ""
        if writable:
            self._sweep()
            self._begin(ontology)

    def _begin(self, ontology: str | None) -> None:
        if self._one("SELECT 1 FROM release") is None:
            self.put_release(
                ontology if ontology is not None else _shipped(), "The ontology that came with the package"
            )
        if self.fact("works") != WORKS:
            self._group_anew()
            self.put_fact("works", WORKS)

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

    # ------------------------------------------------------------ failures, and what was measured once

    def put_failure(self, path: Path, error: str, detail: str) -> None:
        """Remember that a file could not be read, until it can."""
        with self._store.writing() as connection:
            row = (str(path), error, detail, documents.now())
            connection.execute("INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)", row)

    def forget_failures(self, catalogue: Path) -> None:
        """Those of a catalogue's records (`catalogue#…`): it is read anew."""
        below = f"{catalogue}#"
        with self._store.writing() as connection:
            connection.execute("DELETE FROM failure WHERE substr(path, 1, ?) = ?", (len(below), below))
            connection.execute("DELETE FROM failure WHERE path = ?", (str(catalogue),))

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
