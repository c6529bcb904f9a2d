"""How sure a statement is: a logistic model over a few features that every concept has."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "models" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a match, whatever its concept."""

    preferred: bool
    hidden: bool
    words: int
    letters: int
    gap: bool
    inside: bool
    labels_here: int
    labels_in_passage: int
    matches_in_passage: int
    role: str

    def values(self) -> dict[str, float]:
        return {
            "preferred": float(self.preferred),
            "hidden": float(self.hidden),
            "one word": float(self.words == 1),
            "three words": float(self.words >= 3),
            "letters": min(self.letters, 30) / 10,  # long words are seldom used in another sense
            "gap": float(self.gap),
            "inside": float(self.inside),
            "more labels here": math.log(self.labels_here),
            "more labels": math.log(self.labels_in_passage),
            "more matches": math.log(self.matches_in_passage),
            f"role {self.role}": 1.0,
        }


@dataclass(frozen=True)
class Confidence:
    weights: Mapping[str, float]

    def __call__(self, features: Features) -> float:
        """The probability that a trained reader would code the statement."""
        total = self.weights.get("bias", 0.0)
        total += sum(self.weights.get(name, 0.0) * value for name, value in features.values().items())
        return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def shipped_confidence() -> Confidence:
    return Confidence(json.loads(WEIGHTS.read_text(encoding="utf-8")))
