"""Corrections of statements: what an editor says about what a coder said, and where its words stand now."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from corpus.records import Agency, Document, Effect, Passage, Phase, Stance, StrategyUse, Verdict

CONTEXT = 32  # characters kept on either side of a quote
KNOWN_AGAIN = 8  # of which so many must agree, or the quote must speak for itself
SPEAKS_FOR_ITSELF = 20  # characters of a quote that stands once in its document


@dataclass(frozen=True, slots=True)
class Statement:
    """What a passage says, apart from where in it: a use without offsets. `actors` are ids of entities."""

    strategy: str
    stance: Stance
    quote: str
    agency: tuple[Agency, ...] = ()
    effect: Effect = "unstated"
    phase: Phase | None = None
    factors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stood in the stored text, and the words around it."""

    start: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """`about`: what the coder said (None: it had missed the statement); `says`: what holds instead (None: nothing)."""

    document: str
    verdict: Verdict
    anchor: Anchor
    by: str
    at: str
    about: Statement | None = None
    says: Statement | None = None
    note: str = ""
    confidence: float | None = None  # the coder's
    coder: str = ""
    number: int = 0

    @property
    def quote(self) -> str:
        statement = self.says or self.about
        return statement.quote if statement else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage and where in it a quote stands."""

    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.passage.text[self.start : self.end]

    def overlaps(self, use: StrategyUse) -> bool:
        return self.start < use.end and use.start < self.end


def statement_id(passage: str, use: StrategyUse) -> str:
    """The address of a statement for as long as nobody says otherwise: its passage and a hash of what it says where."""
    told = "|".join((use.strategy, use.stance, ",".join(use.countries), str(use.start), str(use.end)))
    return f"{passage}~{hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest()[:8]}"


def anchor_at(document: Document, start: int, end: int) -> Anchor:
    """The anchor of the words between two offsets of the stored text."""
    return Anchor(start, document.text[max(0, start - CONTEXT) : start], document.text[end : end + CONTEXT])


def find(document: Document, quote: str, anchor: Anchor | None = None) -> Place | None:
    """Where the quote stands in a passage now: where the words around it agree best, then where it is nearest.

    Spaces, dashes and quotation marks may have changed. None when nothing tells that these are the same words.
    """
    spans = [(start, end) for start, end in _occurrences(document.text, quote) if _passage_at(document, start, end)]
    if not spans:
        return None
    if anchor is None:
        return _place(document, *spans[0])
    start, end = max(
        spans, key=lambda at: (_agreement(document.text, at[0], at[1], anchor), -abs(at[0] - anchor.start))
    )
    wanted = min(KNOWN_AGAIN, len(anchor.before) + len(anchor.after))
    sure = len(spans) == 1 and len(quote) >= SPEAKS_FOR_ITSELF
    return _place(document, start, end) if sure or _agreement(document.text, start, end, anchor) >= wanted else None


def place(document: Document, correction: Correction) -> Place | None:
    """Where the correction's words stand now; None when they are lost."""
    return find(document, correction.quote, correction.anchor)


def place_spoken_of(document: Document, correction: Correction, now: Place) -> Place:
    """Where the words of the coder's statement stand: those of the correction, unless an editor chose others."""
    about = correction.about
    if about is None or about.quote == correction.quote:
        return now
    return find(document, about.quote, Anchor(correction.anchor.start)) or now


def renumbered(correction: Correction, number: int, document: str) -> Correction:
    return replace(correction, number=number, document=document)


def _occurrences(text: str, quote: str) -> Iterator[tuple[int, int]]:
    words = re.findall(r"\w+", quote)
    if not words:
        return iter(())
    # At its ends a quote may hold marks, which count as it has them.
    first, last = quote[: quote.index(words[0])], quote[quote.rindex(words[-1]) + len(words[-1]) :]
    exact = [match.span() for match in re.finditer(re.escape(quote), text)]
    loose = re.escape(first) + r"\b" + r"\W{1,6}".join(map(re.escape, words)) + r"\b" + re.escape(last)
    return iter(exact or [match.span() for match in re.finditer(loose, text)])


def _passage_at(document: Document, start: int, end: int) -> Passage | None:
    return next((p for p in document.passages if p.start <= start and end <= p.end), None)


def _place(document: Document, start: int, end: int) -> Place | None:
    passage = _passage_at(document, start, end)
    return Place(passage, start - passage.start, end - passage.start) if passage else None


def _agreement(text: str, start: int, end: int, anchor: Anchor) -> int:
    """How many letters next to the quote are those that stood there."""
    before, after = text[max(0, start - CONTEXT * 2) : start], text[end : end + CONTEXT * 2]
    return _alike(_letters(before)[::-1], _letters(anchor.before)[::-1]) + _alike(
        _letters(after), _letters(anchor.after)
    )


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
