"""Who wrote this, when, where and under what title: from the title page, a cover page, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Name
from ingest.bylines import listed, persons
from ingest.covers import DOI, Cover, cover_of
from ingest.manuscript import Block, Front, Manuscript
from ingest.title_page import TitlePage, title_page
from ingest.un_documents import UnDocument, un_document
from ingest.zones import ABSTRACT, KEYWORDS_LABEL, abstract_label, heads, is_heading, is_keywords

_YEAR = re.compile(r"(?<![\d/.–-])((?:19|20)\d\d)(?![\d–-]|/\d{3})")
_VOLUME = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^\d|•·]{5,100}?)[\s,:|•·(\[-]*(?:\b(?:vol(?:ume|\.)?|jg\.?|no\.|issue|nr\.)|\d{1,3}\s*(?:\(|[.:/]\s*\d|\s(?:19|20)\d\d))",
    re.IGNORECASE,
)
_WRITTEN_DATES = ("text/markdown", "text/html")  # a PDF's or DOCX's date only says when it was saved


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
    front, page = manuscript.front, title_page(manuscript.blocks, manuscript.front, manuscript.running_heads)
    lines = [manuscript.blocks[index].text for index in page.opening]
    cover = cover_of(lines)
    printed = [*(line for line in lines if len(line) < 400), *dict.fromkeys(manuscript.running_heads)]
    kept = [block for index, block in enumerate(manuscript.blocks) if index not in page.front]
    container = cover.container or front.container or _container(printed)
    doi = cover.doi or _doi([front.doi or ""]) or _doi(printed)
    return Description(
        blocks=tuple(kept),
        title=_title(manuscript, page, cover),
        authors=_authors(manuscript, page, cover),
        year=_year(manuscript, cover, printed, doi),
        container=container,
        doi=doi,
        abstract=_abstract(kept) or front.abstract,
        keywords=_keywords(manuscript.blocks) or front.keywords,
        language=front.language[:2].lower() if front.language else None,
        kind="article" if container or doi else "report",
    )


def _title(manuscript: Manuscript, page: TitlePage, cover: Cover) -> str:
    written = manuscript.front.title if manuscript.media_type == "text/markdown" else None
    return cover.title or written or page.title or manuscript.front.title or ""


def _authors(manuscript: Manuscript, page: TitlePage, cover: Cover) -> tuple[Name, ...]:
    front = manuscript.front
    written = manuscript.media_type in _WRITTEN_DATES and front.authors
    if written:
        return listed(front.authors, bodies=True)
    return cover.authors or page.authors or _authors_in(manuscript.running_heads) or listed(front.authors, bodies=False)


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


def _doi(texts: Iterable[str]) -> str | None:
    return next((found[0] for text in texts if (found := DOI.search(text))), None)


def _container(texts: Iterable[str]) -> str | None:
    found = (match for text in texts if len(text) < 200 and (match := _VOLUME.match(text)))
    return next((match["name"].strip(" ,:([") for match in found), None)


def _year(manuscript: Manuscript, cover: Cover, printed: Sequence[str], doi: str | None) -> int | None:
    """The year of publication: as cited, as the file's author wrote it, as printed, in the DOI, as the file was saved."""
    written = manuscript.front.date if manuscript.media_type in _WRITTEN_DATES else None
    plain = [line for line in printed if not re.search(r"https?://|downloaded|accessed|\bam \d", line)]
    found = (match for line in plain if (match := _YEAR.search(line)))
    return (
        cover.year
        or _year_within(written)
        or next((int(match[1]) for match in found), None)
        or _year_within(doi)
        or _year_within(manuscript.front.date)
    )


def _year_within(text: str | None) -> int | None:
    found = re.search(r"(?<!\d)(?:D:)?((?:19|20)\d\d)(?=\D|$|\d{4}\D|\d{10})", text or "")
    return int(found[1]) if found else None


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
    for block, following in zip(blocks[:60], blocks[1:61], strict=False):
        if is_keywords(block):
            listing = KEYWORDS_LABEL.sub("", block.text, count=1) or following.text
            return split_keywords(listing)
    return ()


def split_keywords(text: str) -> tuple[str, ...]:
    """`a; b; c` or `a, b, c` or `a – b – c`, by the sign that parts most."""
    parts = max((re.split(sign, text) for sign in (r"\s*;\s*", r"\s*,\s*", r"\s+[–—·•|/-]\s+")), key=len)
    return tuple(word for part in parts if (word := part.strip(" .,;\u00a0")))
