"""Who wrote this, when, where and under what title: from the title page, a cover page, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.records import Name
from ingest.covers import Cover, cover_of
from ingest.manuscript import Block, Front, Manuscript
from ingest.bylines import listed
from ingest.title_page import TitlePage, title_page
from ingest.un_documents import UnDocument, un_document
from ingest.zones import ABSTRACT, KEYWORDS_LABEL, abstract_label

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]+[^\s\"<>|.,;:)\]}]", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.-])(1[89]\d\d|20\d\d)(?![\d/])")


@dataclass(frozen=True, slots=True)
class Description:
    """What a library catalogue says of a document, and the blocks that are left when title page and labels are taken out."""

    blocks: tuple[Block, ...]
    title: str
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str | None = None
    doi: str | None = None
    symbol: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = field(default=())
    language: str | None = None
    kind: str | None = None


def describe(manuscript: Manuscript) -> Description:
    """Title, authors and the rest. What is printed outweighs what the file's properties claim."""
    if found := un_document(manuscript):
        return _of_un_document(manuscript, found)
    page = title_page(manuscript.blocks, manuscript.front)
    cover = cover_of([manuscript.blocks[index].text for index in page.opening])
    front, heads = manuscript.front, "\n".join(manuscript.running_heads)
    kept = [block for index, block in enumerate(manuscript.blocks) if index not in page.front]
    keywords, blocks = _keywords_of(manuscript.blocks, kept)
    return Description(
        blocks=tuple(blocks),
        title=_title(page, cover, front),
        authors=cover.authors or page.authors or listed(front.authors),
        year=cover.year or _issued(manuscript) or page.year or _year(heads) or _year_of(front.date),
        container=cover.container or front.container or page.container,
        doi=cover.doi or _doi(front.doi or "") or page.doi or _doi(heads),
        abstract=_abstract_of(kept) or front.abstract,
        keywords=keywords or front.keywords,
        language=front.language[:2].lower() if front.language else None,
        kind=_kind(page, cover, front),
    )


def _title(page: TitlePage, cover: Cover, front: Front) -> str:
    return cover.title or page.title or front.title or ""


def _of_un_document(manuscript: Manuscript, found: UnDocument) -> Description:
    kept = tuple(block for index, block in enumerate(manuscript.blocks) if index not in found.front)
    author = (Name(found.body),) if found.body else ()
    return Description(
        kept, found.title, author, found.year, symbol=found.symbol, language=found.language, kind=found.kind
    )


def _doi(text: str) -> str | None:
    found = DOI.search(text)
    return found[0] if found else None


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _issued(manuscript: Manuscript) -> int | None:
    """The date that authors and publishers write into a text or page; a PDF's or DOCX's only says when it was saved."""
    return _year_of(manuscript.front.date) if manuscript.media_type in ("text/markdown", "text/html") else None


def _year_of(date: str | None) -> int | None:
    found = re.search(r"(1[89]\d\d|20\d\d)", date or "")
    return int(found[1]) if found else None


def _kind(page: TitlePage, cover: Cover, front: Front) -> str:
    return "article" if cover.container or front.container or page.container or cover.doi or page.doi else "report"


def _abstract_of(blocks: Sequence[Block]) -> str | None:
    for index, block in enumerate(blocks[:40]):
        if block.kind == "heading" and ABSTRACT.fullmatch(block.text.strip()):
            return _words_under(blocks, index)
        if end := abstract_label(block):
            return block.text[end:]
    return None


def _words_under(blocks: Sequence[Block], index: int) -> str | None:
    under: list[str] = []
    for block in blocks[index + 1 :]:
        if block.kind != "paragraph" or KEYWORDS_LABEL.match(block.text):
            break
        under.append(block.text)
    return "\n\n".join(under) if 0 < sum(map(len, under)) < 6000 else None


def _keywords_of(all_blocks: Sequence[Block], blocks: Sequence[Block]) -> tuple[tuple[str, ...], list[Block]]:
    for block in all_blocks[:60]:
        label = KEYWORDS_LABEL.match(block.text)
        if label and len(block.text) < 600 and (words := split_keywords(block.text[label.end() :])):
            return words, [other for other in blocks if other is not block]
    return (), list(blocks)


def split_keywords(text: str) -> tuple[str, ...]:
    """`a; b; c` or `a, b, c` or `a – b – c`, by the sign that parts most."""
    parts = max((re.split(sign, text) for sign in (r"\s*;\s*", r"\s*,\s*", r"\s+[–—·•|/-]\s+")), key=len)
    return tuple(word for part in parts if (word := part.strip(" .,;\u00a0")))
