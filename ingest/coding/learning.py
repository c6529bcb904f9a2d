"""Learns from editors' corrections: examples, a fit, and figures on what the fit did not see.

Statements of editors weigh beside those of the shipped training texts, which keep the weights near zero where editors
say nothing. A fifth of all texts, chosen by their hash and so always the same, judges; the weights that may be put in
use are then fitted to all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.records import PassageCoding, StrategyUse
from ingest.coding.learned import Learned, features, logit
from ontology.errors import ConcordanceError

TRAINING = Path(__file__).parent / "data" / "training"
SHIPPED = 500  # texts of ours that are coded for it: enough to hold the weights, and done in seconds
FEWEST = 10  # statements of editors
FOLDS = 5
RIDGE = 1.0
Floats = NDArray[np.float64]


class TooFewCorrections(ConcordanceError):
    """Editors decided about too few statements to learn from. `concordance corrections waiting` lists more."""


class Coding(Protocol):
    """A coder, as far as learning needs it."""

    def extract(self, text: str) -> PassageCoding: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """Words of a text of which somebody said that they do, or do not, speak of a strategy; offsets of the text."""

    strategy: str
    start: int
    end: int
    right: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text and what is known of it. `coded`: all its strategies, where somebody coded it whole."""

    text: str
    judged: tuple[Judged, ...] = ()
    coded: frozenset[str] | None = None

    def verdict(self, use: StrategyUse) -> bool | None:
        """Whether a coder's statement is right; None where nobody said."""
        if self.coded is not None:
            return use.strategy in self.coded
        near = (one for one in self.judged if one.strategy == use.strategy)
        return next((one.right for one in near if one.start < use.end and use.start < one.end), None)


@dataclass(frozen=True, slots=True)
class Figures:
    """On held-out statements: how many, how far the confidence is from the truth, how often it decides rightly."""

    statements: int
    brier: float
    ece: float
    right_decisions: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """Before and after, on editors' statements and on ours, all held out; and the weights fitted to all."""

    learned: Learned
    editors: int
    shipped: int
    before: Figures
    after: Figures
    shipped_before: Figures
    shipped_after: Figures
    missed: int  # added by editors and found by no signal: a label in the ontology would find them

    def as_json(self) -> dict[str, Any]:
        told = {name: value for name, value in asdict(self).items() if name != "learned"}
        return {**told, "weights": dict(self.learned.weights), "learned": self.learned.as_json()}


@dataclass(frozen=True, slots=True)
class _Examples:
    uses: list[StrategyUse]
    right: NDArray[np.bool_]
    held_out: NDArray[np.bool_]
    editors: NDArray[np.bool_]


def learn(coder: Coding, lessons: Sequence[Lesson], made: str, operating: float) -> Outcome:
    """What these lessons teach about this coder's confidence, as it is without them. Raises TooFewCorrections."""
    told, missed = _examples(coder, lessons, shipped_lessons())
    count = int(told.editors.sum())
    if count < FEWEST:
        raise TooFewCorrections(
            f"Editors decided about {count} statements that the coder makes; learning needs {FEWEST}. "
            "`concordance corrections waiting` lists those that teach most."
        )
    judged = fitted(told.uses, told.right, ~told.held_out)
    weights = fitted(told.uses, told.right, np.ones(len(told.uses), bool))
    now = np.array([use.confidence for use in told.uses])
    then = np.array([judged.confidence(use) for use in told.uses])
    editors, ours = told.held_out & told.editors, told.held_out & ~told.editors
    return Outcome(
        Learned(weights.weights, made, count),
        count,
        len(told.uses) - count,
        _figures(now[editors], told.right[editors], operating),
        _figures(then[editors], told.right[editors], operating),
        _figures(now[ours], told.right[ours], operating),
        _figures(then[ours], told.right[ours], operating),
        missed,
    )


def shipped_lessons() -> list[Lesson]:
    """Our own texts, coded whole: those whose hashes come first."""
    lines = [line for file in sorted(TRAINING.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    rows = {row["text"]: row for row in map(json.loads, lines) if "uses" in row}
    chosen = sorted(rows, key=_hash)[:SHIPPED]
    return [Lesson(text, coded=frozenset(use["strategy"] for use in rows[text]["uses"])) for text in chosen]


def fitted(uses: Sequence[StrategyUse], right: NDArray[np.bool_], of: NDArray[np.bool_]) -> Learned:
    """Weights that bring the coder's log-odds nearer to what people said, held to zero by a ridge."""
    rows = [features(use) for use in uses]
    names = sorted({name for row, wanted in zip(rows, of, strict=True) if wanted for name in row})
    inputs = np.array([[row.get(name, 0.0) for name in names] for row in rows])[of]
    offset = np.array([logit(use.confidence) for use in uses])[of]
    weights = _newton(inputs, right[of].astype(float), offset)
    table = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    return Learned({name: weight for name, weight in table.items() if weight})


def _newton(inputs: Floats, right: Floats, offset: Floats) -> Floats:
    weights = np.zeros(inputs.shape[1])
    ridge = RIDGE * np.eye(inputs.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-offset - inputs @ weights))
        slope = inputs.T @ (right - likely) - ridge @ weights
        curve = (inputs * (likely * (1 - likely))[:, None]).T @ inputs + ridge
        weights += np.linalg.solve(curve, slope)
    return weights


# ---------------------------------------------------------------- examples


def _examples(coder: Coding, lessons: Sequence[Lesson], ours: Sequence[Lesson]) -> tuple[_Examples, int]:
    rows = [(use, right, lesson) for lesson in (*lessons, *ours) for use, right in _told(coder, lesson)]
    found = {(lesson.text, use.strategy) for use, right, lesson in rows if right}
    wanted = {(lesson.text, one.strategy) for lesson in lessons for one in lesson.judged if one.right}
    return _Examples(
        [use for use, _, _ in rows],
        np.array([right for _, right, _ in rows], bool),
        np.array([_hash(lesson.text) % FOLDS == 0 for _, _, lesson in rows], bool),
        np.array([lesson.coded is None for _, _, lesson in rows], bool),
    ), len(wanted - found)


def _told(coder: Coding, lesson: Lesson) -> Iterator[tuple[StrategyUse, bool]]:
    for use in coder.extract(lesson.text).uses:
        right = lesson.verdict(use)
        if right is not None:
            yield use, right


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _figures(likely: Floats, right: NDArray[np.bool_], operating: float) -> Figures:
    if not len(right):
        return Figures(0, 0.0, 0.0, 0.0)
    bins = np.minimum((likely * 10).astype(int), 9)
    gaps = (abs(likely[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    brier, decided = float(((likely - right) ** 2).mean()), float(((likely >= operating) == right).mean())
    return Figures(len(right), round(brier, 3), round(float(sum(gaps)), 3), round(decided, 3))
