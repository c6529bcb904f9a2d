"""The foot of a page: where the text ends and the notes begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.manuscript import Mark
from ingest.pdf_lines import PrintedLine

_SMALLER = 0.94  # of the text's size: notes are set at most so large
_SYMBOL = r"[*†‡§¶]{1,3}"
_NUMBERED = re.compile(rf"[\[(]?(\d{{1,3}}|{_SYMBOL})[\])]?[.:]?\s*(?=\S)")
_LARGEST_STEP = 6  # numbers of notes that follow each other lie so close, also when one was not seen


def begins_note(line: PrintedLine, last: int) -> PrintedLine | None:
    """The line with its note number as a mark at 0, if a note begins here; `last` is the number of the note before."""
    if line.number is not None:
        return line if not line.number.isdigit() or int(line.number) <= last + 60 else None
    found = _NUMBERED.match(line.text)
    if not found or not _follows(found[1], last):
        return None
    marks = (Mark(0, found[1]), *(Mark(max(0, m.offset - found.end()), m.number) for m in line.marks))
    return replace(line, text=line.text[found.end() :], marks=marks)


def _follows(number: str, last: int) -> bool:
    return not number.isdigit() or int(number) == 1 or last < int(number) <= last + _LARGEST_STEP


def divided(
    lines: Sequence[PrintedLine], body_size: float, last: int, open_note: bool
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Lines of the text and lines of the notes of one column, both in reading order.

    `last` is the number of the last note before this column; `open_note`: that note may go on here.
    """
    falling = sorted(lines, key=lambda line: -line.y)
    start = len(falling)
    while start and falling[start - 1].size <= body_size * _SMALLER:
        start -= 1
    small = falling[start:]
    first = next((i for i, line in enumerate(small) if begins_note(line, last)), None)
    if first is None:
        return (list(lines), []) if not open_note or not small else _apart(lines, small)
    if not open_note:
        small = small[first:]
    return _apart(lines, small)


def _apart(lines: Sequence[PrintedLine], notes: Sequence[PrintedLine]) -> tuple[list[PrintedLine], list[PrintedLine]]:
    taken = {id(line) for line in notes}
    return [line for line in lines if id(line) not in taken], [line for line in lines if id(line) in taken]
