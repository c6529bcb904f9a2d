"""A manuscript becomes a document: stored text, page map, sections, passages, notes, references, citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.records import Document, Note, PageStart, Passage, PassageKind, Section
from ingest.errors import EmptyFile
from ingest.language import detect
from ingest.manuscript import Block, Cite, Manuscript
from ingest.reading.metadata import Description, describe
from ingest.reading.passages import Span, passage_spans
from ingest.reading.zones import Zone, abstract_label, zones

_READ_AS: dict[Zone, PassageKind] = {Zone.BODY: "body", Zone.ABSTRACT: "abstract", Zone.NOTE: "note"}
_PARAGRAPH_NUMBER = re.compile(r"(\d{1,3})\.\s")


@dataclass(frozen=True, slots=True)
class Laid:
    """A block at its place in the stored text."""

    block: Block
    zone: Zone
    start: int
    section: str | None

    @property
    def words(self) -> Span:
        """What is read: the block without an abstract's label."""
        return self.start + (abstract_label(self.block) if self.zone is Zone.ABSTRACT else 0), self.end

    @property
    def end(self) -> int:
        return self.start + len(self.block.text)


def assemble(manuscript: Manuscript, document_id: str, reader: str) -> Document:
    """The document that a manuscript holds.

    Raises EmptyFile when it holds no words.
    """
    described = describe(manuscript)
    laid = list(_laid_out(described.blocks))
    text = "\n\n".join(item.block.text for item in laid)
    if not re.search(r"\w", text):
        raise EmptyFile
    document = _described(described, document_id, text)
    document = replace(
        document,
        media_type=manuscript.media_type,
        page_count=manuscript.page_count,
        unread_pages=manuscript.unread_pages,
        ocr=manuscript.ocr,
        ocr_pages=manuscript.ocr_pages,
        attachments=manuscript.attachments,
        reader=reader,
        pages=tuple(_pages(laid, manuscript.page_labels)),
    )
    document = replace(document, sections=tuple(_sections(document, laid)), passages=tuple(_passages(document, laid)))
    return _cited(document, laid)


def _described(described: Description, document_id: str, text: str) -> Document:
    return Document(
        id=document_id,
        text=text,
        title=described.title,
        authors=described.authors,
        year=described.year,
        container=described.container,
        doi=described.doi,
        symbol=described.symbol,
        abstract=described.abstract,
        keywords=described.keywords,
        language=described.language or detect(text[:20_000]) or "en",
        kind=described.kind,
        date=described.date,
        volume=described.issue.volume,
        issue=described.issue.issue,
        page_range=described.issue.pages,
        publisher=described.publisher,
        isbn=described.isbn,
        issn=described.issn,
        body=described.body,
        agenda=described.agenda,
    )


def _laid_out(blocks: Sequence[Block]) -> Iterator[Laid]:
    """Body first, notes after it, each at its offset; a blank line stands between two."""
    held = [
        (block, zone)
        for block, zone in zip(blocks, zones(blocks), strict=True)
        if block.text.strip() and zone is not Zone.FRONT
    ]
    start, section = 0, None
    for block, zone in sorted(held, key=lambda pair: pair[1] is Zone.NOTE):
        section = block.text if zone is Zone.HEADING else section
        yield Laid(block, zone, start, None if zone is Zone.NOTE else section)
        start += len(block.text) + 2


def _pages(laid: Iterable[Laid], labels: Sequence[str | None]) -> Iterator[PageStart]:
    """One start for each change of page, in the order of the stored text."""
    starts = [(item.start + offset, page) for item in laid for offset, page in item.block.pages]
    for page, run in groupby(starts, key=lambda start: start[1]):
        yield PageStart(next(run)[0], page, labels[page - 1] if page <= len(labels) else None)


def _sections(document: Document, laid: Iterable[Laid]) -> Iterator[Section]:
    for item in laid:
        if item.zone is Zone.HEADING:
            page = document.page_at(item.start)
            yield Section(item.block.text, item.block.level, page.page if page else None, item.start)


def _passages(document: Document, laid: Sequence[Laid]) -> Iterator[Passage]:
    read = [item for item in laid if item.zone in _READ_AS]
    labels = dict(_paragraph_labels(laid)) if document.symbol else {}
    joinable = [_joinable(before, after, labels) for before, after in zip([None, *read], read, strict=False)]
    spans = passage_spans(document.text, [item.words for item in read], joinable)
    items = iter(read)
    item = next(items, None)
    for span in spans:
        while item is not None and item.end <= span[0]:
            item = next(items)
        assert item is not None  # every span lies in a block that was read
        yield _passage(document, item, span, labels.get(item.start))


def _joinable(before: Laid | None, after: Laid, labels: dict[int, str]) -> bool:
    """Whether neighbours may share a passage: nothing stands between, neither is a note, a table or newly begun."""
    if before is None or after.zone is Zone.NOTE or before.zone is not after.zone or after.start != before.end + 2:
        return False
    if abstract_label(after.block):
        return False  # of another language
    return labels.get(before.start) == labels.get(after.start) and "table" not in (before.block.kind, after.block.kind)


def _passage(document: Document, item: Laid, span: Span, label: str | None) -> Passage:
    first, last = document.page_at(span[0]), document.page_at(span[1] - 1)
    text = document.text[slice(*span)]
    fallback = document.language
    return Passage(
        id=f"{document.id}-{span[0]}",
        text=text,
        start=span[0],
        end=span[1],
        page=first.page if first else None,
        end_page=last.page if last else None,
        page_label=label or (first.label if first else None),
        section=item.section,
        kind=_READ_AS[item.zone],
        language=fallback if item.zone is Zone.NOTE else detect(text, fallback) or fallback,
        from_picture=any(page.page in document.ocr_pages for page in (first, last) if page),
    )


def _paragraph_labels(laid: Iterable[Laid]) -> Iterator[tuple[int, str]]:
    """`para. 38` for each block of a United Nations document that stands in its numbered paragraph 38."""
    label: str | None = None
    for item in laid:
        if item.zone is not Zone.BODY:
            label = None
            continue
        if found := _PARAGRAPH_NUMBER.match(item.block.text):
            label = f"para. {found[1]}"
        if label:
            yield item.start, label


def _cited(document: Document, laid: Sequence[Laid]) -> Document:
    from ingest.citing.doubts import with_doubts
    from ingest.citing.linking import cite

    notes = tuple(_notes(document, laid))
    marks = [(item.start + mark.offset, mark.number) for item in laid for mark in item.block.marks]
    bibliography = [item.block for item in laid if item.zone is Zone.BIBLIOGRAPHY]
    linked = [
        Cite(item.start + one.start, item.start + one.end, one.targets) for item in laid for one in item.block.cites
    ]
    cited = cite(document.text, document.passages, notes, marks, bibliography, linked)
    return with_doubts(
        replace(
            document, references=tuple(cited.references), notes=tuple(cited.notes), citations=tuple(cited.citations)
        )
    )


def _notes(document: Document, laid: Iterable[Laid]) -> Iterator[Note]:
    for item in laid:
        if item.zone is Zone.NOTE:
            page = document.page_at(item.start)
            yield Note(item.block.number or "", page.page if page else None, item.block.text, item.start, item.end)
