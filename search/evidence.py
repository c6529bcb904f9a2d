"""Evidence: the sentences of passages that speak to a question, word for word, with their page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.library import Library
from corpus.records import Passage
from ingest.encoders import Encoder
from ingest.reading.sentences import sentence_spans
from search.hits import Card
from search.terms import content_stems, stems
from search.words import Words

Role: TypeAlias = Literal["supports", "contradicts"]

SHORTEST = 25  # characters: below this a sentence is a heading, a number or a crumb
LONGEST = 700  # characters of a quote
ALIKE = 0.93  # cosine of two sentences that say the same
MEANING, WORDING, PLACE = 0.5, 0.2, 0.3  # weights: cosine, shared words, the passage's own worth
MOST_READ = 48  # sentences are encoded for one question
NOTE = 0.5  # of its score is left to a sentence of a note: it names sources more often than it tells anything


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: `start`, `end` in the passage's text; `worth` of its passage, from 0 to 1."""

    passage: Passage
    card: Card
    start: int
    end: int
    worth: float = 0.0
    cosine: float = 0.0
    coverage: float = 0.0
    score: float = 0.0

    @property
    def quote(self) -> str:
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote with its source. `start`, `end` are offsets in the stored text; `page` is where the quote begins."""

    passage: str
    document: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    page: int | None
    page_label: str | None
    quote: str
    start: int
    end: int
    role: Role
    score: float
    from_picture: bool = False  # a program read the passage from a picture: expect errors in the quote

    def as_json(self) -> dict[str, Any]:
        return {
            "passage": self.passage,
            "document": self.document,
            "title": self.title,
            "authors": list(self.authors),
            "year": self.year,
            "page": self.page,
            "page_label": self.page_label,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "role": self.role,
            "score": round(self.score, 4),
            "from_picture": self.from_picture,
        }


class Judge:
    """Weighs sentences by a question: by meaning, by shared words (rare ones more), by their passage."""

    def __init__(self, question: str, encoder: Encoder, words: Words) -> None:
        self._encoder = encoder
        self.vector: NDArray[np.float32] = encoder.encode([question], kind="query")[0]
        self._words = words
        self.weights: Mapping[str, float] = {stem: rarity(words, stem) for stem in content_stems(question)}

    def coverage(self, text: str) -> float:
        """The share of the question's content words, weighed by rarity, that stand in a text."""
        total = sum(self.weights.values())
        held = set(stems(text))
        return sum(weight for stem, weight in self.weights.items() if stem in held) / total if total else 0.0

    def known(self) -> float:
        """The share of the question's content words, weighed by rarity, that the library holds at all."""
        total = sum(self.weights.values())
        held = (weight for stem, weight in self.weights.items() if self._words.frequency(stem)[0])
        return sum(held) / total if total else 0.0

    def judged(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """With their scores, best first, those left out that repeat a better one."""
        if not sentences:
            return []
        sentences = self._likely(sentences)
        vectors = self._encoder.encode([sentence.quote for sentence in sentences], kind="passage")
        cosines = vectors @ self.vector
        weighed = [self._weighed(sentence, float(c)) for sentence, c in zip(sentences, cosines, strict=True)]
        kept: list[int] = []
        for index in sorted(range(len(weighed)), key=lambda i: -weighed[i].score):
            if not kept or float((vectors[kept] @ vectors[index]).max()) < ALIKE:
                kept.append(index)
        return [weighed[index] for index in kept]

    def _likely(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The few that are worth encoding, by length, so that a batch holds sentences of one size."""
        likely = sorted(sentences, key=lambda one: -(WORDING * self.coverage(one.quote) + PLACE * one.worth))
        return sorted(likely[:MOST_READ], key=lambda one: len(one.quote))

    def _weighed(self, sentence: Sentence, cosine: float) -> Sentence:
        coverage = self.coverage(sentence.quote)
        score = MEANING * max(cosine, 0.0) + WORDING * coverage + PLACE * sentence.worth
        score *= NOTE if sentence.passage.kind == "note" else 1.0
        return replace(sentence, cosine=cosine, coverage=coverage, score=score)


def rarity(words: Words, stem: str) -> float:
    """How much a shared word says, as BM25 weighs it; a word that the library lacks weighs most."""
    frequency, passages = words.frequency(stem)
    return log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def sentences(passage: Passage, card: Card, worth: float = 0.0) -> list[Sentence]:
    """The quotable sentences of a passage."""
    spans = [span for span in sentence_spans(passage.text) if span[1] - span[0] >= SHORTEST]
    spans = spans or [(0, len(passage.text))]
    return [Sentence(passage, card, start, min(end, start + LONGEST), worth) for start, end in spans]


def around(passage: Passage, card: Card, quote: str, worth: float = 0.0) -> Sentence | None:
    """The whole sentences in which a quote stands; None where the passage has lost those words."""
    at = passage.text.find(quote)
    if at < 0 or not quote:
        return None
    spans = [span for span in sentence_spans(passage.text) if span[0] < at + len(quote) and at < span[1]]
    start, end = (spans[0][0], spans[-1][1]) if spans else (at, at + len(quote))
    if end - start > LONGEST:
        start, end = at, at + len(quote)
    return Sentence(passage, card, start, end, worth)


def evidence(sentence: Sentence, library: Library, role: Role = "supports") -> Evidence:
    """A sentence with its place in the stored text."""
    passage, card = sentence.passage, sentence.card
    start, end = passage.start + sentence.start, passage.start + sentence.end
    held = library.held(card.document)
    page = held.document.page_at(start) if held else None
    number = page.page if page else passage.page
    label = page.label if page and page.label else passage.page_label
    return Evidence(
        passage.id, card.document, card.title, card.authors, card.year, number, label,
        sentence.quote, start, end, role, sentence.score, passage.from_picture,
    )  # fmt: skip


def spread(ranked: Iterable[Sentence], most: int, of_a_passage: int = 2) -> list[Sentence]:
    """The best, at most so many of one passage."""
    kept: list[Sentence] = []
    for sentence in ranked:
        if sum(other.passage.id == sentence.passage.id for other in kept) < of_a_passage:
            kept.append(sentence)
        if len(kept) == most:
            break
    return kept
