"""The front of a document: its title, and what stands around it before the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layout_paragraphs import Group
from ingest.manuscript import BlockKind

_COVER = re.compile(
    r"\bssoar\b|suggested citation|empfohlene zitierung|terms of use|nutzungsbedingungen|downloaded from|jstor"
    r"|to cite this version|link to (?:published|publication)|persistent url|the user has requested enhancement",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"united nations|security council|general assembly|economic and social council|nations unies|conseil de sécurité"
    r"|naciones unidas|distr\.?:?.*|original:.*|seventy.*session|[a-z]/[\w./() -]+\d.*",
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


def front_kinds(groups: Sequence[Group], size: float) -> dict[int, BlockKind]:
    """Kinds of those groups, by index, that belong to the front and not to the text; `size` is the text's."""
    pages = sorted({group.lines[0].page for group in groups})[:2]
    if not pages:
        return {}
    first = [i for i, group in enumerate(groups) if group.lines[0].page == pages[0]]
    if len(pages) == 2 and any(_COVER.search(groups[i].text) for i in first):
        second = [i for i, group in enumerate(groups) if group.lines[0].page == pages[1]]
        return {**_kinds(groups, first, size, len(first)), **dict.fromkeys(_before_text(groups, second), "front")}
    return _kinds(groups, first, size, len(_before_text(groups, first)))


def _kinds(groups: Sequence[Group], page: Sequence[int], size: float, count: int) -> dict[int, BlockKind]:
    kinds: dict[int, BlockKind] = dict.fromkeys(page[:count], "front")
    title = max((i for i in page if _may_be_title(groups[i])), key=lambda i: (groups[i].size, -i), default=None)
    if title is not None and (groups[title].size > size or title in kinds):
        kinds[title] = "title"
    return kinds


def _before_text(groups: Sequence[Group], page: Sequence[int]) -> Sequence[int]:
    for position, index in enumerate(page):
        if _begins_text(groups[index]):
            return page[:position]
    return page if len(groups) > len(page) else ()


def _begins_text(group: Group) -> bool:
    text = group.text
    return bool(_OPENING.fullmatch(text)) or (len(group.lines) >= _LINES_OF_TEXT and len(text) >= _LETTERS_OF_TEXT)


def _may_be_title(group: Group) -> bool:
    text = group.text
    words = len(text.split())
    if _MASTHEAD.fullmatch(text) or _OPENING.fullmatch(text) or not 2 <= words <= 45:
        return False
    return sum(letter.isalpha() for letter in text) >= _LETTERS_OF_TITLE
