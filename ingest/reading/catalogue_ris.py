"""RIS: lines of a tag and a value, from TY to ER. Split by ourselves: common parsers lose what follows a missing ER."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.reading.bylines import person
from ingest.reading.catalogue import Bad, Record
from ingest.reading.csl import date_item
from ingest.reading.structured import bare_doi, pages
from ingest.reading.text import decoded

_LINE = re.compile(r"^\ufeff?([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")
_TYPES = {
    "JOUR": "article-journal",
    "JFULL": "article-journal",
    "EJOUR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "RPRT": "report",
    "GOVDOC": "report",
    "THES": "thesis",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "ELEC": "webpage",
    "BLOG": "post-weblog",
    "DATA": "dataset",
    "LEGAL": "legislation",
    "STAT": "legislation",
    "CASE": "legal_case",
    "PCOMM": "personal_communication",
    "MANSCPT": "manuscript",
    "VIDEO": "motion_picture",
    "UNPB": "manuscript",
}
_TITLES = ("TI", "T1", "CT")
_CONTAINERS = ("JO", "JF", "T2", "BT", "JA", "J2", "J1")
_AUTHORS = ("AU", "A1")
_EDITORS = ("ED", "A2", "A3")
_DATES = ("PY", "Y1", "DA", "YR")
_FILES = ("L1", "L4", "UR", "LK", "L2")


@dataclass
class _Open:
    """A record whose end has not been met."""

    line: int
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    last: str = ""

    def take(self, tag: str, value: str) -> None:
        self.values[tag].append(value.strip())
        self.last = tag

    def go_on(self, words: str) -> None:
        """A line without a tag goes on with the value before it."""
        if words.strip() and self.last:
            self.values[self.last][-1] = f"{self.values[self.last][-1]} {words.strip()}".strip()

    def first(self, *tags: str) -> str | None:
        return next((value for tag in tags for value in self.values.get(tag, ()) if value), None)

    def all(self, *tags: str) -> list[str]:
        return [value for tag in tags for value in self.values.get(tag, ()) if value]


def ris_entries(data: bytes) -> Iterator[Record | Bad]:
    """Each record in order; one that is not ended, and lines outside any, are bad (not a database's header)."""
    opened: _Open | None = None
    number = 0
    for line, text in enumerate(decoded(data).splitlines(), 1):
        found = _LINE.match(text)
        tag = found[1] if found else ""
        if found and tag == "TY":
            if opened:
                yield _unended(opened, number)
            number, opened = number + 1, _Open(line)
        if opened is None:
            if text.strip("\ufeff \t\x1a") and (found or number):
                number += 1
                opened = _Open(line, last="outside")
                opened.values["outside"].append("")
            continue
        if not found:
            opened.go_on(text)
        elif tag == "ER":
            yield _outside(opened, number) if "outside" in opened.values else _record(opened, number)
            opened = None
        else:
            opened.take(tag, found[2] or "")
    if opened:
        yield _outside(opened, number) if "outside" in opened.values else _unended(opened, number)


def _unended(opened: _Open, number: int) -> Bad:
    if "outside" in opened.values:
        return _outside(opened, number)
    return Bad(number, "it does not end with ER", opened.first("ID", *_TITLES) or "", opened.line)


def _outside(opened: _Open, number: int) -> Bad:
    return Bad(number, "it does not begin with TY", opened.first("ID", *_TITLES) or "", opened.line)


def _record(opened: _Open, number: int) -> Record:
    item = _item(opened)
    key = opened.first("ID") or item.get("DOI") or item.get("title") or f"line {opened.line}"
    return Record(str(key), {"id": key, **item}, tuple(_files(opened)), number, opened.line)


def _item(opened: _Open) -> dict[str, Any]:
    type = _TYPES.get((opened.first("TY") or "").upper(), "document")
    whole = type in ("book", "report", "thesis")
    title = opened.first(*_TITLES) or (opened.first("BT", "T2") if whole else None)
    doi = bare_doi(opened.first("DO")) or next(filter(None, map(bare_doi, opened.all("UR", "M3", "L3"))), None)
    urls = [url for url in opened.all("UR") if url.startswith("http")]
    fields = {
        "type": type,
        "title": title,
        "author": [_person(name) for name in opened.all(*_AUTHORS)],
        "editor": [_person(name) for name in opened.all(*_EDITORS)],
        "issued": date_item(opened.first(*_DATES)),
        "container-title": opened.first(*_CONTAINERS) if not whole else None,
        "volume": opened.first("VL"),
        "issue": opened.first("IS", "CP"),
        "page": pages(opened.first("SP"), opened.first("EP")),
        "publisher": opened.first("PB"),
        "publisher-place": opened.first("CY", "PP"),
        "DOI": doi,
        "URL": urls[0] if urls else None,
        "abstract": opened.first("AB", "N2"),
        "keyword": "; ".join(opened.all("KW")),
        "language": opened.first("LA"),
        ("ISBN" if whole or type == "chapter" else "ISSN"): opened.first("SN"),
    }
    return {name: value for name, value in fields.items() if value}


def _person(name: str) -> dict[str, str]:
    """`Family, Given, Suffix`; without a comma it is a body's."""
    if "," not in name:
        return {"literal": name}
    found = person(name.replace(",", "\0", 1).replace(",", " ").replace("\0", ","))
    return {"family": found.family, **({"given": found.given} if found.given else {})}


def _files(opened: _Open) -> Iterator[str]:
    """Attached files; web addresses are links."""
    for value in opened.all(*_FILES):
        if not re.match(r"(?:https?|ftp|doi):", value, re.IGNORECASE):
            yield value
