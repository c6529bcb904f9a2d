"""Fits the judges of stance, agency and effect to our own texts: `python -m ingest.coding.train_judging`.

Reads data/training/*.jsonl and no measured set; writes models/judging.json.gz. Prints figures of five-fold
cross-validation by text, on the words that a coder quoted. Seeds are fixed: the same texts make the same weights.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ingest.coding.actors import ActorFinder, surroundings
from ingest.coding.judging import MODEL, SIDES
from ingest.coding.judging_features import Features, Told, agents_of, features_of
from ingest.coding.places import Gazetteer
from ingest.coding.signals import Sentence, Signals
from ingest.coding.stems import stems
from ingest.coding.tagger import tagger
from ontology.terms import Ontology, shipped

TRAINING = Path(__file__).parent / "data" / "training"
FOLDS, SELDOM, SLIGHT = 5, 3, 0.02
STRENGTH = {"stance": 0.15, "effect": 0.15} | dict.fromkeys(SIDES, 0.15)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    fold: int
    said: Features
    agents: Features
    labels: dict[str, str]


def examples() -> Iterator[Example]:
    """Each coded use of our texts, told at its quote."""
    ontology = Ontology.load(shipped())
    signals, gazetteer, actors = Signals(ontology), Gazetteer(ontology), ActorFinder(ontology)
    lines = [json.loads(line) for path in sorted(TRAINING.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    coded = [line for line in lines if line.get("uses") and "stance" in line["uses"][0]]
    for line, tagged in zip(coded, tagger().pipe(line["text"] for line in coded), strict=True):
        text, words = line["text"], stems(line["text"])
        cues = signals.cues(words)
        sentences = [
            Sentence(low, high, [w for w in words if low <= w.start < high], [c for c in cues if low <= c.start < high])
            for low, high in ((sent.start_char, sent.end_char) for sent in tagged.sents)
        ]
        places = gazetteer.find(text, spans=[(e.start_char, e.end_char, e.label_) for e in tagged.ents])
        around = actors.find(text, tagged, surroundings(text), places), places, gazetteer.nationals(text)
        for use in line["uses"]:
            yield _example(text, tagged, sentences, use, around)


def _example(text: str, tagged: Any, sentences: Sequence[Sentence], use: dict[str, Any], around: Any) -> Example:
    start = text.find(use["quote"])
    number = max(i for i, sentence in enumerate(sentences) if i == 0 or sentence.start <= start)
    told = Told(text, tagged, sentences, number, start, start + len(use["quote"]), use["strategy"], *around)
    labels: dict[str, str] = {side: "yes" if side in use["agency"] else "no" for side in SIDES}
    labels.update(stance=use["stance"], effect=use["effect"])
    return Example(_fold(text), features_of(told), agents_of(told), labels)


def _fold(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS


def main() -> None:
    all_examples = list(examples())
    folds = np.array([one.fold for one in all_examples])
    models, likely, figures = {}, {}, {}
    for name, strength in STRENGTH.items():
        said = _common([one.agents if name in SIDES else one.said for one in all_examples])
        wanted = np.array([one.labels[name] for one in all_examples])
        table = DictVectorizer()
        inputs = table.fit_transform(said)
        likely[name] = _unseen(inputs, wanted, folds, strength)
        model = _fit(inputs, wanted, strength)
        cost = _cost(name, likely[name], wanted, list(model.classes_))
        models[name] = _as_json(model, table.get_feature_names_out(), cost)
        figures[name] = _figures(likely[name], wanted, list(model.classes_), cost)
    figures["agency"] = {"set F1": _set_f1(all_examples, likely, models)}
    print(json.dumps({"uses": len(all_examples)} | figures, indent=1))
    MODEL.write_bytes(gzip.compress(json.dumps(models, ensure_ascii=False).encode(), 9, mtime=0))


def _common(said: list[Features]) -> list[Features]:
    counts = Counter(name for one in said for name in one)
    return [{name: value for name, value in one.items() if counts[name] >= SELDOM} for one in said]


def _fit(inputs: Any, wanted: NDArray[Any], strength: float) -> Any:
    return LogisticRegression(C=strength, max_iter=500, random_state=0).fit(inputs, wanted)


def _unseen(inputs: Any, wanted: NDArray[Any], folds: NDArray[Any], strength: float) -> Floats:
    """Probabilities of each use by a model that saw no use of its text."""
    likely = np.zeros((len(wanted), len(set(wanted.tolist()))))
    for fold in range(FOLDS):
        model = _fit(inputs[folds != fold], wanted[folds != fold], strength)
        likely[folds == fold] = model.predict_proba(inputs[folds == fold])
    return likely


def _cost(name: str, likely: Floats, wanted: NDArray[Any], labels: list[str]) -> list[float]:
    """The shifts that serve the measure best on unseen texts: of stance macro-F1, of the rest F1 of what is stated."""
    steps = np.arange(0.0, 1.61, 0.2)
    free = [label for label in labels if label not in ("done", "unstated", "no")]

    def shifts(choice: tuple[float, ...]) -> list[float]:
        by_label = dict(zip(free, choice, strict=True))
        return [float(by_label.get(label, 0.0)) for label in labels]

    candidates = [shifts(choice) for choice in product(steps, repeat=len(free))]
    scores = [_score(name, _chosen(likely, cost, labels), wanted, labels) for cost in candidates]
    return candidates[int(np.argmax(scores))]


def _chosen(likely: Floats, cost: list[float], labels: list[str]) -> NDArray[Any]:
    chosen: NDArray[Any] = np.array(labels)[(np.log(likely + 1e-12) + np.array(cost)).argmax(axis=1)]
    return chosen


def _score(name: str, chosen: NDArray[Any], wanted: NDArray[Any], labels: list[str]) -> float:
    if name == "stance":
        return float(np.mean([_f1(chosen == label, wanted == label) for label in labels]))
    idle = "unstated" if name == "effect" else "no"
    right = ((chosen == wanted) & (wanted != idle)).sum()
    return float(2 * right / ((chosen != idle).sum() + (wanted != idle).sum()))


def _f1(found: NDArray[Any], wanted: NDArray[Any]) -> float:
    return float(2 * (found & wanted).sum() / max(1, found.sum() + wanted.sum()))


def _figures(likely: Floats, wanted: NDArray[Any], labels: list[str], cost: list[float]) -> dict[str, float]:
    chosen = _chosen(likely, cost, labels)
    figures = {label: round(_f1(chosen == label, wanted == label), 3) for label in labels}
    name = "stance" if "done" in labels else "effect" if "unstated" in labels else "side"
    sure, right = likely.max(axis=1), np.array(labels)[likely.argmax(axis=1)] == wanted
    bins = np.minimum((sure * 10).astype(int), 9)
    ece = sum(abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    return figures | {"measure": round(_score(name, chosen, wanted, labels), 3), "ece": round(float(ece), 3)}


def _set_f1(uses: list[Example], likely: dict[str, Floats], models: dict[str, Any]) -> float:
    found = np.array([_chosen(likely[side], models[side]["cost"], ["no", "yes"]) == "yes" for side in SIDES])
    wanted = np.array([[one.labels[side] == "yes" for one in uses] for side in SIDES])
    return round(_f1(found, wanted), 3)


def _as_json(model: Any, names: NDArray[Any], cost: list[float]) -> dict[str, Any]:
    """Weights by feature, those too slight to matter left out."""
    rows = model.coef_.T if len(model.classes_) > 2 else np.hstack([-model.coef_.T / 2, model.coef_.T / 2])
    bias = (
        model.intercept_ if len(model.classes_) > 2 else np.array([-model.intercept_[0] / 2, model.intercept_[0] / 2])
    )
    kept = {
        str(name): [round(float(weight), 3) for weight in row + (bias if name == "always" else 0.0)]
        for name, row in zip(names, rows, strict=True)
        if name == "always" or abs(row).max() >= SLIGHT
    }
    return {"labels": [str(label) for label in model.classes_], "weights": kept, "cost": cost}


if __name__ == "__main__":
    main()
