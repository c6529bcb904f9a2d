"""Characters: what is the same to a reader becomes the same to a program, before anything is counted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from ingest.manuscript import Block

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00"), None)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def clean(text: str) -> str:
    """Composed characters (NFC), no invisible ones, single spaces; superscripts stay, they may be note markers."""
    composed = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return re.sub(r"\s+", " ", composed).strip()


def plain_number(superscript: str) -> str:
    return superscript.translate(_SUPERSCRIPTS)


def without(block: Block, start: int, end: int) -> Block:
    """The block with `text[start:end]` taken out; its marks, pages and lines move with the text."""
    gone = end - start

    def moved(offset: int) -> int:
        return offset - gone if offset >= end else min(offset, start)

    return replace(
        block,
        text=block.text[:start] + block.text[end:],
        marks=tuple(replace(mark, offset=moved(mark.offset)) for mark in block.marks),
        pages=tuple(dict.fromkeys((moved(offset), page) for offset, page in block.pages)),
        lines=tuple(replace(line, offset=moved(line.offset)) for line in block.lines),
    )


def words(listing: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(listing.split())
