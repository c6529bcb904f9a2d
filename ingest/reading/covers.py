"""Cover pages that repositories put before a paper: the citation that they recommend says all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import Name
from ingest.reading.bylines import person, persons

_LABEL = re.compile(
    r"\s*(?:recommended|suggested|preferred)\s+citation\s*:?|(?:how )?to cite(?: this)?(?: article| paper"
    r"| document| version)?\s*:?|cite this (?:article|paper|as)\s*:?|empfohlene "
    r"zitierung\s*(?:/\s*suggested citation)?\s*:?|citation\s*:|zitiervorschlag\s*:?",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    r"brought to you (?:for free )?|available at:|follow this and additional works|diese version ist "
    r"zitierbar|this version is available at|downloaded from|nutzungsbedingungen|terms of use",
    re.IGNORECASE,
)
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
_PLAIN = re.compile(
    r"(?P<authors>[^(\"“]{4,200}?)[\s,.]*\((?P<year>(?:19"
    r"|20)\d\d)\)\s?[.,:]?\s+(?P<title>[^.?!]{8,300}[?!]?)[.,]?\s+(?P<rest>.*)",
    re.DOTALL,
)
_CONTAINER = re.compile(
    r"\s*(?:in:?\s+)?(?P<name>[^\d\"“]{4,120}?)[\s,;:(]*(?:vol\.?|jg\.?|volume|bd\.?|iss|no\.|\d|\()", re.IGNORECASE
)
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]+[^\s\"<>|.,;:)\]}]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cover:
    title: str | None = None
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str | None = None
    doi: str | None = None


def is_cover_line(text: str) -> bool:
    """Whether a block can only stand on a repository's cover page."""
    return bool(_LABEL.match(text) or _BROUGHT.search(text[:200]))


def cover_of(lines: Sequence[str]) -> Cover:
    """What the recommended citation among the opening blocks says; empty where there is none."""
    for index, line in enumerate(lines):
        if label := _LABEL.match(line):
            rest = line[label.end() :].strip()
            for citation in (rest, *lines[index + 1 : index + 2]):
                if cover := _parsed(citation, lines):
                    return cover
    return Cover()


def _parsed(citation: str, lines: Sequence[str]) -> Cover | None:
    found = _CITATION.match(citation) or _COLON.match(citation) or _PLAIN.match(citation)
    if not found or not (authors := _authors(found["authors"])):
        return None
    container = _CONTAINER.match(found["rest"])
    return Cover(
        title=" ".join(found["title"].split()),
        authors=authors,
        year=int(found["year"]),
        container=container["name"].strip(" ,:;(") if container else None,
        doi=_first_doi([citation, *lines]),
    )


def _authors(text: str) -> tuple[Name, ...]:
    """`Moix, Bridget`, `Smith, J., and Mary Jones`, `Weber, Max ; Simmel, Georg`."""
    text = text.strip(" ,.:")
    if ";" in text or " / " in text:
        return tuple(person(part) for part in re.split(r"\s*(?:;| / )\s*", text) if part)
    if found := re.match(r"([^,]+,\s*[^,]+?)(?:,?\s+(?:and|und|&)\s+(.+)|,\s*(.+))?$", text):
        others = found[2] or found[3] or ""
        return (person(found[1]), *(persons(others) or ((person(others),) if others else ())))
    return persons(text)


def _first_doi(texts: Sequence[str]) -> str | None:
    return next((found[0] for text in texts if (found := DOI.search(text))), None)
