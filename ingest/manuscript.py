"""What every reader hands on: a file as blocks in reading order, not yet a document.

Readers (PDF, Markdown, HTML, DOCX, EPUB, JATS, TEI, text) know their format; `ingest.reading.assemble` knows what a
scholarly text is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from corpus.records import Name, Reference

BlockKind = Literal[
    "title", "heading", "paragraph", "item", "quote", "table", "caption", "note", "reference", "front", "abstract"
]


@dataclass(frozen=True, slots=True)
class Mark:
    """A note's marker, taken out of the running text: it stood before the character at `offset` of its block's text."""

    offset: int
    number: str


@dataclass(frozen=True, slots=True)
class Cite:
    """Words of a block, `text[start:end]`, that the file itself links to entries of its bibliography."""

    start: int
    end: int
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Where a printed line begins in a block's text, how far it is indented and how large it is set (points)."""

    offset: int
    indent: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or another unit, repaired: hyphens joined, halves rejoined across columns and pages.

    `pages` maps offsets of `text` to 1-based pages, the first at 0; empty where the format has none. Running heads,
    page numbers and note markers are not in `text`. A note's block carries its `number` and not the number in `text`.
    """

    kind: BlockKind
    text: str
    level: int = 0
    pages: tuple[tuple[int, int], ...] = ()
    marks: tuple[Mark, ...] = ()
    number: str | None = None
    lines: tuple[Line, ...] = ()
    reference: Reference | None = None  # of a bibliography's entry: its fields, where the file itself tells them apart
    links: tuple[str, ...] = ()  # of a bibliography's entry: web addresses that lie over it and may not be printed
    cites: tuple[Cite, ...] = ()
    targets: tuple[str, ...] = ()  # of a bibliography's entry: the names by which cites mean it


@dataclass(frozen=True, slots=True)
class Front:
    """What the file says of itself outside its text: PDF information, HTML meta tags, DOCX properties, front matter."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    doi: str | None = None
    container: str | None = None
    keywords: tuple[str, ...] = ()
    abstract: str | None = None
    language: str | None = None
    persons: tuple[Name, ...] = ()  # the authors in parts, where the file tells them apart; they outweigh `authors`
    kind: str | None = None
    declared: bool = False  # in a format made for saying it (EPUB, JATS, TEI, a catalogue's record): nothing is guessed


@dataclass(frozen=True, slots=True)
class Manuscript:
    blocks: tuple[Block, ...]
    media_type: str
    front: Front = field(default_factory=Front)
    page_count: int | None = None
    page_labels: tuple[str | None, ...] = ()  # of page 1, 2, …: the printed number, else the PDF's own label
    unread_pages: tuple[int, ...] = ()  # pages that hold pictures and no text
    running_heads: tuple[str, ...] = ()  # what was left out of the blocks, for metadata (UN symbols stand there)
    ocr: str = ""  # the languages in which pictures of pages were read
    ocr_pages: tuple[int, ...] = ()
    attachments: tuple[str, ...] = ()  # names of files within the file, which are not read
