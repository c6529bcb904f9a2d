"""Plain text: paragraphs by blank lines, note numbers and headings by their form."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from ingest.manuscript import Block, Manuscript, Mark
from ingest.reading.cleaning import clean, without
from ingest.reading.rejoining import halves_rejoined, headings_found, notes_taken_out

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes) -> str:
    """The text of `data`: by its byte order mark, else UTF-8, UTF-16 without a mark, Windows' and ISO's Latin 1."""
    encodings = [name for mark, name in _BOMS if data.startswith(mark)] + ["utf-8"]
    if data[:200].count(0) > len(data[:200]) // 4:
        encodings = ["utf-16-le" if data[1:200:2].count(0) > data[0:200:2].count(0) else "utf-16-be"]
    for encoding in [*encodings, "cp1252"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def read_text(text: str) -> Manuscript:
    """Blocks of a plain text."""
    raws = [raw for raw in re.split(r"\n\s*\n|\f", text.replace("\r\n", "\n").replace("\r", "\n")) if raw.strip()]
    blocks = [block for raw in raws for block in _blocks(raw)]
    blocks = _endnotes(halves_rejoined(headings_found(notes_taken_out(blocks))))
    return Manuscript(blocks=tuple(blocks), media_type="text/plain")


def _blocks(raw: str) -> list[Block]:
    lines = raw.strip("\n").split("\n")
    if len(lines) > 1 and all(re.match(r"\s*(?:[-*•–]|\(?\w{1,3}[.)])\s", line) for line in lines):
        return [Block("item", clean(re.sub(r"^\s*[-*•–]\s+", "", line))) for line in lines]
    underlined = len(lines) == 2 and re.fullmatch(r"\s*([=\-~_])\1{2,}\s*", lines[1])
    if underlined:
        return [Block("heading", clean(lines[0]), level=1 if "=" in lines[1] else 2)]
    return [Block("paragraph", clean(re.sub(r"(?<=[a-zà-ÿ])-\n\s*(?=[a-zà-ÿ])", "", raw)))]


_NUMBERED = re.compile(r"^(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)]?)\s+(?=\S)")
_NOTES_HEADING = re.compile(r"(?:end|foot)?notes?|anmerkungen|fußnoten|notas?", re.IGNORECASE)


def _endnotes(blocks: list[Block]) -> list[Block]:
    """Under a heading "Notes", paragraphs that begin with a number are notes, and `[3]` in the text is a marker."""
    heads = [
        index for index, block in enumerate(blocks) if block.kind == "heading" and _NOTES_HEADING.fullmatch(block.text)
    ]
    if not heads:
        return blocks
    start = heads[-1] + 1
    end = next((index for index in range(start, len(blocks)) if blocks[index].kind == "heading"), len(blocks))
    noted = [_numbered(block) for block in blocks[start:end]]
    numbers = {block.number for block in noted if block.kind == "note"}
    return [*(_marked(block, numbers) for block in blocks[:start]), *noted, *blocks[end:]]


def _marked(block: Block, numbers: set[str | None]) -> Block:
    """`[3]` taken out of the text and remembered, where there is a note 3."""
    at = 0
    while found := re.compile(r"\s?\[(\d{1,3})\]").search(block.text, at):
        at = found.start() if found[1] in numbers else found.end()
        if found[1] in numbers:
            bare = without(block, found.start(), found.end())
            block = replace(bare, marks=(*bare.marks, Mark(at, found[1])))
    return block


def _numbered(block: Block) -> Block:
    found = _NUMBERED.match(block.text) if block.kind in ("paragraph", "item") else None
    return (
        replace(block, kind="note", text=block.text[found.end() :], number=next(filter(None, found.groups())))
        if found
        else block
    )
