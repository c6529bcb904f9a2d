"""Hostile files one by one and all together: each ends in an error of ours, within its limits, and harms no other."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

import ingest.errors
from ingest.child import ChildCrashed, read_safely, seconds_for
from ingest.errors import ReadingError, ReadingTimedOut
from tests.conftest import ROOT
from tests.ingest.reading import hostile_pdfs

SECONDS = 60
BYTES = 1_500_000_000
GOOD = "# Elders of Burundi\n\nElders led mediation in Burundi for many years, and it held.\n"


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    seconds: float
    peak: int  # bytes of the largest process that took part


# A process begins with the memory of the one that starts it, and pytest's is large: a small one stands between.
MEASURED = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
print(json.dumps([done.returncode, done.stdout, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024]))
"""


def run(*words: str) -> Run:
    """The command line as a person runs it, measured with all that it started."""
    begun = time.monotonic()
    command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "api.command", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True)
    status, out, peak = json.loads(done.stdout)
    return Run(status, out, time.monotonic() - begun, peak)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    hostile_pdfs.fill(place)
    (place / "good.md").write_text(GOOD)
    (place / "good.pdf").write_bytes(hostile_pdfs.page_with())
    return place


def test_a_run_over_all_of_them_names_each_and_takes_in_what_is_good(folder: Path, tmp_path: Path) -> None:
    done = run("--home", str(tmp_path / "home"), "ingest", str(folder), "--no-wait", "--json")
    told = json.loads(done.out)
    failed = {Path(one["path"]).stem: one["error"] for one in told["failed"]}
    assert (done.status, told["added"], told["documents"]) == (1, 2, 2)
    assert failed.keys() == {*hostile_pdfs.HOSTILE, *hostile_pdfs.BOMBS, "many_zeros"}
    assert all(issubclass(_named(error), ReadingError) for error in failed.values())
    assert done.peak < BYTES
    assert done.seconds < 3 * SECONDS


def _named(error: str) -> type[BaseException]:
    kind: type[BaseException] = getattr(ingest.errors, error, ChildCrashed)
    return kind


@pytest.mark.parametrize("name", ["flate_bomb", *hostile_pdfs.BOMBS])
def test_a_bomb_ends_within_a_minute_and_its_memory(name: str, folder: Path) -> None:
    done = run("parse", str(folder / f"{name}.pdf"))
    assert done.status == 1
    assert done.seconds < SECONDS
    assert done.peak < BYTES


def test_a_bomb_of_time_is_stopped(folder: Path) -> None:
    with pytest.raises(ReadingTimedOut):
        read_safely(folder / "many_bombs.pdf", seconds=3)


def test_no_hostile_file_may_take_a_minute(folder: Path) -> None:
    for file in folder.iterdir():
        if file.stat().st_size < 700_000:
            assert seconds_for(file.read_bytes(), 300) < SECONDS
