"""What is due gets done: files in, readers and coders upgraded, releases imported, indexes following."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.records import Change, ChangeKind
from ingest.intake import Limits
from ingest.upkeep import Upkeep
from tests.ingest import makers

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://w3id.org/peace-concordance/concept/> .
x:mediation a skos:Concept ; skos:notation "mediation" ; skos:prefLabel "mediation"@en .
"""
ELDERS = "Elders\nElders led mediation in Burundi.\nThe valley was quiet."
VILLAGE = "A village\nA village in Colombia asked for mediation.\nA market opened."


class Followed:
    """The simplest derived thing: it knows which records there are."""

    name = "followed"
    kinds: frozenset[ChangeKind] = frozenset({"document", "coding", "vectors"})

    def __init__(self) -> None:
        self.applied = 0
        self.records: dict[tuple[str, str], object] = {}

    def apply(self, changes: Sequence[Change], upto: int) -> None:
        for change in changes:
            self.records.pop((change.kind, change.id), None)
            if change.record is not None:
                self.records[change.kind, change.id] = change.record
        self.applied = upto

    def clear(self) -> None:
        self.applied, self.records = 0, {}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "texts"
    place.mkdir()
    (place / "elders.txt").write_text(ELDERS)
    (place / "village.txt").write_text(VILLAGE)
    return place


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home", ontology=TURTLE)
    yield opened
    opened.close()


@pytest.fixture
def upkeep(library: Library) -> Iterator[Upkeep]:
    made = Upkeep(library, [Followed()], jobs=2, makers=makers.makers)
    yield made
    made.close()


def settled(upkeep: Upkeep) -> bool:
    due = upkeep.due()
    return not (due.reading or due.coding or due.vectors)


def test_a_folder_is_read_coded_and_encoded_and_indexes_follow(upkeep: Upkeep, folder: Path) -> None:
    report = upkeep.ingest([folder])
    assert (report.added, report.updated, report.unchanged, report.failed) == (2, 0, 0, [])
    assert (report.documents, report.passages) == (2, 4)
    assert settled(upkeep)
    (followed,) = upkeep.derived
    assert isinstance(followed, Followed)
    assert sorted(kind for kind, _ in followed.records) == ["coding"] * 2 + ["document"] * 2 + ["vectors"] * 2
    assert followed.applied == upkeep.library.sequence


def test_a_second_run_finds_all_unchanged_and_reads_nothing(upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder])
    sequence = upkeep.library.sequence
    report = upkeep.ingest([folder])
    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
    assert upkeep.library.sequence == sequence


def test_each_failure_is_named_and_harms_no_other_file(upkeep: Upkeep, folder: Path) -> None:
    for word in ("SCANNED", "CRASH", "STRANGE"):
        (folder / f"{word.lower()}.txt").write_text(word)
    report = upkeep.ingest([folder, folder / "missing.txt"])
    errors = {Path(failed.path).name: failed.error for failed in report.failed}
    assert errors == {
        "scanned.txt": "NoTextLayer",
        "crash.txt": "ChildCrashed",
        "strange.txt": "ChildCrashed",
        "missing.txt": "NoSuchFile",
    }
    assert report.added == 2
    assert [Path(failure.path).name for failure in upkeep.library.failures()] == [
        "crash.txt",
        "scanned.txt",
        "strange.txt",
    ]


def test_files_that_are_too_large_or_too_slow_are_named(library: Library, folder: Path) -> None:
    (folder / "slow.txt").write_text("SLOW")
    (folder / "large.txt").write_text("long " * 1000)
    upkeep = Upkeep(library, jobs=1, limits=Limits(upload=2000, seconds=10), makers=makers.makers)
    report = upkeep.ingest([folder])
    upkeep.close()
    errors = {Path(failed.path).name: failed.error for failed in report.failed}
    assert errors == {"slow.txt": "ReadingTimedOut", "large.txt": "TooLarge"}
    assert report.added == 2


def test_new_bytes_that_cannot_be_read_leave_the_old_document(upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder])
    before = upkeep.library.document_ids()
    (folder / "elders.txt").write_text("SCANNED")
    report = upkeep.ingest([folder])
    assert [failed.error for failed in report.failed] == ["NoTextLayer"]
    assert upkeep.library.document_ids() == before
    (folder / "elders.txt").write_text(ELDERS)
    assert upkeep.ingest([folder]).unchanged == 2
    assert upkeep.library.failures() == []


