"""Phrases of the ontology found in texts: word by word, by stem; a lone `*` is a gap of up to three words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest.coding.stems import Stem, stem

GAP = 3
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """A phrase found: from word `first` up to and without `last`."""

    meaning: Meaning
    phrase: str
    first: int
    last: int
    start: int
    end: int

    @property
    def words(self) -> int:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class _Pattern(Generic[Meaning]):
    steps: tuple[str | None, ...]  # None is a gap
    phrase: str
    meaning: Meaning
    acronyms: frozenset[str]


class Phrases(Generic[Meaning]):
    """A set of phrases, each with its meaning, ready to be looked for."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        table: dict[str, list[_Pattern[Meaning]]] = {}
        for phrase, meaning in dict.fromkeys(phrases):
            if pattern := _pattern(phrase, meaning):
                table.setdefault(pattern.steps[0] or "", []).append(pattern)
        self._table: Mapping[str, list[_Pattern[Meaning]]] = table

    def find(self, words: Sequence[Stem]) -> Iterator[Found[Meaning]]:
        """Every phrase at every place of the text, overlapping ones too."""
        for position, word in enumerate(words):
            for pattern in self._table.get(word.stem, ()):
                last = _match(pattern.steps, words, position)
                if last and _acronyms_agree(pattern, words[position:last]):
                    span = words[position].start, words[last - 1].end
                    yield Found(pattern.meaning, pattern.phrase, position, last, *span)


def _pattern(phrase: str, meaning: Meaning) -> _Pattern[Meaning] | None:
    parts = re.findall(r"\*|\w+(?:['’]\w+)?", phrase)
    while parts and parts[-1] == "*":
        parts.pop()
    if not parts or parts[0] == "*":
        return None
    steps = tuple(None if part == "*" else stem(part) for part in parts)
    return _Pattern(steps, phrase, meaning, frozenset(part for part in parts if part.isupper() and len(part) > 1))


def _match(steps: tuple[str | None, ...], words: Sequence[Stem], position: int) -> int | None:
    for number, step in enumerate(steps):
        if step is None:
            rest = steps[number + 1 :]
            ends = (_match(rest, words, position + skip) for skip in range(GAP + 1))
            return next((end for end in ends if end), None)
        if position >= len(words) or words[position].stem != step:
            return None
        if number and steps[number - 1] is not None and words[position].parted:
            return None
        position += 1
    return position


def _acronyms_agree(pattern: _Pattern[Meaning], run: Sequence[Stem]) -> bool:
    """DDR is not "ddr", and CAR is no car."""
    return pattern.acronyms <= {word.text for word in run}
