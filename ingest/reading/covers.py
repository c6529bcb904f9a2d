"""Cover pages that repositories and publishers put before a paper: the citation that they recommend says all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Name
from ingest.citing.references import parse_references
from ingest.manuscript import Block
from ingest.reading.bylines import person, persons

_LABEL = re.compile(
    r"\s*(?:(?:recommended|suggested|preferred|original|published|full|complete) citation\b(?: details)?\s*:?"
    r"|(?:how )?to cite(?: this)?(?: article| paper| document| version| chapter| report)?\s*:?"
    r"|(?:please )?cite (?:this )?(?:article |paper |publication |report |document |chapter |work )?as\s*:?"
    r"|(?:please )?cite this (?:article|paper|version|document)\s*:?"
    r"|empfohlene zitierung\s*(?:/\s*suggested citation)?\s*:?"
    r"|citation\s*(?:\([\w ]+\))?:|citation for published (?:version|item)\s*(?:\([^)]*\))?\s*:?"
    r"|zitiervorschlag\s*:?|pour citer (?:cet article|ce document|cette version)\s*:?"
    r"|(?:cómo citar|para citar)[\w ]*\s*:?"
    r"|this is (?:the|an?) (?:accepted|author|peer|post|pre)[\w\s’'-]* of "
    r"(?:an article|a paper|the following[\w ]*)\b[^:]*:)",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    r"brought to you (?:for free )?|available at:|follow this and additional works|diese version ist "
    r"zitierbar|this version is (?:available|citable)|downloaded from|nutzungsbedingungen|terms of use"
    r"|see discussions, stats, and author profiles|the user has requested enhancement|stable url:"
    r"|link to publication|hal is a multi-?disciplinary|your use of the jstor|research online|eprints?\.[a-z]"
    r"|institutional repository|digital commons|open access repositor|provided in cooperation with"
    r"|to link to this article|published online:|full terms (?:&|and) conditions|standard-nutzungsbedingungen",
    re.IGNORECASE,
)
_CONDITIONS = re.compile(
    r"licen[sc]e|lizenz|terms|nutzung|jstor|copyright|repositor|download|take.?down|non-?commercial|deposit|archiv"
    r"|permission|publisher|verlag|author'?s? (?:rights|retain)|hal is|citable|zitierbar|open access|\bRG\b",
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
_JSTOR = re.compile(
    r"(?P<title>.{8,400}?)\s*Author(?:\(s\)|s)?:\s*(?P<authors>.*?)\s*(?:Review by:.*?)?"
    r"Source:\s*(?P<rest>.*?(?P<year>(?:1[89]|20)\d\d).*?)\s*(?:Published by:\s*(?P<publisher>.*?)\s*)?Stable URL",
    re.DOTALL,
)
_CONTAINER = re.compile(
    r"\s*(?:in:?\s+)?(?P<name>[^\d\"“]{4,120}?)[\s,;:(]*(?:vol\.?|jg\.?|volume|bd\.?|iss|no\.|\d|\()", re.IGNORECASE
)
_SERIES = re.compile(r"\((?P<name>[^()\d]{4,80}?),?\s*(?:No\.?\s*)?\d[\d/]*\)")
_KINDS = (
    (re.compile(r"journal article|zeitschriftenartikel|article in |\brezension\b", re.IGNORECASE), "article"),
    (
        re.compile(
            r"phd thesis|dissertation|(?:master|diploma|bachelor)'?s? thesis|hochschulschrift|habilitation", re.I
        ),
        "thesis",
    ),
    (re.compile(r"\bmonograph(?:ie)?\b", re.IGNORECASE), "book"),
    (
        re.compile(r"working paper|arbeitspapier|research report|forschungsbericht|technical report", re.IGNORECASE),
        "report",
    ),
    (
        re.compile(r"collection article|sammelwerksbeitrag|book (?:section|chapter)|chapter in ", re.IGNORECASE),
        "chapter",
    ),
)
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]+[^\s\"<>|.,;:)\]}]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover page says; `citation` is the citation it recommends, in which volume and pages stand too."""

    title: str | None = None
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str | None = None
    doi: str | None = None
    publisher: str | None = None
    kind: str | None = None
    citation: str = ""


def is_cover_line(text: str) -> bool:
    """Whether a block can only stand on a repository's cover page."""
    return bool(_LABEL.match(text) or _BROUGHT.search(text[:200]))


