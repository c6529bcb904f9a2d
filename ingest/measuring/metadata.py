"""How well title, first author and year are read, against the TEI headers that stand beside the files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from rapidfuzz import fuzz

from ingest.errors import ReadingError
from ingest.read import manuscript
from ingest.reading.metadata import Description, describe

_TEI = {"t": "http://www.tei-c.org/ns/1.0"}
_SAME_TITLE = 90  # similarity, of 100, from which on two titles are one


@dataclass(frozen=True, slots=True)
class Header:
    """What a TEI header says; None where it is silent."""

    title: str | None
    family: str | None
    year: int | None


def evaluate(folder: Path) -> dict[str, Any]:
    """Shares of right titles, first authors (family name) and years over the PDFs that have a TEI header of their name.

    `faults` names each file and field that is wrong, with what was read and what was expected.
    """
    pairs = [(path, _header(tei)) for path in sorted(folder.glob("*.pdf")) if (tei := _beside(path)) is not None]
    judged = [judgement for path, header in pairs for judgement in _judged(path, header)]
    fields = ("title", "first author", "year")
    return {
        "documents": len(pairs),
        **{name: _share([right for _, field, right, *_ in judged if field == name]) for name in fields},
        "faults": [
            {"file": file, "field": field, "read": read, "expected": expected}
            for file, field, right, read, expected in judged
            if not right
        ],
    }


def _beside(path: Path) -> Path | None:
    return next(iter(sorted(path.parent.glob(f"{path.stem}*.tei.xml"))), None)


def _header(path: Path) -> Header:
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True, recover=True)).getroot()
    date = _first(root, ".//t:publicationStmt/t:date/text()") or _first(root, ".//t:sourceDesc//t:date/@when") or ""
    year = re.search(r"\d{4}", date)
    family = _first(root, ".//t:titleStmt/t:author//t:surname/text()")
    return Header(_first(root, ".//t:titleStmt/t:title/text()"), family, int(year[0]) if year else None)


def _first(root: etree._Element, path: str) -> str | None:
    found: Any = root.xpath(path, namespaces=_TEI)
    return " ".join(str(found[0]).split()) or None if found else None


Judgement = tuple[str, str, bool, object, object]  # file, field, right, read, expected


def _judged(path: Path, header: Header) -> Iterable[Judgement]:
    try:
        read = describe(manuscript(path.read_bytes(), path.name))
    except ReadingError as error:
        read = Description(blocks=(), title=f"({type(error).__name__})")
    family = read.authors[0].family if read.authors else None
    if header.title:
        yield path.name, "title", _same(read.title, header.title), read.title, header.title
    if header.family:
        yield path.name, "first author", _same(_last(family or ""), _last(header.family)), family, header.family
    if header.year:
        yield path.name, "year", read.year == header.year, read.year, header.year


def _same(first: str, second: str) -> bool:
    return fuzz.ratio(_plain(first), _plain(second)) >= _SAME_TITLE


def _last(family: str) -> str:
    """The name without its particles: catalogues disagree whether these belong to it."""
    return family.split()[-1] if family else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _share(rights: list[bool]) -> float | None:
    return round(sum(rights) / len(rights), 3) if rights else None
