"""The front of a document: its title, and what stands around it before the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.manuscript import BlockKind
from ingest.reading.layout_paragraphs import Group

_COVER = re.compile(
    r"\bssoar\b|suggested citation|empfohlene zitierung|terms of use|nutzungsbedingungen|downloaded from|jstor"
    r"|to cite this version|online version of th|link to publication|persistent url|the user has requested enhancement",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"united nations|(?:security council|general assembly|economic and social council|human rights council|\s)+"
    r"|nations unies|naciones unidas|commission on .*|committee on .*|distr\.?:?.*|original:.*|seventy.*session"
    r"|[a-z]/[\w./() -]+\d.*",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\W*(?:abstract|summary|executive summary|zusammenfassung|abstrakt|résumé|resumen|riassunto|keywords?|contents"
    r"|introduction|einleitung|introducción|introduzione|inhalt(?:sverzeichnis)?|(?:I|1)\.?\s+\S.*)\W*",
    re.IGNORECASE,
)
_LINES_OF_TEXT = 3
_LETTERS_OF_TEXT = 220
_LETTERS_OF_TITLE = 8
_MOST_PARTS = 4
_SAME_SIZE = 0.3  # points
_WORDS_OF_TITLE = 3
_NEARLY_AS_LARGE = 0.6


def front_kinds(groups: Sequence[Group], size: float) -> dict[int, BlockKind]:
    """Kinds of those groups, by index, that belong to the front and not to the text; `size` is the text's."""
    pages = sorted({group.lines[0].page for group in groups})[:2]
    first, second = ([i for i, g in enumerate(groups) if g.lines[0].page == page] for page in (*pages, 0, 0)[:2])
    front = _before_text(groups, first)
    if second and any(_COVER.search(groups[i].text) for i in first):
        front = (*first, *_before_text(groups, second))
        title = _title(groups, first, size)
        if title is None or len(groups[title].text.split()) < _WORDS_OF_TITLE:
            title = _title(groups, second, size)
    else:
        title = _title(groups, first, size)
    kinds: dict[int, BlockKind] = dict.fromkeys(front, "front")
    if title is not None and (title in kinds or groups[title].size > size):
        kinds.update(dict.fromkeys(_whole_title(groups, title), "title"))
    return kinds


def _whole_title(groups: Sequence[Group], title: int) -> range:
    """The title and the lines after it that are set alike."""
    end = title + 1
    while end < len(groups) and end < title + _MOST_PARTS and _alike(groups[title], groups[end]):
        end += 1
    return range(title, end)


def _alike(group: Group, other: Group) -> bool:
    first, second = group.lines[0], other.lines[0]
    same = abs(group.size - other.size) < _SAME_SIZE and (first.bold, first.page) == (second.bold, second.page)
    return same and not _begins_text(other) and not _MASTHEAD.fullmatch(other.text)


def _title(groups: Sequence[Group], page: Sequence[int], size: float) -> int | None:
    """The largest that may be a title; a name of one or two words, as a journal's, gives way to a longer one."""
    candidates = sorted((i for i in page if _may_be_title(groups[i])), key=lambda i: (-groups[i].size, i))
    if not candidates:
        return None
    least = max(size + 1, _NEARLY_AS_LARGE * groups[candidates[0]].size)
    long = [i for i in candidates if len(groups[i].text.split()) >= _WORDS_OF_TITLE and groups[i].size >= least]
    return (long or candidates)[0]


def _before_text(groups: Sequence[Group], page: Sequence[int]) -> Sequence[int]:
    for position, index in enumerate(page):
        if _begins_text(groups[index]):
            return page[:position]
    return page if len(groups) > len(page) else ()


def _begins_text(group: Group) -> bool:
    text = group.text
    if _OPENING.fullmatch(text):
        return True
    plain = not all(line.bold for line in group.lines)
    return plain and len(group.lines) >= _LINES_OF_TEXT and len(text) >= _LETTERS_OF_TEXT


def _may_be_title(group: Group) -> bool:
    text = group.text
    words = len(text.split())
    if "|" in text or _MASTHEAD.fullmatch(text) or _OPENING.fullmatch(text) or not 2 <= words <= 45:
        return False
    return sum(letter.isalpha() for letter in text) >= _LETTERS_OF_TITLE
