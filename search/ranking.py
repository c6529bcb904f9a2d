"""Ranking: candidates by words and by meaning, joined by score. Knows passages by their numbers only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.records import Audience
from ingest.encoders import Encoder
from search.fusion import DENSE, GRAPH, LEXICAL, fused, scaled
from search.hits import Why
from search.vectors import VectorIndex
from search.words import Words

Mode: TypeAlias = Literal["hybrid", "dense", "lexical"]
GraphShares: TypeAlias = Callable[[Collection[int]], Mapping[int, float] | None]

CANDIDATES = 100  # of each list


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage number with its joined score and the parts of it."""

    number: int
    score: float
    why: Why


@dataclass(frozen=True)
class Ranker:
    """Two indexes and the encoder of questions."""

    words: Words
    vectors: VectorIndex
    encoder: Encoder

    def rank(
        self,
        query: str,
        mode: Mode = "hybrid",
        *,
        allowed: Collection[int] | None = None,
        audience: Audience = "owner",
        graph: GraphShares | None = None,
        limit: int = CANDIDATES,
    ) -> list[Ranked]:
        """Every candidate, best first: `limit` of each list. `graph` gives the shares that it adds to candidates."""
        lexical = scaled(self._by_words(query, allowed, audience, limit)) if mode != "dense" else {}
        dense = scaled(self._by_meaning(query, allowed, audience, limit)) if mode != "lexical" else {}
        shares = graph({*lexical, *dense}) if graph else None
        parts = [(s, w) for s, w in ((lexical, LEXICAL), (dense, DENSE), (shares, GRAPH)) if s]
        return [
            Ranked(number, score, Why(lexical.get(number), dense.get(number), shares.get(number) if shares else None))
            for number, score in fused(parts)
        ]

    def _by_words(
        self, query: str, allowed: Collection[int] | None, audience: Audience, limit: int
    ) -> list[tuple[int, float]]:
        return self.words.search(query, audience=audience, passages=allowed, limit=limit)

    def _by_meaning(
        self, query: str, allowed: Collection[int] | None, audience: Audience, limit: int
    ) -> list[tuple[int, float]]:
        vector = self.encoder.encode([query], kind="query")[0]
        return self.vectors.search(vector, audience=audience, passages=allowed, limit=limit)
