"""How well layout is read: PDFs beside TEI files in which people told text, notes and running heads apart.

The TEI is GROBID's segmentation format: `body`, `front`, `listBibl` (the notes at the foot of a page), `note` with a
place (running heads), `page` (page numbers), a `lb` after each printed line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.manuscript import Manuscript
from ingest.reading.pdf import read_pdf

_TEI = ".segmentation.tei.xml"
_WORD = re.compile(r"\w+")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\s*\n\s*(?=[^\W\d_])")
_UNCITING = re.compile(r"\s*\d{1,3}\s+(?:[^\W\d_]|§)[^\n]{40}")
_NOTE_START = re.compile(r"[\[(]?(\d{1,3})\b")
_LARGEST_STEP = 8

Zones = dict[str, Counter[str]]


@dataclass
class Score:
    """Counts of one measure: what was found, what should be, and how much of it agrees."""

    agreed: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: Counter[str], wanted: Counter[str]) -> None:
        self.agreed += (found & wanted).total()
        self.found += found.total()
        self.wanted += wanted.total()

    def as_json(self) -> dict[str, float]:
        precision = self.agreed / self.found if self.found else 0.0
        recall = self.agreed / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def evaluate(folder: Path, read: Callable[[bytes], Manuscript] = read_pdf) -> dict[str, Any]:
    """Scores over every PDF of the folder that has a TEI file, and the scores of each file.

    `notes`, `running_heads` and `text` count words; `markers` counts note numbers. Empty where no PDF has one.
    """
    totals = {name: Score() for name in ("notes", "running_heads", "text", "markers")}
    files = {}
    for pdf in sorted(folder.glob("*.pdf")):
        tei = tei_of(pdf)
        if not tei.exists():
            continue
        found, wanted = _read_zones(read(pdf.read_bytes())), _gold_zones(tei)
        scores = {name: Score() for name in totals}
        for name in totals:
            scores[name].add(found[name], wanted[name])
            totals[name].add(found[name], wanted[name])
        files[pdf.name] = {name: score.as_json() for name, score in scores.items()}
    if not files:
        return {}
    return {**{name: score.as_json() for name, score in totals.items()}, "documents": len(files), "files": files}


def tei_of(pdf: Path) -> Path:
    """The file in which people told the zones of this PDF apart, whether it is there or not."""
    return pdf.with_name(pdf.stem + _TEI)


def note_starts(tei: Path) -> Iterator[tuple[str, str]]:
    """Each note's number and its first words, without the number."""
    lines = [line.strip() for name, text in _outer(tei) if _zone(name, text) == "notes" for line in text.splitlines()]
    starts = [(index, found) for index, line in enumerate(lines) if (found := _NOTE_START.match(line))]
    rest = iter(starts)
    for number in _running([int(found[1]) for _, found in starts]):
        index, found = next(start for start in rest if int(start[1][1]) == number)
        yield str(number), " ".join([lines[index][found.end() :], *lines[index + 1 : index + 3]])


def _read_zones(manuscript: Manuscript) -> Zones:
    notes = [block for block in manuscript.blocks if block.kind in ("note", "reference")]
    text = [block.text for block in manuscript.blocks if block.kind not in ("note", "reference")]
    marks = Counter(mark.number for block in manuscript.blocks for mark in block.marks if mark.number.isdigit())
    return {
        "notes": _words(f"{block.number or ''} {block.text}" for block in notes),
        "running_heads": _words(manuscript.running_heads),
        "text": _words(text) + marks,
        "markers": marks,
    }


def _gold_zones(tei: Path) -> Zones:
    zones: Zones = {name: Counter() for name in ("notes", "running_heads", "text", "markers")}
    for name, text in _outer(tei):
        zones[_zone(name, text)] += _words([text])
    zones["markers"] = Counter(number for number, _ in note_starts(tei))
    return zones


def _outer(tei: Path) -> list[tuple[str, str]]:
    """The zones of the file that lie in no other, by their elements' names, and their text."""
    root = etree.parse(str(tei), etree.XMLParser(resolve_entities=False, no_network=True, recover=True)).getroot()
    parts = [(etree.QName(element).localname, element) for element in root.iter("{*}*")]
    return [(name, _printed(element)) for name, element in parts if name in _ZONE_OF and not _inside(element)]


def _zone(name: str, text: str) -> str:
    """`note` holds running heads, and also the notes that cite nothing: these begin with their number."""
    return "notes" if name == "note" and _UNCITING.match(text) else _ZONE_OF[name]


_ZONE_OF = {"listBibl": "notes", "note": "running_heads", "page": "running_heads", "body": "text", "front": "text"}


def _inside(element: Any) -> bool:
    """Header of the file, or a zone within another."""
    names = [etree.QName(outer).localname for outer in element.iterancestors()]
    return "teiHeader" in names or any(name in _ZONE_OF for name in names)


def _printed(element: Any) -> str:
    """The text of a zone, a line feed for each printed line's end."""
    for line_end in element.iter("{*}lb"):
        line_end.tail = "\n" + (line_end.tail or "")
    return "".join(element.itertext())


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(_BROKEN.sub("", text).casefold()))


def _running(numbers: Sequence[int]) -> Iterator[int]:
    """Numbers with which the notes begin: each the next one, unless that one begins no line at all."""
    last = 0
    for index, number in enumerate(numbers):
        if number == last + 1 or (last < number <= last + _LARGEST_STEP and last + 1 not in numbers[index:]):
            last = number
            yield last
