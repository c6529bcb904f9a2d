"""Which of the first blocks are the title: by their letters, their place, and what the file itself claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from ingest.manuscript import Block, Front
from ingest.reading.bylines import is_affiliation, named, persons
from ingest.reading.covers import is_cover_line

_OPEN_ENDED = re.compile(
    r"(?:\b(?:the|of|in|and|for|to|a|an|on|with|from|by|between|at|as|or|der|die|das|und|von|im|de|la|el|los|et|du|des|y|e)|[:,–&-])$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"https?://|\||\bvol\.?\s*\d|\bdoi\b|©|\bISSN\b|\bISBN\b|\b\d+ ?pp\b|@|^\W*\d[\d\W]*$|creative commons"
    r"|^(?:original |research |special )?(?:articles?|paper|essays?|issue)\b(?:\s*[&/]\s*\w+)?$"
    r"|^(?:vol(?:ume)?|no|issue|jahrgang)\b\.?\s*\d|\buniversity press\b"
    r"|\b(?:discussion|working|occasional|policy) papers?\b(?: series| no\b| nr\b|\W*\d)"
    r"|^(?:working|discussion) papers?$|^(?:schriften)?reihe\b|\bpaper series\b",
    re.IGNORECASE,
)
_RUBRIC = re.compile(
    r"(?:book |review )?reviews?|essay review|review (?:essay|article|symposium)|rezension(?:en)?"
    r"|(?:buch)?besprechung(?:en)?|comptes? rendus?|reseñas?(?: bibliográficas?)?|recensioni?|accepted manuscript"
    r"|pre-?print|forum|debate|commentary|artículos?|aufsätze?|beiträge|editorial note|research note|policy brief"
    r"|chapter \d+|kapitel \d+|chapitre \d+|capítulo \d+",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"(?:.*\b(?:journal|quarterly|review|revue|revista|rivista|zeitschrift|annals|bulletin|archiv|cahiers)\b.*)",
    re.IGNORECASE,
)
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\W\d]{4,80}")  # Chinese and Japanese part no words
_LONGEST_OPENING = 40  # blocks
_SAME_SIZE = 0.3  # points


def title_run(blocks: Sequence[Block], opening: Sequence[int], front: Front) -> list[int]:
    """The blocks that make up the title: the one that is likeliest, and what goes on in letters of the same size."""
    candidates = [index for index in opening if may_be_title(blocks[index])]
    at = _likeliest(blocks, candidates, front)
    if at is None:
        return []
    if claimed(blocks, [at], front):
        return [at]
    if size_of(blocks[at]) < common_size(blocks) + 0.5:
        return [at, *_in_capitals(blocks, at, opening)]
    run = [*reversed(list(_alike(blocks, at, -1, opening))), at, *_alike(blocks, at, +1, opening)]
    under = run[-1] + 1
    subtitled = under in opening and _is_subtitle(blocks[run[-1]], blocks[under], common_size(blocks))
    run = [*run, under, *_alike(blocks, under, +1, opening)] if subtitled else run
    return _without_rubric(blocks, run)


def largest_on_first_page(blocks: Sequence[Block]) -> str | None:
    """The words in the largest letters of the first page, wherever they stand on it."""
    first = [i for i, block in enumerate(blocks[:_LONGEST_OPENING]) if block.pages and block.pages[0][1] == 1]
    sizes = {size_of(blocks[index]) for index in first}
    run = title_run(blocks, first, Front()) if len(sizes) > 1 else []
    return with_subtitle(blocks, run) or None


def with_subtitle(blocks: Sequence[Block], run: Sequence[int]) -> str:
    """The lines of a title as one; a subtitle follows a colon where print tells it only by its smaller size."""
    whole = ""
    for index in run:
        text = re.sub(r"^p\. \d+ ", "", blocks[index].text.strip(" *†∗\uf02a"))
        smaller = whole and size_of(blocks[index]) < size_of(blocks[run[0]]) - _SAME_SIZE
        sign = ": " if smaller and text[:1].isalnum() and whole[-1].isalnum() else " "
        whole = whole + sign + text if whole else text
    return whole


def may_be_title(block: Block) -> bool:
    words = 2 <= len(block.text.split()) <= 45 or block.kind == "title" or bool(_WITHOUT_SPACES.fullmatch(block.text))
    other = is_cover_line(block.text) or _NO_TITLE.search(block.text) or _RUBRIC.fullmatch(block.text.strip(" :."))
    return words and block.kind != "note" and not other


def claimed(blocks: Sequence[Block], candidates: Sequence[int] | range, front: Front) -> list[int]:
    """The candidates that say what the file claims for its title."""
    title = (front.title or "").lower()
    return [index for index in candidates if title and fuzz.ratio(title, blocks[index].text.lower()) > 88]


def size_of(block: Block) -> float:
    return max((line.size for line in block.lines), default=0.0)


def common_size(blocks: Sequence[Block]) -> float:
    sizes = sorted(size_of(block) for block in blocks for _ in range(len(block.text) // 100 + 1))
    return sizes[len(sizes) // 2]


def in_capitals(text: str) -> bool:
    return sum(map(str.isupper, text)) > 0.9 * sum(map(str.isalpha, text))


def _likeliest(blocks: Sequence[Block], candidates: Sequence[int], front: Front) -> int | None:
    """By kind, by the file's own title, by the largest letters, by the first level-one heading, else the first line."""
    marked = [index for index in candidates if blocks[index].kind == "title"]
    unlike_names = [index for index in candidates if not _is_byline(blocks, index, candidates)] or list(candidates)
    largest = _largest(blocks, unlike_names)
    headings = [index for index in unlike_names if blocks[index].kind == "heading" and blocks[index].level <= 1]
    ranked = [*marked, *claimed(blocks, candidates, front), *largest, *headings, *unlike_names]
    return ranked[0] if ranked else None


