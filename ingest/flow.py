"""Jobs that flow through children while their results are used: never many in flight, none forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any

from ingest.child import Workers
from ontology.errors import ConcordanceError


@dataclass(frozen=True, slots=True)
class Job:
    """A function for a child; `about` says to the receiver what the result is of."""

    about: Any
    function: Callable[..., Any]
    args: tuple[object, ...]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """Jobs, made only when a child will soon be free, and the children that do them."""

    workers: Workers
    jobs: Iterable[Job]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: a result, or the error that says why there is none."""

    about: Any
    result: Any = None
    error: ConcordanceError | None = None


def flow(*streams: Stream) -> Iterator[Done]:
    """Results as they come, from all streams at once."""
    waiting = [iter(stream.jobs) for stream in streams]
    pending: dict[Future[Any], tuple[int, Job]] = {}
    for number in range(len(streams)):
        for _ in range(2 * streams[number].workers.count):  # one in work and one ready for each child
            _start(streams, waiting, number, pending)
    while pending:
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            number, job = pending.pop(future)
            _start(streams, waiting, number, pending)
            yield _done(job, future)


def _start(
    streams: tuple[Stream, ...], waiting: list[Iterator[Job]], number: int, pending: dict[Future[Any], tuple[int, Job]]
) -> None:
    job = next(waiting[number], None)
    if job is not None:
        future = streams[number].workers.submit(job.function, *job.args, seconds=job.seconds)
        pending[future] = (number, job)


def _done(job: Job, future: Future[Any]) -> Done:
    try:
        return Done(job.about, future.result())
    except ConcordanceError as error:
        return Done(job.about, error=error)
