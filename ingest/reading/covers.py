"""Cover pages that repositories and publishers put before a paper: the citation that they recommend says all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.records import Name
from ingest.manuscript import Block
from ingest.reading.bylines import persons
from ingest.reading.self_citation import Cited, around, cited_as, container_in

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
    r"|online version of th|to link to this article|published online:|full terms (?:&|and) conditions"
    r"|standard-nutzungsbedingungen",
    re.IGNORECASE,
)
_CONDITIONS = re.compile(
    r"licen[sc]e|lizenz|terms|nutzung|jstor|copyright|repositor|download|take.?down|non-?commercial|deposit|archiv"
    r"|permission|publisher|verlag|author'?s? (?:rights|retain)|hal is|citable|zitierbar|open access"
    r"|urheberrecht|vervielf[aä]lt|kommerziell|droits? d.auteur|derechos de autor|reproduced|distributed|\bRG\b",
    re.IGNORECASE,
)
_JSTOR = re.compile(
    r"(?P<title>.{8,400}?)\s*Author(?:\(s\)|s)?:\s*(?P<authors>.*?)\s*(?:Review by:.*?)?"
    r"Source:\s*(?P<rest>.*?(?P<year>(?:1[89]|20)\d\d).*?)\s*(?:Published by:\s*(?P<publisher>.*?)\s*)?Stable URL",
    re.DOTALL,
)
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
    """What a cover page says: the citation that it recommends, and what kind of document the repository calls it."""

    cited: Cited | None = None
    doi: str | None = None
    kind: str | None = None


def is_cover_line(text: str) -> bool:
    """Whether a block can only stand on a repository's cover page."""
    return bool(_LABEL.match(text) or _BROUGHT.search(text[:200]))


def cover_page(blocks: Sequence[Block]) -> int:
    """How many of the blocks make up a first page that is a cover and nothing else; 0 where the text begins there."""
    first = list(takewhile(lambda block: bool(block.pages) and block.pages[0][1] == 1, blocks[:40]))
    covers = any(is_cover_line(block.text) for block in first) and len(first) < len(blocks)
    return len(first) if covers and all(map(_is_of_cover, first, [None, *first])) else 0


def _is_of_cover(block: Block, before: Block | None) -> bool:
    """A short line, conditions of use, or the citation under its label: no text of the work itself."""
    cited = before is not None and _LABEL.match(before.text)
    return len(block.text) < 300 or bool(cited or is_cover_line(block.text) or _CONDITIONS.search(block.text))


def cover_of(lines: Sequence[str], titles: Sequence[str] = ()) -> Cover:
    """What the recommended citation among the opening blocks says; empty where there is none.

    `titles` are lines that may be the title: found in the citation, they part it most surely.
    """
    kind, doi = _kind(lines), _first_doi(lines)
    if found := _JSTOR.match(" ".join(lines[:12])):
        title, authors = " ".join(found["title"].split()), _persons(found["authors"])
        cited = Cited(found[0], title, authors, int(found["year"]), container_in(found["rest"]), found["publisher"])
        return Cover(cited, doi, kind)
    for index, line in enumerate(lines):
        if label := _LABEL.match(line):
            for citation in (line[label.end() :].strip(), *lines[index + 1 : index + 2]):
                if read := cited_as(citation, titles):
                    return Cover(read, doi, kind)
    return Cover(kind=kind)


def self_citation(lines: Sequence[str], title: str, families: Sequence[str]) -> Cited | None:
    """A line of the first pages that cites this very work without a label: it begins with an author and says a year."""
    for line in lines:
        begins = any(family.lower() in line[:60].lower() for family in families)
        if begins and len(title) < len(line) - 15 < 600 and (read := around(title, line)):
            return read
    return None


def _kind(lines: Sequence[str]) -> str | None:
    """What a repository says it is ("Zeitschriftenartikel / journal article"), on a short line of a cover."""
    if not any(is_cover_line(line) for line in lines):
        return None
    short = [line for line in lines[:20] if len(line) < 120 and not _LABEL.match(line)]
    return next((kind for line in short for pattern, kind in _KINDS if pattern.search(line)), None)


def _persons(text: str) -> tuple[Name, ...]:
    return persons(text) or ((Name(text.strip()),) if text.strip() else ())


def _first_doi(texts: Sequence[str]) -> str | None:
    return next((found[0] for text in texts if (found := DOI.search(text))), None)
