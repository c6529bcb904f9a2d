"""Note markers page by page: has each note at a page's foot its one marker in that page's text?

The gold TEI knows which notes there are, not on which pages; each note is found on its page by its first words, as an
independent reader gives them. A file whose notes stand at its end has no marker on their pages, and says nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.manuscript import Block, Manuscript
from ingest.measuring.fidelity import letters, printed_pages
from ingest.measuring.parsing import Score, note_starts, tei_of
from ingest.reading.pdf import read_pdf

FIRST_WORDS = 25  # letters and digits by which a note is found on its page
Place = str  # "page number"


def evaluate(folder: Path, read: Callable[[bytes], Manuscript] = read_pdf) -> dict[str, Any]:
    """Precision and recall of (page, number) over every PDF of the folder that has a TEI file."""
    total, files, unplaced = Score(), {}, 0
    for pdf in sorted(folder.glob("*.pdf")):
        if not tei_of(pdf).exists():
            continue
        data, score = pdf.read_bytes(), Score()
        notes = list(note_starts(tei_of(pdf)))
        wanted = Counter(_placed(notes, printed_pages(data)))
        found = Counter(marked(read(data)))
        unplaced += len(notes) - wanted.total()
        score.add(found, wanted)
        total.add(found, wanted)
        files[pdf.name] = score.as_json()
    return {**total.as_json(), "notes": total.wanted, "unplaced": unplaced, "files": files} if files else {}


def _placed(notes: Sequence[tuple[str, str]], pages: Sequence[str]) -> Iterator[Place]:
    """Where each note stands: the first page, from that of the note before it on, that holds its beginning."""
    at = 0
    for number, words in notes:
        beginning = letters(words)[:FIRST_WORDS]
        page = next((index for index in range(at, len(pages)) if beginning in pages[index]), None)
        if page is not None:
            at = page
            yield f"{page + 1} {number}"


def marked(manuscript: Manuscript) -> Iterator[Place]:
    """The page and number of each marker in the running text."""
    for block in manuscript.blocks:
        if block.kind not in ("note", "reference"):
            for mark in block.marks:
                if mark.number.isdigit():
                    yield f"{_page_at(block, mark.offset)} {mark.number}"


def noted(manuscript: Manuscript) -> Iterator[Place]:
    """The page and number of each note, as read."""
    for block in manuscript.blocks:
        if block.kind == "note" and block.number and re.fullmatch(r"\d+", block.number):
            yield f"{_page_at(block, 0)} {block.number}"


def _page_at(block: Block, offset: int) -> int:
    # A marker at a page's very end stands before the offset at which the next page begins.
    return next((page for start, page in reversed(block.pages) if start < offset or start == 0), 0)
