"""Pages of printed lines → blocks in reading order: text, then notes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ingest.manuscript import Block, BlockKind
from ingest.reading.layout_front import front_kinds
from ingest.reading.layout_furniture import Stripped, stripped
from ingest.reading.layout_headings import BIBLIOGRAPHY, CAPTION, ENDNOTES, PART_OF_BIBLIOGRAPHY, names_apparatus
from ingest.reading.layout_joining import Vocabulary, block
from ingest.reading.layout_notes import Before, NoteStyle, divided
from ingest.reading.layout_order import columns
from ingest.reading.layout_paragraphs import ITEM, Column, Group, groups
from ingest.reading.layout_references import entries
from ingest.reading.layout_told import with_headings, with_links
from ingest.reading.pdf_lines import PrintedLine, lines
from ingest.reading.pdf_runs import PrintedPage
from ingest.reading.pdf_told import Entry, WebLink

_WORDS = re.compile(r"[^\W\d_]{2}")
_ENTRY = re.compile(r".{40}\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.{40}")
_DECIMAL = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_Style = tuple[float, bool]  # of a heading: its size, and whether it is bold
_LARGER = 0.7  # points above the text's size: a heading


@dataclass(frozen=True, slots=True)
class Layout:
    blocks: tuple[Block, ...]
    running_heads: tuple[str, ...]
    labels: tuple[str | None, ...]


def laid_out(
    pages: Sequence[PrintedPage],
    outline: Sequence[Entry] = (),
    links: Mapping[int, Sequence[WebLink]] = MappingProxyType({}),
) -> Layout:
    """The blocks of these pages, what was printed around them, and the page numbers printed on them.

    The file's outline shows headings among the printed lines and gives them their level; `links` are by page.
    """
    bare = stripped([lines(page) for page in pages], [page.height for page in pages])
    entries_on: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in outline:
        entries_on[entry.page].append(entry)
    bare = [_as_told(page, entries_on[number], links.get(number, ())) for number, page in enumerate(bare, 1)]
    size = _text_size(page.lines for page in bare)
    style = NoteStyle.of((line for page in bare for line in page.lines), size)
    text, notes = _zones(pages, bare, size, style)
    words = Vocabulary.of([line for column in text for line in column.lines] + notes)
    blocks = (*_body(list(groups(text)), size, words, style), *_notes(notes, words, style))
    heads = tuple(line.text for page in bare for line in page.heads)
    return Layout(blocks, heads, tuple(page.label for page in bare))


def _as_told(page: Stripped, outline: Sequence[Entry], links: Sequence[WebLink]) -> Stripped:
    return replace(page, lines=with_links(with_headings(page.lines, outline), links))


def _text_size(pages: Iterable[Sequence[PrintedLine]]) -> float:
    """The size of most of what stands in the upper third of the pages: further down notes may prevail."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in sorted(page, key=lambda line: -line.y)[: len(page) // 3 + 1]:
            counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _zones(
    pages: Sequence[PrintedPage], bare: Sequence[Stripped], size: float, style: NoteStyle
) -> tuple[list[Column], list[PrintedLine]]:
    text: list[Column] = []
    notes: list[PrintedLine] = []
    before = Before()
    bibliography = False
    for page, rest in zip(pages, bare, strict=True):
        rules = (*page.rules, *rest.rules)
        for column in columns(rest.lines):
            body, foot = divided(column, rules, size, style, before)
            bibliography = bibliography or any(BIBLIOGRAPHY.fullmatch(line.text) for line in column)
            if bibliography and not any(line.number for line in foot):
                body, foot = column, []  # entries of a bibliography are set small too
            text.append(Column(tuple(body)))
            notes += foot
            before = before.after(foot, style)
    return text, notes


def _notes(note_lines: Sequence[PrintedLine], words: Vocabulary, style: NoteStyle) -> Iterator[Block]:
    number: str | None = None
    held: list[PrintedLine] = []
    last = 0
    for line in note_lines:
        if note := style.begins(line, last):
            if held:
                yield block("note", held, words, number=number)
            number, held = note.number, [note.without_number().with_marks_as_text()]
            last = int(number) if number and number.isdigit() else last
        else:
            held.append(line.with_marks_as_text())
    if held:
        yield block("note", held, words, number=number)


