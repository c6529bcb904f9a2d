"""XML from strangers: nothing is fetched, nothing is expanded, and elements are found by their names."""

from __future__ import annotations

import html
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from ingest.errors import Damaged, DeclaresEntities
from ingest.reading.cleaning import clean

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_HEAD = 65_536  # bytes within which a root element begins


def parse(data: bytes) -> Element:
    """The root of an XML file, without comments and instructions; the named characters of HTML are resolved.

    Raises DeclaresEntities before any is expanded, Damaged where it is not well formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,  # or xml:id="0", which GROBID and others write, ends it
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!ENTITY" in data[:_HEAD]:  # libxml2 itself stops at entities that grow
            raise DeclaresEntities from error
        raise Damaged(str(error)[:200]) from error
    _refuse_entities(root)
    for entity in list(root.iter(etree.Entity)):
        _as_text(entity, html.unescape(entity.text or ""))
    return root


def _refuse_entities(root: Element) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise DeclaresEntities


def _as_text(node: Element, text: str) -> None:
    """Put `text` where a node stands."""
    parent, before = node.getparent(), node.getprevious()
    assert parent is not None  # an entity cannot be a root
    words = text + (node.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        parent.text = (parent.text or "") + words
    parent.remove(node)


def root_of(data: bytes) -> Element | None:
    """The root element as its start tag says, read from the first bytes only; None where there is none."""
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
    try:
        parser.feed(data[:_HEAD])
        found = next(parser.read_events(), None)
    except etree.XMLSyntaxError:
        return None
    return found[1] if found else None


def name(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def find(element: Element | None, path: str) -> Element | None:
    """The first element at a path of names (`front/article-meta`), whatever their namespace."""
    return next(all_of(element, path), None)


def all_of(element: Element | None, path: str) -> Iterator[Element]:
    """All elements at a path of names; `.//` before the path looks at every depth."""
    if element is not None:
        deep, path = path.startswith(".//"), path.removeprefix(".//")
        steps = "/".join(f"{{*}}{step}" for step in path.split("/"))
        yield from element.iterfind(f".//{steps}" if deep else steps)


def text_of(element: Element | None) -> str:
    """All words within, cleaned."""
    return clean("".join(map(str, element.itertext()))) if element is not None else ""


def text_at(element: Element | None, path: str) -> str | None:
    """The words of the first element at a path that has some."""
    return next(filter(None, map(text_of, all_of(element, path))), None)
