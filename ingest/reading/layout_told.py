"""Printed lines, told by the file itself: which of them its outline names as headings, which links lie over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from corpus.identity import folded
from ingest.reading.pdf_lines import PrintedLine
from ingest.reading.pdf_told import Entry, WebLink

_NUMBER = re.compile(
    r"^(?:(?:chapter|part|section|kapitel|teil|chapitre|partie|capítulo|parte)\s)?"
    r"(?:\d{1,2}|[ivxlc]{1,6}|[a-h])(?:\s\d{1,2})*\s(?=.)"
)
_FEWEST_LETTERS = 3
_LONGEST = 250  # letters
_MOST_LINES = 5
_MOST_ENTRIES = 100  # of one page: a real outline has fewer, and each is sought among all lines
_MOST_LINKS = 1000  # of one page
_SAME_SIZE = 1.0  # points
_RISES = 0.3  # of the size: a line's middle above its baseline


def with_headings(page: Sequence[PrintedLine], outline: Iterable[Entry]) -> tuple[PrintedLine, ...]:
    """The page's lines, those marked that print an entry of the outline; what is not printed is not invented."""
    marked = list(page)
    for entry in islice(outline, _MOST_ENTRIES):
        if _may_be_heading(entry.title) and (found := _printed(marked, entry.title)):
            for index in found:
                marked[index] = replace(marked[index], heading=entry)
    return tuple(marked)


def _may_be_heading(title: str) -> bool:
    return len(title) <= _LONGEST and sum(letter.isalpha() for letter in title) >= _FEWEST_LETTERS


def _printed(page: Sequence[PrintedLine], title: str) -> range | None:
    """The first lines, one after the other and set alike, that make up this title and nothing else."""
    wanted, bare = folded(title), _without_number(title)
    for start, first in enumerate(page):
        text = ""
        for end, line in enumerate(page[start : start + _MOST_LINES], start + 1):
            if line.heading or abs(line.size - first.size) > _SAME_SIZE:
                break
            text = f"{text} {line.text}"
            if _same(text, wanted) or _same(text, bare) or _same(_without_number(text), wanted):
                return range(start, end)
            if not any(_begins(held, wanted) or _begins(held, bare) for held in (text, _without_number(text))):
                break
    return None


def _without_number(text: str) -> str:
    return _NUMBER.sub("", folded(text), count=1)


def _letters(text: str) -> str:
    """Without spaces, for a word may be parted at a line's end."""
    return folded(text).replace(" ", "")


def _same(text: str, other: str) -> bool:
    return _letters(text) == _letters(other)


def _begins(text: str, whole: str) -> bool:
    return _letters(whole).startswith(_letters(text))


def with_links(page: Sequence[PrintedLine], links: Iterable[WebLink]) -> tuple[PrintedLine, ...]:
    """The page's lines with the addresses that lie over them."""
    held: Mapping[int, list[str]] = defaultdict(list)
    for link in islice(links, _MOST_LINKS):
        for index, line in enumerate(page):
            if _lies_over(link, line):
                held[index].append(link.address)
    return tuple(
        replace(line, links=tuple(dict.fromkeys(held[index]))) if index in held else line
        for index, line in enumerate(page)
    )


def _lies_over(link: WebLink, line: PrintedLine) -> bool:
    middle = line.y + _RISES * line.size
    return link.bottom <= middle <= link.top and link.left < line.x1 and line.x0 < link.right
