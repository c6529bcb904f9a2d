"""Children do the dangerous work: what befalls one job befalls no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.child import ChildCrashed, Worker, Workers, read_safely
from ingest.errors import EmptyFile, NoTextLayer, OutOfMemory, ReadingTimedOut, TooLarge
from tests.ingest import makers


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    child = Worker(memory=400_000_000)
    yield child
    child.close()


def test_a_child_lives_on_from_job_to_job(worker: Worker) -> None:
    process = worker.run(makers.own_process)
    assert worker.run(makers.double, 21) == 42
    assert worker.run(makers.own_process) == process != os.getpid()


def test_what_a_job_prints_does_not_disturb_its_answer(worker: Worker) -> None:
    assert worker.run(makers.talk, "noise") == "noise"


def test_errors_come_back_by_their_types(worker: Worker) -> None:
    with pytest.raises(NoTextLayer):
        worker.run(makers.read, b"SCANNED", "a.pdf", 10)
    with pytest.raises(ChildCrashed, match="KeyError"):
        worker.run(makers.read, b"STRANGE", "a.pdf", 10)


def test_a_crash_is_an_error_of_that_job_only(worker: Worker) -> None:
    with pytest.raises(ChildCrashed, match="status"):
        worker.run(makers.read, b"CRASH", "a.pdf", 10)
    assert worker.run(makers.double, 4) == 8


def test_a_job_that_takes_too_long_is_stopped(worker: Worker) -> None:
    begun = time.monotonic()
    with pytest.raises(ReadingTimedOut):
        worker.run(makers.sleep, 60, seconds=0.3)
    assert time.monotonic() - begun < 20
    assert worker.run(makers.double, 4) == 8


def test_a_job_that_takes_too_much_memory_is_stopped(worker: Worker) -> None:
    with pytest.raises(OutOfMemory):
        worker.run(makers.eat, 2_000_000_000)
    assert worker.run(makers.eat, 1_000) == 1_000


def test_several_children_share_a_queue() -> None:
    workers = Workers(2)
    try:
        futures = [workers.submit(makers.double, number) for number in range(20)]
        assert [future.result() for future in futures] == [2 * number for number in range(20)]
    finally:
        workers.close()


def test_children_end_with_a_killed_parent(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; import sys; from ingest.child import Worker; from tests.ingest import makers\n"
        "Worker().run(makers.write_and_sleep, Path(sys.argv[1]), 60)"
    )
    note = tmp_path / "pid"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", script, str(note)], env=environment)
    child = _number_in(note)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 20
    while _lives(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _lives(child)


def _number_in(note: Path) -> int:
    deadline = time.monotonic() + 30
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return int(note.read_text())


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # a zombie only waits to be counted


def test_one_file_is_read_safely(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("# Elders of Burundi\n\nElders led mediation in Burundi for many years, and it held.\n")
    assert read_safely(file).title == "Elders of Burundi"
    file.write_text("")
    with pytest.raises(EmptyFile):
        read_safely(file)


def test_a_file_above_the_limit_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "large.pdf"
    with file.open("wb") as sparse:
        sparse.truncate(200_000_000)
    begun = time.monotonic()
    with pytest.raises(TooLarge, match="200 MB"):
        read_safely(file)
    assert time.monotonic() - begun < 1
