"""The title page: which of the first blocks are title, byline and imprint, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Name
from ingest.manuscript import Block, Front
from ingest.reading.bylines import named, persons
from ingest.reading.covers import cover_page, is_cover_line
from ingest.reading.title import claimed, common_size, in_capitals, may_be_title, size_of, title_run, with_subtitle
from ingest.reading.zones import ABSTRACT, CONTENTS, INTRODUCTION, abstract_label, heads, is_keywords

_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})(?:[.)]\s*|\s+)(?=[^\W\d]|$)")
_LONGEST_OPENING = 40  # blocks
_IMPRINT = re.compile(
    r"@|https?://|\buniversit|\bdepartment\b|\binstitut|\bprofessor\b|©|\blicen[sc]e|received|accepted"
    r"|\bphd\b|correspond",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TitlePage:
    """`front`: indexes of the blocks that are not part of the text; `opening`: those in which facts are looked for."""

    front: frozenset[int]
    opening: tuple[int, ...]
    title: str | None = None
    authors: tuple[Name, ...] = ()
    cover_titles: tuple[
        str, ...
    ] = ()  # the lines of a repository's cover page that may be the title, the likeliest first


def title_page(blocks: Sequence[Block], front: Front, running_heads: Sequence[str] = ()) -> TitlePage:
    """The title page of a work; its blocks are those before the abstract, or before the first running text.

    Where a title that running heads repeat stands after a masthead of several pages, the title page begins there.
    """
    cover = cover_page(blocks)
    first = cover or _repeated(blocks[: 2 * _LONGEST_OPENING], running_heads)
    if any(size_of(block) for block in blocks):  # where letters have sizes, these say more than a reader's guess
        blocks = [unguessed(block) for block in blocks]
    inside = range(first, first + _opening_end(blocks[first : first + _LONGEST_OPENING], front))
    titled = title_run(blocks, inside, front) or title_run(blocks, range(cover), front)
    notes = (i for i, block in enumerate(blocks) if cover and block.pages and block.pages[0][1] == 1)
    furniture = (index for index in inside if _is_furniture(blocks[index]))
    return TitlePage(
        front=frozenset({*range(cover), *notes, *furniture}),
        opening=(*range(cover), *inside),
        title=with_subtitle(blocks, titled) or None,
        authors=_authors(blocks, inside, titled),
        cover_titles=tuple(_cover_titles(blocks, range(cover))),
    )


def _cover_titles(blocks: Sequence[Block], cover: range) -> list[str]:
    """The likeliest title on a cover page, and its other lines that may be one, the larger letters first."""
    run = title_run(blocks, cover, Front())
    others = sorted((i for i in cover if may_be_title(blocks[i])), key=lambda index: -size_of(blocks[index]))
    return [title for title in (with_subtitle(blocks, run), *(blocks[index].text for index in others)) if title]


def _is_furniture(block: Block) -> bool:
    """Title, byline, imprint; not the text itself, a note, or the heading over the abstract."""
    return not (_is_running_text(block) or block.kind == "note" or heads(ABSTRACT, block))


def unguessed(block: Block) -> Block:
    """A block that a reader took for a part of the title page, as what it is when it is none."""
    if block.kind not in ("title", "front"):
        return block
    return (
        replace(block, kind="paragraph", level=0)
        if _is_sentence(block.text)
        else replace(block, kind="heading", level=1)
    )


def _repeated(blocks: Sequence[Block], running_heads: Sequence[str]) -> int:
    """Where the title that running heads repeat stands, if it stands after the first page; else 0."""
    repeated = {plain for head in running_heads if len(plain := _letters(head)) > 20}
    later = (index for index, block in enumerate(blocks) if block.pages and block.pages[0][1] > blocks[0].pages[0][1])
    titles = [index for index in later if any(_repeats(blocks[index], head) for head in repeated)]
    set_apart = [i for i in titles if size_of(blocks[i]) >= common_size(blocks) + 1 or in_capitals(blocks[i].text)]
    return max(set_apart, default=0)


def _repeats(block: Block, head: str) -> bool:
    letters = _letters(block.text)
    return head in letters[: len(head) + 4]


def _letters(text: str) -> str:
    return re.sub(r"[\W\d]+", "", text.lower())


def _opening_end(blocks: Sequence[Block], front: Front) -> int:
    ends = (_before_abstract(blocks), _marked_end(blocks), _outside_end(blocks, front), _before_text(blocks))
    return next((end for end in ends if end is not None), 0)


def _before_abstract(blocks: Sequence[Block]) -> int | None:
    end = next((index for index, block in enumerate(blocks) if abstract_label(block) or heads(ABSTRACT, block)), None)
    return end if end and sum(len(block.text) for block in blocks[:end]) < 5000 else None


def _marked_end(blocks: Sequence[Block]) -> int | None:
    """The end of the title page where the format says what is title (Word styles, HTML classes)."""
    titles = [index for index, block in enumerate(blocks) if block.kind == "title"]
    if not titles:
        return None
    rest = ((i, block) for i, block in enumerate(blocks) if i > titles[0] and block.kind not in ("title", "front"))
    return next((i for i, block in rest if not _is_front_line(block)), len(blocks))


def _is_front_line(block: Block) -> bool:
    return bool(persons(block.text) or is_cover_line(block.text))


def _outside_end(blocks: Sequence[Block], front: Front) -> int | None:
    """Where the title stands outside the text (front matter), the text begins at once, or after a byline."""
    if not front.title or any(size_of(block) for block in blocks) or claimed(blocks, range(len(blocks[:6])), front):
        return None
    return next((i for i, block in enumerate(blocks) if not _is_front_line(block)), 0)


def _before_text(blocks: Sequence[Block]) -> int | None:
    """Before the first running text and the heading above it; a second level of headings is text already."""
    sized = any(size_of(block) for block in blocks)
    titled = next((i for i, block in enumerate(blocks) if block.kind == "heading" and block.level == 1), len(blocks))
    for index, block in enumerate(blocks):
        deeper = index > titled and block.kind == "heading" and block.level > 1 and not sized
        if deeper or heads(CONTENTS, block) or heads(INTRODUCTION, block):
            return index
        if _is_running_text(block):
            return index - 1 if index > 1 and _heads_text(blocks, index - 1) else index
    return 1 if len(blocks) > 1 and may_be_title(blocks[0]) else None


def _is_running_text(block: Block) -> bool:
    prose = block.kind in ("paragraph", "quote", "item") and _is_sentence(block.text)
    furniture = _is_front_line(block) or is_keywords(block) or (len(block.text) < 500 and _IMPRINT.search(block.text))
    return prose and not furniture


def _is_sentence(text: str) -> bool:
    long = len(text) > 160 and re.search(r"[^\W\d_]{3}[.!?,;:]", text)
    return bool(long) or (len(text) > 90 and text.count(" ") > 12 and text.endswith("."))


def _heads_text(blocks: Sequence[Block], index: int) -> bool:
    """Whether the block before the running text is a section's heading and not the title or the byline."""
    block = blocks[index]
    if block.kind != "heading" or persons(block.text) or _IMPRINT.search(block.text) or is_keywords(block):
        return bool(_NUMBERED.match(block.text))
    titled = max(map(size_of, blocks[:index]), default=0)
    apart = size_of(blocks[index - 1]) < size_of(block) < titled  # smaller letters stand between it and the title
    return apart or block.level > 1 or len(block.text.split()) <= 2 or bool(_NUMBERED.match(block.text))


def _authors(blocks: Sequence[Block], opening: Sequence[int], titled: Sequence[int]) -> tuple[Name, ...]:
    """The byline after the title, else the one before it; several lines of one name each are one byline."""
    last, first = max(titled, default=-1), min(titled, default=0)
    after = [named(blocks[index]) for index in opening if index > last]
    before = [named(blocks[index]) for index in opening if index < first]
    names = [name for byline in after for name in byline] or [name for byline in before for name in byline]
    return tuple(dict.fromkeys(names))
