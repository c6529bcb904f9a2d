"""Are passages what stands on their pages? Held against a reader that shares nothing with ours.

That reader is poppler's `pdftotext` where it is installed, else pypdf. A passage counts when its letters and digits
stand in their order in that reader's text of the pages that the passage names. Gaps are allowed (a note, a running head
or a marker stands between), but what lies between two gaps must be at least `PIECE` characters long.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.records import Document, Passage
from ingest.errors import ReadingError

PIECE = 12
_REST = re.compile(r"[\W_]+")
Reader = Callable[[bytes, str], Document]


def evaluate(folder: Path, read: Reader) -> dict[str, Any]:
    """Shares over all PDFs below `folder`, and the passages that are not as printed (the first of each file)."""
    passages = right = quotes = files = 0
    wrong: dict[str, str] = {}
    for pdf in sorted(folder.rglob("*.pdf")):
        data = pdf.read_bytes()
        try:
            document = read(data, pdf.name)
        except ReadingError:
            continue
        pages = printed_pages(data)
        strange = [passage for passage in document.passages if not stands(passage, pages)]
        files, passages = files + 1, passages + len(document.passages)
        right += len(document.passages) - len(strange)
        quotes += sum(document.text[one.start : one.end] == one.text for one in document.passages)
        if strange:
            wrong[pdf.name] = f"{len(strange)}: {strange[0].id}"
    if not passages:
        return {}
    shares = {"as_printed": round(right / passages, 4), "quotes_at_offsets": round(quotes / passages, 4)}
    return {**shares, "passages": passages, "documents": files, "reader": independent(), "wrong": wrong}


def stands(passage: Passage, pages: Sequence[str]) -> bool:
    """Do the passage's letters and digits stand in this order on the pages that it names?"""
    if passage.page is None:
        return False
    text, told = "".join(pages[passage.page - 1 : passage.end_page or passage.page]), letters(passage.text)
    # Where a page repeats itself, either the longest piece or the nearest one leads astray.
    return any(_in_order(told, text, piece) for piece in (_longest, _nearest))


def _in_order(rest: str, text: str, piece: Callable[[str, str, int], tuple[int, int]]) -> bool:
    start = 0
    while rest:
        found, length = piece(rest, text, start)
        if length < min(PIECE, len(rest)):
            return False
        start, rest = found + length, rest[length:]
    return True


def _longest(rest: str, text: str, start: int) -> tuple[int, int]:
    """Where the longest beginning of `rest` that stands in `text` from `start` on is found, and its length."""
    low, high = 0, len(rest)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text.find(rest[:middle], start) >= 0 else (low, middle - 1)
    return text.find(rest[:low], start), low


def _nearest(rest: str, text: str, start: int) -> tuple[int, int]:
    """Where `rest` begins soonest, and how far it goes on there."""
    found = text.find(rest[:PIECE], start)
    if found < 0:
        return start, 0
    there = text[found : found + len(rest)]
    return found, next((at for at, pair in enumerate(zip(rest, there, strict=False)) if len({*pair}) > 1), len(there))


def letters(text: str) -> str:
    """Letters and digits alone, without case, ligatures opened."""
    return _REST.sub("", unicodedata.normalize("NFKC", text).casefold())


def independent() -> str:
    return "pdftotext" if shutil.which("pdftotext") else "pypdf"


def printed_pages(data: bytes) -> list[str]:
    """The letters and digits of each page, by a reader that is not ours."""
    pages = _by_poppler(data) if independent() == "pdftotext" else _by_pypdf(data)
    return [letters(page) for page in pages]


def _by_poppler(data: bytes) -> list[str]:
    done = subprocess.run(["pdftotext", "-q", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").split("\f")


def _by_pypdf(data: bytes) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
