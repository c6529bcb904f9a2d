"""The recipe of the weights in `search.answerable`: a logistic regression on the signs of questions of our own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.answer import Answerer

Floats = NDArray[np.float64]

RIDGE = 0.3  # keeps the weights of a few dozen questions small
STEPS = 50


def signs_of(questions: Path, answerer: Answerer) -> tuple[Floats, Floats]:
    """Signs, shape (questions, 5), and 1 for those that the library answers. `kind` `none` marks the others."""
    asked = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [answerer.signs(one["question"]).values() for one in asked]
    return np.array(rows, np.float64), np.array([one["kind"] != "none" for one in asked], np.float64)


def fit(signs: Floats, answered: Floats) -> tuple[Floats, float]:
    """Weights and bias, by Newton's method; both classes weigh the same."""
    rows = np.column_stack([signs, np.ones(len(signs))])
    share = np.where(answered == 1, 0.5 / answered.mean(), 0.5 / (1 - answered.mean()))
    ridge = RIDGE * np.diag([1.0] * signs.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share * (chance - answered)) + ridge @ weights
        bend = (rows * (share * chance * (1 - chance))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return weights[:-1], float(weights[-1])
