"""Catalogues of reference managers: RIS, BibTeX, CSL-JSON, Zotero RDF, all to one form; nothing is dropped unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ingest.errors import Damaged
from ingest.formats import format_of
from ingest.reading.csl import fault, loaded


@dataclass(frozen=True, slots=True)
class Record:
    """A work as catalogued: a CSL item, and its attached files as the catalogue names them."""

    key: str
    item: Mapping[str, Any]
    files: tuple[str, ...] = ()
    number: int = 0  # its place in the catalogue, from 1
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that could not be read: where it stands, what it calls itself, and why."""

    number: int
    why: str
    key: str = ""
    line: int | None = None

    def __str__(self) -> str:
        named = f"record {self.number}" + (f" ({self.key})" if self.key else "")
        return f"{named}, line {self.line}: {self.why}" if self.line else f"{named}: {self.why}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every record of a file, read or named as bad."""

    records: tuple[Record, ...]
    bad: tuple[Bad, ...]


def read_catalogue(data: bytes, name: str) -> Catalogue:
    """The records of a file that `ingest.formats` calls a catalogue. Raises Damaged where the whole of it is."""
    found = list(_entries(data, format_of(data, name)))
    records = [entry for entry in found if isinstance(entry, Record)]
    bad = [entry for entry in found if isinstance(entry, Bad)]
    for record in records:
        if why := fault(record.item):
            bad.append(Bad(record.number, why, record.key, record.line))
    kept = [record for record in records if not fault(record.item)]
    return Catalogue(tuple(_told_apart(kept)), tuple(sorted(bad, key=lambda one: one.number)))


def _entries(data: bytes, format: str) -> Iterable[Record | Bad]:
    if format == "ris":
        from ingest.reading.catalogue_ris import ris_entries

        return ris_entries(data)
    if format == "bibtex":
        from ingest.reading.catalogue_bibtex import bibtex_entries

        return bibtex_entries(data)
    if format == "zotero-rdf":
        from ingest.reading.catalogue_zotero import zotero_entries

        return zotero_entries(data)
    return _csl_entries(data)


def _csl_entries(data: bytes) -> Iterator[Record | Bad]:
    items = loaded(data)
    if not isinstance(items, list):
        raise Damaged("no list of records")
    for number, item in enumerate(items, 1):
        if why := fault(item):
            yield Bad(number, why, str(item.get("id", "")) if isinstance(item, dict) else "")
        else:
            files = item.get("file") or item.get("attachments") or ()
            plain = {key: value for key, value in item.items() if key not in ("file", "attachments")}
            yield Record(_key(plain), plain, tuple(_paths(files)), number)


def _paths(files: Any) -> Iterator[str]:
    """Not in the standard, but what tools write: a path, several, or objects with a path."""
    for file in [files] if isinstance(files, str) else files if isinstance(files, (list, tuple)) else ():
        path = file.get("path") if isinstance(file, dict) else file
        if isinstance(path, str) and path:
            yield path


def _key(item: Mapping[str, Any]) -> str:
    return str(item.get("id") or item.get("DOI") or item["title"])


def _told_apart(records: Iterable[Record]) -> Iterator[Record]:
    """Each record's key once: it is a part of the record's address in the library."""
    seen: dict[str, int] = {}
    for record in records:
        seen[record.key] = seen.get(record.key, 0) + 1
        yield record if seen[record.key] == 1 else replace(record, key=f"{record.key}-{seen[record.key]}")