def cover_page(blocks: Sequence[Block]) -> int:
    """How many of the blocks make up a first page that is a cover and nothing else; 0 where the text begins there."""
    first = [block for block in blocks[:40] if block.pages and block.pages[0][1] == 1]
    covers = any(is_cover_line(block.text) for block in first) and len(first) < len(blocks)
    return len(first) if covers and all(map(_is_of_cover, first, [None, *first])) else 0


def _is_of_cover(block: Block, before: Block | None) -> bool:
    """A short line, conditions of use, or the citation under its label: no text of the work itself."""
    cited = before is not None and _LABEL.match(before.text)
    return len(block.text) < 300 or bool(cited or is_cover_line(block.text) or _CONDITIONS.search(block.text))


def cover_of(lines: Sequence[str]) -> Cover:
    """What the recommended citation among the opening blocks says; empty where there is none."""
    kind = _kind(lines)
    if found := _JSTOR.match(" ".join(lines[:12])):
        return _of_match(found, found[0], _persons(found["authors"]), lines, kind)
    for index, line in enumerate(lines):
        if label := _LABEL.match(line):
            for citation in (line[label.end() :].strip(), *lines[index + 1 : index + 2]):
                if cover := _parsed(citation, lines, kind):
                    return cover
    return Cover(kind=kind)


def _kind(lines: Sequence[str]) -> str | None:
    """What a repository says it is ("Zeitschriftenartikel / journal article"), on a short line of a cover."""
    if not any(is_cover_line(line) for line in lines):
        return None
    short = [line for line in lines[:20] if len(line) < 120 and not _LABEL.match(line)]
    return next((kind for line in short for pattern, kind in _KINDS if pattern.search(line)), None)


def _parsed(citation: str, lines: Sequence[str], kind: str | None) -> Cover | None:
    for form in (_CITATION, _COLON, _EDITED, _PLAIN):
        if (found := form.match(citation)) and (authors := _authors(found["authors"])):
            return _of_match(found, citation, authors, lines, kind)
    return _by_model(citation, lines, kind)


def _of_match(
    found: re.Match[str], citation: str, authors: tuple[Name, ...], lines: Sequence[str], kind: str | None
) -> Cover:
    container = _SERIES.search(found["rest"]) if found.re is _EDITED else _CONTAINER.match(found["rest"])
    return Cover(
        title=" ".join(found["title"].split()),
        authors=authors,
        year=int(found["year"]),
        container=container["name"].strip(" ,:;(") if container else None,
        doi=_first_doi([citation, *lines]),
        publisher=found.groupdict().get("publisher"),
        kind=kind,
        citation=citation,
    )


def _by_model(citation: str, lines: Sequence[str], kind: str | None) -> Cover | None:
    """As the reader of bibliographies takes it apart, where it finds persons, a title and a year."""
    if not 40 < len(citation) < 900:
        return None
    read = parse_references([citation])[0]
    if not (read.authors and read.title and read.year) or len(read.title.split()) < 2:
        return None
    return Cover(
        title=read.title,
        authors=read.authors,
        year=read.year,
        container=read.container,
        doi=_first_doi([citation, *lines]),
        publisher=read.publisher,
        kind=kind,
        citation=citation,
    )


def _authors(text: str) -> tuple[Name, ...]:
    """`Moix, Bridget`, `Smith, J., and Mary Jones`, `Weber, Max ; Simmel, Georg`; not the body that edits a series."""
    text = re.sub(r"\s*;[^;]*\((?:Eds?|Hg|Hrsg)\.\)$", "", text.strip(" ,.:"))
    if ";" in text or " / " in text:
        parts = [part for part in re.split(r"\s*(?:;| / )\s*", text) if part]
        return tuple(person(part) for part in _people_first(parts))
    if found := re.match(r"([^,]+,\s*[^,]+?)(?:,?\s+(?:and|und|&)\s+(.+)|,\s*(.+))?$", text):
        others = found[2] or found[3] or ""
        return (person(found[1]), *(persons(others) or ((person(others),) if others else ())))
    return persons(text)


def _people_first(parts: Iterable[str]) -> list[str]:
    """Where persons are named ("Family, Given"), a body among them only published the work."""
    held = list(parts)
    return [part for part in held if "," in part] or held


def _persons(text: str) -> tuple[Name, ...]:
    return persons(text) or ((Name(text.strip()),) if text.strip() else ())


def _first_doi(texts: Sequence[str]) -> str | None:
    return next((found[0] for text in texts if (found := DOI.search(text))), None)
