"""Stance, agency and effect of a strategy use, by small trained models over named features.

The weights are plain JSON; `train_judging` makes them. Without a feature's weight the rest decides, so cues that an
editor adds count at once by where they stand.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from corpus.records import Agency, Effect, Stance
from ingest.coding.judging_features import Features, Told, agents_of, features_of

MODEL = Path(__file__).parent / "models" / "judging.json.gz"
SIDES: tuple[Agency, ...] = ("local", "national", "external")


@dataclass(frozen=True, slots=True)
class Judge:
    """One logistic model: `weights[feature]` has one number per label; `cost[label]` shifts the choice alone."""

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    cost: tuple[float, ...]

    def probabilities(self, features: Features) -> dict[str, float]:
        """Calibrated, one per label; they add up to 1."""
        totals = [0.0] * len(self.labels)
        for name, value in features.items():
            for place, weight in enumerate(self.weights.get(name, ())):
                totals[place] += weight * value
        top = max(totals)
        shares = [math.exp(total - top) for total in totals]
        return {label: share / sum(shares) for label, share in zip(self.labels, shares, strict=True)}

    def choose(self, features: Features) -> tuple[str, float]:
        """The label that serves the measure best, with its probability."""
        likely = self.probabilities(features)
        best = max(range(len(self.labels)), key=lambda place: math.log(likely[self.labels[place]]) + self.cost[place])
        return self.labels[best], likely[self.labels[best]]

    def reasons(self, features: Features, label: str, most: int = 5) -> list[tuple[str, float]]:
        """The features that spoke for `label` most, with their weight in log-odds, strongest first."""
        place = self.labels.index(label)
        said = [(name, self.weights[name][place]) for name in features if name in self.weights]
        return sorted((one for one in said if one[1] > 0 and one[0] != "always"), key=lambda one: -one[1])[:most]


@dataclass(frozen=True, slots=True)
class Judges:
    """The five judges: of stance, of effect, and of each side whether it carries the use."""

    by_name: Mapping[str, Judge]

    def stance(self, told: Told) -> Stance:
        return cast(Stance, self.by_name["stance"].choose(features_of(told))[0])

    def effect(self, told: Told, stance: Stance) -> Effect:
        """Nothing has come yet of what is only proposed."""
        if stance == "proposed":
            return "unstated"
        return cast(Effect, self.by_name["effect"].choose(features_of(told))[0])

    def agency(self, told: Told) -> tuple[Agency, ...]:
        """Those who carry it, in the order of the alphabet; empty where the passage does not say."""
        found = agents_of(told)
        return tuple(sorted(side for side in SIDES if self.by_name[side].choose(found)[0] == "yes"))

    def explain(self, told: Told) -> dict[str, list[tuple[str, float]]]:
        """Why each was judged as it was: by name of the judge, the features that spoke for the choice."""
        said = {}
        for name, judge in self.by_name.items():
            found = agents_of(told) if name in SIDES else features_of(told)
            said[name] = judge.reasons(found, judge.choose(found)[0])
        return said


@lru_cache(maxsize=1)
def shipped_judges() -> Judges:
    said = json.loads(gzip.decompress(MODEL.read_bytes()))
    return Judges({name: _judge(one) for name, one in said.items()})


def _judge(said: dict[str, list[str] | dict[str, list[float]] | list[float]]) -> Judge:
    weights = cast(dict[str, list[float]], said["weights"])
    return Judge(
        tuple(cast(list[str], said["labels"])),
        {name: tuple(row) for name, row in weights.items()},
        tuple(cast(list[float], said["cost"])),
    )
