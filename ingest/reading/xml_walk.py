"""One pass over a marked-up text: JATS and TEI differ in their words for paragraph, heading and note, not in this."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ingest.manuscript import Block, BlockKind
from ingest.reading.marking import CITE_END, cite_marker, marked_text, marker, page_marker, parted_cites
from ingest.reading.safe_xml import name, text_of

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the elements of a format are. `heading` tells a heading from another use of its element."""

    kinds: Mapping[str, BlockKind]  # elements that make a block of this kind
    wrappers: frozenset[str]  # elements that end a block and are none
    left_out: frozenset[str]
    heading: Callable[[Element], int]  # its level, or 0
    raised: Callable[[Element], bool]  # superscripts
    page: Callable[[Element], str | None]  # the label of a page that begins here


@dataclass
class Walk:
    """`marks`: elements that stand for a note's number (empty: for nothing); `notes`: elements that are notes.

    `targets` are the notes that marks lead to; `cites`: elements whose words mean entries of the bibliography.
    A note comes after the block in which its marker stands.
    """

    grammar: Grammar
    marks: Mapping[Element, str]
    notes: Mapping[Element, str]
    targets: Mapping[Element, Element] = field(default_factory=dict)
    cites: Mapping[Element, str] = field(default_factory=dict)
    gathered: list[str] = field(default_factory=list)
    waiting: list[Element] = field(default_factory=list)
    told: set[Element] = field(default_factory=set)

    def blocks(self, element: Element, kind: BlockKind = "paragraph", level: int = 0) -> Iterator[Block]:
        kind, level = self._kind(element, kind, level)
        self.gathered.append(self._opening(element) + (element.text or ""))
        for child in element:
            yield from self._child(child, kind, level)
            self.gathered.append(child.tail or "")
        self.gathered.append(CITE_END if element in self.cites else "")
        if self._ends(element):
            yield from self._ended(kind, level)

    def _child(self, child: Element, kind: BlockKind, level: int) -> Iterator[Block]:
        label = self.grammar.page(child)
        if label is not None:
            self.gathered.append(page_marker(label))
        if child in self.marks:
            self.gathered.append(marker(self.marks[child]))
            if (note := self.targets.get(child)) is not None:
                self.waiting.append(note)
        if child in self.notes:
            self.waiting.append(child)
            if child not in self.marks:
                yield from self._ended(kind, level)
        elif child in self.marks or name(child) in self.grammar.left_out:
            return
        elif name(child) in ("table", "thead", "tbody") and not child.findall(".//{*}table"):
            yield from self._ended(kind, level)
            yield from self._table(child)
        elif self.grammar.raised(child) and text_of(child).isdigit():
            within = next((inner for inner in child if inner in self.cites), child)
            raised = text_of(child).translate(_SUPERSCRIPTS)
            self.gathered.append(self._opening(within) + raised + (CITE_END if within in self.cites else ""))
        else:
            if self._ends(child):
                yield from self._ended(kind, level)
            yield from self.blocks(child, kind, level)

    def _opening(self, element: Element) -> str:
        return cite_marker(self.cites[element]) if element in self.cites else ""

    def _kind(self, element: Element, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
        if heading := self.grammar.heading(element):
            return "heading", heading
        own = self.grammar.kinds.get(name(element), "paragraph")
        return (own if own != "paragraph" else kind), level

    def _ends(self, element: Element) -> bool:
        named = name(element)
        return named in self.grammar.kinds or named in self.grammar.wrappers or bool(self.grammar.heading(element))

    def _ended(self, kind: BlockKind, level: int) -> Iterator[Block]:
        block = _block(kind, "".join(self.gathered), level if kind == "heading" else 0)
        self.gathered.clear()
        if block.text:
            yield block
        elif block.marks:
            self.gathered += [marker(mark.number) for mark in block.marks]  # a page begins before the next block
        yield from self._notes()

    def _notes(self) -> Iterator[Block]:
        """Those whose markers were met, each once."""
        for note in self.waiting:
            if note not in self.told:
                self.told.add(note)
                yield self._note(note)
        self.waiting.clear()

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [row for row in table.iter() if name(row) in ("tr", "row")]
        text = " | ".join(" ".join(text_of(cell) for cell in row) for row in rows)
        if text:
            yield _block("table", text, 0)

    def _note(self, note: Element) -> Block:
        inside = Walk(self.grammar, {**self.marks, **_labels(note)}, {}, told=set(self.notes))
        words = " ".join(block.text for block in inside.whole(note))
        return Block("note", words, number=self.notes[note] or None)

    def whole(self, element: Element) -> Iterator[Block]:
        """The blocks within an element, and what stands in it outside any."""
        yield from self.blocks(element)
        yield from self._ended("paragraph", 0)


def _block(kind: BlockKind, raw: str, level: int) -> Block:
    text, marked = marked_text(raw)
    marks, cites = parted_cites(marked)
    return Block(kind, text, level=level, marks=marks, cites=cites)


def _labels(note: Element) -> dict[Element, str]:
    """A note's own number, printed at its head, is no part of its words."""
    return {child: "" for child in note.iter() if name(child) == "label"}