def _is_byline(blocks: Sequence[Block], index: int, candidates: Sequence[int]) -> bool:
    """A row of names; but "Leading Change" over a smaller byline is none."""
    if not persons(blocks[index].text):
        return False
    bylines = [size_of(blocks[other]) for other in candidates if other > index and persons(blocks[other].text)]
    larger = bool(bylines) and size_of(blocks[index]) > max(bylines) + 2 * _SAME_SIZE
    return not (larger and size_of(blocks[index]) == max(size_of(blocks[other]) for other in candidates))


def _largest(blocks: Sequence[Block], candidates: Sequence[int]) -> list[int]:
    """The first of the largest; what reads as a journal's name or an affiliation gives way to what is nearly as large.

    Where all letters are of one size, a line in capitals outweighs the rest.
    """
    ranked = sorted(candidates, key=lambda index: (-round(size_of(blocks[index])), index))
    if not ranked or not size_of(blocks[ranked[0]]):
        return []
    least = 0.6 * size_of(blocks[ranked[0]])
    works = [index for index in ranked if size_of(blocks[index]) >= least and not _names_another(blocks[index].text)]
    least_of_titles = max(least, common_size(blocks) + 0.5)
    apart = [index for index in works if size_of(blocks[index]) >= least_of_titles]
    return [*apart, *(index for index in works if in_capitals(blocks[index].text)), *works, *ranked][:1]


def _names_another(text: str) -> bool:
    """A journal or a house, and not this work."""
    return is_affiliation(text) or (len(text.split()) < 9 and bool(_JOURNAL.fullmatch(text)))


def _in_capitals(blocks: Sequence[Block], at: int, opening: Sequence[int]) -> Iterator[int]:
    """Lines in capitals that go on with a title in capitals, where letters are no larger than the text's."""
    index = at + 1
    while in_capitals(blocks[at].text) and index in opening and _still_capitals(blocks[at], blocks[index]):
        yield index
        index += 1


def _still_capitals(first: Block, block: Block) -> bool:
    same = abs(size_of(first) - size_of(block)) < _SAME_SIZE and in_capitals(block.text)
    return same and len(block.text) < 200 and not (named(block) or _NO_TITLE.search(block.text))


def _alike(blocks: Sequence[Block], at: int, step: int, opening: Sequence[int]) -> Iterator[int]:
    index, size = at + step, size_of(blocks[at])
    while size and index in opening and _set_alike(blocks[index], blocks[at]):
        upper, lower = sorted((index, index - step))
        if not _goes_on(blocks[upper], blocks[lower], blocks[index]):
            return
        yield index
        index += step


def _set_alike(block: Block, other: Block) -> bool:
    return abs(size_of(block) - size_of(other)) < _SAME_SIZE and block.kind == other.kind


def _goes_on(upper: Block, lower: Block, new: Block) -> bool:
    """Whether two lines of the title's size are one title: the `new` one is no byline and no furniture."""
    open_ended = _OPEN_ENDED.search(upper.text) or lower.text[:1].islower()
    return bool(open_ended) or not (persons(new.text) or _NO_TITLE.search(new.text))


def _is_subtitle(title: Block, block: Block, common: float) -> bool:
    """Smaller letters under the title, if not much smaller, or else still larger than the text's."""
    least = min(0.6 * size_of(title), max(0.5 * size_of(title), common + 1))
    smaller = least < size_of(block) < size_of(title) and block.kind == "heading" and len(block.text) < 250
    other = named(block) or re.match(r"by\s", block.text, re.IGNORECASE) or not may_be_title(block)
    about = block.text[:1] in "–—-" or title.text.endswith(":") or len(block.text.split()) > 3
    return smaller and about and not other and not is_affiliation(block.text)


def _without_rubric(blocks: Sequence[Block], run: list[int]) -> list[int]:
    """Not "Book review" before the title of the book."""
    return run[1:] if len(run) > 1 and _RUBRIC.fullmatch(blocks[run[0]].text.strip(" :.")) else run
