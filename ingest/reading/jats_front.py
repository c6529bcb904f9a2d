"""What a JATS article says of itself, and the names in it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from corpus.records import Name
from ingest.manuscript import Front
from ingest.reading.bylines import person, persons
from ingest.reading.safe_xml import XML_LANG, all_of, find, name, text_at, text_of
from ingest.reading.structured import bare_doi, year_in

_META = "front/article-meta"
_PRINTED_FIRST = ("collection", "ppub", "pub", "epub-ppub", "epub", "preprint")
_KINDS = {"book-review": "review", "correction": "correction", "editorial": "article"}


def front_of(article: Element) -> Front:
    """Title, authors, year and the rest, as the publisher put them into elements."""
    meta = find(article, _META)
    return Front(
        title=_title(meta),
        persons=tuple(_authors(meta)),
        date=_year(meta),
        doi=next((bare_doi(text_of(id)) for id in all_of(meta, "article-id") if id.get("pub-id-type") == "doi"), None),
        container=text_at(article, "front/journal-meta/journal-title-group/journal-title")
        or text_at(article, "front/journal-meta/journal-title"),
        keywords=tuple(_keywords(meta)),
        abstract=_abstract(meta),
        language=article.get(XML_LANG),
        kind=_KINDS.get(article.get("article-type") or "", "article"),
        declared=True,
    )


def _title(meta: Element | None) -> str | None:
    group = find(meta, "title-group")
    title, subtitle = _without_links(find(group, "article-title")), _without_links(find(group, "subtitle"))
    return f"{title}{'' if title.endswith(('?', '!', ':')) else ':'} {subtitle}" if subtitle else title or None


def _without_links(title: Element | None) -> str:
    """A title's words without the marker of its note."""
    return " ".join("".join(_words(title)).split()) if title is not None else ""


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if name(child) not in ("xref", "fn"):
            yield from _words(child)
        yield child.tail or ""


def _authors(meta: Element | None) -> Iterator[Name]:
    for contributor in all_of(meta, "contrib-group/contrib"):
        if contributor.get("contrib-type", "author") == "author":
            yield from names_in(contributor)


def names_in(parent: Element | None) -> Iterator[Name]:
    """The persons and bodies named directly within an element, in order; of a name's spellings the first."""
    for child in parent if parent is not None else ():
        if name(child) == "name-alternatives":
            yield from list(names_in(child))[:1]
        elif name(child) in ("name", "string-name"):
            yield from _person(child)
        elif name(child) in ("collab", "institution", "on-behalf-of"):
            yield from _body(child)


def _person(element: Element) -> Iterator[Name]:
    family, given = text_at(element, "surname"), text_at(element, "given-names") or ""
    suffix = text_at(element, "suffix")
    if family:
        yield Name(family, f"{given} {suffix}".strip() if suffix else given)
    elif given:
        yield Name(given)
    elif whole := text_of(element):
        yield from persons(whole) or (person(whole) if "," in whole else Name(whole),)


def _body(element: Element) -> Iterator[Name]:
    """A body's name, without the members that some journals list within it."""
    named = text_at(element, "institution") or " ".join((element.text or "").split()) or text_of(element)
    if named:
        yield Name(named)


def _year(meta: Element | None) -> str | None:
    """The year of the volume, else the earliest in which it appeared."""
    dated = {
        date.get("pub-type") or date.get("date-type") or "pub": year
        for date in all_of(meta, "pub-date")
        if (year := text_at(date, "year") or (str(year_in(date.get("iso-8601-date"))) if date.attrib else ""))
    }
    return next((dated[kind] for kind in _PRINTED_FIRST if kind in dated), min(dated.values(), default=None))


def _abstract(meta: Element | None) -> str | None:
    plain = next((element for element in all_of(meta, "abstract") if not element.get("abstract-type")), None)
    paragraphs = [text_of(p) for p in all_of(plain, ".//p")]
    return "\n\n".join(filter(None, paragraphs)) or text_of(plain) or None


def _keywords(meta: Element | None) -> Iterator[str]:
    groups = [group for group in all_of(meta, "kwd-group") if group.get("kwd-group-type", "author") != "abbreviations"]
    for group in groups[:1]:  # a second one says the same in another language
        yield from filter(None, (text_of(word) for word in all_of(group, ".//kwd")))
