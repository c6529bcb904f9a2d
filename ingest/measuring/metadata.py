"""How well title, authors, year and the rest are read: against TEI headers beside the files, or title pages we read.

`data/title_pages.tsv` holds what people read on title pages: bibliographic facts only, each for the SHA-256 of its
file; a field that the file does not print is empty, and not measured. Its `part` says whether a file's misses were
looked at while the rules were written (dev) or not (test).
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from rapidfuzz import fuzz

from ingest.errors import ReadingError
from ingest.read import manuscript
from ingest.reading.bylines import person
from ingest.reading.metadata import Description, describe

_TEI = {"t": "http://www.tei-c.org/ns/1.0"}
_READ_BY_PEOPLE = Path(__file__).parent / "data" / "title_pages.tsv"
_FIELDS = ("title", "first author", "authors", "year", "doi", "container", "kind")
_SAME_TITLE = 90  # similarity, of 100, from which on two titles are one
_NO_TITLE = "unknown title"  # what annotation tools write where nobody filled it in


@dataclass(frozen=True, slots=True)
class Header:
    """What people say of a file; None where they are silent. `families` are the authors' family names in order."""

    title: str | None
    families: tuple[str, ...] = ()
    year: int | None = None
    doi: str | None = None
    container: str | None = None
    kind: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One field of one file: was it read as people read it?"""

    file: str
    part: str
    field: str
    right: bool
    read: object
    expected: object


def evaluate(folder: Path) -> dict[str, Any]:
    """Shares of right fields over the PDFs of which people say anything.

    `faults` names each file and field that is wrong, with what was read and what was expected; `dev` and `test` are
    the shares of those parts of our own set.
    """
    known = _read_by_people()
    headers = ((path, _header_of(path, known)) for path in sorted(folder.glob("*.pdf")))
    pairs = [(path, header) for path, header in headers if header is not None]
    judged = [judgement for path, header in pairs for judgement in _judged(path, header)]
    parts = sorted({one.part for one in judged if one.part})
    return {
        "documents": len(pairs),
        **_shares(judged),
        **{part: _shares([one for one in judged if one.part == part]) for part in parts},
        "faults": [
            {"file": one.file, "field": one.field, "read": one.read, "expected": one.expected}
            for one in judged
            if not one.right
        ],
    }


def _shares(judged: Sequence[Judgement]) -> dict[str, float | None]:
    """The share of each field that was measured at all; title, first author and year always stand there."""
    rights = {name: [one.right for one in judged if one.field == name] for name in _FIELDS}
    always = ("title", "first author", "year")
    return {name: _share(found) for name, found in rights.items() if found or name in always}


def _header_of(path: Path, known: dict[str, Header]) -> Header | None:
    tei = next(iter(sorted(path.parent.glob(f"{path.stem}*.tei.xml"))), None)
    if tei is not None:
        return _header(tei)
    return known.get(hashlib.sha256(path.read_bytes()).hexdigest())


def _read_by_people() -> dict[str, Header]:
    with _READ_BY_PEOPLE.open(encoding="utf-8", newline="") as file:
        return {row["sha256"]: _of_row(row) for row in csv.DictReader(file, delimiter="\t")}


def _of_row(row: dict[str, str]) -> Header:
    families = tuple(person(name).family for name in row["authors"].split("; ") if name)
    year = int(row["year"]) if row["year"] else None
    optional = {name: row[name] or None for name in ("title", "doi", "container", "kind")}
    return Header(families=families, year=year, part=row["part"], **optional)


def _header(path: Path) -> Header:
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True, recover=True)).getroot()
    date = _first(root, ".//t:publicationStmt/t:date/text()") or _first(root, ".//t:sourceDesc//t:date/@when") or ""
    year = re.search(r"\d{4}", date)
    title = _first(root, ".//t:titleStmt/t:title/text()")
    family = _first(root, ".//t:titleStmt/t:author//t:surname/text()")
    return Header(
        title=None if title and title.lower() == _NO_TITLE else title,
        families=(family,) if family else (),
        year=int(year[0]) if year else None,
    )


def _first(root: etree._Element, path: str) -> str | None:
    found: Any = root.xpath(path, namespaces=_TEI)
    return " ".join(str(found[0]).split()) or None if found else None


def _judged(path: Path, header: Header) -> Iterable[Judgement]:
    try:
        read = describe(manuscript(path.read_bytes(), path.name))
    except ReadingError as error:
        read = Description(blocks=(), title=f"({type(error).__name__})")
    families = tuple(author.family for author in read.authors)
    judged = {
        "title": (_same(read.title, header.title), read.title, header.title),
        "first author": (_same_names(families[:1], header.families[:1]), families[:1], header.families[:1]),
        "year": (read.year == header.year, read.year, header.year),
    }
    if header.part:
        judged |= {
            "authors": (_same_names(families, header.families), families, header.families),
            "doi": ((read.doi or "").lower() == (header.doi or "").lower(), read.doi, header.doi),
            "container": (_same(read.container, header.container), read.container, header.container),
            "kind": (read.kind == header.kind, read.kind, header.kind),
        }
    for field, (right, found, expected) in judged.items():
        if expected:
            yield Judgement(path.name, header.part, field, right, found, expected)


def _same(first: str | None, second: str | None) -> bool:
    return fuzz.ratio(_plain(first or ""), _plain(second or "")) >= _SAME_TITLE


def _same_names(first: Sequence[str], second: Sequence[str]) -> bool:
    return [_last(name) for name in first] == [_last(name) for name in second]


def _last(family: str) -> str:
    """The name without its particles: catalogues disagree whether these belong to it."""
    return family.split()[-1] if family.strip() else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _share(rights: list[bool]) -> float | None:
    return round(sum(rights) / len(rights), 3) if rights else None
