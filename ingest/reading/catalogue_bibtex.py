"""BibTeX and BibLaTeX: names are taken apart before LaTeX is decoded, or `{United Nations}` becomes a person."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry, ParsingFailedBlock
from pylatexenc.latex2text import LatexNodes2Text

from ingest.reading.bylines import person
from ingest.reading.catalogue import Bad, Record
from ingest.reading.csl import date_item
from ingest.reading.structured import bare_doi
from ingest.reading.text import decoded

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it says, we say
_TYPES = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "online": "webpage",
    "electronic": "webpage",
    "dataset": "dataset",
    "unpublished": "manuscript",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
}
_DECODER = LatexNodes2Text(math_mode="verbatim")
_LATEX = re.compile(r"[\\{}$~%]|--|``|''")  # most texts hold none, and decoding is slow
_PLAIN = ("file", "url", "doi", "eprint")  # no LaTeX
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex_entries(data: bytes) -> Iterator[Record | Bad]:
    """Each entry in the order of the file."""
    library: Library = parse_string(decoded(data), append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    found: list[Entry | ParsingFailedBlock] = [*library.entries, *library.failed_blocks]
    for number, block in enumerate(sorted(found, key=lambda block: block.start_line or 0), 1):
        line = (block.start_line or 0) + 1
        if isinstance(block, Entry):
            yield Record(block.key, _item(block), tuple(_files(block)), number, line)
        else:
            yield Bad(number, _why(block), _key(block), line)


def _why(block: ParsingFailedBlock) -> str:
    said = " ".join(str(block.error or "").split())
    return said.partition(" Note:")[0] if said else "its braces, quotes or commas are not closed"


def _key(block: ParsingFailedBlock) -> str:
    found = re.match(r"\s*@\w+\s*[{(]\s*([^\s,{}()=]+)", block.raw or "")
    return found[1] if found else ""


def _item(entry: Entry) -> dict[str, Any]:
    said = {field.key.lower(): field.value for field in entry.fields}

    def one(*names: str) -> str | None:
        texts = (_decoded(name, said[name]) for name in names if isinstance(said.get(name), str))
        return next(filter(None, texts), None)

    fields = {
        "id": entry.key,
        "type": _TYPES.get(entry.entry_type.lower(), "document"),
        "title": _titled(one("title"), one("subtitle")),
        "author": _people(said.get("author")),
        "editor": _people(said.get("editor")),
        "issued": _issued(one("date"), one("year"), one("month")),
        "container-title": one("journal", "journaltitle", "booktitle"),
        "collection-title": one("series"),
        "volume": one("volume"),
        "issue": one("number", "issue"),
        "page": re.sub(r"\s*-+\s*", "–", one("pages") or ""),
        "publisher": one("publisher", "institution", "school", "organization"),
        "publisher-place": one("address", "location"),
        "DOI": bare_doi(one("doi")),
        "URL": one("url"),
        "ISBN": one("isbn"),
        "ISSN": one("issn"),
        "abstract": one("abstract"),
        "keyword": one("keywords", "keyword"),
        "language": one("langid", "language"),
    }
    return {name: value for name, value in fields.items() if value}


def _titled(title: str | None, subtitle: str | None) -> str | None:
    return f"{title}: {subtitle}" if title and subtitle else title


def _decoded(name: str, value: str) -> str:
    if name in _PLAIN:
        return re.sub(r"\\([_&%#~])", r"\1", value).strip("{} ")
    # People write "50% of" and "US$5", which to LaTeX are a comment and an open formula: the rest would be lost.
    text = re.sub(r"(?<!\\)%", r"\%", value)
    text = re.sub(r"(?<!\\)\$", r"\$", text) if text.count("$") % 2 else text
    text = _DECODER.latex_to_text(text) if _LATEX.search(text) else text
    return " ".join(text.split())


def _people(names: Any) -> list[dict[str, str]]:
    if not isinstance(names, list):
        return []
    return [_person(name) for name in names if isinstance(name, NameParts) and (name.last or name.first)]


def _person(name: NameParts) -> dict[str, str]:
    """A name in braces is a body's, whole."""
    raw = " ".join([*name.von, *name.last])
    family = _decoded("name", raw)
    if raw.startswith("{") and raw.endswith("}") and not name.first and raw.count("{") == 1:
        return {"literal": family}
    if not name.first and len(family.split()) > 1:
        found = person(family)
        return {"family": found.family, "given": found.given}
    given = _decoded("name", " ".join([*name.first, *name.jr]))
    return {"family": family, **({"given": given} if given else {})}


def _issued(date: str | None, year: str | None, month: str | None) -> dict[str, Any] | None:
    number = _month(month)
    return date_item(date) or date_item(f"{year}-{number}" if year and number else year)


def _month(month: str | None) -> int | None:
    name = (month or "").lower()[:3]
    return _MONTHS.index(name) + 1 if name in _MONTHS else int(name) if name.isdigit() and int(name) <= 12 else None


def _files(entry: Entry) -> Iterator[str]:
    """`path`, or as Zotero, JabRef and Mendeley write it: `description:path:type`, several parted by semicolons."""
    value = next((field.value for field in entry.fields if field.key.lower() == "file"), "")
    for part in re.split(r"(?<!\\);", value if isinstance(value, str) else ""):
        fields = [re.sub(r"\\([:;\\_{}])", r"\1", field) for field in re.split(r"(?<!\\):", part.strip("{} \n"))]
        path = fields[-2] if len(fields) >= 3 else fields[0]
        if len(fields) > 3 and len(fields[-3]) == 1:  # a drive's letter: `x:C:/a.pdf:PDF`
            path = f"{fields[-3]}:{path}"
        if path:
            yield path
