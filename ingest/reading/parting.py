"""Title and byline that a reader joined into one block, because all is set alike, parted again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.manuscript import Block
from ingest.reading.bylines import is_affiliation, persons

_LABEL = re.compile(r"(?:authors?|by|von|par|por|autor(?:en|es|as)?|auteure?s?)\W*", re.IGNORECASE)
_SEARCHED = 12  # blocks
_LONGEST = 900  # characters


def parted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, the first ones divided where a byline with its affiliation follows the title in one block."""
    first = [piece for block in blocks[:_SEARCHED] for piece in _pieces(block)]
    return (*first, *blocks[_SEARCHED:])


def _pieces(block: Block) -> Iterator[Block]:
    at = _byline(block)
    if at is None:
        yield block
        return
    yield _between(block, 0, at)
    yield replace(_between(block, at, len(block.text)), kind="front")


def _byline(block: Block) -> int | None:
    """Where a line begins that is a name, over another name or an affiliation."""
    if block.kind == "note" or len(block.text) > _LONGEST or len(block.lines) < 3:
        return None
    starts = [line.offset for line in block.lines]
    texts = [block.text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True)]
    for index in range(1, len(texts) - 1):
        under = texts[index + 1]
        if _LABEL.fullmatch(texts[index]) or (
            persons(texts[index]) and not persons(texts[0]) and (is_affiliation(under) or persons(under))
        ):
            return starts[index]
    return None


def _between(block: Block, start: int, end: int) -> Block:
    """The block's text from `start` to `end`, with the pages, marks and lines that belong to it."""
    text = block.text[start:end]
    lead = len(text) - len(text.lstrip())
    begin, text = start + lead, text.strip()
    before = [page for offset, page in block.pages if offset <= begin]
    pages = tuple((offset - begin, page) for offset, page in block.pages if begin < offset < end)
    return replace(
        block,
        text=text,
        pages=(*((0, page) for page in before[-1:]), *pages),
        marks=tuple(replace(mark, offset=mark.offset - begin) for mark in block.marks if begin <= mark.offset < end),
        lines=tuple(replace(line, offset=line.offset - begin) for line in block.lines if begin <= line.offset < end),
    )
