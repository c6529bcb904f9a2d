"""Where a note may be cut, by punctuation and signals alone: what the trained splitter goes by among other things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.citing.pointers import SIGNAL
from ingest.citing.reference_tokens import is_place

_NEXT_SENTENCE = re.compile(
    r"(?<=[.”\"’)\d»])\s+"
    r"(?=(?:But\s+)?(?:See|Cf\.|Compare|Also|Vgl\.|Siehe|Voir|Véase|For (?:more|a|an|further)[^.]{0,80}\bsee)\b)"
)
_LEAD_IN = re.compile(
    r"^(?:[A-Z][^.;“\"]{0,160}?),?\s+\b(?:see|siehe|vgl\.|voir|véase)"
    r"(?:\s+(?:also|auch|aussi|también)|,\s+for example|,\s+e\.g\.)?,?\s+(?=[“\"‘«„A-ZÀ-Þ])"
)
_PAGES_ONLY = re.compile(r"^\W*(?:at|pp?\.?|pages?|paras?\.?|and|esp\.?|S\.|§+)?\s*\d[\d\s,–—-]*f{0,2}\.?\W*$")
_PLACE_LED = re.compile(
    r"^\s*(?:and\s+)?(?P<place>[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.]*){0,2}(?:,\s[A-Z][\w.]{0,5})?)\s*:\s*[A-ZÀ-Þ]"
)
_PUBLISHER = re.compile(r"\b(?:press|publish\w*|verlag|books|university|routledge|sage|springer)\b", re.IGNORECASE)
_OPEN, _SHUT = "([“„«", ")]”»"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a note's text, from `start` to `end` of it. `text` has single spaces; `says` is true of commentary."""

    text: str
    start: int
    end: int
    says: bool = False


def by_rules(text: str) -> list[Piece]:
    """Cut at semicolons and at sentences that begin with "See"."""
    return [piece for span in _joined(text, _parts(text)) if (piece := bare(text, *span)).text]


def parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch cut at the semicolons that stand between citations."""
    return _joined(text, _at_semicolons(text, start, end))


def _joined(text: str, parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in parts:
        if spans and _continues(text[slice(*spans[-1])], text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in [*_NEXT_SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        yield from _at_semicolons(text, start, end)
        start = match.end() if match else end


def _at_semicolons(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth = 0
    for index in range(start, end):
        depth += (text[index] in _OPEN) - (text[index] in _SHUT)
        if text[index] == ";" and depth <= 0:
            yield start, index
            start, depth = index + 1, 0
    yield start, end


def _continues(before: str, part: str) -> bool:
    """Whether ";" stood inside a citation: between places of publication, or between pages."""
    if _PAGES_ONLY.match(part):
        return True
    led = _PLACE_LED.match(part)
    if not led or re.search(r"[“\"]", part):
        return False
    place = re.split(r"[.,(:]\s*", before)[-1]
    return is_place(led["place"]) or is_place(place) or bool(_PUBLISHER.search(part))


def bare(text: str, start: int, end: int, *, says: bool = False) -> Piece:
    """The piece that stands there, without signals before it and separators about it."""
    if led := _LEAD_IN.match(text[start:end].lstrip()):
        start = end - len(text[start:end].lstrip()) + led.end()
    while (match := SIGNAL.match(text[start:end])) and start + match.end() < end:
        start += match.end()
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,;\n\t"))
    end -= len(words) - len(words.rstrip(" ,;\n\t"))
    return Piece(" ".join(text[start:end].split()), start, max(start, end), says)
