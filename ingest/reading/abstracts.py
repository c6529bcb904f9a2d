"""The abstract and the keywords: labelled or not, and in the document's own language where there are several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.language import detect
from ingest.manuscript import Block
from ingest.reading.title import common_size, size_of
from ingest.reading.zones import (
    ABSTRACT,
    INTRODUCTION,
    KEYWORDS_LABEL,
    abstract_label,
    heads,
    is_heading,
    is_keywords,
    keywords_go_on,
)

_SEARCHED = 40  # blocks
_SHORTEST_LABELLED = 80
_SHORTEST, _LONGEST = 200, 3500  # characters of an abstract that bears no label


def abstract_of(blocks: Sequence[Block], language: str | None) -> str | None:
    """The abstract in this language, else the first one; None where none is seen."""
    found = list(_abstracts(blocks))
    ours = [text for text in found if detect(text) == language]
    return next(iter([*ours, *found]), None)


def with_abstract_marked(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, an abstract without label or heading marked as one (`kind` "abstract")."""
    if any(heads(ABSTRACT, block) or abstract_label(block) or block.kind == "abstract" for block in blocks[:_SEARCHED]):
        return list(blocks)
    at = _unlabelled(blocks)
    return [replace(block, kind="abstract") if index == at else block for index, block in enumerate(blocks)]


def _abstracts(blocks: Sequence[Block]) -> Iterator[str]:
    for index, block in enumerate(blocks[:_SEARCHED]):
        if heads(ABSTRACT, block):
            if words := _words_under(blocks[index + 1 :]):
                yield words
        elif end := abstract_label(block):
            yield block.text[end:]
        elif block.kind == "abstract":
            yield block.text


def _words_under(blocks: Sequence[Block]) -> str | None:
    under: list[str] = []
    for block in blocks:
        if is_heading(block) or is_keywords(block) or abstract_label(block) or sum(map(len, under)) > _LONGEST:
            break
        under.append(block.text)
    words = "\n\n".join(under)
    return words if len(words) >= _SHORTEST_LABELLED else None


def _unlabelled(blocks: Sequence[Block]) -> int | None:
    """The first prose, if keywords follow it, or the introduction's heading while its letters are smaller."""
    prose = next((i for i, block in enumerate(blocks[:12]) if _may_be_abstract(block)), None)
    if prose is None or prose + 1 >= len(blocks):
        return None
    under, smaller = blocks[prose + 1], 0 < size_of(blocks[prose]) < common_size(blocks[:_SEARCHED]) - 0.3
    begins = heads(INTRODUCTION, under) or (under.kind == "heading" and bool(re.match(r"(?:1|I)\b", under.text)))
    return prose if is_keywords(under) or begins or (smaller and under.kind == "paragraph") else None


def _may_be_abstract(block: Block) -> bool:
    return block.kind in ("paragraph", "quote") and _SHORTEST < len(block.text) < _LONGEST and not is_keywords(block)


def keywords_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    for block, following in pairwise(blocks[:61]):
        if is_keywords(block):
            more = following.text if keywords_go_on(block.text, following) else ""
            return split_keywords(f"{KEYWORDS_LABEL.sub('', block.text, count=1)} {more}")
    return ()


def split_keywords(text: str) -> tuple[str, ...]:
    """`a; b; c` or `a, b, c` or `a – b – c`, by the sign that parts most."""
    parts = max((re.split(sign, text) for sign in (r"\s*;\s*", r"\s*,\s*", r"\s+[–—·•|/-]\s+")), key=len)
    return tuple(word for part in parts if (word := part.strip(" .,;\u00a0")))
