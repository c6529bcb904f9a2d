"""The words of a text as the search for places needs them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,})*")


class Word(NamedTuple):
    text: str
    start: int
    end: int
    capital: bool
    opens: bool  # the first word of a sentence, whose capital says nothing


Words: TypeAlias = Sequence[Word]


def words_of(text: str) -> Words:
    """Letters only: hyphens, full stops and spaces stand between words, and the matcher bridges them."""
    words: list[Word] = []
    for match in _WORD.finditer(text):
        gap = text[words[-1].end : match.start()] if words else "."
        opens = not words or (bool(re.search(r"[.!?:;\n•]", gap)) and len(words[-1].text) > 1)
        words.append(Word(match.group(), match.start(), match.end(), match.group()[0].isupper(), opens))
    return words
