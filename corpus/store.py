"""One SQLite file: its schema, a connection for each thread, transactions. The caller holds the writer's lock."""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from corpus.errors import NewerLibrary, NoLibrary

SCHEMA_VERSION = 4
NAME = "library.sqlite"


class Store:
    """A connection for each thread; writing one thread at a time, everything of one write in one transaction."""

    def __init__(self, home: Path, *, writable: bool) -> None:
        self.path = home / NAME
        self.writable = writable
        self._threads = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._writing = threading.RLock()
        if writable:
            home.mkdir(parents=True, exist_ok=True)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every thread's connection; the last one folds the write-ahead log into the file."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._threads = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if found is None:
            found = self._threads.connection = self._connect()
            self._connections.append(found)
        return found

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Several selects that see one state of the library."""
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; a write within a write joins it."""
        with self._writing:
            connection = self.connection
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def forget(self) -> None:
        """Fold the write-ahead log into the file and empty it, so that deleted text stands nowhere on disk."""
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _connect(self) -> sqlite3.Connection:
        # Each connection serves one thread; only close() touches it from another.
        connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=30)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -32000")  # 32 MB: a document touches pages all over the tables of works
        if not self.writable:
            connection.execute("PRAGMA query_only = ON")
        return connection

    def _prepare(self) -> None:
        if not self.writable and not self.path.exists():
            raise NoLibrary
        version = self._version()
        if version > SCHEMA_VERSION:
            raise NewerLibrary
        if version == 0 and not self.writable:
            raise NoLibrary
        if version == 0:
            self._create()
        elif version < SCHEMA_VERSION and self.writable:
            self._upgrade(version)

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _create(self) -> None:
        self.connection.execute("PRAGMA journal_mode = WAL")
        made = f"INSERT INTO fact VALUES ('library', '{uuid.uuid4().hex}'); PRAGMA user_version = {SCHEMA_VERSION};"
        self.connection.executescript(f"BEGIN; {_schema()} {made} COMMIT;")

    def _upgrade(self, version: int) -> None:
        """From each version to the next; what was computed under the old schema is computed anew by the library."""
        steps = "".join(_UPGRADES[step]() for step in range(version, SCHEMA_VERSION))
        self.connection.executescript(f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")


def _schema() -> str:
    return " ".join(map(_script, ("schema.sql", "works.sql", "catalogued.sql", "corrections.sql")))


def _script(name: str) -> str:
    return files("corpus").joinpath(name).read_text(encoding="utf-8")


# From this version to the next.
_UPGRADES: dict[int, Callable[[], str]] = {
    1: lambda: "DROP TABLE work_key; " + _script("works.sql"),
    2: lambda: _script("catalogued.sql"),
    3: lambda: _script("corrections.sql"),
}
