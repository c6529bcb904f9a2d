"""What printing took apart: the halves of a paragraph with notes between them, and markers left in the text.

For texts that were converted from pages (Markdown, plain text); the PDF reader does the same with positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.manuscript import Block, Mark
from ingest.reading.cleaning import SUPERSCRIPT, plain_number, without

_NOTE = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*(?=\S)")
_UNIT = re.compile(r"(?:\b[kcmd]?m|\d)$")  # km², 10⁶


def notes_taken_out(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that begin with a superscript number become notes; their markers in the text become marks."""
    noted = [_as_note(block) for block in blocks]
    numbers = {block.number for block in noted if block.kind == "note" and block.number}
    return [lifted(block, numbers) for block in noted]


def _as_note(block: Block) -> Block:
    found = _NOTE.match(block.text) if block.kind in ("paragraph", "item") else None
    return replace(without(block, 0, found.end()), kind="note", number=plain_number(found[1])) if found else block


def lifted(block: Block, numbers: set[str]) -> Block:
    """The block with its superscript markers taken out of the text, those that have a note of this number."""
    at = 0
    while found := SUPERSCRIPT.search(block.text, at):
        number, at = plain_number(found[0]), found.start()
        if number not in numbers or _UNIT.search(block.text[:at]):
            at = found.end()
            continue
        marked = replace(without(block, at, found.end()))
        block = replace(marked, marks=(*marked.marks, Mark(at, number)))
    return block


def halves_rejoined(blocks: Iterable[Block]) -> list[Block]:
    """A paragraph that stops in mid-sentence goes on in the next one, whatever notes stand between."""
    whole: list[Block] = []
    for block in blocks:
        before = next((index for index in range(len(whole) - 1, -1, -1) if whole[index].kind != "note"), None)
        if before is not None and _continues(whole[before], block, notes_between=before < len(whole) - 1):
            whole[before] = joined(whole[before], block)
        else:
            whole.append(block)
    return whole


def _continues(first: Block, second: Block, *, notes_between: bool) -> bool:
    if first.kind not in ("paragraph", "item", "quote") or second.kind != "paragraph" or len(first.text) < 60:
        return False
    open_ended = first.text[-1].isalnum() or first.text[-1] in ",-–—’'("
    return open_ended and (second.text[:1].islower() or (notes_between and len(second.text) > 100))


def joined(first: Block, second: Block) -> Block:
    """Two halves as one; a word that was hyphenated at the break is whole again."""
    hyphenated = bool(re.search(r"[^\W\d_]-$", first.text)) and second.text[:1].islower()
    head = first.text[:-1] if hyphenated else first.text + " "
    shift = len(head)
    return replace(
        first,
        text=head + second.text,
        marks=first.marks + tuple(replace(mark, offset=mark.offset + shift) for mark in second.marks),
        pages=first.pages + tuple((offset + shift, page) for offset, page in second.pages),
        lines=first.lines + tuple(replace(line, offset=line.offset + shift) for line in second.lines),
    )


def headings_found(blocks: Sequence[Block]) -> list[Block]:
    """In a text without marked headings, bare short lines that stand above a paragraph are headings."""
    if any(block.kind == "heading" for block in blocks):
        return list(blocks)
    return [
        replace(block, kind="heading", level=1) if _heads(block, following) else block
        for block, following in zip(blocks, [*blocks[1:], None], strict=True)
    ]


def _heads(block: Block, following: Block | None) -> bool:
    bare = (
        block.kind == "paragraph"
        and len(block.text) <= 110
        and not block.text.endswith((".", ",", ":", ";", "!", "”", '"'))
    )
    return (
        bare
        and block.text[:1].isupper()
        and following is not None
        and following.kind != "note"
        and _few_words(block.text)
    )


def _few_words(text: str) -> bool:
    return len(text.split()) <= 14 and not re.search(r"https?://|@", text)
