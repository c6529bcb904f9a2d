"""The title page: which of the first blocks are title, byline and imprint, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from rapidfuzz import fuzz

from corpus.records import Name
from ingest.manuscript import Block, Front
from ingest.reading.bylines import persons
from ingest.reading.covers import is_cover_line
from ingest.reading.zones import ABSTRACT, CONTENTS, INTRODUCTION, abstract_label, heads, is_keywords

_OPEN_ENDED = re.compile(
    r"(?:\b(?:the|of|in|and|for|to|a|an|on|with|from|by|between|at|as|or|der|die|das|und|von|im|de|la|el|los|et|du|des|y|e)|[:,–&-])$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})(?:[.)]\s*|\s+)(?=[^\W\d]|$)")
_LONGEST_OPENING = 40  # blocks
_NO_TITLE = re.compile(
    r"https?://|\||\bvol\.?\s*\d|\bdoi\b|©|\bISSN\b|@|^\W*\d[\d\W]*$|creative commons|^(?:original "
    r"|research |special )?(?:articles?|paper|essays?|issue)\b"
    r"(?:\s*[&/]\s*\w+)?$|^(?:vol(?:ume)?|no|issue|jahrgang)\b\.?\s*\d|\buniversity press\b",
    re.IGNORECASE,
)
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


def title_page(blocks: Sequence[Block], front: Front, running_heads: Sequence[str] = ()) -> TitlePage:
    """The title page of a work; its blocks are those before the abstract, or before the first running text.

    Where a title that running heads repeat stands after a masthead of several pages, the title page begins there.
    """
    guessed, first = 0, _repeated(blocks[: 2 * _LONGEST_OPENING], running_heads)
    if any(_size(block) for block in blocks):  # where letters have sizes, these say more than a reader's guess
        guessed = _cover_end(blocks[first:])
        blocks = [unguessed(block) for block in blocks]
    opening = list(range(first, first + max(guessed, _opening_end(blocks[first : first + _LONGEST_OPENING], front))))
    titled = _title_run(blocks, opening, front)
    title = _with_subtitle(blocks, titled) or None
    return TitlePage(
        front=frozenset(
            index for index in opening if not _is_running_text(blocks[index]) and blocks[index].kind != "note"
        ),
        opening=tuple(opening),
        title=title,
        authors=_authors(blocks, opening, titled),
    )


def _cover_end(blocks: Sequence[Block]) -> int:
    """The end of a repository's cover page, as the reader guessed it; other guesses are made again here."""
    guessed = list(takewhile(lambda block: block.kind in ("title", "front"), blocks))
    return len(guessed) if any(is_cover_line(block.text) for block in guessed) else 0


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
    set_apart = [i for i in titles if _size(blocks[i]) >= _common_size(blocks) + 1 or _capitals(blocks[i].text)]
    return max(set_apart, default=0)


def _repeats(block: Block, head: str) -> bool:
    letters = _letters(block.text)
    return head in letters[: len(head) + 4]


def _capitals(text: str) -> bool:
    return sum(map(str.isupper, text)) > 0.9 * sum(map(str.isalpha, text))


def _letters(text: str) -> str:
    return re.sub(r"[\W\d]+", "", text.lower())


