"""The package of an EPUB: what it says of the book, and the order of its files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import html as lxml_html
from lxml.etree import _Element as Element

from corpus.records import Name
from ingest.errors import Damaged
from ingest.manuscript import Front
from ingest.reading.archive import Archive
from ingest.reading.bylines import listed, person
from ingest.reading.safe_xml import all_of, find, parse, text_at, text_of
from ingest.reading.structured import bare_doi

_OPF = "{http://www.idpf.org/2007/opf}"
_AUTHORS = ("aut", "cre", "")
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


@dataclass(frozen=True, slots=True)
class Package:
    """`spine`: the paths of the chapters, in reading order, without the table of contents."""

    front: Front
    spine: tuple[str, ...]


def package_of(archive: Archive, path: str) -> Package:
    """Raises Damaged where it lists no chapters."""
    root = parse(archive.read(path))
    spine = tuple(dict.fromkeys(_spine(root, path)))
    if not spine:
        raise Damaged("its package lists no chapters")
    return Package(_front(find(root, "metadata")), spine)


def _spine(root: Element, path: str) -> Iterator[str]:
    items = {item.get("id"): item for item in all_of(root, "manifest/item")}
    for entry in all_of(root, "spine/itemref"):
        item = items.get(entry.get("idref"))
        if item is not None and item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or ""):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(item.get("href") or "")))


def _front(metadata: Element | None) -> Front:
    return Front(
        title=_title(metadata),
        persons=tuple(_authors(metadata)),
        date=_date(metadata),
        doi=next(filter(None, (bare_doi(text_of(number)) for number in all_of(metadata, "identifier"))), None),
        keywords=tuple(_keywords(metadata)),
        abstract=_description(metadata),
        language=text_at(metadata, "language"),
        kind="book",
        declared=True,
    )


def _refined(metadata: Element | None) -> dict[tuple[str, str], str]:
    """(id of what is refined, property) → what is said of it."""
    return {
        ((meta.get("refines") or "").removeprefix("#"), meta.get("property") or ""): text_of(meta)
        for meta in all_of(metadata, "meta")
        if meta.get("refines")
    }


def _title(metadata: Element | None) -> str | None:
    refined = _refined(metadata)
    titles = [(refined.get((e.get("id") or "", "title-type"), ""), text_of(e)) for e in all_of(metadata, "title")]
    main = next((title for kind, title in titles if kind in ("main", "") and title), None)
    subtitle = next((title for kind, title in titles if kind == "subtitle" and title), None)
    return f"{main}: {subtitle}" if main and subtitle and subtitle not in main else main


def _authors(metadata: Element | None) -> Iterator[Name]:
    refined = _refined(metadata)
    for creator in all_of(metadata, "creator"):
        own = creator.get("id") or ""
        role = creator.get(_OPF + "role") or refined.get((own, "role"), "")
        sorted_as = creator.get(_OPF + "file-as") or refined.get((own, "file-as"), "")
        if role.lower() in _AUTHORS:
            yield from _named(text_of(creator), sorted_as)


def _named(name: str, sorted_as: str) -> tuple[Name, ...]:
    """In parts as it is sorted ("Family, Given"), where that is the same name."""
    parts = set(re.findall(r"\w+", sorted_as))
    if sorted_as.count(",") == 1 and parts <= set(re.findall(r"\w+", name)):
        return (person(sorted_as),)
    return listed((name,), bodies=True)


def _date(metadata: Element | None) -> str | None:
    """Of the publication, where several events are dated."""
    dates = {date.get(_OPF + "event") or "": text_of(date) for date in reversed(list(all_of(metadata, "date")))}
    chosen = (dates.get(event) for event in ("original-publication", "publication", "", "creation"))
    return next(filter(None, chosen), None)


def _keywords(metadata: Element | None) -> Iterator[str]:
    for subject in all_of(metadata, "subject"):
        yield from filter(None, (word.strip() for word in text_of(subject).split(";")))


def _description(metadata: Element | None) -> str | None:
    """Publishers put HTML into it, as text."""
    said = text_at(metadata, "description")
    return lxml_html.fromstring(said).text_content().strip() or None if said else None
