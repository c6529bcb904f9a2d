"""Word documents, read from their own XML: paragraphs by style, notes numbered by their order in the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ingest.manuscript import Block, Front, Manuscript
from ingest.reading.archive import opened
from ingest.reading.cleaning import clean
from ingest.reading.docx_styles import Styles, W, styles_of
from ingest.reading.marking import marked_text, marker
from ingest.reading.safe_xml import parse

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BREAKS = {W + "tab": " ", W + "br": " ", W + "cr": " ", W + "noBreakHyphen": "-"}
_LEFT_OUT = frozenset(
    {
        W + "del",
        W + "moveFrom",
        W + "instrText",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)


def read_docx(data: bytes) -> Manuscript:
    """Blocks of a DOCX file. Raises Damaged, or TooLarge for a zip bomb."""
    parts = _parts(data)
    styles = styles_of(parts.get("word/styles.xml"))
    document = parts["word/document.xml"]
    numbers = _Numbers(both=_has(document, "footnoteReference") and _has(document, "endnoteReference"))
    body = document.find(W + "body")
    blocks = [] if body is None else [block for block in _blocks(body, styles, numbers) if block.text]
    return Manuscript((*blocks, *_notes(parts, numbers)), _MEDIA_TYPE, _front(parts.get("docProps/core.xml")))


def _parts(data: bytes) -> dict[str, Element]:
    wanted = ("word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml", "docProps/core.xml")
    with opened(data) as archive:
        return {name: parse(archive.read(name)) for name in wanted if name in archive or name == wanted[0]}


def _has(document: Element, tag: str) -> bool:
    return next(document.iter(W + tag), None) is not None


@dataclass
class _Numbers:
    """The number of each note, by the order in which the body refers to them; endnotes beside footnotes are roman."""

    both: bool
    given: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, kind: str, identifier: str) -> str:
        same = sum(1 for known, _ in self.given if known == kind)
        number = _roman(same + 1) if self.both and kind == "endnote" else str(same + 1)
        return self.given.setdefault((kind, identifier), number)


def _roman(number: int) -> str:
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for value, sign in signs:
        written, number = written + sign * (number // value), number % value
    return written


def _blocks(parent: Element, styles: Styles, numbers: _Numbers) -> Iterator[Block]:
    for child in parent:
        if child.tag == W + "p":
            yield _paragraph(child, styles, numbers)
        elif child.tag == W + "tbl":
            yield _table(child, numbers)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _blocks(child, styles, numbers)


def _paragraph(element: Element, styles: Styles, numbers: _Numbers) -> Block:
    text, marks = marked_text("".join(_text(element, numbers)))
    kind, level = styles.kind(element)
    return Block(kind, text, level=level, marks=marks)


def _table(element: Element, numbers: _Numbers) -> Block:
    rows = (" ".join("".join(_text(cell, numbers)) for cell in row.iter(W + "tc")) for row in element.iter(W + "tr"))
    text, marks = marked_text(" | ".join(rows))
    return Block("table", text, marks=marks)


def _text(element: Element, numbers: _Numbers) -> Iterator[str]:
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
            kind = "footnote" if "footnote" in child.tag else "endnote"
            yield marker(numbers.of(kind, child.get(W + "id") or ""))
        elif child.tag not in _LEFT_OUT:
            yield from _text(child, numbers)
            if child.tag == W + "p":
                yield " "


def _notes(parts: Mapping[str, Element], numbers: _Numbers) -> Iterator[Block]:
    """The notes that the body refers to, in its order."""
    texts: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        root = parts.get(f"word/{kind}s.xml")
        for note in root.iter(W + kind) if root is not None else ():
            texts[kind, note.get(W + "id") or ""] = clean(
                " ".join("".join(_text(p, numbers)) for p in note.iter(W + "p"))
            )
    for key, number in list(numbers.given.items()):
        if texts.get(key):
            yield Block("note", re.sub("\ue000[^\ue001]*\ue001", "", texts[key]), number=number)


def _front(core: Element | None) -> Front:
    def one(name: str) -> str | None:
        found = core.find(f"{{*}}{name}") if core is not None else None
        return (found.text or "").strip() or None if found is not None else None

    creators = tuple(part.strip() for part in (one("creator") or "").split(";") if part.strip())
    keywords = tuple(part.strip() for part in re.split("[;,]", one("keywords") or "") if part.strip())
    return Front(title=one("title"), authors=creators, date=one("created"), keywords=keywords, language=one("language"))
