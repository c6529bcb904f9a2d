"""What is printed around the text of every page: running heads, page numbers, imprints."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.pdf_lines import PrintedLine

_DIGITS = re.compile(r"\d+")
_NOT_LETTERS = re.compile(r"[^\w#]+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|página|pag\.?)\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*", re.I
)
_PAGE_OF = re.compile(r"\d{1,4}/\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]")
_RULE = re.compile(r"[_\s]{5,}")
# The United Nations print a job number and its bar code on the first page.
_IMPRINT = re.compile(r"\d{2}-\d{5}\*{0,3}(?:\s*\([A-Z]\)[\s\d]*)?|\*\d{7}\*|Please recycle.*")
_EDGE = 4  # so many lines of the head and of the foot may be furniture
_MARGIN = 0.16  # of the page's height
_SAME_HEIGHT = 4.0  # points
_OFTEN = 0.25  # of all pages (heads of left and right pages differ)
_FAR = 1.5  # of the size


@dataclass(frozen=True, slots=True)
class Stripped:
    """A page's lines without its furniture, and the page number printed on it."""

    lines: tuple[PrintedLine, ...]
    heads: tuple[PrintedLine, ...]
    label: str | None
    rules: tuple[float, ...] = ()  # y of rules that are printed as rows of underscores


def stripped(pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]) -> list[Stripped]:
    """Every page without what repeats at the same place of other pages."""
    edges = [_edges(page, height) for page, height in zip(pages, heights, strict=True)]
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, page_edges in enumerate(edges):
        for line in [line for edge in page_edges for line in edge]:
            places[_key(line)].append((index, line.y))
    return [_strip(page, page_edges, places, len(pages)) for page, page_edges in zip(pages, edges, strict=True)]


def _key(line: PrintedLine) -> str:
    if _PAGE_NUMBER.fullmatch(line.text):
        return "#"
    return _NOT_LETTERS.sub("", _DIGITS.sub("#", line.text.casefold()))


def _edges(page: Sequence[PrintedLine], height: float) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Lines of the head, from the top down, and of the foot, from the bottom up."""
    falling = sorted(page, key=lambda line: -line.y)
    head = [line for line in falling if line.y > height * (1 - _MARGIN)][: 2 * _EDGE]
    foot = [line for line in reversed(falling) if line.y < height * _MARGIN][: 2 * _EDGE]
    return _rows(head), _rows(foot)


def _rows(edge: list[PrintedLine]) -> list[PrintedLine]:
    """The lines of the outermost rows."""
    heights: list[float] = []
    for line in edge:
        if not heights or abs(line.y - heights[-1]) > _SAME_HEIGHT:
            heights.append(line.y)
    kept = heights[:_EDGE]
    return [line for line in edge if any(abs(line.y - y) <= _SAME_HEIGHT for y in kept)]


def _strip(
    page: Sequence[PrintedLine],
    edges: tuple[list[PrintedLine], list[PrintedLine]],
    places: dict[str, list[tuple[int, float]]],
    pages: int,
) -> Stripped:
    heads: list[PrintedLine] = []
    for inward, edge in zip((-1, 1), edges, strict=True):
        for line in edge:
            if _repeats(line, places[_key(line)], pages, _apart(line, page, inward)):
                heads.append(line)
            elif not any(abs(line.y - head.y) <= _SAME_HEIGHT for head in heads):
                break
    heads += [line for line in page if _IMPRINT.fullmatch(line.text)]
    taken = {id(line) for line in heads}
    rules = tuple(line.y for line in page if _RULE.fullmatch(line.text))
    rest = tuple(line for line in page if id(line) not in taken and not _RULE.fullmatch(line.text))
    return Stripped(rest, tuple(heads), _label(heads), rules)


def _repeats(line: PrintedLine, places: Sequence[tuple[int, float]], pages: int, apart: bool) -> bool:
    """Is this printed again at the same height? Close to the text, as a last note's "Ibid." is, it must be so often."""
    if not _key(line) or (apart and _PAGE_OF.fullmatch(line.text)):
        return True
    others = {index for index, y in places if index != line.page - 1 and abs(y - line.y) <= _SAME_HEIGHT}
    return len(others) >= (1 if apart else max(2, _OFTEN * pages))


def _apart(line: PrintedLine, page: Sequence[PrintedLine], inward: int) -> bool:
    """Does more than a line's usual distance lie between this line and the next one towards the text?"""
    steps = [inward * (other.y - line.y) for other in page if inward * (other.y - line.y) > _SAME_HEIGHT]
    return not steps or min(steps) > _FAR * line.size


def _label(heads: Sequence[PrintedLine]) -> str | None:
    """The printed page number: a line of its own, else the number at an end of a running head."""
    alone = Counter(found[1] for line in heads if (found := _PAGE_NUMBER.fullmatch(line.text)))
    if alone:
        return alone.most_common(1)[0][0]
    for line in heads:
        if found := re.match(r"(\d{1,4})\s+\D|.*\D\s+(\d{1,4})$", line.text):
            return found[1] or found[2]
    return None
