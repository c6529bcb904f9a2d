"""Runs of a page → printed lines, in the order of drawing: note markers taken out, letters repaired."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.manuscript import Mark
from ingest.reading.pdf_runs import PrintedPage, Run
from ingest.reading.pdf_told import Entry

_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUPERSCRIPTS = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_MARKER = re.compile(r"\s*[\[(]?\s*(\d{1,3}|[*∗†‡§¶#]{1,3}|[a-z])\s*[\])]?\s*")
# Ligatures, full-width and mathematical letters, Arabic presentation forms. Not all of NFKC: it spells out … and ½.
_COMPATIBILITY = re.compile("[\ufb00-\ufdff\ufe70-\ufeff\uff01-\uff5e\U0001d400-\U0001d7ff]")
_SPACES = re.compile("[\\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")

_SAME_LINE = 0.5  # of the larger size: how far baselines of one line lie apart
_WORD_GAP = 0.16  # of the size: a wider gap between runs is a space
_HIDDEN = 0.1  # of the size
_LIGATURES = ("ff", "fi", "fl")
_OVERLAP = -0.03  # of the size
_WIDE_GAP = 3.2  # of the size: a wider gap begins another line, of another column or cell
_OTHER_SIZE = 1.4  # times: what stands apart and is so much larger or smaller is another line
_MARKER_LENGTH = 5
_SMALL = 0.86  # of the line's size: a marker is at most so large
_RAISED = 0.12  # of the line's size: a small marker stands at least so high
_RAISED_FULL_SIZE = 0.25


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed, without its note markers; `marks` says where they stood. Points; `y` is the baseline."""

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    marks: tuple[Mark, ...] = ()
    heading: Entry | None = None  # the outline's, if this line or several make it up
    links: tuple[str, ...] = ()  # web addresses that lie over it

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def number(self) -> str | None:
        """The marker with which this line begins."""
        return self.marks[0].number if self.marks and self.marks[0].offset == 0 else None

    def without_number(self) -> PrintedLine:
        return replace(self, marks=self.marks[1:])

    def with_marks_as_text(self) -> PrintedLine:
        """What looked like note markers put back as raised characters: an edition, an exponent."""
        text = self.text
        for mark in reversed(self.marks):
            text = text[: mark.offset] + mark.number.translate(_RAISED_DIGITS) + text[mark.offset :]
        return replace(self, text=text, marks=())


def lines(page: PrintedPage) -> list[PrintedLine]:
    """The page's lines in the order of drawing; parts of a line with a wide gap between them are lines of their own."""
    return [line for group in _grouped(page.runs) if (line := _line(page.number, group)).text or line.marks]


def _grouped(runs: Iterable[Run]) -> Iterator[list[Run]]:
    group: list[Run] = []
    for run in runs:
        if not group or _continues(group, run):
            group.append(run)
        else:
            yield group
            group = [run]
    if group:
        yield group


def _continues(group: Sequence[Run], run: Run) -> bool:
    last, largest = group[-1], max(group[-4:], key=lambda other: other.size)
    size = max(run.size, largest.size)
    if min(len(run.text), len(last.text)) > _MARKER_LENGTH and _unlike(run, last) and run.x0 - last.x1 > size:
        return False
    level = min(abs(run.y - last.y), abs(run.y - largest.y)) < _SAME_LINE * size
    return level and -_SAME_LINE * size < run.x0 - last.x1 < _WIDE_GAP * size


def _unlike(run: Run, other: Run) -> bool:
    return max(run.size, other.size) > _OTHER_SIZE * min(run.size, other.size)


def _line(page: int, group: Sequence[Run]) -> PrintedLine:
    drawn = [run for run in group if run.text.strip()] or group
    y, size = _main(drawn)
    text, marks = _text(group, y, size)
    letters = sum(len(run.text) for run in drawn)
    bold = sum(len(run.text) for run in drawn if run.bold) > letters / 2
    italic = sum(len(run.text) for run in drawn if run.italic) > letters / 2
    return PrintedLine(page, text, drawn[0].x0, max(r.x1 for r in drawn), y, size, bold, italic, marks)


def _main(runs: Sequence[Run]) -> tuple[float, float]:
    """Baseline and size of most of the line's characters."""
    weights: Counter[tuple[float, float]] = Counter()
    for run in runs:
        weights[round(run.y, 1), round(run.size, 2)] += len(run.text.strip())
    return max(weights, key=lambda key: (weights[key], key[1]))


def _text(group: Sequence[Run], y: float, size: float) -> tuple[str, tuple[Mark, ...]]:
    text, marks, right = "", [], math.nan
    for run, piece, number in _pieces(group, y, size):
        if number:
            if text.endswith(" "):
                text = text[:-1]
            marks.append(Mark(len(text), number))
        elif _apart(run, right):
            text = _joined(text, " " + piece)
        elif _hidden_space(run, right, text):
            text += piece.lstrip()
        else:
            text = _joined(text, piece)
        right = run.x1
    return text.rstrip(), tuple(marks)


def _apart(run: Run, right: float) -> bool:
    """Is there a space before the run? Where runs overlap, the last letter's width is wrong, and pdfium may know."""
    gap = (run.x0 - right) / run.size
    return gap > _WORD_GAP or (run.spaced and gap < _OVERLAP)


def _hidden_space(run: Run, right: float, text: str) -> bool:
    """Some typesetters hide a space within the breadth of a ligature ("scientifi c")."""
    return run.text.startswith(" ") and run.x0 < right - _HIDDEN * run.size and text.endswith(_LIGATURES)


def _joined(text: str, piece: str) -> str:
    return text + (piece.lstrip() if not text or text.endswith(" ") else piece)


def _pieces(group: Sequence[Run], y: float, size: float) -> Iterator[tuple[Run, str, str | None]]:
    """Each run's repaired text, or the number of the note that it calls."""
    for run in group:
        if number := _marker(run, y, size):
            yield run, "", number
            continue
        # Found before the repair, which would turn the note marker ³ into the digit 3.
        for index, part in enumerate(_SUPERSCRIPTS.split(run.text)):
            if index % 2:
                yield run, "", part.translate(_SUPERSCRIPT_DIGITS)
            elif part:
                yield run, repaired(part), None


def _marker(run: Run, y: float, size: float) -> str | None:
    raised = run.y - y
    small = run.size <= _SMALL * size and raised >= _RAISED * size
    if (small or raised >= _RAISED_FULL_SIZE * size) and (found := _MARKER.fullmatch(run.text)):
        return found[1]
    return None


def repaired(text: str) -> str:
    """Ligatures opened, spaces made plain, invisible characters dropped."""
    text = _COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _SPACES.sub(" ", _INVISIBLE.sub("", text))
