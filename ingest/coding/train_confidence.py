"""Fits the confidence of statements to our own coded sentences: `python -m ingest.coding.train_confidence`.

Logistic regression with a ridge, by Newton's steps. Prints the Brier score and calibration error of ten-fold
cross-validation, so that the figures are of sentences that the fit did not see.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.coding.code import Coder
from ingest.coding.confidence import WEIGHTS, Features
from ontology.terms import Ontology, shipped

SENTENCES = Path(__file__).parent / "data" / "coded_sentences.tsv"
RIDGE = 1.0
FOLDS = 10
Floats = NDArray[np.float64]


def main() -> None:
    examples = list(coded_matches(Coder(Ontology.load(shipped()))))
    names = sorted({name for features, _, _ in examples for name in features.values()})
    inputs = np.array([[1.0, *(features.values().get(name, 0.0) for name in names)] for features, _, _ in examples])
    right = np.array([float(label) for _, label, _ in examples])
    folds = np.array([sentence % FOLDS for _, _, sentence in examples])
    print(json.dumps({"statements": len(right), "right": float(right.mean())} | cross_validated(inputs, right, folds)))
    weights = fit(inputs, right)
    table = dict(zip(("bias", *names), (round(float(weight), 3) for weight in weights), strict=True))
    WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def coded_matches(coder: Coder) -> Sequence[tuple[Features, bool, int]]:
    """Each strategy found in each sentence: its features, whether it is coded there, the sentence's number."""
    examples: list[tuple[Features, bool, int]] = []
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    for number, line in enumerate(lines):
        coded, sentence = line.split("\t")
        examples += [(features, id in coded.split(","), number) for id, features in coder.features(sentence)]
    return examples


def fit(inputs: Floats, right: Floats) -> Floats:
    """Weights of shape (features + 1,), the bias first and free of the ridge."""
    weights = np.zeros(inputs.shape[1])
    ridge = RIDGE * np.eye(inputs.shape[1])
    ridge[0, 0] = 1e-6
    for _ in range(25):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - likely) - ridge @ weights
        curve = (inputs * (likely * (1 - likely))[:, None]).T @ inputs + ridge
        weights += np.linalg.solve(curve, slope)
    return weights


def cross_validated(inputs: Floats, right: Floats, folds: NDArray[np.int64]) -> dict[str, float]:
    likely = np.zeros_like(right)
    for fold in range(FOLDS):
        weights = fit(inputs[folds != fold], right[folds != fold])
        likely[folds == fold] = 1 / (1 + np.exp(-inputs[folds == fold] @ weights))
    bins = np.minimum((likely * 5).astype(int), 4)
    gaps = (abs(likely[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    return {"brier": round(float(((likely - right) ** 2).mean()), 3), "ece": round(float(sum(gaps)), 3)}


if __name__ == "__main__":
    main()
