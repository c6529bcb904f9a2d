"""Whether what was found answers the question: a small calibrated decision, and never a generated sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

ANSWERED = 0.5  # probability from which an answer is given


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer.

    cosine: of the best sentence to the question; passage: cosine of the nearest passage; coverage: the share of the
    question's words, weighed by rarity, in the passage that holds most of them; known: the share of them that the
    library holds at all; named: whether the places and strategies that the question names stand in what was found.
    """

    cosine: float
    passage: float
    coverage: float
    known: float
    named: float

    def values(self) -> Sequence[float]:
        return (self.cosine, self.passage, self.coverage, self.known, self.named)


# Fitted by `search.fit_answerable` on tests/search/questions.jsonl over the shipped sample.
WEIGHTS = (1.13, 1.96, 1.65, 3.09, 2.64)
BIAS = -6.99


def probability(signs: Signs) -> float:
    """That the library answers the question."""
    return 1 / (1 + exp(-(BIAS + sum(weight * value for weight, value in zip(WEIGHTS, signs.values(), strict=True)))))
