"""Markers on their way through a reader: private-use characters keep their place while white space is cleaned."""

from __future__ import annotations

import re

from ingest.manuscript import Mark
from ingest.reading.cleaning import clean

_MARK = re.compile("\ue000([^\ue001]*)\ue001")


def marker(number: str) -> str:
    """What a reader writes into the running text where the marker of note `number` stands."""
    return f"\ue000{number}\ue001"


def marked_text(raw: str) -> tuple[str, tuple[Mark, ...]]:
    """Cleaned text without its markers, and the marks at their offsets; a marker without a number leaves nothing."""
    text = re.sub("[ ,]+\ue000", "\ue000", clean(re.sub("\ue000\ue001", "", raw)))
    marks: list[Mark] = []
    while found := _MARK.search(text):
        marks.append(Mark(found.start(), found[1]))
        text = text[: found.start()] + text[found.end() :]
    stripped = text.rstrip()
    return stripped, tuple(Mark(min(mark.offset, len(stripped)), mark.number) for mark in marks)
