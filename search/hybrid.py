"""Search: candidates by words and by meaning, joined by score, with what the graph knows of both sides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.library import Library
from corpus.records import Audience, Filters, Passage
from ingest.encoders import Encoder
from ontology.errors import WrongUse
from search.grounds import Coded, asked_of
from search.hits import Card, Cards, Hit, Results
from search.plan import Plan, Planner
from search.ranking import CANDIDATES, Mode, Ranked, Ranker
from search.terms import content_stems, folded, highlights, stems
from search.vectors import VectorIndex
from search.words import Words

ALIKE = 0.9  # share of common words above which two passages are one find


class EmptyQuery(WrongUse):
    """There is nothing to search for. Write a few words or a question."""


class Searcher:
    """Joins the word index, the vector index and the table of uses over one library."""

    def __init__(
        self, library: Library, words: Words, vectors: VectorIndex, uses: Coded, planner: Planner, encoder: Encoder
    ) -> None:
        self._library, self.words, self._vectors = library, words, vectors
        self.uses, self.planner, self.encoder = uses, planner, encoder
        self.ranker = Ranker(words, vectors, encoder)
        self.cards = Cards(library)

    def search(
        self,
        query: str,
        *,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        top: int = 10,
        audience: Audience = "owner",
    ) -> Results:
        """The `top` best passages. Raises EmptyQuery."""
        begun = perf_counter()
        if not query.strip():
            raise EmptyQuery
        plan = self.planner.plan(query) if mode == "hybrid" else Plan(query)
        ranked = self.ranked(query, plan, filters or Filters(), mode, audience, top)
        hits = tuple(self._hits(query, ranked, top))
        return Results(query, mode, (perf_counter() - begun) * 1000, hits)

    def ranked(
        self, query: str, plan: Plan, filters: Filters, mode: Mode, audience: Audience, top: int = CANDIDATES
    ) -> list[Ranked]:
        """Every candidate with its score, best first, as the indexes know it; enough of them for `top` hits."""
        allowed = self._allowed(filters, audience)
        graph = partial(self._by_graph, plan, audience) if mode == "hybrid" else None
        limit = max(top, CANDIDATES)
        return self.ranker.rank(query, mode, allowed=allowed, audience=audience, graph=graph, limit=limit)

    def cosines(self, vector: NDArray[np.float32], passages: Collection[int]) -> dict[int, float]:
        """How near these passages are to a question's vector, those without a vector left out."""
        return self._vectors.cosines(vector, passages)

    def _allowed(self, filters: Filters, audience: Audience) -> set[int] | None:
        """The numbers of passages that the filters let through; None where there is no filter."""
        if filters == Filters():
            return None
        filters = replace(filters, documents=tuple(map(self._present, filters.documents)))
        allowed = self.words.within(filters, audience)
        if filters.of_uses() or filters.countries or filters.regions:
            coded = self.uses.passages(
                replace(filters, years=(None, None), languages=(), documents=()), audience=audience
            )
            allowed &= set(self._library.rows_of(coded).values())
        return allowed

    def _present(self, document: str) -> str:
        return self._library.redirect(document) or document

    def _by_graph(self, plan: Plan, audience: Audience, candidates: Collection[int]) -> dict[int, float] | None:
        """The share of what the question names that the passage's uses hold; None where it names nothing."""
        asked = asked_of(plan)
        if not asked or not candidates:
            return None
        held = self._library.passages_by_row(list(candidates))
        sets = [self.uses.passages(filters, audience=audience) for filters in asked]
        return {
            number: sum(number in held and held[number][1].id in passages for passages in sets) / len(sets)
            for number in candidates
        }

    def _hits(self, query: str, ranked: Sequence[Ranked], top: int) -> Iterator[Hit]:
        english, other = set(content_stems(query) or stems(query)), set(folded(query))
        for rank, (found, alike) in enumerate(_distinct(self._present_ones(ranked, top), top), start=1):
            item, passage, card = found
            stemmed = passage.language == "en"
            spans = highlights(passage.text, english if stemmed else other, stemmed)
            yield Hit(rank, item.score, item.number, passage, card, spans, item.why, tuple(alike))

    def _present_ones(self, ranked: Sequence[Ranked], top: int) -> Iterator[Found]:
        """With their passages; what is gone from the library since an index was made is dropped."""
        step = max(2 * top, 20)
        for start in range(0, len(ranked), step):
            batch = ranked[start : start + step]
            held: Mapping[int, tuple[str, Passage]] = self._library.passages_by_row([item.number for item in batch])
            for item in batch:
                if item.number in held and (card := self.cards.of(held[item.number][0])):
                    yield item, held[item.number][1], card


Found: TypeAlias = tuple[Ranked, Passage, Card]


def _distinct(found: Iterator[Found], top: int) -> list[tuple[Found, list[str]]]:
    """The first `top` that do not repeat each other, each with the addresses of those that repeat it."""
    kept: list[tuple[Found, set[str], list[str]]] = []
    for item in found:
        words = set(folded(item[1].text))
        twin = next((alike for _, others, alike in kept if _overlap(words, others) >= ALIKE), None)
        if twin is not None:
            twin.append(item[1].id)
        elif len(kept) < top:
            kept.append((item, words, []))
        else:
            break
    return [(item, alike) for item, _, alike in kept]


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
