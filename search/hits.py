"""What a search finds: passages with the reasons for their rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.library import Library
from corpus.records import Held, Passage


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside each hit of a document."""

    document: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    language: str


@dataclass(frozen=True, slots=True)
class Why:
    """The parts of a score, each from 0 to 1; None where that part had no say."""

    lexical: float | None = None
    dense: float | None = None
    graph: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    rank: int
    score: float
    number: int  # of the passage in the library: what the indexes call it
    passage: Passage
    card: Card
    highlights: tuple[tuple[int, int], ...]
    why: Why
    alike: tuple[str, ...] = ()  # passages of nearly the same words, ranked below and left out


@dataclass(frozen=True, slots=True)
class Results:
    query: str
    mode: str
    took_ms: float
    hits: tuple[Hit, ...]

    def as_json(self) -> dict[str, Any]:
        """The `search` contract."""
        hits = [hit_json(hit) for hit in self.hits]
        return {"query": self.query, "mode": self.mode, "took_ms": round(self.took_ms, 1), "hits": hits}


class Cards:
    """Titles and authors by document. A document's bytes make its id, so a card once read stays true."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[str, Card] = {}

    def of(self, document: str) -> Card | None:
        if document not in self._read:
            held = self._library.held(document)
            if held is None:
                return None
            self._read[document] = card(held)
        return self._read[document]


def card(held: Held) -> Card:
    document = held.document
    names = tuple(f"{name.given} {name.family}".strip() for name in document.authors)
    return Card(document.id, document.title, names, document.year, document.language)


def hit_json(hit: Hit) -> dict[str, Any]:
    passage, card = hit.passage, hit.card
    shares = {"lexical": hit.why.lexical, "dense": hit.why.dense, "graph": hit.why.graph}
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "passage": passage.id,
        "document": card.document,
        "title": card.title,
        "authors": list(card.authors),
        "year": card.year,
        "page": passage.page,
        "page_label": passage.page_label,
        "section": passage.section,
        "language": passage.language,
        "text": passage.text,
        "highlights": [list(span) for span in hit.highlights],
        "why": {part: None if share is None else round(share, 4) for part, share in shares.items()},
        "alike": list(hit.alike),
        "from_picture": passage.from_picture,
    }
