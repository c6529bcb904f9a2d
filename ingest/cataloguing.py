"""What a catalogue asks for: its records and their attached files become errands, each a document to take in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from corpus.catalogued import described
from corpus.records import Catalogued
from ingest.child import READING_MEMORY, READING_SECONDS, UPLOAD_LIMIT, Worker, bytes_within
from ingest.formats import CATALOGUES
from ingest.reading.catalogue import Catalogue, Record, read_catalogue
from ingest.reading.csl import canonical, catalogued
from ingest.walk import READ, recognised

_CATALOGUES = (".ris", ".bib", ".bibtex", ".csljson")


@dataclass(frozen=True, slots=True)
class Errand:
    """A file to take in, at a path or (`data`) a record by itself; `addresses`: the records whose file it is.

    `instead`: the record by itself, for when the file cannot be read.
    """

    path: Path
    name: str
    data: bytes | None = None
    described: Catalogued | None = None
    addresses: tuple[Path, ...] = ()
    instead: Errand | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know about a record and that is no failure."""

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What catalogues and plain files ask for together."""

    errands: tuple[Errand, ...]
    notices: tuple[Notice, ...]


def address(catalogue: Path, key: str) -> Path:
    """Where a record stands among the library's paths: `…/refs.bib#reyes2019`."""
    return Path(f"{catalogue}#{quote(key, safe=':+@,;= ')}")


def asked(files: Sequence[Path], catalogues: Mapping[Path, Catalogue]) -> Asked:
    """Each file once, described by the first record that it is attached to; records without a file by themselves."""
    errands = {file: Errand(file, file.name) for file in files}
    notices: list[Notice] = []
    for path, catalogue in catalogues.items():
        for record in catalogue.records:
            alone = by_itself(path, record)
            attached, said = _attached(path, record)
            notices += [Notice(str(alone.path), detail) for detail in said]
            for number, file in enumerate(attached):
                errands[file] = _described(errands.get(file, Errand(file, file.name)), alone, first=number == 0)
            if not attached:
                errands[alone.path] = alone
    return Asked(tuple(errands.values()), tuple(notices))


def by_itself(catalogue: Path, record: Record) -> Errand:
    """The record as a document of its own: its bytes are its canonical CSL-JSON."""
    name = re.sub(r"[^\w.-]+", "-", record.key)[:80] + ".json"
    return Errand(address(catalogue, record.key), name, canonical(record.item), catalogued(record.item))


def _described(errand: Errand, alone: Errand, *, first: bool) -> Errand:
    """The first record that claims a file describes it; a record's address leads to its first file."""
    addresses = (*errand.addresses, alone.path) if first else errand.addresses
    if errand.described is None:
        return replace(errand, described=alone.described, addresses=addresses, instead=alone if first else None)
    return replace(errand, addresses=addresses)


def _attached(catalogue: Path, record: Record) -> tuple[list[Path], list[str]]:
    """The record's files that are there and can be read, and what is to be said of the others."""
    found: list[Path] = []
    said: list[str] = []
    for name in dict.fromkeys(record.files):
        file = _located(catalogue, name)
        if file is None:
            said.append(f"Its file {name} is not there.")
        elif file.suffix.lower() not in READ or file.suffix.lower() in _CATALOGUES:
            said.append(f"Its file {name} is of a kind that is not read.")
        else:
            found.append(file)
    return list(dict.fromkeys(found)), said


def _located(catalogue: Path, name: str) -> Path | None:
    """A path beside the catalogue, or absolute, or as a `file:` address."""
    plain = unquote(re.sub(r"^file:(?://(?:localhost)?)?", "", name)) if name.startswith("file:") else name
    for spelled in (plain, unquote(plain), plain.replace("\\", "/")):
        try:
            file = (catalogue.parent / spelled).expanduser().resolve()
            if file.is_file():
                return file
        except (OSError, ValueError, RuntimeError):
            continue
    return None


def gone(held: Mapping[str, str], catalogue: Path, records: Sequence[Record]) -> Iterator[Notice]:
    """Of the records that the library holds from a catalogue, those that are no longer in it."""
    there = {str(address(catalogue, record.key)) for record in records}
    for path, document in held.items():
        if path not in there:
            yield Notice(path, f"This record is no longer in its catalogue. It is still held, as document {document}.")


def catalogue_json(data: bytes, name: str) -> dict[str, Any]:
    """A catalogue as `concordance parse` prints it: each record as the document it is by itself, and the bad ones."""
    from ingest.read import as_json, read

    catalogue = read_catalogue(data, name)
    records = [
        {
            "key": record.key,
            "number": record.number,
            "line": record.line,
            "files": list(record.files),
            **as_json(described(read(canonical(record.item), "record.json"), catalogued(record.item))),
        }
        for record in catalogue.records
    ]
    return {"records": records, "bad": [asdict(bad) for bad in catalogue.bad]}


def parse_safely(file: Path, *, upload_limit: int = UPLOAD_LIMIT) -> dict[str, Any]:
    """`catalogue_json` of a file, made in a child of its own. Raises a ReadingError that says what is wrong."""
    worker = Worker(memory=READING_MEMORY)
    try:
        return worker.run(catalogue_json, bytes_within(file, upload_limit), file.name, seconds=READING_SECONDS)
    finally:
        worker.close()


def is_catalogue(file: Path) -> bool:
    return file.suffix.lower() in (*_CATALOGUES, ".json", ".rdf", ".xml", ".txt") and recognised(file) in CATALOGUES
