"""XMP, the metadata that a PDF carries in XML: Dublin Core and PRISM, where the older Info dictionary is silent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree
from lxml.etree import _Element as Element
from pypdf import PdfReader

from ingest.errors import ReadingError
from ingest.manuscript import Front
from ingest.reading.cleaning import clean
from ingest.reading.safe_xml import parse, text_of

_DC = "http://purl.org/dc/elements/1.1/"
_PRISM = re.compile(r"http://prismstandard\.org/namespaces/(?:basic/)?\d\.\d/")  # every version has a name of its own
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_BEGINS = re.compile(rb"<(?:\w{1,20}:)?(?:xmpmeta|RDF)\b")  # behind what might declare entities
_LARGEST = 4_000_000  # bytes


def with_xmp(front: Front, reader: PdfReader) -> Front:
    """The front with what XMP adds to it; nothing that the Info dictionary says is replaced.

    Raises what pypdf raises over a broken stream; XMP that is no XML adds nothing.
    """
    root = _root(reader)
    if root is None:
        return front
    dates = (*_prism(root, "publicationDate"), *_prism(root, "coverDate"), *_dublin(root, "date"))
    identifiers = (*_prism(root, "doi"), *_dublin(root, "identifier"))
    dois = (found[0].rstrip(".,;") for text in identifiers if (found := _DOI.search(text)))
    return replace(
        front,
        title=front.title or next(_dublin(root, "title"), None),
        authors=front.authors or tuple(_dublin(root, "creator")),
        date=front.date or next(iter(dates), None),
        doi=front.doi or next(dois, None),
        keywords=front.keywords or tuple(_dublin(root, "subject")),
    )


def _root(reader: PdfReader) -> Element | None:
    stream = reader.root_object.get("/Metadata")
    data = stream.get_object().get_data() if stream is not None else b""
    begins = _BEGINS.search(data) if len(data) <= _LARGEST else None
    try:
        return parse(data[begins.start() :].rstrip(b"\0 \t\r\n")) if begins else None
    except ReadingError:
        return None


def _dublin(root: Element, named: str) -> Iterator[str]:
    return _values(root, lambda space: space == _DC, named)


def _prism(root: Element, named: str) -> Iterator[str]:
    return _values(root, lambda space: bool(_PRISM.fullmatch(space or "")), named)


def _values(root: Element, of: Callable[[str | None], bool], named: str) -> Iterator[str]:
    """Its values: the items of a list or of languages, else the element's own words, else an attribute's."""
    for element in root.iter("{*}" + named):
        if of(etree.QName(element).namespace):
            items = [text_of(item) for item in element.iter("{*}li")] or [text_of(element)]
            yield from filter(None, items)
    for description in root.iter("{*}Description"):
        for key, value in description.items():
            name = etree.QName(key)
            if name.localname == named and of(name.namespace) and clean(value):
                yield clean(value)
