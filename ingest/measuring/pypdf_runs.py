"""The other candidate for reading pages: pypdf's runs carried through the same layout. Measured, not shipped for use.

`python -m ingest.measuring.pypdf_runs FOOTNOTES [REFERENCES]` prints zones, note markers, references end to end and
pages a second of CPU for both candidates (docs/decisions/0002). pypdf's layout interpreter gives each shown string with
its place, width, size and font, but sees no form; there `visitor_text` helps out, which knows no widths. Page sizes,
rules and pictures come from pdfium for both.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PageObject, PdfReader
from pypdf._text_extraction._layout_mode._fixed_width_page import recurse_to_target_op, set_font_operation
from pypdf._text_extraction._layout_mode._text_state_manager import TextStateManager
from pypdf.generic import ContentStream

from corpus.identity import document_id
from corpus.records import Document
from ingest.errors import ReadingError
from ingest.manuscript import Manuscript
from ingest.measuring.parsing import evaluate as zones
from ingest.measuring.references import evaluate as references
from ingest.reading.assemble import assemble
from ingest.reading.layout import laid_out
from ingest.reading.pdf import read_pdf
from ingest.reading.pdf_runs import PageReader, PrintedPage, Run

_BOLD = re.compile(r"bold|black|heavy|demi|semib", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli", re.IGNORECASE)
_GUESSED_WIDTH = 0.5  # of the size, for a letter, where the width is not told
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_by_pypdf(data: bytes) -> Manuscript:
    """The manuscript as `read_pdf` makes it, of pypdf's runs; without what the file says of itself."""
    layout = laid_out([page._replace(runs=runs) for page, runs in zip(by_pdfium(data), by_pypdf(data), strict=True)])
    return Manuscript(layout.blocks, "application/pdf", page_labels=layout.labels, running_heads=layout.running_heads)


def by_pdfium(data: bytes) -> list[PrintedPage]:
    document = pypdfium2.PdfDocument(data)
    try:
        reader = PageReader(document)
        return [reader.read(index) for index in range(len(document))]
    finally:
        document.close()


def by_pypdf(data: bytes) -> list[tuple[Run, ...]]:
    return [tuple(_runs(page)) for page in _pages(data)]


def _pages(data: bytes) -> Sequence[PageObject]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    return reader.pages


def _runs(page: PageObject) -> list[Run]:
    left, bottom = float(page.cropbox.left), float(page.cropbox.bottom)
    runs = list(_interpreted(page)) or list(_visited(page))
    return [run._replace(x0=run.x0 - left, x1=run.x1 - left, y=run.y - bottom) for run in runs]


def _interpreted(page: PageObject) -> Iterator[Run]:
    contents = page.get_contents()
    if contents is None:
        return
    fonts, state = page._layout_mode_fonts(), TextStateManager()
    operations = iter(ContentStream(contents, page.pdf, "bytes").operations)
    for operands, operator in operations:
        if operator in (b"BT", b"q"):
            target: Any = b"ET" if operator == b"BT" else b"Q"
            for shown in recurse_to_target_op(operations, state, target, fonts, True)[1]:
                if shown.text and not shown.rotated:
                    yield _run(shown)
        elif operator == b"Tf":
            set_font_operation(state, fonts, operands)
        else:
            state.set_state_param(operator, operands)


def _run(shown: Any) -> Run:
    face = str(shown.font.name)
    bold, italic = bool(_BOLD.search(face)), bool(_ITALIC.search(face))
    return Run(shown.text, shown.tx, max(shown.tx, shown.displaced_tx), shown.ty, shown.font_height, bold, italic)


def _visited(page: PageObject) -> list[Run]:
    runs = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height, face = abs(size * tm[3] * cm[3]), str((font or {}).get("/BaseFont", ""))
        if text.strip() and height:
            width = _GUESSED_WIDTH * height * len(text.strip())
            bold, italic = bool(_BOLD.search(face)), bool(_ITALIC.search(face))
            runs.append(Run(text.replace("\n", ""), x, x + width, y, height, bold, italic))

    page.extract_text(visitor_text=visit)
    return runs


# ---------------------------------------------------------------- both side by side


def _document(read: Callable[[bytes], Manuscript], data: bytes, name: str) -> Document:
    return assemble(read(data), document_id(data), "candidate")


def _plain(data: bytes) -> None:
    for page in _pages(data):
        page.extract_text()


SPEEDS: dict[str, Callable[[bytes], object]] = {
    "read_pdf": read_pdf,  # first, for it says best what cannot be read
    "pdfium runs": by_pdfium,
    "pypdf extract_text": _plain,
    "pypdf runs": by_pypdf,
}


def speeds(files: Sequence[Path]) -> dict[str, float]:
    """Pages a second of CPU time, each way over the same files in this process; what cannot be read is left out."""
    pages, taken = 0, dict.fromkeys(SPEEDS, 0.0)
    for path in files:
        data = path.read_bytes()
        with suppress(ReadingError):
            taken = {name: taken[name] + _seconds(work, data) for name, work in SPEEDS.items()}
            pages += len(_pages(data))
    return {name: round(pages / seconds, 1) for name, seconds in taken.items() if seconds}


def _seconds(work: Callable[[bytes], object], data: bytes) -> float:
    begun = time.process_time()
    work(data)
    return time.process_time() - begun


def main(footnotes: Path, of_references: Path | None = None) -> None:
    for name, read in (("pdfium", read_pdf), ("pypdf", read_by_pypdf)):
        figures = zones(footnotes, read)
        print(name, json.dumps({key: value for key, value in figures.items() if key != "files"}), flush=True)
        if of_references:
            found = references(of_references, partial(_document, read))["end_to_end"]
            print(name, json.dumps({key: value for key, value in found.items() if key != "files"}), flush=True)
    print("pages a second of CPU", json.dumps(speeds(sorted(footnotes.glob("*.pdf")))))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
