"""Who wrote this, when, where and under what title: by title page, cover page, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.records import Name
from ingest.manuscript import Block, Front, Manuscript
from ingest.reading.bylines import listed, persons
from ingest.reading.covers import Cover, cover_of
from ingest.reading.imprint import imprint
from ingest.reading.title_page import TitlePage, largest_on_first_page, title_page, unguessed
from ingest.reading.un_documents import UnDocument, un_document
from ingest.reading.zones import (
    ABSTRACT,
    KEYWORDS_LABEL,
    abstract_label,
    heads,
    is_heading,
    is_keywords,
    keywords_go_on,
)

_JUNK_TITLE = re.compile(
    r"^microsoft word|\.(?:docx?|indd|pdf|tex|qxd|p65|rtf|odt)\b|^untitled|^doi:|^[\d_\W]+\w*$|^\w+_\w+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Description:
    """What a library catalogue says of a document, and the blocks that are left when the title page is taken out."""

    blocks: tuple[Block, ...]
    title: str
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str | None = None
    doi: str | None = None
    symbol: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    kind: str | None = None


def describe(manuscript: Manuscript) -> Description:
    """Title, authors and the rest. What is printed outweighs what the file's properties claim."""
    if found := un_document(manuscript):
        return _of_un_document(manuscript, found)
    front = manuscript.front
    if front.title and _JUNK_TITLE.search(front.title):
        front = replace(front, title=None)
    page = title_page(manuscript.blocks, front, manuscript.running_heads)
    cover = cover_of([manuscript.blocks[index].text for index in page.opening])
    printed = imprint(manuscript, page.opening)
    kept = _text_of(manuscript.blocks, page.front)
    container, doi = cover.container or printed.container, cover.doi or printed.doi
    return Description(
        blocks=tuple(kept),
        title=_title(manuscript, front, page, cover),
        authors=_authors(manuscript, page, cover),
        year=cover.year or printed.year,
        container=container,
        doi=doi,
        abstract=_abstract(kept) or front.abstract,
        keywords=_keywords(manuscript.blocks) or front.keywords,
        language=front.language[:2].lower() if front.language else None,
        kind="article" if container or doi else "report",
    )


def _text_of(blocks: Sequence[Block], front: frozenset[int]) -> list[Block]:
    """What is left without the title page; all of it where nothing would be left."""
    kept = [unguessed(block) for index, block in enumerate(blocks) if index not in front]
    return kept if any(block.text.strip() for block in kept) else list(blocks)


def _title(manuscript: Manuscript, front: Front, page: TitlePage, cover: Cover) -> str:
    written = front.title if manuscript.media_type == "text/markdown" else None
    if cover.title and page.title and page.title.lower() in cover.title.lower():
        return page.title  # the citation goes on with the series
    return cover.title or written or page.title or front.title or largest_on_first_page(manuscript.blocks) or ""


def _authors(manuscript: Manuscript, page: TitlePage, cover: Cover) -> tuple[Name, ...]:
    """As the author wrote them, as the cover cites them, as the properties list them if print agrees, as printed."""
    front = manuscript.front
    if manuscript.media_type in ("text/markdown", "text/html") and front.authors:
        return listed(front.authors, bodies=True)
    claimed = listed(front.authors, bodies=True)
    first = " ".join(block.text for block in manuscript.blocks[:15] if len(block.text) < 500).lower()
    confirmed = claimed if all(name.family.lower() in first for name in claimed) else ()
    printed = cover.authors or confirmed or page.authors or _authors_in(manuscript.running_heads)
    return printed or listed(front.authors, bodies=False)


def _authors_in(running_heads: Iterable[str]) -> tuple[Name, ...]:
    """Left pages often carry the author: `22 | Roger Cotterrell`."""
    bare = (re.sub(r"^[\d\W]+|[\d\W]+$", "", head) for head in running_heads)
    return next((found for head in bare if (found := persons(head))), ())


def _of_un_document(manuscript: Manuscript, found: UnDocument) -> Description:
    kept = tuple(block for index, block in enumerate(manuscript.blocks) if index not in found.front)
    author = (Name(found.body),) if found.body else ()
    return Description(
        kept, found.title, author, found.year, symbol=found.symbol, abstract=_abstract(kept[:12]), kind=found.kind
    )


def _abstract(blocks: Sequence[Block]) -> str | None:
    for index, block in enumerate(blocks[:40]):
        if heads(ABSTRACT, block):
            return _words_under(blocks[index + 1 :])
        if end := abstract_label(block):
            return block.text[end:]
    return None


def _words_under(blocks: Sequence[Block]) -> str | None:
    under: list[str] = []
    for block in blocks:
        if is_heading(block) or is_keywords(block) or sum(map(len, under)) > 3500:
            break
        under.append(block.text)
    return "\n\n".join(under) or None


def _keywords(blocks: Sequence[Block]) -> tuple[str, ...]:
    for block, following in pairwise(blocks[:61]):
        if is_keywords(block):
            more = following.text if keywords_go_on(block.text, following) else ""
            return split_keywords(f"{KEYWORDS_LABEL.sub('', block.text, count=1)} {more}")
    return ()


def split_keywords(text: str) -> tuple[str, ...]:
    """`a; b; c` or `a, b, c` or `a – b – c`, by the sign that parts most."""
    parts = max((re.split(sign, text) for sign in (r"\s*;\s*", r"\s*,\s*", r"\s+[–—·•|/-]\s+")), key=len)
    return tuple(word for part in parts if (word := part.strip(" .,;\u00a0")))