def _body(found: Sequence[Group], size: float, words: Vocabulary, style: NoteStyle) -> Iterator[Block]:
    front = front_kinds(found, size)
    levels = _levels(found, front, size)
    section = _Section()
    for index, group in enumerate(found):
        kind = front.get(index) or _kind(group, size)
        if kind == "title":
            if front.get(index - 1) != "title":
                yield block("title", [line for i in front if front[i] == "title" for line in found[i].lines], words)
            continue
        if kind == "heading" and section.gathers and _ENTRY.search(group.text):
            kind = "paragraph"
        if kind == "heading":
            level = _level(group, levels)
            if not section.holds(group.text, level):
                yield from section.blocks(words, style)
                section = _Section(group.text, level)
            yield block(kind, group.lines, words, level)
        elif section.gathers and kind in ("paragraph", "item", "quote", "table"):
            section.held.append(group)
        else:
            yield block(kind, group.lines, words)
    yield from section.blocks(words, style)


@dataclass
class _Section:
    """The section that is being read; a bibliography and a section of endnotes are gathered whole."""

    heading: str = ""
    level: int = 0
    held: list[Group] = field(default_factory=list)

    @property
    def gathers(self) -> bool:
        return bool(BIBLIOGRAPHY.fullmatch(self.heading) or ENDNOTES.fullmatch(self.heading))

    def holds(self, heading: str, level: int) -> bool:
        """Is this a heading within the bibliography ("Primary sources")?"""
        inside = level > self.level or bool(PART_OF_BIBLIOGRAPHY.search(heading))
        return bool(BIBLIOGRAPHY.fullmatch(self.heading)) and inside and not ENDNOTES.fullmatch(heading)

    def blocks(self, words: Vocabulary, style: NoteStyle) -> Iterator[Block]:
        if ENDNOTES.fullmatch(self.heading):
            yield from _notes([line for group in self.held for line in group.lines], words, style)
        else:
            yield from (block("reference", entry, words) for entry in entries(self.held))


def _kind(group: Group, size: float) -> BlockKind:
    if not _WORDS.search(group.text):
        return "table"  # figures of a table, the marks of a chart's axis
    if CAPTION.match(group.text) and len(group.text) < 400:
        return "caption"
    if group.entry or _heading(group, size):
        return "heading"
    if ITEM.match(group.text):
        return "item"
    set_in = all(line.x0 > home.left + 1.2 * line.size for line, home in zip(group.lines, group.columns, strict=True))
    return "quote" if set_in and len(group.lines) > 2 else "paragraph"


def _heading(group: Group, size: float) -> bool:
    if len(group.text) > 250 or not re.search(r"[^\W\d_]{2}", group.text):
        return False
    bold = all(line.bold for line in group.lines)
    return (
        group.size > size + _LARGER
        or (bold and not group.text.endswith((".", ";", ",")))
        or names_apparatus(group.text)
    )


def _levels(found: Sequence[Group], front: Container[int], size: float) -> dict[_Style, int]:
    """By style, the largest first: the level that the outline gives to most headings set so, else one below."""
    headings = [group for group in found if group.entry or _heading(group, size)]
    told: defaultdict[_Style, Counter[int]] = defaultdict(Counter)
    for index, group in enumerate(found):
        if group.entry and index not in front:
            told[_style(group)][group.entry.level] += 1
    levels: dict[_Style, int] = {}
    level = 0
    for style in sorted({_style(group) for group in headings}, reverse=True):
        level = told[style].most_common(1)[0][0] if style in told else level + 1
        levels[style] = min(level, 6)
    return levels


def _style(group: Group) -> _Style:
    return round(group.size), group.lines[0].bold


def _level(group: Group, levels: Mapping[_Style, int]) -> int:
    if group.entry:
        return group.entry.level
    if found := _DECIMAL.match(group.text):
        return found[1].count(".") + 1
    return levels[_style(group)]
