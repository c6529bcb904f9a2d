"""A bibliography's lines → its entries, told apart by indent, number or the way an entry begins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ingest.reading.layout_paragraphs import Group
from ingest.reading.pdf_lines import PrintedLine

_OPENS_ENTRY = re.compile(
    r"(?:\[\d{1,3}\]|\d{1,3}\.\s|[—–_-]{2,}|[“\"'‘(]?(?:(?:de|van|von|der|el|al|da|di|du|la|le)[ -])*[A-ZÀ-Þ0-9])"
)
_NUMBERED_ENTRY = re.compile(r"\[\d{1,3}\]|\d{1,3}\.?\s+[A-ZÀ-Þ]")
_AUTHOR = re.compile(
    r"[A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+){0,2},\s+[A-ZÀ-Þ]|[—–_]{2,}|[A-ZÀ-Þ][\w .&-]{2,60}\((?:19|20)\d\d"
)
_CLOSES_ENTRY = re.compile(r"[.)\]>»”\"\d/]$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_INDENT = (0.3, 6.0)  # of the size: how far lines of an entry are set in
_GOOD_SHARE = 0.6
_MOST_LINES = 0.85  # of all lines: more beginnings than this tell nothing
_FEWEST = 3

_Placed = tuple[PrintedLine, float]  # a line and how far it is set in, as a part of its size


def entries(groups: Sequence[Group]) -> Iterator[list[PrintedLine]]:
    """The lines of each entry."""
    placed = _placed(groups)
    first_of_group = {id(group.lines[0]) for group in groups}
    begins = _rule_of(placed, first_of_group)
    entry: list[PrintedLine] = []
    for index, (line, _) in enumerate(placed):
        if entry and begins(index):
            yield entry
            entry = []
        entry.append(line)
    if entry:
        yield entry


def _placed(groups: Sequence[Group]) -> list[_Placed]:
    homes: dict[int, list[float]] = defaultdict(list)
    for group in groups:
        for line, home in zip(group.lines, group.columns, strict=True):
            homes[id(home)].append(line.x0)
    left = {home: min(starts) for home, starts in homes.items()}
    return [
        (line, (line.x0 - left[id(home)]) / line.size)
        for group in groups
        for line, home in zip(group.lines, group.columns, strict=True)
    ]


def _rule_of(placed: Sequence[_Placed], first_of_group: set[int]) -> Callable[[int], bool]:
    """How entries begin here: by number, by their indent, else where a paragraph or an author's name begins."""

    def numbered(i: int) -> bool:
        return bool(_NUMBERED_ENTRY.match(placed[i][0].text))

    def hanging(i: int) -> bool:
        return placed[i][1] < _INDENT[0]

    def set_in(i: int) -> bool:
        return _INDENT[0] <= placed[i][1] < _INDENT[1]

    def spaced(i: int) -> bool:
        line, last = placed[i][0], placed[i - 1][0]
        return _closes(last) and (id(line) in first_of_group or bool(_AUTHOR.match(line.text)))

    if _counts_up([placed[i][0].text for i in range(len(placed)) if numbered(i)]):
        return numbered
    for rule in (hanging, set_in):
        if _fits(rule, placed):
            return rule
    return spaced


def _counts_up(texts: Sequence[str]) -> bool:
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d+", text))]
    steps = sum(b == a + 1 for a, b in pairwise(numbers))
    return steps >= _FEWEST and steps >= _GOOD_SHARE * len(numbers)


def _closes(line: PrintedLine) -> bool:
    return bool(_CLOSES_ENTRY.search(line.text) or _ADDRESS.search(line.text))


def _fits(rule: Callable[[int], bool], placed: Sequence[_Placed]) -> bool:
    """Do the lines that this rule takes for beginnings look like them, and the others not?"""
    starts = [i for i in range(1, len(placed)) if rule(i)]
    if len(starts) < _FEWEST or len(starts) > _MOST_LINES * len(placed):
        return False
    good = sum(bool(_OPENS_ENTRY.match(placed[i][0].text)) and _closes(placed[i - 1][0]) for i in starts)
    others = set(range(1, len(placed))).difference(starts)
    missed = sum(bool(_AUTHOR.match(placed[i][0].text)) and _closes(placed[i - 1][0]) for i in others)
    return good >= _GOOD_SHARE * len(starts) and missed <= good / 2
