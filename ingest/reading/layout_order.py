"""Columns of a page, and its lines in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.reading.pdf_lines import PrintedLine

_FEWEST = 5  # lines that a column has at least
_MIDDLE = (0.3, 0.7)  # of the text's width: where a gutter may be


def columns(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """The page's lines by column; lines that run across all columns stay with the column read before them."""
    gutter = _gutter(lines)
    if gutter is None:
        return [list(lines)]
    left = [line for line in lines if line.x1 <= gutter + 2 or line.x0 < gutter - 2]
    taken = {id(line) for line in left}
    return [left, [line for line in lines if id(line) not in taken]]


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """The x that fewest lines cross, if nearly none do and both sides hold a column of text."""
    long = [line for line in lines if len(line.text) > 12]
    if len(long) < 2 * _FEWEST:
        return None
    left, right = min(line.x0 for line in long), max(line.x1 for line in long)
    candidates = sorted({line.x0 - 1 for line in long if _MIDDLE[0] < (line.x0 - left) / (right - left) < _MIDDLE[1]})
    best = min(candidates, key=lambda x: _crossing(long, x), default=None)
    if best is None or _crossing(long, best) > 0.3 * len(long):
        return None
    sides = sum(line.x1 <= best for line in long), sum(line.x0 >= best for line in long)
    wide = sum(line.x1 <= best and line.width > 0.3 * (right - left) for line in long)
    return best if min(sides) >= _FEWEST and wide >= _FEWEST else None


def _crossing(lines: Sequence[PrintedLine], x: float) -> int:
    return sum(line.x0 < x - 2 and line.x1 > x + 2 for line in lines)
