"""Foreign queries, each in a child process that can be killed: `run` starts one, `Workers` keeps some."""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import graph.errors
from graph.errors import GraphError, MalformedQuery, QueryCrashed, QueryTimedOut, QueryTooDeep, QueryTooLarge
from graph.reading import Request, Result
from graph.worker import request_header, send

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one query may take: seconds of the clock, rows (or triples) of its answer, bytes of memory."""

    seconds: float = 30.0
    rows: int = 100_000
    memory: int = 1 << 30


def run(
    snapshot: Path,
    query: str,
    *,
    format: str | None = None,
    limits: Limits | None = None,
    default_graphs: tuple[str, ...] | None = None,
    named_graphs: tuple[str, ...] | None = None,
) -> Result:
    """Answer one query over a snapshot in a child of its own. Raises a GraphError, by its kind."""
    with Workers(limits, idle=0) as workers:
        return workers.run(snapshot, query, format=format, default_graphs=default_graphs, named_graphs=named_graphs)


class Workers:
    """Children that answer queries over snapshots. Safe to share between threads; `idle` of them wait for work."""

    def __init__(self, limits: Limits | None = None, *, idle: int = 2) -> None:
        self.limits = limits or Limits()
        self._most_idle = idle
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def run(
        self,
        snapshot: Path,
        query: str,
        *,
        format: str | None = None,
        default_graphs: tuple[str, ...] | None = None,
        named_graphs: tuple[str, ...] | None = None,
    ) -> Result:
        """As `graph.sparql.run`. A child that dies or is stopped is replaced when the next query needs one."""
        request = Request(query, format, self.limits.rows, default_graphs, named_graphs)
        worker = self._take()
        try:
            result = worker.ask(snapshot, request, self.limits)
        except GraphError:
            self._give_back(worker)
            raise
        except BaseException:
            worker.end()
            raise
        self._give_back(worker)
        return result

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take(self) -> _Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _Worker()

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if worker.alive and len(self._idle) < self._most_idle:
                self._idle.append(worker)
                return
        worker.end()


class _Worker:
    """One child, one query at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "graph.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        self.alive = True

    def ask(self, snapshot: Path, request: Request, limits: Limits) -> Result:
        deadline = time.monotonic() + limits.seconds
        assert self._process.stdin and self._process.stdout
        try:
            send(self._process.stdin, request_header(snapshot, request, limits.seconds, limits.memory))
            reply = _Pipe(self._process.stdout.fileno(), deadline)
            header = reply.header()
            if "error" in header:
                raise _error(header)
            return Result(reply.exactly(header["length"]), header["media_type"], header["rows"])
        except TimeoutError:
            self.end()
            raise QueryTimedOut(
                f"The query took longer than {limits.seconds:g} seconds and was stopped. Ask for less, or add a LIMIT."
            ) from None
        except (EOFError, BrokenPipeError):
            raise self._cause_of_death(limits) from None

    def end(self) -> None:
        self.alive = False
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(BrokenPipeError):
                stream.close() if stream else None

    def _cause_of_death(self, limits: Limits) -> GraphError:
        status, said = self._last_words()
        self.end()
        if status == -signal.SIGALRM:
            return QueryTimedOut(f"The query took longer than {limits.seconds:g} seconds and was stopped.")
        if status == -signal.SIGSEGV or b"overflowed its stack" in said:
            return QueryTooDeep()
        if b"alloc" in said or b"MemoryError" in said:
            return QueryTooLarge()
        return QueryCrashed()

    def _last_words(self) -> tuple[int, bytes]:
        """How it ended, and what it wrote to its standard error."""
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        return status, self._process.stderr.read() if self._process.stderr else b""


class _Pipe:
    """Reads a reply while there is time."""

    def __init__(self, descriptor: int, deadline: float) -> None:
        self._descriptor = descriptor
        self._deadline = deadline
        self._ready = select.poll()
        self._ready.register(descriptor, select.POLLIN)

    def read(self, size: int) -> bytes:
        left = self._deadline - time.monotonic()
        if left <= 0 or not self._ready.poll(left * 1000):
            raise TimeoutError
        return os.read(self._descriptor, min(size, 1 << 20))

    def exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = self.read(size - len(parts))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    def header(self) -> dict[str, Any]:
        (size,) = struct.unpack(">I", self.exactly(4))
        found: dict[str, Any] = json.loads(self.exactly(size))
        return found


def _error(header: dict[str, Any]) -> GraphError:
    kind = getattr(graph.errors, header["error"], GraphError)
    if kind is MalformedQuery:
        return MalformedQuery(header["message"], header.get("line"), header.get("column"))
    made: GraphError = kind(header["message"])
    return made
