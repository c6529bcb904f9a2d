"""Markers on their way through a reader: private-use characters keep their place while white space is cleaned."""

from __future__ import annotations

import re

from ingest.manuscript import Cite, Mark
from ingest.reading.cleaning import clean

CITE, CITED = "\ue003", "\ue004"  # open the names of the works that the words mean, and end these words
PAGE = "\ue002"  # opens the label of a page that begins, among the markers of notes
_MARK = re.compile("\ue000([^\ue001]*)\ue001")
_SPACED_PAGE = re.compile(" (\ue000\ue002[^\ue001]*\ue001) ")


def marker(number: str) -> str:
    """What a reader writes into the running text where the marker of note `number` stands."""
    return f"\ue000{number}\ue001"


def page_marker(label: str) -> str:
    """What a reader writes into the running text where the page with this printed number begins."""
    return marker(PAGE + label)


def marked_text(raw: str) -> tuple[str, tuple[Mark, ...]]:
    """Cleaned text without its markers, and the marks at their offsets; a marker without a number leaves nothing."""
    text = _SPACED_PAGE.sub(r" \1", clean(re.sub("\ue000\ue001", "", raw)))
    text = re.sub("[ ,]+\ue000(?![\ue002-\ue004])", "\ue000", text)
    marks: list[Mark] = []
    while found := _MARK.search(text):
        marks.append(Mark(found.start(), found[1]))
        text = text[: found.start()] + text[found.end() :]
    stripped = text.rstrip()
    return stripped, tuple(Mark(min(mark.offset, len(stripped)), mark.number) for mark in marks)


def cite_marker(targets: str) -> str:
    """What a reader writes before words that mean these entries of the bibliography (names between spaces)."""
    return marker(CITE + targets)


CITE_END = marker(CITED)


def parted_cites(marks: tuple[Mark, ...]) -> tuple[tuple[Mark, ...], tuple[Cite, ...]]:
    """The marks of notes and pages, and the words between marks of citations."""
    cites: list[Cite] = []
    opened: list[Mark] = []
    for mark in marks:
        if mark.number.startswith(CITE):
            opened.append(mark)
        elif mark.number == CITED and opened:
            begun = opened.pop()
            if mark.offset > begun.offset:
                cites.append(Cite(begun.offset, mark.offset, tuple(begun.number.removeprefix(CITE).split())))
    return tuple(mark for mark in marks if not mark.number.startswith((CITE, CITED))), tuple(cites)
