"""Zotero's RDF, as it exports collections with their files (read as XML: its `rdf:resource` is against RDF's rules)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml.etree import _Element as Element

from ingest.reading.catalogue import Bad, Record
from ingest.reading.csl import date_item
from ingest.reading.safe_xml import all_of, find, name, parse, text_at, text_of
from ingest.reading.structured import bare_doi

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_TYPES = {
    "journalArticle": "article-journal",
    "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper",
    "book": "book",
    "bookSection": "chapter",
    "conferencePaper": "paper-conference",
    "report": "report",
    "thesis": "thesis",
    "webpage": "webpage",
    "blogPost": "post-weblog",
    "dataset": "dataset",
    "statute": "legislation",
    "bill": "bill",
    "case": "legal_case",
    "letter": "personal_communication",
    "manuscript": "manuscript",
    "preprint": "article",
    "document": "document",
}
_NO_RECORDS = ("attachment", "note", "annotation")
_WHOLES = ("Journal", "Book", "Periodical", "Newspaper", "Magazine", "Series", "Website", "Proceedings")


def zotero_entries(data: bytes) -> Iterator[Record | Bad]:
    """Each item with the files attached to it; a file without an item is named. Raises Damaged, DeclaresEntities."""
    root = parse(data)
    by_address = {element.get(_RDF + "about"): element for element in root.iter() if element.get(_RDF + "about")}
    items = [element for element in root if _type(element) and _type(element) not in _NO_RECORDS]
    linked = set()
    for number, element in enumerate(items, 1):
        attached = [by_address[address] for address in _links(element) if address in by_address]
        linked |= set(attached)
        files = tuple(filter(None, map(_path, attached)))
        item = _item(element, by_address)
        yield Record(item["id"], item, files, number, element.sourceline)
    loose = [element for element in root if _type(element) == "attachment" and element not in linked]
    for number, element in enumerate(loose, len(items) + 1):
        path = _path(element) or ""
        yield Bad(number, "it is a file without a record; ingest it by its path", path, element.sourceline)


def _type(element: Element) -> str:
    return text_at(element, "itemType") or ""


def _links(element: Element) -> Iterator[str]:
    for link in all_of(element, "link"):
        yield link.get(_RDF + "resource") or ""


def _path(attachment: Element) -> str | None:
    for resource in all_of(attachment, "resource"):
        path = resource.get(_RDF + "resource") or ""
        if path and not re.match(r"(?:https?|ftp):", path):
            return unquote(path) if path.startswith("file:") else path
    return None


def _item(element: Element, by_address: dict[str | None, Element]) -> dict[str, Any]:
    whole = _whole(element, by_address)
    type = _TYPES.get(_type(element), "document")
    identifiers = [*_identifiers(element), *_identifiers(whole)]
    doi = next(filter(None, (bare_doi(identifier) for identifier in identifiers)), None)
    url = next((identifier for identifier in identifiers if identifier.startswith("http")), None)
    title = text_at(element, "title")
    fields = {
        "id": doi or url or title or element.get(_RDF + "about") or "",
        "type": type,
        "title": title,
        "author": list(_people(element, "authors")),
        "editor": list(_people(element, "editors")),
        "issued": date_item(text_at(element, "date")),
        "container-title": text_at(whole, "title"),
        "volume": text_at(element, "volume") or text_at(whole, "volume"),
        "issue": text_at(element, "number") or text_at(whole, "number"),
        "page": (text_at(element, "pages") or "").replace("-", "–"),
        "publisher": text_at(element, "publisher/Organization/name") or text_at(whole, "publisher/Organization/name"),
        "DOI": doi,
        "URL": url,
        "ISBN": _numbered(identifiers, "ISBN"),
        "ISSN": _numbered(identifiers, "ISSN"),
        "abstract": text_at(element, "abstract"),
        "keyword": "; ".join(filter(None, map(_subject, all_of(element, "subject")))),
        "language": text_at(element, "language"),
    }
    return {name: value for name, value in fields.items() if value}


def _whole(element: Element, by_address: dict[str | None, Element]) -> Element | None:
    """The journal, book or series in which the item appeared: within it or elsewhere in the file."""
    for part in all_of(element, "isPartOf"):
        inside = next((child for child in part if name(child) in _WHOLES), None)
        found = inside if inside is not None else by_address.get(part.get(_RDF + "resource"))
        if found is not None:
            return found
    return None


def _identifiers(element: Element | None) -> Iterator[str]:
    yield from filter(None, map(text_of, all_of(element, "identifier")))
    address = element.get(_RDF + "about") if element is not None else None
    if address and address.startswith("http"):
        yield address


def _numbered(identifiers: list[str], kind: str) -> str | None:
    return next((one.removeprefix(kind).strip() for one in identifiers if one.startswith(kind + " ")), None)


def _subject(subject: Element) -> str | None:
    return text_at(subject, "AutomaticTag/value") or text_of(subject) or None


def _people(element: Element, role: str) -> Iterator[dict[str, str]]:
    for person in all_of(find(element, role), ".//Person"):
        family, given = text_at(person, "surname"), text_at(person, "givenName") or text_at(person, "givenname")
        if family and given:
            yield {"family": family, "given": given}
        elif family or given:
            yield {"literal": family or given or ""}
