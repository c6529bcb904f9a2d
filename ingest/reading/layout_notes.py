"""The foot of a page: where the text ends and the notes begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.manuscript import Mark
from ingest.reading.pdf_lines import PrintedLine

_SMALLER = 0.94  # of the text's size: notes are set at most so large
_SYMBOL = r"[*∗†‡§¶]{1,3}"
_NUMBERED = re.compile(rf"[\[(]?(\d{{1,3}}|{_SYMBOL})(?:[\])]?[.:]?\s+(?=\S)|[\])](?=\S)|(?=[A-ZÀ-Þ\"“„«‘]))")
_ENDS = re.compile(r"[.!?][\"'”’»)\]]*$")
_LARGEST_STEP = 6  # numbers of notes that follow each other lie so close, also when one was not seen
_RAISED_STEP = 60  # a raised number is a note's also when many notes before it were not seen
_FEW = 3


@dataclass(frozen=True, slots=True)
class NoteStyle:
    """How this document's notes begin: with a raised number, or with a plain one."""

    raised: bool

    @classmethod
    def of(cls, lines: Iterable[PrintedLine], body_size: float) -> NoteStyle:
        numbers = [line.number for line in lines if line.number and line.size <= body_size * _SMALLER]
        return cls(sum(number.isdigit() for number in numbers) >= _FEW)

    def begins(self, line: PrintedLine, last: int) -> PrintedLine | None:
        """The line with its note number as a mark at 0, if a note begins here; `last` is the number before."""
        if line.number is not None:
            return line if not line.number.isdigit() or int(line.number) <= last + _RAISED_STEP else None
        found = _NUMBERED.match(line.text)
        if not found or not self._follows(found[1], last):
            return None
        marks = (Mark(0, found[1]), *(Mark(max(0, m.offset - found.end()), m.number) for m in line.marks))
        return replace(line, text=line.text[found.end() :], marks=marks)

    def _follows(self, number: str, last: int) -> bool:
        if not number.isdigit():
            return True
        step = 1 if self.raised else _LARGEST_STEP
        return last < int(number) <= last + step or (int(number) == 1 and not self.raised)


@dataclass(frozen=True, slots=True)
class Before:
    """Of the notes before a column: the number of the last one, and whether it stopped in mid-sentence."""

    number: int = 0
    unfinished: bool = False

    def after(self, foot: Sequence[PrintedLine], style: NoteStyle) -> Before:
        number = self.number
        for line in foot:
            if (note := style.begins(line, number)) and note.number and note.number.isdigit():
                number = int(note.number)
        return Before(number, bool(foot) and not _ENDS.search(foot[-1].text))


def divided(
    lines: Sequence[PrintedLine], rules: Sequence[float], body_size: float, style: NoteStyle, before: Before
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Lines of the text and lines of the notes of one column, both in reading order."""
    falling = sorted(lines, key=lambda line: -line.y)
    foot = _small_foot(falling, body_size)
    first = next((i for i, line in enumerate(foot) if style.begins(line, before.number)), None)
    ruled = bool(foot) and _under_rule(foot[0], falling, rules)
    if first is None:
        foot = foot if before.unfinished and ruled else _foot_under_rule(falling, rules, style, before)
    elif not before.unfinished and not ruled:
        foot = foot[first:]
    taken = {id(line) for line in foot}
    return [line for line in lines if id(line) not in taken], [line for line in lines if id(line) in taken]


def _small_foot(falling: Sequence[PrintedLine], body_size: float) -> Sequence[PrintedLine]:
    start = len(falling)
    while start and falling[start - 1].size <= body_size * _SMALLER:
        start -= 1
    return falling[start:]


def _under_rule(line: PrintedLine, falling: Sequence[PrintedLine], rules: Sequence[float]) -> bool:
    """Does a rule separate this line from the one above it?"""
    above = min((other.y for other in falling if other.y > line.y + 1), default=line.y + 4 * line.size)
    return any(line.y < rule < above for rule in rules)


def _foot_under_rule(
    falling: Sequence[PrintedLine], rules: Sequence[float], style: NoteStyle, before: Before
) -> Sequence[PrintedLine]:
    """Notes as large as the text: what stands under the lowest rule, if it begins like the next note."""
    for rule in sorted(rules):
        under = [line for line in falling if line.y < rule]
        if under and (len(under) < len(falling)):
            return under if style.begins(under[0], before.number) else []
    return []
