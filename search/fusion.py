"""Joining ranked lists by their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Scores = Mapping[int, float]

LEXICAL, DENSE, GRAPH = 1.0, 1.0, 0.5  # weights of the parts


def scaled(ranked: Sequence[tuple[int, float]]) -> dict[int, float]:
    """Scores of a list from 0 (its last) to 1 (its first); all 1 where they are all the same."""
    if not ranked:
        return {}
    values = [score for _, score in ranked]
    low, span = min(values), max(values) - min(values)
    return {number: (score - low) / span if span else 1.0 for number, score in ranked}


def fused(parts: Sequence[tuple[Scores, float]]) -> list[tuple[int, float]]:
    """The weighted mean of the parts' shares, best first; what a part does not hold counts 0 in it."""
    total = sum(weight for _, weight in parts) or 1.0
    numbers = {number for scores, _ in parts for number in scores}
    sums = {number: sum(scores.get(number, 0.0) * weight for scores, weight in parts) for number in numbers}
    return sorted(((number, value / total) for number, value in sums.items()), key=lambda pair: (-pair[1], pair[0]))
