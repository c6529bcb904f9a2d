"""Note markers page by page: has each note at a page's foot its one marker in that page's text?

The gold TEI knows which notes there are, not on which pages; each note is found on its page by its first words, as an
independent reader gives them. Where notes stand at a file's end, their markers stand on other pages and all count as
missed. Notes whose page cannot be told are left out and counted.
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
NEIGHBOURS = 4
Place = str  # "page number"


def evaluate(folder: Path, read: Callable[[bytes], Manuscript] = read_pdf) -> dict[str, Any]:
    """Precision and recall of (page, number) over every PDF of the folder that has a TEI file."""
    total, files, unplaced = Score(), {}, 0
    for pdf in sorted(folder.glob("*.pdf")):
        if not tei_of(pdf).exists():
            continue
        data, score = pdf.read_bytes(), Score()
        notes = list(note_starts(tei_of(pdf)))
        at = dict(zip((number for number, _ in notes), places(notes, printed_pages(data)), strict=True))
        wanted = Counter(f"{page} {number}" for number, page in at.items() if page)
        lost = {number for number, page in at.items() if page is None}
        found = Counter(place for place in marked(read(data)) if place.split()[1] not in lost)
        unplaced += len(lost)
        score.add(found, wanted)
        total.add(found, wanted)
        files[pdf.name] = score.as_json()
    return {**total.as_json(), "notes": total.wanted, "unplaced": unplaced, "files": files} if files else {}


def places(notes: Sequence[tuple[str, str]], pages: Sequence[str]) -> list[int | None]:
    """The page on which each note stands, None where that cannot be told.

    Words that stand on one page only tell it; what is left ("Ibid.") lies between its neighbours.
    """
    holding = [[n for n, page in enumerate(pages, 1) if _beginning(words) in page] for _, words in notes]
    sure = [found[0] if len(found) == 1 else None for found in holding]
    kept = [page if _in_turn(index, sure) else None for index, page in enumerate(sure)]
    return [page or _between(index, kept, holding[index]) for index, page in enumerate(kept)]


def _beginning(words: str) -> str:
    return letters(words)[:FIRST_WORDS]


def _in_turn(index: int, sure: Sequence[int | None]) -> bool:
    """Whether most of its neighbours agree that a note stands no earlier than those before, no later than those after.

    One that is quoted elsewhere, or broken at its own line's end, is out of turn.
    """
    page = sure[index]
    if page is None:
        return False
    before = [other <= page for other in sure[max(0, index - NEIGHBOURS) : index] if other]
    after = [other >= page for other in sure[index + 1 : index + 1 + NEIGHBOURS] if other]
    return all(2 * sum(agreed) >= len(agreed) for agreed in (before, after))


def _between(index: int, kept: Sequence[int | None], holding: Sequence[int]) -> int | None:
    first = next((page for page in reversed(kept[:index]) if page), 1)
    last = next((page for page in kept[index + 1 :] if page), first + 1)
    possible = [page for page in holding if first <= page <= last]
    return first if first == last else possible[0] if len(possible) == 1 else None


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
