"""What a TEI header says of its text, and the names in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from corpus.records import Name
from ingest.manuscript import Front
from ingest.reading.bylines import person, persons
from ingest.reading.safe_xml import XML_LANG, all_of, find, name, text_at, text_of
from ingest.reading.structured import bare_doi, year_in

_DESCRIPTION = "teiHeader/fileDesc"


def front_of(root: Element) -> Front:
    """Of the printed source where the header describes one, else of the electronic text."""
    described = find(root, _DESCRIPTION)
    source = find(described, "sourceDesc/biblStruct")
    article = find(source, "analytic")
    text = find(root, ".//text")
    return Front(
        title=_title(described, source),
        persons=_authors(described, source),
        date=_date(described, source),
        doi=_doi(described, source),
        container=text_at(source, "monogr/title") if article is not None and text_of(find(article, "title")) else None,
        keywords=tuple(_keywords(root)),
        abstract=_abstract(root),
        language=(text.get(XML_LANG) if text is not None else None)
        or _ident(find(root, "teiHeader/profileDesc/langUsage/language"))
        or root.get(XML_LANG),
        kind="article" if article is not None or bare_doi(_doi(described, source)) else "report",
        declared=True,
    )


def _title(described: Element | None, source: Element | None) -> str | None:
    titles = [*all_of(described, "titleStmt/title"), *all_of(source, "analytic/title"), *all_of(source, "monogr/title")]
    main = [title for title in titles if title.get("type") in (None, "main")]
    return next(filter(None, map(text_of, main)), None)


def _authors(described: Element | None, source: Element | None) -> tuple[Name, ...]:
    places = ((source, "analytic"), (described, "titleStmt"), (source, "monogr"))
    listed = (tuple(authors_in(find(within, path))) for within, path in places)
    return next(filter(None, listed), ())


def authors_in(parent: Element | None, role: str = "author") -> Iterator[Name]:
    """The persons and bodies in the `author` (or `editor`) elements directly within an element."""
    for author in all_of(parent, role):
        people = list(all_of(author, "persName")) or list(all_of(author, "name"))
        if people:
            yield from filter(None, map(_person, people))
        else:
            yield from _plain(author)


def _person(element: Element) -> Name | None:
    family = " ".join(_texts(element, "nameLink", "surname"))
    given = " ".join(_texts(element, "forename"))
    generation = " ".join(_texts(element, "genName"))
    if family:
        return Name(family, f"{given} {generation}".strip())
    whole = text_of(element)
    return person(whole) if whole else None


def _texts(element: Element, *names: str) -> Iterable[str]:
    return filter(None, (text_of(part) for tag in names for part in all_of(element, tag)))


def _plain(author: Element) -> Iterator[Name]:
    """A name that is not encoded: parts directly within, a body, or words."""
    if text_of(find(author, "surname")):
        yield from filter(None, (_person(author),))
    elif body := text_at(author, "orgName"):
        yield Name(body)
    elif words := " ".join((author.text or "").split()):
        yield from persons(words) or (person(words) if "," in words else Name(words),)


def _date(described: Element | None, source: Element | None) -> str | None:
    dates = [
        *all_of(source, "monogr/imprint/date"),
        *all_of(described, "publicationStmt/date"),
        *all_of(described, "publicationStmt/p/date"),
    ]
    found = (date.get("when") or text_of(date) for date in dates)
    return next((str(year) for year in map(year_in, found) if year), None)


def _doi(described: Element | None, source: Element | None) -> str | None:
    numbers = [*all_of(source, ".//idno"), *all_of(described, "publicationStmt/idno")]
    return next(filter(None, (bare_doi(text_of(number)) for number in numbers)), None)


def _keywords(root: Element) -> Iterator[str]:
    for terms in all_of(root, "teiHeader/profileDesc/textClass/keywords"):
        yield from filter(None, (text_of(term) for tag in ("term", "list/item") for term in all_of(terms, tag)))


def _abstract(root: Element) -> str | None:
    element = find(root, "teiHeader/profileDesc/abstract")
    paragraphs = [text_of(p) for p in all_of(element, ".//p")]
    return "\n\n".join(filter(None, paragraphs)) or text_of(element) or None


def _ident(language: Element | None) -> str | None:
    return language.get("ident") if language is not None and name(language) else None
