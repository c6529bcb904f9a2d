"""Bibliographies in TEI: `biblStruct` and `bibl` with their fields, or the words alone for our own parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element as Element

from corpus.records import Reference
from ingest.manuscript import Block
from ingest.reading.safe_xml import all_of, find, name, text_at, text_of
from ingest.reading.structured import bare_doi, in_words, pages, year_in
from ingest.reading.tei_front import authors_in

_ARTICLE = {"j": "article-journal", "m": "chapter"}


def reference_block(entry: Element) -> Block:
    """One entry, with its fields where it tells at least a title and who or when."""
    reference = _of_structure(entry) if name(entry) == "biblStruct" else _of_words(entry)
    printed = _printed(entry)
    if not reference.title or not (reference.authors or reference.editors or reference.year):
        return Block("reference", printed or text_of(entry))
    raw = printed or in_words(reference)
    return Block("reference", raw, reference=replace(reference, raw=raw))


def _printed(entry: Element) -> str | None:
    """As printed: GROBID keeps it in a note; a `bibl` with words between its elements is it."""
    notes = (text_of(note) for note in all_of(entry, "note") if note.get("type") == "raw_reference")
    if raw := next(filter(None, notes), None):
        return raw
    between = "".join([entry.text or "", *((child.tail or "") for child in entry)]).strip()
    return text_of(entry) if name(entry) == "bibl" and between else None


def _of_structure(entry: Element) -> Reference:
    article, whole = find(entry, "analytic"), find(entry, "monogr")
    imprint = find(whole, "imprint")
    scopes = _scopes(imprint)
    titled, container = text_at(article, "title"), text_at(whole, "title")
    return Reference(
        raw="",
        authors=tuple(authors_in(article)) or tuple(authors_in(whole)),
        editors=tuple(authors_in(whole, "editor")),
        year=_year(imprint),
        title=titled or container,
        container=container if titled else text_at(entry, "series/title"),
        volume=scopes.get("volume"),
        issue=scopes.get("issue"),
        pages=scopes.get("pages"),
        publisher=text_at(imprint, "publisher"),
        place=text_at(imprint, "pubPlace"),
        doi=_doi(entry),
        url=_url(entry),
        type=_ARTICLE.get(_level(whole), "article-journal") if titled else "book",
    )


def _of_words(entry: Element) -> Reference:
    titles = {title.get("level") or "": text_of(title) for title in reversed(list(all_of(entry, "title")))}
    scopes = _scopes(entry)
    first = titles.get("a") or titles.get("") or titles.get("m") or titles.get("j")
    container = titles.get("j") or titles.get("m") or titles.get("s")
    return Reference(
        raw="",
        authors=tuple(authors_in(entry)),
        editors=tuple(authors_in(entry, "editor")),
        year=_year(entry),
        title=first,
        container=container if container != first else None,
        volume=scopes.get("volume"),
        issue=scopes.get("issue"),
        pages=scopes.get("pages"),
        publisher=text_at(entry, "publisher"),
        place=text_at(entry, "pubPlace"),
        doi=_doi(entry),
        url=_url(entry),
        type="article-journal" if "j" in titles else None if "a" in titles else "book",
    )


def _level(whole: Element | None) -> str:
    title = find(whole, "title")
    return (title.get("level") or "") if title is not None else ""


def _year(within: Element | None) -> int | None:
    dates = (date.get("when") or text_of(date) for date in all_of(within, "date"))
    return next(filter(None, map(year_in, dates)), None)


def _scopes(within: Element | None) -> dict[str, str]:
    """Volume, issue and pages."""
    return dict(_scope(scope) for scope in reversed(list(all_of(within, "biblScope"))) if _scope(scope)[1])


def _scope(scope: Element) -> tuple[str, str]:
    unit = scope.get("unit") or scope.get("type") or ""
    names = {"vol": "volume", "volume": "volume", "issue": "issue", "page": "pages", "pp": "pages", "pages": "pages"}
    said = text_of(scope) or pages(scope.get("from"), scope.get("to")) or ""
    return names.get(unit, ""), said if unit in names else ""


def _links(entry: Element) -> Iterator[str]:
    for tag in ("idno", "ptr", "ref"):
        for element in all_of(entry, f".//{tag}"):
            yield from filter(None, (element.get("target"), text_of(element)))


def _doi(entry: Element) -> str | None:
    return next(filter(None, map(bare_doi, _links(entry))), None)


def _url(entry: Element) -> str | None:
    return next((link for link in _links(entry) if link.startswith("http") and "doi.org/" not in link), None)
