"""Pictures of pages are read when somebody asks for it, and what was read from them is not lost again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.library import Library
from ingest.upkeep import Upkeep
from tests.ingest import makers


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home", ontology="# an ontology with no terms")
    yield opened
    opened.close()


@pytest.fixture
def upkeep(library: Library) -> Iterator[Upkeep]:
    made = Upkeep(library, jobs=1, makers=makers.makers)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "texts"
    place.mkdir()
    (place / "scan.txt").write_text("SCANNED\nElders met.")
    (place / "partly.txt").write_text("PARTLY\nElders met again.")
    (place / "text.txt").write_text("Text\nElders met a third time.")
    return place


def test_only_who_asks_gets_guessed_words_and_the_report_names_their_pages(upkeep: Upkeep, folder: Path) -> None:
    first = upkeep.ingest([folder])
    assert [failed.error for failed in first.failed] == ["NoTextLayer"]
    assert "--ocr" in first.failed[0].detail
    assert (len(first.partial), first.ocr) == (1, [])
    second = upkeep.ingest([folder], ocr="eng")
    assert (second.added, second.updated, second.unchanged, second.failed, second.partial) == (1, 1, 1, [], [])
    assert {(Path(one.path).name, one.pages, one.languages) for one in second.ocr} == {
        ("scan.txt", (2, 3), "eng"),
        ("partly.txt", (2, 3), "eng"),
    }


def test_what_was_read_from_pictures_is_unchanged_by_a_run_without_ocr(upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder], ocr="eng")
    for ocr in ("", "eng"):
        report = upkeep.ingest([folder], ocr=ocr)
        assert (report.added, report.updated, report.unchanged, len(report.ocr)) == (0, 0, 3, 2)


def test_another_language_reads_the_pictures_anew(upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder], ocr="eng")
    report = upkeep.ingest([folder], ocr="eng+fra")
    assert (report.updated, report.unchanged) == (2, 1)
    assert {one.languages for one in report.ocr} == {"eng+fra"}


@pytest.mark.parametrize("by", ["work", "ingest"])
def test_a_newer_reader_reads_the_pictures_again_without_being_asked(upkeep: Upkeep, folder: Path, by: str) -> None:
    upkeep.ingest([folder], ocr="eng")
    newer = Upkeep(upkeep.library, jobs=1, makers=makers.newer_reader)
    failed = newer.work().failed if by == "work" else newer.ingest([folder]).failed
    newer.close()
    assert not failed
    read = [held.document for held in upkeep.library.documents()]
    assert {document.reader for document in read} == {"2"}
    assert sorted(document.ocr for document in read) == ["", "eng", "eng"]


def test_a_reader_that_loses_the_words_of_pictures_does_not_replace_them(upkeep: Upkeep, folder: Path) -> None:
    upkeep.ingest([folder], ocr="eng")
    blind = Upkeep(upkeep.library, jobs=1, makers=makers.blind_reader)
    failed = blind.work().failed
    blind.close()
    assert [error for _, error, _ in failed] == ["OcrFailed", "OcrFailed"]
    assert sorted(held.document.ocr for held in upkeep.library.documents()) == ["", "eng", "eng"]
