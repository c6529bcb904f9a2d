"""What a web page says of itself: Highwire and Dublin Core tags, Open Graph, the language of its root."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from ingest.manuscript import Front
from ingest.reading.cleaning import clean


def front_of(root: HtmlElement) -> Front:
    """The page's own metadata; the first of several names for a thing that is given counts."""
    tags: dict[str, list[str]] = {}
    for meta in root.xpath("//meta[@content]"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        tags.setdefault(name, []).append(clean(meta.get("content")))

    def all_of(*names: str) -> tuple[str, ...]:
        return next((tuple(filter(None, tags[name])) for name in names if any(tags.get(name, ()))), ())

    def one(*names: str) -> str | None:
        return next(iter(all_of(*names)), None)

    title = clean(" ".join(root.xpath("//title[1]//text()"))) or None
    doi = one("citation_doi", "dc.identifier.doi", "prism.doi", "bepress_citation_doi", "dc.identifier")
    return Front(
        title=one("citation_title", "bepress_citation_title", "dc.title", "dcterms.title", "og:title") or title,
        authors=all_of("citation_author", "bepress_citation_author", "dc.creator", "dcterms.creator", "author"),
        date=one(
            "citation_publication_date",
            "citation_date",
            "bepress_citation_date",
            "dc.date",
            "dcterms.date",
            "dcterms.issued",
            "article:published_time",
            "date",
        ),
        doi=doi,
        container=one("citation_journal_title", "bepress_citation_journal_title", "prism.publicationname", "dc.source"),
        keywords=tuple(
            word
            for value in all_of("citation_keywords", "keywords", "dc.subject")
            for word in re.split(r"\s*[;,]\s*", value)
            if word
        ),
        abstract=one("citation_abstract", "dc.description", "dcterms.abstract"),
        language=root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or one("citation_language", "dc.language"),
    )
