"""A citation of this very work, as cover pages and first pages print it, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.records import Name
from ingest.citing.references import parse_references
from ingest.reading.bylines import person, persons

_CITATION = re.compile(
    r"(?P<authors>[^\"“„(]{4,200}?)[\s,.:]*\(?(?P<year>(?:19"
    r"|20)\d\d)[a-z]?\)?\s*[.,:)]?\s*[\"“„](?P<title>[^\"”“]{8,300}?)[,.]?[\"”“],?\s*(?P<rest>.*)",
    re.DOTALL,
)
_COLON = re.compile(
    r"(?P<authors>[^:\"“]{4,200}?)(?: \((?:Ed|Hg|Hrsg)\.\))?\s*:\s*(?P<title>.{8,300}?)(?:\.\s+"
    r"|\s+-\s+)In:\s*(?P<rest>.*?(?P<year>(?:19|20)\d\d).*)",
    re.DOTALL,
)
_EDITED = re.compile(  # "Family, Given ; Body (Ed.): Title. Place, 2005 (Series 6)"
    r"(?P<authors>[^:\"“]{4,200}?)(?: \((?:Eds?|Hg|Hrsg)\.\))?\s*:\s*(?P<title>.{8,300}?)\.\s+"
    r"(?P<rest>[^.]{3,80}?,\s*(?P<year>(?:19|20)\d\d).*)",
    re.DOTALL,
)
_PLAIN = re.compile(
    r"(?P<authors>[^(\"“]{4,200}?)[\s,.]*\((?P<year>(?:19"
    r"|20)\d\d)\)\s?[.,:]?\s+(?P<title>[^.?!]{8,300}[?!]?)[.,]?\s+(?P<rest>.*)",
    re.DOTALL,
)
_CONTAINER = re.compile(
    r"\s*(?:in:?\s+)?(?P<name>[^\d\"“]{4,120}?)[\s,;:(]*(?:vol\.?|jg\.?|volume|bd\.?|iss|no\.|\d|\()", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\((?P<name>[^()\d/,]+ [^()\d/]{2,80}?)\s*(?:/[^()]*?)?,?\s*(?:No\.?\s*)?\d[\d/-]*\)")
_SERIES = re.compile(
    r"[\s.,:;(]*(?P<name>[^\d.,:;()]{3,60}?\b(?:papers?|series|reihe|berichte?|reports?|working|discussion))\b[\s,]*"
    r"(?:series)?,?\s*(?:no|nr|issue)?\b\.?\s*[\w/-]*\d",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORTEST = 10  # letters of a title that is looked for within a citation


@dataclass(frozen=True, slots=True)
class Cited:
    """What the citation says; `text` is the citation, in which volume and pages stand too."""

    text: str
    title: str
    authors: tuple[Name, ...]
    year: int
    container: str | None = None
    publisher: str | None = None


def cited_as(citation: str, titles: Iterable[str] = ()) -> Cited | None:
    """A citation's parts: around one of the titles that the page prints, by the forms of the trade, by the model."""
    parted = (found for title in titles if (found := around(title, citation)))
    return next(parted, None) or _by_form(citation) or _by_model(citation)


def around(title: str, citation: str) -> Cited | None:
    """Authors stand before the title, where and when after it."""
    words = re.findall(r"\w+", title)
    found = re.search(r"\W+".join(map(re.escape, words)), citation, re.IGNORECASE)
    if found is None or sum(map(len, words)) < _SHORTEST:
        return None
    before, rest = citation[: found.start()], citation[found.end() :]
    year = _YEAR.search(before) or _YEAR.search(rest)
    names = re.sub(r"[\s.,:;(]*(?:(?:19|20)\d\d[a-z]?)?[\s.,:;)\"“„‘'»«]*$", "", before)
    authors = _authors(re.sub(r"\s*\((?:eds?|hg|hrsg)\.?\)\s*$", "", names, flags=re.IGNORECASE))
    if not year or not authors:
        return None
    return Cited(citation, title, authors, int(year[0]), container_in(rest))


def container_in(rest: str) -> str | None:
    """The journal or series with which a citation goes on after the title and, in some styles, the year."""
    rest = re.sub(r"^[\W_]*(?:\(?(?:19|20)\d\d[a-z]?\)[\W_]*)?", "", rest) if not rest.startswith("(") else rest
    bracketed, series = _IN_BRACKETS.search(rest), _SERIES.match(rest)
    found = series or (bracketed if not re.match(r"in:?\s", rest, re.IGNORECASE) else None) or _CONTAINER.match(rest)
    return found["name"].strip(" ,:;(.") if found else None


def _by_form(citation: str) -> Cited | None:
    for form in (_CITATION, _COLON, _EDITED, _PLAIN):
        if (found := form.match(citation)) and (authors := _authors(found["authors"])):
            title = " ".join(found["title"].split())
            return Cited(citation, title, authors, int(found["year"]), container_in(found["rest"]))
    return None


def _by_model(citation: str) -> Cited | None:
    """As the reader of bibliographies takes it apart, where it finds persons, a title and a year."""
    if not 40 < len(citation) < 900:
        return None
    read = parse_references([citation])[0]
    if not (read.authors and read.title and read.year) or len(read.title.split()) < 2:
        return None
    return Cited(citation, read.title, read.authors, read.year, read.container, read.publisher)


def _authors(text: str) -> tuple[Name, ...]:
    """`Moix, Bridget`, `Smith, J., and Mary Jones`, `Weber, Max ; Simmel, Georg`; not the body that edits a series."""
    text = re.sub(r"\s*;[^;]*\((?:Eds?|Hg|Hrsg)\.\)$", "", text.strip(" ,.:"))
    if ";" in text or " / " in text:
        parts = [part for part in re.split(r"\s*(?:;| / )\s*", text) if part]
        return tuple(person(part) for part in _people_first(parts))
    parts = text.split(",")
    if len(parts) > 1 and all(len(part.split()) > 1 for part in parts) and (given_first := persons(text)):
        return given_first
    if found := re.match(r"([^,]+,\s*[^,]+?)(?:,?\s+(?:and|und|&)\s+(.+)|,\s*(.+))?$", text):
        others = found[2] or found[3] or ""
        return (person(found[1]), *(persons(others) or ((person(others),) if others else ())))
    return persons(text)


def _people_first(parts: Iterable[str]) -> list[str]:
    """Where persons are named ("Family, Given"), a body among them only published the work."""
    held = list(parts)
    return [part for part in held if "," in part] or held
