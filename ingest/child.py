"""Child processes that read, code and encode: a time and a memory limit, and a crash harms one job only.

A child is a fresh interpreter, not a fork: the writer has threads, and a fork of one is unsafe. It lives on from job
to job, so that what a job loads (a tokenizer, a model, the ontology) is loaded once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, TypeVar

from corpus.records import Document
from ingest.errors import OutOfMemory, ReadingError, ReadingTimedOut, TooLarge
from ingest.reading.ocr import Ocr
from ontology.errors import ConcordanceError

if TYPE_CHECKING:
    from ingest.reading.catalogue import Catalogue

Result = TypeVar("Result")

READING_SECONDS = 300.0
LEAST_SECONDS, SECONDS_A_MEGABYTE = 45.0, 20.0
READING_MEMORY = 1_400_000_000  # bytes
UPLOAD_LIMIT = 100_000_000  # bytes
PAGES_LIMIT = 5_000
_HEADER = struct.Struct(">Q")
_CHILD = "from ingest.child import serve; serve()"


class ChildCrashed(ReadingError):
    """The program that read this file broke down. The file is probably damaged; if it opens elsewhere, report it."""


class Worker:
    """One child, one job at a time; started with the first job, and again after a crash."""

    def __init__(self, *, memory: int | None = None, threads: int = 1) -> None:
        self._memory = memory
        self._threads = threads
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, function: Callable[..., Result], *args: object, seconds: float | None = None) -> Result:
        """The function's result, as computed in the child. The function is one of a module; all must pickle.

        Raises what the function raised if it is a ConcordanceError, else ChildCrashed with its words; ReadingTimedOut
        after `seconds`; OutOfMemory above the limit.
        """
        process = self._running()
        answer = self._answer(process, pickle.dumps((function, args)), seconds)
        if isinstance(answer, BaseException):
            raise answer
        result: Result = answer
        return result

    def _answer(self, process: subprocess.Popen[bytes], job: bytes, seconds: float | None) -> Any:
        deadline = None if seconds is None else time.monotonic() + seconds
        assert process.stdin and process.stdout
        try:
            _send(process.stdin, job)
            size = _HEADER.unpack(_receive(process.stdout, _HEADER.size, deadline))[0]
            return pickle.loads(_receive(process.stdout, size, deadline))
        except TimeoutError:
            self.close()
            return ReadingTimedOut()
        except (EOFError, BrokenPipeError):
            status = process.wait()
            self.close()
            return ChildCrashed(f"it ended with status {status}")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _CHILD, str(self._memory or 0), str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment(),
                process_group=0,  # with all that it starts, so that all of it can be ended
            )
        return self._process

    def _environment(self) -> dict[str, str]:
        threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(self._threads))
        path = os.pathsep.join(part for part in sys.path if part)
        return {**os.environ, **threads, "PYTHONPATH": path, "TOKENIZERS_PARALLELISM": "false"}

    def close(self) -> None:
        """End the child, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _shut(pipe)


class Workers:
    """Several children behind one queue."""

    def __init__(self, count: int, *, memory: int | None = None, threads: int = 1) -> None:
        self.count = count
        self._workers = [Worker(memory=memory, threads=threads) for _ in range(count)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="child")

    def submit(self, function: Callable[..., Result], *args: object, seconds: float | None = None) -> Future[Result]:
        """Like `Worker.run`, by the next child that is free."""
        return self._threads.submit(self._run, function, args, seconds)

    def _run(self, function: Callable[..., Result], args: tuple[object, ...], seconds: float | None) -> Result:
        worker = self._free.get()
        try:
            return worker.run(function, *args, seconds=seconds)
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End all children, drop what waits."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._threads.shutdown()


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_HEADER.pack(len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes], size: int, deadline: float | None) -> bytes:
    """Exactly `size` bytes. Raises EOFError at the pipe's end, TimeoutError after the deadline."""
    parts = []
    while size:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        if not select.select([pipe], [], [], left)[0]:
            raise TimeoutError
        part = os.read(pipe.fileno(), min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _shut(pipe: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError):
        pipe.close()


# ---------------------------------------------------------------- in the child


def serve() -> None:
    """Do the jobs that come in on standard input until it ends."""
    memory, parent = int(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the writer hears it too, and ends us in its own time
    _limit_memory(memory)
    threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not stand among the answers
    while header := sys.stdin.buffer.read(_HEADER.size):
        job = sys.stdin.buffer.read(_HEADER.unpack(header)[0])
        _send(answers, _done(job))


def _done(job: bytes) -> bytes:
    try:
        function, args = pickle.loads(job)
        return pickle.dumps(function(*args))
    except ConcordanceError as error:
        return pickle.dumps(error)
    except MemoryError:
        return pickle.dumps(OutOfMemory())
    except Exception as error:  # whatever a foreign file makes a foreign parser raise
        return pickle.dumps(ChildCrashed(f"{type(error).__name__}: {str(error)[:200]}"))


def _limit_memory(memory: int) -> None:
    import resource

    if memory:
        # Of data, not of address space: mapped files and torch's reserved ranges cost no memory.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _die_with(parent: int) -> None:
    """A killed writer closes nothing; its children notice within a second that they have been orphaned."""
    while os.getppid() == parent:
        time.sleep(1)
    os.killpg(0, signal.SIGKILL)


# ---------------------------------------------------------------- reading one file


def read_job(data: bytes, name: str, pages_limit: int = PAGES_LIMIT, ocr: Ocr | None = None) -> Document:
    """`ingest.read.read`, refusing documents of too many pages before they are read."""
    from ingest.read import read

    if data[:1024].find(b"%PDF-") >= 0 and _pages(data) > pages_limit:
        raise TooLarge(f"This document has more than {pages_limit} pages (setting: pages limit).")
    return read(data, name, ocr)


def catalogue_job(data: bytes, name: str) -> Catalogue:
    """`ingest.reading.catalogue.read_catalogue`, for a child."""
    from ingest.reading.catalogue import read_catalogue

    return read_catalogue(data, name)


def _pages(data: bytes) -> int:
    """0 where it cannot be told: then the reader says what is wrong."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def seconds_for(data: bytes, limit: float, ocr: Ocr | None = None) -> float:
    """How long these bytes may be read: a small file that takes long is a bomb. Pictures have their own seconds."""
    allowed = min(limit, LEAST_SECONDS + SECONDS_A_MEGABYTE * len(data) / 1e6)
    return allowed + (ocr.seconds if ocr else 0.0)


def bytes_within(path: Path, upload_limit: int = UPLOAD_LIMIT) -> bytes:
    """The file's bytes. Raises TooLarge without reading it when it is larger than the limit."""
    size = path.stat().st_size
    if size > upload_limit:
        raise TooLarge(
            f"This file has {size / 1e6:.0f} MB, the limit is {upload_limit / 1e6:.0f} (setting: upload limit)."
        )
    return path.read_bytes()


def read_safely(
    file: Path,
    *,
    upload_limit: int = UPLOAD_LIMIT,
    pages_limit: int = PAGES_LIMIT,
    seconds: float = READING_SECONDS,
    memory: int = READING_MEMORY,
    ocr: Ocr | None = None,
) -> Document:
    """One file, read in a child of its own; pictures of pages have their own seconds beside `seconds`.

    Raises a ReadingError that says what is wrong.
    """
    worker = Worker(memory=memory)
    data = bytes_within(file, upload_limit)
    try:
        return worker.run(read_job, data, file.name, pages_limit, ocr, seconds=seconds_for(data, seconds, ocr))
    finally:
        worker.close()
