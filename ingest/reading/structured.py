"""A reference whose fields the file tells apart, and its words where it has none but the fields."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.records import Name, Reference
from ingest.reading.cleaning import clean

CSL_TYPES: Mapping[str, str] = {
    "journal": "article-journal",
    "article": "article-journal",
    "book": "book",
    "monograph": "book",
    "chapter": "chapter",
    "report": "report",
    "gov": "report",
    "government": "report",
    "working-paper": "report",
    "workingpaper": "report",
    "thesis": "thesis",
    "confproc": "paper-conference",
    "conference": "paper-conference",
    "conf-proc": "paper-conference",
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    "web": "webpage",
    "webpage": "webpage",
    "website": "webpage",
    "data": "dataset",
    "legal": "legislation",
}


def in_words(reference: Reference) -> str:
    """The reference as a bibliography would print it: "Family, Given. Year. Title. Container 4 (1): 7–19. Place: …"."""
    people = "; ".join(_inverted(name) for name in reference.authors or reference.editors)
    where = f"{reference.container or ''} {reference.volume or ''}{f' ({reference.issue})' if reference.issue else ''}"
    where = f"{where.strip()}: {reference.pages}" if reference.pages and where.strip() else where.strip()
    printer = ": ".join(filter(None, (reference.place, reference.publisher)))
    year = str(reference.year) if reference.year else ""
    link = f"https://doi.org/{reference.doi}" if reference.doi else reference.url or ""
    parts = [part.strip(" .") for part in (people, year, reference.title or "", where, printer) if part]
    return clean(". ".join(filter(None, [*parts, link])) + ("" if link else "."))


def _inverted(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def pages(first: str | None, last: str | None) -> str | None:
    """`7` and `19` as `7–19`."""
    return f"{first}–{last}" if first and last and first != last else first


def bare_doi(text: str | None) -> str | None:
    """The DOI in `doi:…`, `https://doi.org/…` or itself."""
    found = re.search(r"10\.\d{4,9}/\S+", text or "")
    return found[0].rstrip(".,;") if found else None


def year_in(text: str | None) -> int | None:
    found = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", text or "")
    return int(found[1]) if found else None
