"""What a PDF says of itself beside its pages: title, page labels, outline, links, attached files."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.manuscript import Front
from ingest.reading.cleaning import clean
from ingest.reading.pdf_xmp import with_xmp

_BROKEN = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, NotImplementedError)
_DEEPEST = 6
_MOST_LINKS = 20_000
_LONGEST_ADDRESS = 2_000
Part = TypeVar("Part")
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline that leads to `page` (from 1); `level` counts from 1."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address and the rectangle over which it lies: points, from the foot of the page."""

    address: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Told:
    front: Front = field(default_factory=Front)
    labels: Sequence[str | None] = ()
    outline: tuple[Entry, ...] = ()
    links: Mapping[int, tuple[WebLink, ...]] = field(default_factory=dict)  # by page, from 1
    attachments: tuple[str, ...] = ()


def told(data: bytes) -> Told:
    """What the file says of itself; a part that is broken says nothing, for the text can be read without it."""
    reader = _part(lambda: _opened(data), None)
    if reader is None:
        return Told()
    front = _part(lambda: _front(reader), Front())
    return Told(
        front=_part(lambda: with_xmp(front, reader), front),
        labels=_part(lambda: _labels(reader), ()),
        outline=_part(lambda: tuple(_entries(reader, reader.outline, 1)), ()),
        links=_part(lambda: dict(_links(reader)), {}),
        attachments=_part(lambda: tuple(filter(None, map(clean, reader.attachments))), ()),
    )


def _part(read: Callable[[], Part], otherwise: Part) -> Part:
    try:
        return read()
    except _BROKEN:
        return otherwise


def _opened(data: bytes) -> PdfReader | None:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _front(reader: PdfReader) -> Front:
    said = reader.metadata
    if said is None:
        return Front()
    authors = tuple(part.strip() for part in (said.author or "").split(";") if part.strip())
    keywords = tuple(part.strip() for part in str(said.get("/Keywords") or "").split(",") if part.strip())
    title = (said.title or "").strip() or None
    return Front(title=title, authors=authors, date=said.creation_date_raw, keywords=keywords)


def _labels(reader: PdfReader) -> Sequence[str | None]:
    """The file's own page labels, where it has any."""
    return [label or None for label in reader.page_labels] if "/PageLabels" in reader.root_object else ()


def _entries(reader: PdfReader, outline: Sequence[Any], level: int) -> Iterator[Entry]:
    """The outline's lines in their order; those below a line stand in a list behind it."""
    for item in outline:
        if isinstance(item, list):
            yield from _entries(reader, item, level + 1)
            continue
        page = reader.get_destination_page_number(item)
        title = clean(str(item.title or ""))
        if page is not None and page >= 0 and title:
            yield Entry(title, min(level, _DEEPEST), page + 1)


def _links(reader: PdfReader) -> Iterator[tuple[int, tuple[WebLink, ...]]]:
    """Links to the web on each page that has some, until there are too many to be a bibliography's."""
    count = 0
    for number, page in enumerate(reader.pages, 1):
        annotations = page.get("/Annots")
        found = tuple(link for one in annotations.get_object() for link in _link(one)) if annotations else ()
        count += len(found)
        if count > _MOST_LINKS:
            return
        if found:
            yield number, found


def _link(annotation: Any) -> Iterator[WebLink]:
    """The annotation, if it is a link to the web; a broken one is none."""
    try:
        said = annotation.get_object()
        address = str(said["/A"].get_object()["/URI"]) if said["/Subtype"] == "/Link" else ""
        x0, y0, x1, y1 = (float(number) for number in said["/Rect"])
    except _BROKEN:
        return
    if 0 < len(address) <= _LONGEST_ADDRESS:
        yield WebLink(address, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