def test_unread_pages_are_reported_each_time(upkeep: Upkeep, folder: Path) -> None:
    (folder / "partly.txt").write_text("PARTLY\nSome words.")
    for _ in range(2):
        (partial,) = upkeep.ingest([folder]).partial
        assert (Path(partial.path).name, partial.pages) == ("partly.txt", (2, 3))


def test_hidden_files_are_left_alone_and_other_kinds_are_told(upkeep: Upkeep, folder: Path) -> None:
    (folder / ".hidden.txt").write_text(ELDERS)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    report = upkeep.ingest([folder])
    assert report.added == 2
    assert [Path(path).name for path in report.skipped] == ["picture.png"]


def test_without_waiting_words_come_first_and_the_rest_stays_due(upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder], wait=False)
    (followed,) = upkeep.derived
    assert isinstance(followed, Followed)
    assert {kind for kind, _ in followed.records} == {"document"}
    assert len(upkeep.due().coding) == len(upkeep.due().vectors) == 2
    worked = upkeep.work()
    assert (worked.coded, worked.encoded, worked.statements_added) == (2, 2, 2)
    assert settled(upkeep)


def test_a_newer_reader_reads_what_is_held_again(upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder])
    newer = Upkeep(upkeep.library, upkeep.derived, makers=makers.newer_reader)
    worked = newer.work()
    assert (worked.read, worked.coded, worked.encoded) == (2, 2, 2)
    assert newer.ingest([folder]).unchanged == 2
    newer.close()


def test_a_newer_coder_codes_again(upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder])
    assert len(Upkeep(upkeep.library, makers=makers.newer_coder).due().coding) == 2


def test_an_import_looks_again_only_where_its_words_stand(upkeep: Upkeep, folder: Path) -> None:
    (folder / "trade.txt").write_text("Trade\nA market opened.")
    upkeep.ingest([folder])
    without = TURTLE.replace('"mediation"', '"parley"')
    imported = upkeep.import_release(without)
    assert (imported.passages, imported.statements_added, imported.statements_removed) == (2, 0, 2)
    assert (imported.release.number, settled(upkeep)) == (2, True)
    back = upkeep.import_release(TURTLE)
    assert (back.passages, back.statements_added, back.statements_removed) == (2, 2, 0)


def test_an_upload_is_read_once(upkeep: Upkeep) -> None:
    id, outcome = upkeep.upload(ELDERS.encode(), "elders.txt")
    assert outcome == "added"
    assert upkeep.upload(ELDERS.encode(), "elders.txt") == (id, "unchanged")


def test_a_derived_thing_of_another_life_begins_anew(upkeep: Upkeep, folder: Path) -> None:
    (followed,) = upkeep.derived
    assert isinstance(followed, Followed)
    followed.records["document", "0" * 16] = "of a library that was restored from an older backup"
    followed.applied = 10_000
    upkeep.ingest([folder])
    assert ("document", "0" * 16) not in followed.records


SCRIPT = """
import sys
from pathlib import Path
from corpus.library import Library
from ingest.upkeep import Upkeep
from tests.ingest import makers
from tests.ingest.test_upkeep import TURTLE
library = Library(Path(sys.argv[1]), ontology=TURTLE)
Upkeep(library, jobs=2, makers=makers.makers).ingest([Path(sys.argv[2])])
"""


@contextmanager
def ingesting(home: Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(home), str(folder)], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_killed_ingest_leaves_a_sound_library_that_goes_on(tmp_path: Path, folder: Path) -> None:
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"Text {number}\nElders of {number} led mediation in Kenya.")
    home = tmp_path / "killed"
    with ingesting(home, folder) as process:
        _wait_for_documents(home, 20)
        process.send_signal(signal.SIGKILL)
    library = Library(home)
    upkeep = Upkeep(library, jobs=2, makers=makers.makers)
    kept = len(library.document_ids())
    assert 20 <= kept < 402
    assert library.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    report = upkeep.ingest([folder])
    assert (report.added, report.unchanged, report.failed) == (402 - kept, kept, [])
    assert settled(upkeep)
    upkeep.close()
    library.close()


def _wait_for_documents(home: Path, number: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.05)
        if (home / "library.sqlite").exists() and len(list((home / "files").glob("??/*"))) >= number + 2:
            return
    raise TimeoutError("the ingest did not begin")
