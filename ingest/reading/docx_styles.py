"""What a paragraph of a Word document is, by its style, its outline level and its numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ingest.manuscript import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS: tuple[tuple[str, BlockKind], ...] = (
    (r"title|titel|titre|título", "title"),
    (r"subtitle|author|date|affiliation|untertitel|autor", "front"),
    (r"(?:intense )?quote|block ?text|zitat", "quote"),
    (r"bibliography|references?|literaturverzeichnis", "reference"),
    (r".*caption|beschriftung", "caption"),
    (r"list.*|aufzählung.*", "item"),
)


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    based_on: str | None = None
    outline: int | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their identifiers."""

    held: dict[str, Style] = field(default_factory=dict)

    def kind(self, paragraph: Element) -> tuple[BlockKind, int]:
        """Kind and heading level of a paragraph."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return "paragraph", 0
        identifier = _value(properties.find(W + "pStyle")) or ""
        outline = _number(properties.find(W + "outlineLvl"))
        level = self._level(identifier) if outline is None else outline + 1 if outline < 9 else 0
        if level:
            return "heading", level
        found = self._named(identifier)
        return (found or ("item" if properties.find(W + "numPr") is not None else "paragraph")), 0

    def _level(self, identifier: str) -> int:
        """1 to 9 for a heading, by the name or outline level of the style or of one that it is based on."""
        for style in self._lineage(identifier):
            if heading := re.fullmatch(r"(?:heading|überschrift|titre|título|abstract title)\s*(\d?)", style.name):
                return int(heading[1] or 1)
            if style.outline is not None and style.outline < 9:
                return style.outline + 1
        return 0

    def _named(self, identifier: str) -> BlockKind | None:
        names = [style.name for style in self._lineage(identifier)]
        return next((kind for name in names for form, kind in _KINDS if re.fullmatch(form, name)), None)

    def _lineage(self, identifier: str) -> list[Style]:
        found: list[Style] = []
        while identifier and len(found) < 12:
            style = self.held.get(identifier, Style(identifier.lower()))
            found.append(style)
            identifier = style.based_on or ""
        return found


def styles_of(root: Element | None) -> Styles:
    """The styles that `word/styles.xml` declares."""
    held = {}
    for style in root.iter(W + "style") if root is not None else ():
        name = (_value(style.find(W + "name")) or "").lower()
        outline = _number(style.find(f"{W}pPr/{W}outlineLvl"))
        held[style.get(W + "styleId") or ""] = Style(name, _value(style.find(W + "basedOn")), outline)
    return Styles(held)


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(W + "val")


def _number(element: Element | None) -> int | None:
    value = _value(element) or ""
    return int(value) if value.isdigit() else None
