"""Fits who acts and who is only named, on our own annotated texts: `python -m ingest.coding.train_acting`.

Reads data/training/actors.jsonl, writes models/acting.json. Figures are of 10-fold cross-validation by text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from ingest.coding.acting import MODEL, features_of
from ingest.coding.actors import ActorFinder
from ingest.coding.places import Gazetteer
from ingest.coding.tagger import tagger
from ontology.terms import Ontology, shipped

TEXTS = Path(__file__).parent / "data" / "training" / "actors.jsonl"
STRENGTH, SEED, KEPT = 0.4, 7, 0.92


def main() -> None:
    examples, missed = _examples()
    features, acting, groups = (np.array(part, dtype=object) for part in zip(*examples, strict=True))
    vectors = DictVectorizer(sparse=True)
    matrix, labels = vectors.fit_transform(features), acting.astype(bool)
    model = LogisticRegression(C=STRENGTH, max_iter=2000, random_state=SEED)
    odds = cross_val_predict(model, matrix, labels, groups=groups, cv=GroupKFold(10), method="predict_proba")[:, 1]
    threshold = _careful(odds, labels, missed)
    model.fit(matrix, labels)
    weights = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {name: round(float(weight), 3) for name, weight in weights if abs(weight) >= 0.02}
    fitted = {"bias": round(float(model.intercept_[0]), 3), "threshold": threshold, "weights": kept}
    MODEL.write_text(json.dumps(fitted, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def _examples() -> tuple[list[tuple[dict[str, int], bool, int]], int]:
    """(features, acts, text) of each name that our finder proposes; and how many acting ones it does not."""
    ontology = Ontology.load(shipped())
    finder, gazetteer = ActorFinder(ontology), Gazetteer(ontology)
    examples: list[tuple[dict[str, int], bool, int]] = []
    missed = 0
    for number, line in enumerate(TEXTS.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        text, tagged = row["text"], tagger()(row["text"])
        spans = [(entity.start_char, entity.end_char, entity.label_) for entity in tagged.ents]
        named = finder.named(text, tagged, places=gazetteer.find(text, spans=spans))
        wanted = _wanted(row)
        for span in named:
            acts = _is_one_of(text[span.start : span.end], wanted)
            examples.append((dict.fromkeys(features_of(text, tagged, span), 1), acts, number))
        found = [text[span.start : span.end] for span in named]
        lost = [name for name in wanted if not any(_same(name, one) for one in found)]
        missed += len(lost)
        print(*(f"not found: {name}" for name in lost), sep="\n", end="\n" if lost else "")
    return examples, missed


def _wanted(row: dict[str, Any]) -> list[str]:
    return [actor["name"] for actor in row["actors"]]


def _is_one_of(name: str, wanted: Sequence[str]) -> bool:
    return any(_same(name, other) for other in wanted)


def _same(one: str, other: str) -> bool:
    return one.removeprefix("the ") == other.removeprefix("the ")


def _careful(odds: Any, labels: Any, missed: int) -> float:
    """The threshold that keeps `KEPT` of those who act; prints what it costs, and what the finder's misses leave of it.

    Half of the names in our texts do not act, by choice; in documents fewer do not. So it stands low.
    """
    threshold = round(float(np.quantile(odds[labels], 1 - KEPT)), 2)
    chosen = odds >= threshold
    right = int((chosen & labels).sum())
    print(f"names {len(labels)}, acting {int(labels.sum())}, acting but not found {missed}")
    print(
        f"at {threshold}: precision {right / chosen.sum():.3f}, recall {right / (labels.sum() + missed):.3f}, "
        f"F1 {_f1(chosen, labels, missed):.3f}; all names taken as acting {_f1(labels | True, labels, missed):.3f}"
    )
    return threshold


def _f1(chosen: Any, labels: Any, missed: int) -> float:
    right = int((chosen & labels).sum())
    return 2 * right / max(1, int(chosen.sum() + labels.sum()) + missed)


if __name__ == "__main__":
    main()
