"""The reference list of a JATS article: fields where the publisher marked them, else the words for our own parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element as Element

from corpus.records import Name, Reference
from ingest.manuscript import Block
from ingest.reading.jats_front import names_in
from ingest.reading.safe_xml import all_of, find, name, text_at, text_of
from ingest.reading.structured import CSL_TYPES, bare_doi, in_words, pages, year_in

_CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation")


def reference_blocks(listing: Element) -> Iterator[Block]:
    """One block for each work of a `ref-list` (not of lists within it)."""
    for entry in all_of(listing, "ref"):
        for citation in _citations(entry):
            names = tuple(filter(None, (entry.get("id"), citation.get("id"))))
            yield replace(_block(citation), targets=names)


def _citations(entry: Element) -> Iterator[Element]:
    """The works of one entry; of alternatives the one that tells its fields apart."""
    for child in entry:
        if name(child) == "citation-alternatives":
            yield from sorted((c for c in child if name(c) in _CITATIONS), key=lambda c: _CITATIONS.index(name(c)))[:1]
        elif name(child) in _CITATIONS:
            yield child


def _block(citation: Element) -> Block:
    printed = re.sub(r"\s+([,.;:)])", r"\1", text_of(citation))
    reference = reference_of(citation)
    if not reference.title or not (reference.authors or reference.editors or reference.year):
        return Block("reference", printed)
    punctuated = name(citation) == "mixed-citation" and bool((citation.text or "").strip() or _tails(citation))
    raw = printed if punctuated else in_words(reference)
    return Block("reference", raw, reference=replace(reference, raw=raw))


def _tails(citation: Element) -> str:
    return "".join((child.tail or "") for child in citation).strip()


def reference_of(citation: Element) -> Reference:
    """What the elements of a citation say; `raw` is left empty."""
    inner = ("article-title", "chapter-title", "part-title")
    article = next(filter(None, (text_at(citation, title) for title in inner)), None)
    source = text_at(citation, "source")
    people = dict(_people(citation))
    return Reference(
        raw="",
        authors=people.get("author", ()),
        editors=people.get("editor", ()),
        year=year_in(text_at(citation, "year") or text_at(citation, "date")),
        title=article or source or text_at(citation, "data-title"),
        container=source if article else text_at(citation, "series"),
        volume=text_at(citation, "volume"),
        issue=text_at(citation, "issue"),
        pages=pages(text_at(citation, "fpage"), text_at(citation, "lpage"))
        or text_at(citation, "page-range")
        or text_at(citation, "elocation-id"),
        publisher=text_at(citation, "publisher-name"),
        place=text_at(citation, "publisher-loc"),
        doi=_doi(citation),
        url=_url(citation),
        type=_type(citation, article),
    )


def _people(citation: Element) -> Iterator[tuple[str, tuple[Name, ...]]]:
    """Roles and their names; names outside a group are authors."""
    loose = tuple(names_in(citation))
    if loose:
        yield "author", loose
    for group in all_of(citation, "person-group"):
        yield group.get("person-group-type", "author"), tuple(names_in(group))


def _doi(citation: Element) -> str | None:
    marked = [e for e in all_of(citation, "pub-id") if e.get("pub-id-type") == "doi"]
    links = [*marked, *all_of(citation, "ext-link"), *all_of(citation, "uri")]
    return next(filter(None, (bare_doi(text_of(e)) or bare_doi(_address(e)) for e in links)), None)


def _url(citation: Element) -> str | None:
    links = [*all_of(citation, ".//ext-link"), *all_of(citation, ".//uri")]
    found = (_address(link) or text_of(link) for link in links)
    return next((url for url in found if url.startswith("http") and "doi.org/" not in url), None)


def _address(link: Element) -> str:
    return link.get("{http://www.w3.org/1999/xlink}href") or ""


def _type(citation: Element, article: str | None) -> str | None:
    said = citation.get("publication-type") or citation.get("citation-type") or ""
    known = CSL_TYPES.get(said.lower())
    if known == "book" and article and find(citation, "source") is not None:
        return "chapter"
    return known
