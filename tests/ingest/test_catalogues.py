"""A folder with a catalogue: its records are held, its files described by them, whatever happens to either."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.records import Document, Name
from ingest.child import read_job
from ingest.jobs import Makers
from ingest.read import READER
from ingest.reading.ocr import Ocr
from ingest.report import Report
from ingest.upkeep import Upkeep
from tests.conftest import concordance
from tests.ingest import makers

TURTLE = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
BIB = """@article{reyes2019, author = {Reyes, Ana}, title = {Walking the Line}, year = 2019, journal = {JUP},
  file = {files/12/walking.md}}
@book{kaplan2017, author = {Kaplan, Oliver}, title = {Resisting War}, year = 2017, abstract = {Elders led talks.}}
"""
PAPER = "# A draft\n\nBy Nobody\n\nVillages near the line asked for patrols, and eleven of them walked every night.\n"


def our_reader(model: str) -> Makers:
    return replace(makers.makers(model), read=read_job, reader=READER)


def read_newly(data: bytes, name: str, pages_limit: int, ocr: Ocr | None = None) -> Document:
    return replace(read_job(data, name, pages_limit, ocr), reader="newer")


def newer_reader(model: str) -> Makers:
    return replace(our_reader(model), read=read_newly, reader="newer")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "export"
    (place / "files" / "12").mkdir(parents=True)
    (place / "files" / "12" / "walking.md").write_text(PAPER)
    (place / "refs.bib").write_text(BIB)
    return place


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home", ontology=TURTLE)
    yield opened
    opened.close()


@pytest.fixture
def upkeep(library: Library) -> Iterator[Upkeep]:
    made = Upkeep(library, jobs=1, makers=our_reader)
    yield made
    made.close()


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.failed)


def titles(library: Library) -> set[str]:
    return {held.document.title for held in library.documents()}


def at(library: Library, path: Path | str) -> Document:
    return next(held.document for held in library.documents() if str(path) in held.paths)


def test_records_and_their_files_are_held_once(upkeep: Upkeep, library: Library, folder: Path) -> None:
    report = upkeep.ingest([folder], wait=False)
    assert counts(report) == (2, 0, 0, 0)
    assert report.notices == []
    assert titles(library) == {"Walking the Line", "Resisting War"}
    paper = at(library, folder / "files" / "12" / "walking.md")
    assert (paper.authors, paper.year, paper.container) == ((Name("Reyes", "Ana"),), 2019, "JUP")
    assert "eleven of them walked" in paper.text
    assert at(library, f"{folder / 'refs.bib'}#reyes2019") == paper
    assert counts(upkeep.ingest([folder], wait=False)) == (0, 0, 2, 0)


def test_a_record_without_a_file_is_coded_and_found_by_its_abstract(
    upkeep: Upkeep, library: Library, folder: Path
) -> None:
    upkeep.ingest([folder])
    book = at(library, f"{folder / 'refs.bib'}#kaplan2017")
    assert [(passage.kind, passage.text) for passage in book.passages] == [("abstract", "Elders led talks.")]
    due = upkeep.due()
    assert not (due.reading or due.coding or due.vectors)


def test_what_was_catalogued_outlives_a_new_reader(library: Library, upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder], wait=False)
    newer = Upkeep(library, jobs=1, makers=newer_reader)
    assert newer.work().read == 2
    newer.close()
    paper = at(library, folder / "files" / "12" / "walking.md")
    assert (paper.title, paper.year, paper.reader) == ("Walking the Line", 2019, "newer")


def test_a_file_that_was_held_before_takes_the_catalogues_description(
    upkeep: Upkeep, library: Library, folder: Path
) -> None:
    upkeep.ingest([folder / "files"], wait=False)
    assert titles(library) == {"A draft"}
    assert counts(upkeep.ingest([folder], wait=False)) == (1, 1, 0, 0)
    assert titles(library) == {"Walking the Line", "Resisting War"}
    assert counts(upkeep.ingest([folder / "files"], wait=False)) == (0, 0, 1, 0)
    assert titles(library) == {"Walking the Line", "Resisting War"}


def test_a_corrected_record_corrects_its_document(upkeep: Upkeep, library: Library, folder: Path) -> None:
    upkeep.ingest([folder], wait=False)
    (folder / "refs.bib").write_text(BIB.replace("Walking the Line", "Walking").replace(", journal = {JUP}", ""))
    assert counts(upkeep.ingest([folder], wait=False)) == (0, 1, 1, 0)
    paper = at(library, folder / "files" / "12" / "walking.md")
    assert (paper.title, paper.container) == ("Walking", None)
    (folder / "refs.bib").write_text(BIB.replace("Resisting War", "Resisting"))
    upkeep.ingest([folder], wait=False)
    assert titles(library) == {"Walking the Line", "Resisting"}


def test_a_file_that_is_missing_is_said_and_taken_when_it_comes(upkeep: Upkeep, library: Library, folder: Path) -> None:
    file = folder / "files" / "12" / "walking.md"
    file.unlink()
    report = upkeep.ingest([folder], wait=False)
    assert counts(report) == (2, 0, 0, 0)
    assert [(one.path, one.detail) for one in report.notices] == [
        (f"{folder / 'refs.bib'}#reyes2019", "Its file files/12/walking.md is not there.")
    ]
    record = at(library, f"{folder / 'refs.bib'}#reyes2019")
    assert record.text == "Walking the Line"
    file.write_text(PAPER)
    report = upkeep.ingest([folder], wait=False)
    assert (report.notices, report.documents) == ([], 2)
    assert "eleven of them walked" in at(library, f"{folder / 'refs.bib'}#reyes2019").text
    assert library.redirect(record.id) == at(library, file).id


def test_a_file_that_cannot_be_read_leaves_its_record(upkeep: Upkeep, library: Library, folder: Path) -> None:
    (folder / "files" / "12" / "walking.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = upkeep.ingest([folder], wait=False)
    assert counts(report) == (2, 0, 0, 1)
    assert titles(library) == {"Walking the Line", "Resisting War"}
    assert counts(upkeep.ingest([folder], wait=False)) == (0, 0, 2, 1)


def test_a_record_that_left_its_catalogue_is_said_and_stays(upkeep: Upkeep, library: Library, folder: Path) -> None:
    upkeep.ingest([folder], wait=False)
    (folder / "refs.bib").write_text(BIB[: BIB.index("@book")])
    report = upkeep.ingest([folder], wait=False)
    assert [one.path for one in report.notices] == [f"{folder / 'refs.bib'}#kaplan2017"]
    assert "no longer in its catalogue" in report.notices[0].detail
    assert titles(library) == {"Walking the Line", "Resisting War"}


def test_bad_records_fail_by_name_until_they_are_mended(upkeep: Upkeep, library: Library, folder: Path) -> None:
    (folder / "refs.bib").write_text(BIB + "@book{cut, title = {No end")
    report = upkeep.ingest([folder], wait=False)
    assert counts(report) == (2, 0, 0, 1)
    assert (report.failed[0].path, report.failed[0].error) == (f"{folder / 'refs.bib'}#3", "BadRecord")
    assert "record 3 (cut), line 4" in report.failed[0].detail
    assert len(library.failures()) == 1
    (folder / "refs.bib").write_text(BIB)
    upkeep.ingest([folder], wait=False)
    assert library.failures() == []


def test_of_two_catalogues_the_first_describes_and_nothing_swings(
    upkeep: Upkeep, library: Library, folder: Path
) -> None:
    (folder / "zotero.ris").write_text("TY  - JOUR\nID  - r\nTI  - Another title\nL1  - files/12/walking.md\nER  - \n")
    assert counts(upkeep.ingest([folder], wait=False)) == (2, 0, 0, 0)
    assert titles(library) == {"Walking the Line", "Resisting War"}
    assert counts(upkeep.ingest([folder], wait=False)) == (0, 0, 2, 0)
    assert len(at(library, folder / "files" / "12" / "walking.md").passages) == 1


def test_a_catalogue_cannot_name_what_is_no_reading(upkeep: Upkeep, library: Library, folder: Path) -> None:
    secret = folder / "files" / "id_rsa"
    secret.write_text("a private key of somebody")
    (folder / "refs.bib").write_text(f"@misc{{spy, title = {{Spy}}, file = {{{secret}}}}}")
    report = upkeep.ingest([folder / "refs.bib"], wait=False)
    assert "of a kind that is not read" in report.notices[0].detail
    assert [held.document.text for held in library.documents()] == ["Spy"]


def test_in_folders_json_and_xml_are_read_only_if_recognised(upkeep: Upkeep, folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "x"}')
    (folder / "drawing.xml").write_text("<svg/>")
    report = upkeep.ingest([folder], wait=False)
    assert len(report.failed) == 0
    assert {Path(one).name for one in report.skipped} == {"package.json", "drawing.xml"}
    named = upkeep.ingest([folder / "package.json"], wait=False)
    assert [one.error for one in named.failed] == ["UnknownFormat"]


def test_a_home_without_the_table_of_catalogues_opens_and_takes_one(
    tmp_path: Path, upkeep: Upkeep, library: Library, folder: Path
) -> None:
    upkeep.ingest([folder / "files"], wait=False)
    library.close()
    with sqlite3.connect(tmp_path / "home" / "library.sqlite") as connection:
        connection.execute("DROP TABLE catalogued")
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    old = Library(tmp_path / "home")
    newer = Upkeep(old, jobs=1, makers=our_reader)
    newer.ingest([folder], wait=False)
    assert titles(old) == {"Walking the Line", "Resisting War"}
    newer.close()
    old.close()


def test_parse_prints_the_records_of_a_catalogue(folder: Path) -> None:
    (folder / "refs.bib").write_text(BIB + "@book{cut, title = {No end")
    said = concordance("parse", str(folder / "refs.bib"))
    assert said.returncode == 0
    assert "kaplan2017: Kaplan 2017. Resisting War" in said.stdout
    assert "record 3 (cut) was not read" in said.stderr
