"""PDF → manuscript: pypdf says what the file is, pdfium what is printed on its pages (docs/decisions/0002)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import pypdfium2

from ingest.errors import Damaged, EmptyFile, Encrypted, NoTextLayer, OcrFailed, ReadingError, TooLarge
from ingest.manuscript import Manuscript
from ingest.reading.layout import laid_out
from ingest.reading.ocr import Ocr, with_text
from ingest.reading.pdf_runs import PageReader, PrintedPage
from ingest.reading.pdf_told import told

PAGE_LIMIT = 5000
PICTURED = 0.4  # of a page, from which on a picture is what the page shows
FURNITURE = 150  # letters: a running head, a page number, a stamp
_WRONG_PASSWORD = 4  # pdfium's FPDF_ERR_PASSWORD


def read_pdf(data: bytes, *, page_limit: int = PAGE_LIMIT, ocr: Ocr | None = None) -> Manuscript:
    """The manuscript in these bytes; with `ocr`, pages that are pictures are read too.

    Raises Encrypted, Damaged, NoTextLayer (all pages are pictures), EmptyFile, TooLarge (more than `page_limit` pages),
    and with `ocr` NoOcr, OcrFailed (no page holds text, and the pictures cannot be read), ReadingTimedOut.
    """
    if not data:
        raise EmptyFile("the file has no bytes")
    if b"%PDF-" not in data[:1024]:
        raise Damaged("the file does not begin like a PDF")
    try:
        return _read(data, page_limit, ocr)
    except (ReadingError, MemoryError):
        raise
    except Exception as error:  # whatever a third party raises over a broken file
        raise Damaged(f"{type(error).__name__}: {error}") from error


def _read(data: bytes, page_limit: int, ocr: Ocr | None) -> Manuscript:
    pages = _pages(data, page_limit)
    pictures = _pictures(pages)
    if pictures and ocr:
        pages, languages = _recognised(data, pages, pictures, ocr)
    else:
        languages = ""
    said = told(data)
    layout = laid_out(pages, said.outline, said.links)
    unread = _pictures(pages)
    if not layout.blocks:
        raise NoTextLayer(f"{len(pages)} pages without text") if unread else EmptyFile("no page holds text")
    return Manuscript(
        blocks=layout.blocks,
        media_type="application/pdf",
        front=said.front,
        page_count=len(pages),
        page_labels=tuple(printed or told for printed, told in zip_longest(layout.labels, said.labels[: len(pages)])),
        unread_pages=unread,
        running_heads=layout.running_heads,
        ocr=languages,
        ocr_pages=tuple(sorted(set(pictures) - set(unread))),
        attachments=said.attachments,
    )


def _recognised(
    data: bytes, pages: list[PrintedPage], pictures: Sequence[int], ocr: Ocr
) -> tuple[list[PrintedPage], str]:
    """The pages, those that are pictures with the words read from them, and in which languages they were read."""
    try:
        again = _pages(with_text(data, pictures, ocr), len(pages))
    except OcrFailed:
        if len(pictures) == len(pages):
            raise
        return pages, ""  # the rest of the document need not be lost
    return [again[page.number - 1] if page.number in pictures else page for page in pages], ocr.languages


def _pictures(pages: Sequence[PrintedPage]) -> tuple[int, ...]:
    return tuple(page.number for page in pages if _is_picture(page))


def _is_picture(page: PrintedPage) -> bool:
    """A scan or a map: a picture fills the page, and hardly more than a running head is written on it."""
    letters = sum(len(run.text.strip()) for run in page.runs)
    return letters < (FURNITURE if page.pictured >= PICTURED else 1) and page.pictured > 0


def _pages(data: bytes, page_limit: int) -> list[PrintedPage]:
    document = _opened(data)
    try:
        if len(document) > page_limit:
            raise TooLarge(f"{len(document)} pages, the limit is {page_limit}")
        if not len(document):
            raise Damaged("the file holds no page")
        reader = PageReader(document)
        return [reader.read(index) for index in range(len(document))]
    finally:
        document.close()


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)  # tries the empty password by itself
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            raise Encrypted("the empty password does not open it") from error
        raise Damaged(str(error)) from error
