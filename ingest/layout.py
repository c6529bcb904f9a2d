"""Pages of printed lines → blocks in reading order: text, then notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.layout_furniture import Stripped, stripped
from ingest.layout_joining import Vocabulary, block
from ingest.layout_notes import begins_note, divided
from ingest.layout_order import columns
from ingest.layout_paragraphs import ITEM, Column, Group, groups
from ingest.manuscript import Block, BlockKind
from ingest.pdf_lines import PrintedLine, lines
from ingest.pdf_runs import PrintedPage

_CAPTION = re.compile(
    r"(?:figure|fig\.|table|box|map|chart|tabelle|abbildung|grafik|tableau|cuadro|gráfico)\s+\d", re.I
)
_BIBLIOGRAPHY = re.compile(
    r"\W*(?:[\dIVX]+\.?\s+)?(?:(?:list of |selected )?references|(?:select(?:ed)? )?bibliography|works cited"
    r"|literature cited|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|bibliographie"
    r"|références(?: bibliographiques)?|bibliografía|referencias(?: bibliográficas)?|bibliografia|riferimenti bibliografici|sources)\W*",
    re.IGNORECASE,
)
_ENDNOTES = re.compile(r"\W*(?:notes|endnotes|end notes|anmerkungen|notas|note)\W*", re.IGNORECASE)
_DECIMAL = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_LARGER = 0.7  # points above the text's size: a heading


@dataclass(frozen=True, slots=True)
class Layout:
    blocks: tuple[Block, ...]
    running_heads: tuple[str, ...]
    labels: tuple[str | None, ...]


def laid_out(pages: Sequence[PrintedPage]) -> Layout:
    """The blocks of these pages, what was printed around them, and the page numbers printed on them."""
    bare = stripped([lines(page) for page in pages], [page.height for page in pages])
    size = _text_size(page.lines for page in bare)
    text, notes = _zones(bare, size)
    words = Vocabulary.of([line for column in text for line in column.lines] + notes)
    blocks = (*_body(list(groups(text)), size, words), *_notes(notes, words))
    heads = tuple(line.text for page in bare for line in page.heads)
    return Layout(blocks, heads, tuple(page.label for page in bare))


def _text_size(pages: Iterable[Sequence[PrintedLine]]) -> float:
    """The size of most of what stands in the upper third of the pages: further down notes may prevail."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in sorted(page, key=lambda line: -line.y)[: len(page) // 3 + 1]:
            counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _zones(pages: Sequence[Stripped], size: float) -> tuple[list[Column], list[PrintedLine]]:
    text: list[Column] = []
    notes: list[PrintedLine] = []
    last, open_note = 0, False
    for page in pages:
        found: list[PrintedLine] = []
        for column in columns(page.lines):
            body, foot = divided(column, size, last, open_note or bool(found))
            text.append(Column(tuple(body)))
            found += foot
            last = _last_number(foot, last)
        notes += found
        open_note = bool(found)
    return text, notes


def _last_number(foot: Sequence[PrintedLine], last: int) -> int:
    for line in foot:
        if (note := begins_note(line, last)) and note.number and note.number.isdigit():
            last = int(note.number)
    return last


def _notes(note_lines: Sequence[PrintedLine], words: Vocabulary) -> Iterator[Block]:
    number: str | None = None
    held: list[PrintedLine] = []
    last = 0
    for line in note_lines:
        if note := begins_note(line, last):
            if held:
                yield block("note", held, words, number=number)
            number, held = note.number, [note.without_number().with_marks_as_text()]
            last = int(number) if number and number.isdigit() else last
        else:
            held.append(line.with_marks_as_text())
    if held:
        yield block("note", held, words, number=number)


def _body(found: Sequence[Group], size: float, words: Vocabulary) -> Iterator[Block]:
    levels = _levels(found, size)
    section = ""
    for group in found:
        kind = _kind(group, size)
        if kind == "heading":
            section = group.text
            yield block(kind, group.lines, words, _level(group, levels))
        elif _BIBLIOGRAPHY.fullmatch(section) and kind in ("paragraph", "item", "quote"):
            yield block("reference", group.lines, words)
        elif _ENDNOTES.fullmatch(section) and kind in ("paragraph", "item", "quote"):
            yield from _notes(group.lines, words)
        else:
            yield block(kind, group.lines, words)


def _kind(group: Group, size: float) -> BlockKind:
    if _CAPTION.match(group.text) and len(group.text) < 400:
        return "caption"
    if _heading(group, size):
        return "heading"
    if ITEM.match(group.text):
        return "item"
    set_in = all(line.x0 > home.left + 1.2 * line.size for line, home in zip(group.lines, group.columns, strict=True))
    return "quote" if set_in and len(group.lines) > 2 else "paragraph"


def _heading(group: Group, size: float) -> bool:
    if len(group.text) > 250 or not re.search(r"[^\W\d_]{2}", group.text):
        return False
    bold = all(line.bold for line in group.lines)
    return group.size > size + _LARGER or (bold and not group.text.endswith((".", ";", ","))) or _known(group.text)


def _known(text: str) -> bool:
    return bool(_BIBLIOGRAPHY.fullmatch(text) or _ENDNOTES.fullmatch(text))


def _levels(found: Sequence[Group], size: float) -> list[tuple[float, bool]]:
    """Styles of headings, the largest first."""
    styles = {_style(group) for group in found if _heading(group, size)}
    return sorted(styles, reverse=True)


def _style(group: Group) -> tuple[float, bool]:
    return round(group.size), group.lines[0].bold


def _level(group: Group, levels: Sequence[tuple[float, bool]]) -> int:
    if found := _DECIMAL.match(group.text):
        return found[1].count(".") + 1
    return min(levels.index(_style(group)) + 1, 6)
