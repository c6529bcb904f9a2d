"""Scans are read by tesseract when asked, as far as it goes, and always said to be guesses."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from ingest.child import read_safely
from ingest.errors import NoOcr, NoTextLayer, OcrFailed, ReadingTimedOut
from ingest.manuscript import Manuscript
from ingest.read import as_json
from ingest.reading.ocr import Ocr, ranges, with_text
from ingest.reading.pdf import read_pdf
from tests.api.serving import serving
from tests.conftest import ROOT, concordance
from tests.ingest.reading import hostile_pdfs, scans

needs_ocr = pytest.mark.skipif(
    shutil.which("tesseract") is None or importlib.util.find_spec("ocrmypdf") is None,
    reason="tesseract or ocrmypdf is not installed (apt-get install tesseract-ocr; pip install ocrmypdf)",
)


def words(manuscript: Manuscript) -> str:
    return " ".join(block.text for block in manuscript.blocks)


@needs_ocr
def test_a_scan_reads_nearly_as_what_was_printed() -> None:
    read = read_pdf(scans.scanned_pdf(2), ocr=Ocr(jobs=2))
    assert (read.ocr, read.ocr_pages, read.unread_pages) == ("eng", (1, 2), ())
    assert Levenshtein.normalized_similarity(words(read), words(read_pdf(scans.text_pdf(2)))) > 0.97


@needs_ocr
def test_of_a_file_that_is_partly_scanned_only_the_pictures_are_guessed() -> None:
    data = scans.partly_scanned_pdf()
    without, read = read_pdf(data), read_pdf(data, ocr=Ocr())
    assert (without.unread_pages, without.ocr_pages) == ((2,), ())
    assert (read.unread_pages, read.ocr_pages) == ((), (2,))
    of_first = [block.text for block in read.blocks if block.pages[0][1] == 1]
    assert [block.text for block in without.blocks] == of_first
    assert scans.WORDS[2] in words(read).replace(" ".join(of_first), "")


@needs_ocr
def test_the_document_says_which_pages_were_guessed(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(scans.scanned_pdf())
    document = read_safely(file, ocr=Ocr())
    told = as_json(document)
    assert (told["ocr"], told["ocr_pages"], document.passages[0].page) == ("eng", [1], 1)
    assert told["passages"][0]["from_picture"]


def test_without_ocr_a_scan_says_what_to_do() -> None:
    with pytest.raises(NoTextLayer, match="--ocr"):
        read_pdf(scans.scanned_pdf())


@needs_ocr
def test_a_picture_without_words_stays_unread() -> None:
    with pytest.raises(NoTextLayer):
        read_pdf(hostile_pdfs.picture_only(), ocr=Ocr())


@needs_ocr
def test_a_scan_that_takes_too_long_is_stopped_and_leaves_nothing() -> None:
    before = set(Path(tempfile.gettempdir()).glob("concordance-ocr-*"))
    with pytest.raises(ReadingTimedOut):
        with_text(scans.scanned_pdf(), [1], Ocr(seconds=0.3))
    assert set(Path(tempfile.gettempdir()).glob("concordance-ocr-*")) == before


@needs_ocr
@pytest.mark.parametrize(("languages", "error"), [("--help", OcrFailed), ("eng+xqz", NoOcr)])
def test_languages_that_are_none_or_not_installed_are_refused(languages: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        with_text(scans.scanned_pdf(), [1], Ocr(languages))


def test_what_is_missing_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(scans.scanned_pdf())
    command = [sys.executable, "-m", "api.command", "--home", str(tmp_path / "home")]
    environment = {**os.environ, "PATH": str(tmp_path)}
    for words_of in (["parse", str(file), "--ocr"], ["ingest", str(file), "--ocr"]):
        done = subprocess.run([*command, *words_of], capture_output=True, text=True, cwd=ROOT, env=environment)
        assert done.returncode != 0
        assert "apt-get install tesseract-ocr" in done.stderr
        assert "ocrmypdf" in done.stderr


@needs_ocr
def test_the_command_takes_a_scan_in_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(scans.scanned_pdf())
    home = ("--home", str(tmp_path / "home"))
    refused = concordance(*home, "ingest", str(folder), "--no-wait")
    assert refused.returncode == 1
    assert "--ocr" in refused.stderr
    done = concordance(*home, "ingest", str(folder), "--no-wait", "--ocr")
    assert done.returncode == 0, done.stderr
    assert "Read from pictures" in done.stdout
    found = concordance(*home, "search", "women carried letters between the camps", "--json")
    assert "Women of the market carried letters" in found.stdout


@needs_ocr
def test_a_server_that_holds_the_home_reads_the_scan_for_the_command(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    file = tmp_path / "scan.pdf"
    file.write_bytes(scans.scanned_pdf())
    with serving(tmp_path / "empty", tmp_path / "home") as served:
        done = concordance("--home", str(served.home), "ingest", str(file), "--ocr", "--no-wait", "--json")
        told = json.loads(done.stdout)
    assert [(one["pages"], one["languages"]) for one in told["ocr"]] == [([1], "eng")]


def test_pages_are_named_by_their_runs() -> None:
    assert ranges((7, 1, 2, 3, 9, 10)) == "1-3,7,9-10"


@needs_ocr
@pytest.mark.gold
def test_an_old_report_that_exists_only_as_a_scan_is_read(literature: Path) -> None:
    read = read_pdf((literature / "un" / "A_45_696_Add.1.en.pdf").read_bytes(), ocr=Ocr(jobs=2))
    assert len(read.ocr_pages) == read.page_count
    assert "sponsorship of the World Meteorological Organization" in words(read)
