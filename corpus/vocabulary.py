"""The terms of the use table as small numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

from corpus.records import Agency, Effect, Phase, Stance

STANCES: tuple[str, ...] = get_args(Stance)
AGENCIES: tuple[str, ...] = get_args(Agency)
EFFECTS: tuple[str, ...] = get_args(Effect)
PHASES: tuple[str, ...] = get_args(Phase)


class Codes:
    """Numbers for words, given in the order of their coming and never given again."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = list(words)
        self._numbers = {word: number for number, word in enumerate(self.words)}

    def code(self, word: str) -> int:
        """The word's number; a new one for a new word."""
        if word not in self._numbers:
            self._numbers[word] = len(self.words)
            self.words.append(word)
        return self._numbers[word]

    def known(self, words: Iterable[str]) -> list[int]:
        """The numbers of those words that have one."""
        return [self._numbers[word] for word in words if word in self._numbers]


@dataclass(slots=True)
class Vocabulary:
    """Terms of the ontology, so no trace of any document."""

    strategies: Codes = field(default_factory=Codes)
    countries: Codes = field(default_factory=Codes)
    regions: Codes = field(default_factory=Codes)
    kinds: Codes = field(default_factory=Codes)  # of actors

    def as_dict(self) -> dict[str, list[str]]:
        return {name: getattr(self, name).words for name in ("strategies", "countries", "regions", "kinds")}

    @classmethod
    def from_dict(cls, words: dict[str, list[str]]) -> Vocabulary:
        return cls(**{name: Codes(some) for name, some in words.items()})
