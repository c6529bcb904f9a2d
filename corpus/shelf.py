"""What the parts of the library share: one store, one folder of files, one sequence."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from corpus.files import Files
from corpus.records import ChangeKind
from corpus.store import Store

OF_DOCUMENT: tuple[ChangeKind, ...] = ("document", "coding", "vectors")


class Shelf:
    """A home's database and files."""

    def __init__(self, home: Path, *, writable: bool) -> None:
        self.home = home
        self.files = Files(home / "files")
        self._store = Store(home, writable=writable)

    def close(self) -> None:
        self._store.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for `corpus.verify` and `corpus.backup` alone."""
        return self._store.connection

    @property
    def sequence(self) -> int:
        """The number of the latest change."""
        row = self._one("SELECT seq FROM sqlite_sequence WHERE name = 'change'")
        return int(row[0]) if row else 0

    def _all(self, query: str, *values: object) -> list[Any]:
        return self._store.connection.execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> Any:
        return self._store.connection.execute(query, values).fetchone()

    def _touch(self, kind: ChangeKind, id: str) -> None:
        """Say that this record changed: it moves to the end of the sequence."""
        self._store.connection.execute("INSERT OR REPLACE INTO change (kind, id) VALUES (?, ?)", (kind, id))

    def _sweep(self) -> None:
        """Remove files whose document was never written or is gone: a process may be killed between the two."""
        for (sha256,) in self._all("SELECT sha256 FROM stray"):
            with self._store.writing() as connection:
                if self._one("SELECT 1 FROM document WHERE sha256 = ?", sha256) is None:
                    self.files.remove(sha256)
                connection.execute("DELETE FROM stray WHERE sha256 = ?", (sha256,))
