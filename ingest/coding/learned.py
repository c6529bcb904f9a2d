"""What a library's editors taught: an adjustment of the coder's confidence, kept in the library and undone with ease.

It lies over whatever model the coder has: of a statement it knows the confidence, the strategy and the signal that
found it. Weights of zero leave everything as it was.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.records import StrategyUse

LEARNED = "learned"  # the fact under which the library keeps it
SLOPE = "confidence"


@dataclass(frozen=True)
class Learned:
    """Weights by feature, and from what they were learned."""

    weights: Mapping[str, float]
    made: str = ""
    corrections: int = 0

    @classmethod
    def from_json(cls, text: str | None) -> Learned | None:
        return cls(**json.loads(text)) if text else None

    def as_json(self) -> str:
        told = {"weights": dict(sorted(self.weights.items())), "made": self.made, "corrections": self.corrections}
        return json.dumps(told, ensure_ascii=False)

    @cached_property
    def stamp(self) -> str:
        return hashlib.sha256(json.dumps(sorted(self.weights.items())).encode()).hexdigest()[:8]

    def stamped(self, coder: str) -> str:
        """The coder's version with these weights: codings by another are due."""
        return f"{coder}+{self.stamp}"

    def adjusted(self, uses: Iterable[StrategyUse]) -> list[StrategyUse]:
        return [replace(use, confidence=self.confidence(use)) for use in uses]

    def confidence(self, use: StrategyUse) -> float:
        return round(1 / (1 + math.exp(-logit(use.confidence) - sum(self.parts(use).values()))), 3)

    def parts(self, use: StrategyUse) -> dict[str, float]:
        """What each feature of the statement adds to the log-odds."""
        found = ((name, value * self.weights.get(name, 0.0)) for name, value in features(use).items())
        return {name: part for name, part in found if part}


def features(use: StrategyUse) -> dict[str, float]:
    """Of one statement: a bias, the coder's own log-odds, its strategy, and what found it."""
    return {"bias": 1.0, SLOPE: logit(use.confidence), f"strategy {use.strategy}": 1.0, f"rule {use.rule}": 1.0}


def logit(probability: float) -> float:
    bounded = min(max(probability, 0.002), 0.998)
    return math.log(bounded / (1 - bounded))
