"""The title page: which of the first blocks are title, byline and imprint, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.records import Name
from ingest.covers import cover_of, is_cover_line
from ingest.manuscript import Block, Front
from ingest.bylines import persons
from ingest.zones import ABSTRACT, CONTENTS, KEYWORDS_LABEL, abstract_label

_LONGEST_OPENING = 60  # blocks
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]+[^\s\"<>|.,;:)\]}]", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.–-])((?:19|20)\d\d)(?![\d–-])")
_VOLUME = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^\d|•·]{5,100}?)[\s,:|•·(-]*(?:vol(?:ume|\.)?|jg\.?|no\.|issue|\d{1,3}\s*(?:\(|[.:/]\s*\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TitlePage:
    """`front`: indexes of the blocks that are not part of the text; `opening`: those in which facts are looked for."""

    front: frozenset[int]
    opening: tuple[int, ...]
    title: str | None = None
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str | None = None
    doi: str | None = None


def title_page(blocks: Sequence[Block], front: Front) -> TitlePage:
    """The title page of a work; its blocks are those before the abstract, or before the first running text."""
    opening = _opening(blocks)
    at = _title_index(blocks, opening, front)
    title, last = _whole_title(blocks, opening, at)
    authors = _authors(blocks, opening, at, last)
    texts = [blocks[index].text for index in opening]
    return TitlePage(
        front=frozenset(_front(blocks, opening)),
        opening=tuple(opening),
        title=title,
        authors=authors,
        year=next((int(found[1]) for text in texts if len(text) < 300 and (found := _YEAR.search(text))), None),
        container=next(
            (found["name"].strip(" ,:(") for text in texts if len(text) < 200 and (found := _VOLUME.match(text))), None
        ),
        doi=next((found[0] for text in texts if (found := _DOI.search(text))), None),
    )


def _opening(blocks: Sequence[Block]) -> list[int]:
    first = blocks[:_LONGEST_OPENING]
    for end in (_before_abstract(first), _marked_end(first), _before_text(first)):
        if end is not None:
            return list(range(end))
    return [0] if first and _may_be_title(first[0]) and len(blocks) > 1 else []


def _before_abstract(blocks: Sequence[Block]) -> int | None:
    return next((index for index, block in enumerate(blocks) if _is_abstract(block)), None)


def _marked_end(blocks: Sequence[Block]) -> int | None:
    """The end of the title page where the format says so (Word styles, HTML classes, the PDF reader)."""
    titles = [index for index, block in enumerate(blocks) if block.kind == "title"]
    if not titles:
        return None
    rest = ((i, block) for i, block in enumerate(blocks) if i > titles[0] and block.kind not in ("title", "front"))
    return next((i for i, block in rest if not _is_front_line(block)), len(blocks))


def _is_front_line(block: Block) -> bool:
    return bool(persons(block.text) or is_cover_line(block.text) or KEYWORDS_LABEL.match(block.text))


def _before_text(blocks: Sequence[Block]) -> int | None:
    """Before the first running text and the heading above it; a second level of headings is text already."""
    titled = next((i for i, block in enumerate(blocks) if block.kind == "heading" and block.level == 1), len(blocks))
    for index, block in enumerate(blocks):
        if _is_running_text(block) or (index > titled and block.kind == "heading" and block.level > 1):
            return max(index - 1, 1) if index > 1 and _heads_text(blocks[index - 1]) else index
    return None


def _is_abstract(block: Block) -> bool:
    return bool(abstract_label(block) or (block.kind == "heading" and ABSTRACT.fullmatch(block.text.strip())))


def _is_running_text(block: Block) -> bool:
    if block.kind in ("front", "title", "note") or is_cover_line(block.text) or KEYWORDS_LABEL.match(block.text):
        return False
    if block.kind == "heading":
        return bool(
            CONTENTS.fullmatch(block.text.strip())
            or re.fullmatch(r"(?:\d\.?\s+)?(?:introduction|einleitung|introducción)", block.text.strip(), re.IGNORECASE)
        )
    return (
        len(block.text) > 220
        and bool(re.search(r"[a-zà-ÿ]{3}[.!?]", block.text))
        and not cover_of(["Citation:", block.text]).title
    )


def _heads_text(block: Block) -> bool:
    """Whether the block before the running text is a section's heading and not the title or the byline."""
    return block.kind == "heading" and (block.level > 1 or len(block.text.split()) <= 2) and not persons(block.text)


def _front(blocks: Sequence[Block], opening: Iterable[int]) -> Iterable[int]:
    return (index for index in opening if blocks[index].kind != "note")


def _title_index(blocks: Sequence[Block], opening: Sequence[int], front: Front) -> int | None:
    """By kind, by the file's own title, by the largest letters, by the first level-one heading, else the first line."""
    candidates = [index for index in opening if _may_be_title(blocks[index])]
    marked = [index for index in candidates if blocks[index].kind == "title"]
    if marked or not candidates:
        return marked[0] if marked else None
    claimed = [i for i in candidates if front.title and fuzz.ratio(front.title.lower(), blocks[i].text.lower()) > 85]
    largest = max(candidates, key=lambda index: (_size(blocks[index]), -index))
    headings = [index for index in candidates if blocks[index].kind == "heading" and blocks[index].level <= 1]
    return (claimed or ([largest] if _size(blocks[largest]) else headings) or candidates)[0]


def _may_be_title(block: Block) -> bool:
    text = block.text
    words = len(text.split()) >= 2 and len(text) < 320 and block.kind != "note"
    return words and not (
        is_cover_line(text) or re.search(r"https?://|\bdoi\b|©|ISSN|@", text, re.IGNORECASE) or persons(text)
    )


def _size(block: Block) -> float:
    return max((line.size for line in block.lines), default=0.0)


def _whole_title(blocks: Sequence[Block], opening: Sequence[int], at: int | None) -> tuple[str | None, int]:
    """The title with the blocks that go on in letters of the same size."""
    if at is None:
        return None, -1
    parts, last = [blocks[at].text], at
    while (
        last + 1 in opening
        and _size(blocks[at])
        and abs(_size(blocks[last + 1]) - _size(blocks[at])) < 0.3
        and _may_be_title(blocks[last + 1])
    ):
        last += 1
        parts.append(blocks[last].text)
    return " ".join(parts).strip(" *†"), last


def _authors(blocks: Sequence[Block], opening: Sequence[int], at: int | None, last: int) -> tuple[Name, ...]:
    """The byline after the title, else the one before it; several lines of one name each are one byline."""
    start = 0 if at is None else at
    after = [persons(blocks[index].text) for index in opening if index > last]
    before = [persons(blocks[index].text) for index in opening if index < start]
    names = [name for byline in after for name in byline] or [name for byline in before for name in byline]
    return tuple(dict.fromkeys(names))
