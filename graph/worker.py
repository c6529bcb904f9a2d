"""A process that answers queries over snapshots, and that may be killed at any moment. `graph.sparql` starts it.

On its input stand requests, on its output replies: four bytes of length, a JSON header, and after a reply's header
as many bytes of content as it says.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from pyoxigraph import Store

from graph.errors import GraphError, MalformedQuery, NoSnapshot, QueryError, QueryTooLarge
from graph.reading import Request, Result, read
from graph.snapshots import reading

GRACE = 0.5  # seconds after which the worker ends itself, should nobody be left to do it


def send(stream: IO[bytes], header: dict[str, Any], content: bytes = b"") -> None:
    encoded = json.dumps(header).encode()
    stream.write(struct.pack(">I", len(encoded)) + encoded + content)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next header; None at the end of the stream."""
    size = stream.read(4)
    if len(size) < 4:
        return None
    header: dict[str, Any] = json.loads(stream.read(*struct.unpack(">I", size)))
    return header


class Reader:
    """Keeps the snapshot of the last query open for the next one."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._store: Store | None = None

    def answer(self, snapshot: Path, request: Request, memory: int) -> Result:
        try:
            with reading(snapshot):
                store = self._opened(snapshot)
                allow(memory)
                return read(store, request)
        except NoSnapshot:
            self._path = self._store = None
            raise
        except MemoryError:
            raise QueryTooLarge from None
        except OSError as fault:
            raise QueryError(f"The graph could not be read: {fault}.") from None

    def _opened(self, snapshot: Path) -> Store:
        if self._store is None or self._path != snapshot:
            allow(None)
            self._store = None
            self._store = Store.read_only(str(snapshot))
            self._path = snapshot
        return self._store


def allow(memory: int | None) -> None:
    """Let this process use so many bytes more than it has now; None lifts the limit."""
    if memory is None:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return
    statm = Path("/proc/self/statm")
    if statm.exists():
        used = int(statm.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, resource.RLIM_INFINITY))


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    reader = Reader()
    while (header := receive(requests)) is not None:
        signal.setitimer(signal.ITIMER_REAL, header.pop("seconds") + GRACE)
        try:
            snapshot, memory = Path(header.pop("snapshot")), header.pop("memory")
            result = reader.answer(snapshot, Request(**header), memory)
            reply = {"media_type": result.media_type, "rows": result.rows, "length": len(result.content)}
            send(replies, reply, result.content)
        except GraphError as error:
            send(replies, described(error))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def described(error: GraphError) -> dict[str, Any]:
    place = {"line": error.line, "column": error.column} if isinstance(error, MalformedQuery) else {}
    return {"error": type(error).__name__, "message": str(error), **place}


def request_header(snapshot: Path, request: Request, seconds: float, memory: int) -> dict[str, Any]:
    return {"snapshot": str(snapshot), "seconds": seconds, "memory": memory, **asdict(request)}


def main() -> None:
    # Only replies may reach the pipe, whatever a library prints.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