def _common_size(blocks: Sequence[Block]) -> float:
    sizes = sorted(_size(block) for block in blocks for _ in range(len(block.text) // 100 + 1))
    return sizes[len(sizes) // 2]


def _opening_end(blocks: Sequence[Block], front: Front) -> int:
    ends = (_before_abstract(blocks), _marked_end(blocks), _outside_end(blocks, front), _before_text(blocks))
    return next((end for end in ends if end is not None), 0)


def _before_abstract(blocks: Sequence[Block]) -> int | None:
    end = next((index for index, block in enumerate(blocks) if abstract_label(block) or heads(ABSTRACT, block)), None)
    return end if end is not None and sum(len(block.text) for block in blocks[:end]) < 5000 else None


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
    if not front.title or any(_size(block) for block in blocks) or _claimed(blocks, range(len(blocks[:6])), front):
        return None
    return next((i for i, block in enumerate(blocks) if not _is_front_line(block)), 0)


def _before_text(blocks: Sequence[Block]) -> int | None:
    """Before the first running text and the heading above it; a second level of headings is text already."""
    sized = any(_size(block) for block in blocks)
    titled = next((i for i, block in enumerate(blocks) if block.kind == "heading" and block.level == 1), len(blocks))
    for index, block in enumerate(blocks):
        deeper = index > titled and block.kind == "heading" and block.level > 1 and not sized
        if deeper or heads(CONTENTS, block) or heads(INTRODUCTION, block):
            return index
        if _is_running_text(block):
            return index - 1 if index > 1 and _heads_text(blocks, index - 1) else index
    return 1 if len(blocks) > 1 and _may_be_title(blocks[0]) else None


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
    titled = max(map(_size, blocks[:index]), default=0)
    apart = _size(blocks[index - 1]) < _size(block) < titled  # smaller letters stand between it and the title
    return apart or block.level > 1 or len(block.text.split()) <= 2 or bool(_NUMBERED.match(block.text))


def _title_run(blocks: Sequence[Block], opening: Sequence[int], front: Front) -> list[int]:
    """The blocks that make up the title: the one that is likeliest, and what goes on in letters of the same size."""
    candidates = [index for index in opening if _may_be_title(blocks[index])]
    at = _likeliest(blocks, candidates, front)
    if at is None:
        return []
    if _claimed(blocks, [at], front) or _size(blocks[at]) < _common_size(blocks) + 0.5:
        return [at]
    run = [*reversed(list(_alike(blocks, at, -1, opening))), at, *_alike(blocks, at, +1, opening)]
    under = run[-1] + 1
    subtitled = under in opening and _is_subtitle(blocks[run[-1]], blocks[under])
    return [*run, under, *_alike(blocks, under, +1, opening)] if subtitled else run


def largest_on_first_page(blocks: Sequence[Block]) -> str | None:
    """The words in the largest letters of the first page, wherever they stand on it."""
    blocks = [unguessed(block) for block in blocks[:_LONGEST_OPENING]]
    first = [index for index, block in enumerate(blocks) if block.pages and block.pages[0][1] == 1]
    sizes = {_size(blocks[index]) for index in first}
    run = _title_run(blocks, first, Front()) if len(sizes) > 1 else []
    return _with_subtitle(blocks, run) or None


def _with_subtitle(blocks: Sequence[Block], run: Sequence[int]) -> str:
    """The lines of a title as one; a subtitle follows a colon where print tells it only by its smaller size."""
    whole = ""
    for index in run:
        text = re.sub(r"^p\. \d+ ", "", blocks[index].text.strip(" *†∗\uf02a"))
        smaller = whole and _size(blocks[index]) < _size(blocks[run[0]]) - 0.3
        sign = ": " if smaller and text[:1].isalnum() and whole[-1].isalnum() else " "
        whole = whole + sign + text if whole else text
    return whole


def _likeliest(blocks: Sequence[Block], candidates: Sequence[int], front: Front) -> int | None:
    """By kind, by the file's own title, by the largest letters, by the first level-one heading, else the first line."""
    marked = [index for index in candidates if blocks[index].kind == "title"]
    unlike_names = [index for index in candidates if not persons(blocks[index].text)] or list(candidates)
    sized = max(unlike_names, key=lambda index: (round(_size(blocks[index])), -index), default=None)
    largest = [sized] if sized is not None and _size(blocks[sized]) else []
    headings = [index for index in unlike_names if blocks[index].kind == "heading" and blocks[index].level <= 1]
    ranked = [*marked, *_claimed(blocks, candidates, front), *largest, *headings, *unlike_names]
    return ranked[0] if ranked else None


def _claimed(blocks: Sequence[Block], candidates: Sequence[int] | range, front: Front) -> list[int]:
    title = (front.title or "").lower()
    return [index for index in candidates if title and fuzz.ratio(title, blocks[index].text.lower()) > 88]


def _may_be_title(block: Block) -> bool:
    words = 2 <= len(block.text.split()) <= 45 or block.kind == "title"
    return words and block.kind != "note" and not (is_cover_line(block.text) or _NO_TITLE.search(block.text))


def _alike(blocks: Sequence[Block], at: int, step: int, opening: Sequence[int]) -> Iterator[int]:
    index, size = at + step, _size(blocks[at])
    while (
        size and index in opening and abs(_size(blocks[index]) - size) < 0.3 and blocks[index].kind == blocks[at].kind
    ):
        upper, lower = sorted((index, index - step))
        if not _goes_on(blocks[upper], blocks[lower], blocks[index]):
            return
        yield index
        index += step


def _goes_on(upper: Block, lower: Block, new: Block) -> bool:
    """Whether two lines of the title's size are one title: the `new` one is no byline and no furniture."""
    open_ended = _OPEN_ENDED.search(upper.text) or lower.text[:1].islower()
    return bool(open_ended) or not (persons(new.text) or _NO_TITLE.search(new.text))


def _is_subtitle(title: Block, block: Block) -> bool:
    smaller = 0.6 * _size(title) < _size(block) < _size(title) and block.kind == "heading"
    other = (
        _named(block)
        or re.match(r"by\s", block.text, re.IGNORECASE)
        or _NO_TITLE.search(block.text)
        or _IMPRINT.search(block.text)
    )
    return (
        smaller and not other and (block.text[:1] in "–—-" or title.text.endswith(":") or len(block.text.split()) > 3)
    )


def _size(block: Block) -> float:
    return max((line.size for line in block.lines), default=0.0)


def _authors(blocks: Sequence[Block], opening: Sequence[int], titled: Sequence[int]) -> tuple[Name, ...]:
    """The byline after the title, else the one before it; several lines of one name each are one byline."""
    last, first = max(titled, default=-1), min(titled, default=0)
    after = [_named(blocks[index]) for index in opening if index > last]
    before = [_named(blocks[index]) for index in opening if index < first]
    names = [name for byline in after for name in byline] or [name for byline in before for name in byline]
    return tuple(dict.fromkeys(names))


def _named(block: Block) -> tuple[Name, ...]:
    """The persons of a byline, also when its first lines only are names and an affiliation follows."""
    if whole := persons(block.text):
        return whole
    borders = [*(line.offset for line in block.lines), len(block.text)]
    lines = [block.text[start:end].strip() for start, end in pairwise(borders)]
    named = takewhile(bool, map(persons, lines[:3])) if len(block.text) < 400 else ()
    return tuple(name for names in named for name in names)
