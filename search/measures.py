"""Measures of a ranking, as BEIR takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

Judged = Mapping[str, int]  # document -> grade above 0


def ndcg(ranking: Sequence[str], judged: Judged, depth: int = 10) -> float:
    gains = [judged.get(document, 0) for document in ranking[:depth]]
    best = sorted(judged.values(), reverse=True)[:depth]
    ideal = _discounted(best)
    return _discounted(gains) / ideal if ideal else 0.0


def recall(ranking: Sequence[str], judged: Judged, depth: int = 100) -> float:
    return len(set(ranking[:depth]) & set(judged)) / len(judged) if judged else 0.0


def reciprocal_rank(ranking: Sequence[str], judged: Judged, depth: int = 10) -> float:
    return next((1 / rank for rank, document in enumerate(ranking[:depth], start=1) if document in judged), 0.0)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
