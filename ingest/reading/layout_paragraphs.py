"""Lines of columns → groups of lines that make one block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.reading.layout_headings import names_apparatus
from ingest.reading.pdf_lines import PrintedLine
from ingest.reading.pdf_told import Entry

ITEM = re.compile(r"\s*(?:[•●▪■◦‣·∙–—]|\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\))\s+\S")
_DASHED = re.compile(r"\s*[–—-]\s")
NUMBERED = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,2}){0,3}\.?|(?:[IVX]{1,6}|[A-H])\.)\s+\S")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_SIZE_STEP = 0.6
_DISPLAY = 1.2  # of the column's size: titles are set with more leading


@dataclass(frozen=True)
class Column:
    """The lines of the text in one column of a page, with its margins and leading (points)."""

    lines: tuple[PrintedLine, ...]

    @cached_property
    def left(self) -> float:
        return _common(line.x0 for line in self.lines)

    @cached_property
    def right(self) -> float:
        ends = sorted(line.x1 for line in self.lines)
        return ends[int(0.9 * (len(ends) - 1))] if ends else 0.0

    @cached_property
    def justified(self) -> bool:
        """Do most lines end at the right margin?"""
        return sum(line.x1 > self.right - 0.5 * line.size for line in self.lines) > 0.5 * len(self.lines)

    @cached_property
    def size(self) -> float:
        return _common(line.size for line in self.lines)

    @cached_property
    def leading(self) -> float:
        pairs = zip(self.lines, self.lines[1:], strict=False)
        steps = [a.y - b.y for a, b in pairs if 0 < a.y - b.y < 3 * a.size]
        return _common(steps) if steps else 0.0


def _common(values: Iterable[float]) -> float:
    counts = Counter(round(value * 2) / 2 for value in values)
    return counts.most_common(1)[0][0] if counts else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    lines: tuple[PrintedLine, ...]
    columns: tuple[Column, ...]

    @property
    def size(self) -> float:
        return max(Counter(round(line.size, 1) for line in self.lines).items(), key=lambda item: item[1])[0]

    @property
    def entry(self) -> Entry | None:
        """The line of the outline that this heading prints."""
        return self.lines[0].heading

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def groups(columns: Sequence[Column]) -> Iterator[Group]:
    """Groups in reading order; one that runs over the end of a column holds lines of both."""
    lines: list[PrintedLine] = []
    homes: list[Column] = []
    for column in columns:
        for line in column.lines:
            if lines and not _continues(lines, line, homes[-1], column):
                yield Group(tuple(lines), tuple(homes))
                lines, homes = [], []
            lines.append(line)
            homes.append(column)
    if lines:
        yield Group(tuple(lines), tuple(homes))


def _continues(lines: Sequence[PrintedLine], line: PrintedLine, home: Column, column: Column) -> bool:
    last = lines[-1]
    if last.heading or line.heading:
        return last.heading is line.heading
    if abs(last.size - line.size) > _SIZE_STEP or _leaves_heading(lines, line):
        return False
    if names_apparatus(line.text) or (names_apparatus(last.text) and len(lines) == 1):
        return False
    if home is not column:
        return _runs_on(last, line, home, column)
    step = last.y - line.y
    if abs(step) < 0.3 * line.size and line.x0 >= last.x1:
        return True
    usual = 1.5 * line.size if line.size > _DISPLAY * column.size else max(1.38 * column.leading, 1.25 * line.size)
    if step <= 0 or step > usual or _begins_item(last, line):
        return False
    return not _indented(lines, line, column) and not _ended_short(last, line, column)


def _leaves_heading(lines: Sequence[PrintedLine], line: PrintedLine) -> bool:
    return lines[-1].bold != line.bold and (line.bold or all(other.bold for other in lines))


def _runs_on(last: PrintedLine, line: PrintedLine, home: Column, column: Column) -> bool:
    """Does the paragraph that ends one column go on in the next?"""
    if last.bold or line.bold or _begins_item(last, line):
        return False
    if not _ENDS.search(last.text):
        return line.text[:1].islower() or last.x1 > home.right - 3 * last.size or last.text.endswith(("-", ","))
    # A sentence may end with the column; a paragraph's last line seldom fills its measure.
    filled = home.justified and last.x1 > home.right - 0.5 * last.size
    return filled and line.x0 < column.left + 0.5 * line.size


def _begins_item(last: PrintedLine, line: PrintedLine) -> bool:
    if _DASHED.match(line.text) or NUMBERED.match(line.text):
        return bool(_ENDS.search(last.text))
    return bool(ITEM.match(line.text))


def _indented(lines: Sequence[PrintedLine], line: PrintedLine, column: Column) -> bool:
    """Is the line set in, where the one before was not?"""
    step = line.x0 - lines[-1].x0
    if step < 0.7 * line.size or (len(lines) == 1 and ITEM.match(lines[0].text)):
        return False
    return line.x0 > column.left + 0.7 * line.size and bool(_ENDS.search(lines[-1].text))


def _ended_short(last: PrintedLine, line: PrintedLine, column: Column) -> bool:
    return last.x1 < column.right - 4 * last.size and bool(_ENDS.search(last.text)) and not line.text[:1].islower()
