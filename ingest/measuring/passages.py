"""How well the coder does on passages coded by hand: precision, recall and F1 by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.records import PassageCoding, StrategyUse
from ingest.coding.bodies import body_named
from ingest.coding.code import OPERATING_CONFIDENCE, Coder
from ingest.coding.gazetteer import key, loose_key
from ontology.terms import Ontology, shipped


@dataclass
class Score:
    """Counts of one field; F1 of nothing at all is 1."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: Iterable[Any], wanted: Iterable[Any]) -> None:
        ours, theirs = set(found), set(wanted)
        self.right += len(ours & theirs)
        self.found += len(ours)
        self.wanted += len(theirs)

    def as_json(self) -> dict[str, float]:
        precision = self.right / self.found if self.found else float(not self.wanted)
        recall = self.right / self.wanted if self.wanted else float(not self.found)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "n": self.wanted}


@dataclass
class Tally:
    fields: dict[str, Score] = field(default_factory=dict)
    strategies: dict[str, Score] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def field(self, name: str) -> Score:
        return self.fields.setdefault(name, Score())


def evaluate(folder: Path, coder: Coder | None = None) -> dict[str, Any]:
    """Codes every passage of `folder`/passages.jsonl and compares. They are only measured, never learned from."""
    coder = coder or Coder(Ontology.load(shipped()))
    tally = Tally()
    lines = (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        gold = json.loads(line)
        _compare(tally, gold, coder.extract(gold["text"]))
    return _report(tally, len(lines))


def _compare(tally: Tally, gold: Mapping[str, Any], coding: PassageCoding) -> None:
    uses = [use for use in coding.uses if use.confidence >= OPERATING_CONFIDENCE]
    ours, theirs = {use.strategy for use in uses}, {use["id"] for use in gold["strategies"]}
    tally.field("strategies").add(ours, theirs)
    for strategy in ours | theirs:
        tally.strategies.setdefault(strategy, Score()).add({strategy} & ours, {strategy} & theirs)
    tally.confusion.update((wanted, found) for wanted in theirs - ours for found in ours - theirs)
    tally.confusion.update((wanted, "-") for wanted in theirs - ours if not ours - theirs)
    tally.confusion.update(("-", found) for found in ours - theirs if not theirs - ours)
    tally.field("countries").add(coding.countries, gold["countries"])
    tally.field("strategy-country pairs").add(
        {(use.strategy, iso) for use in uses for iso in use.countries},
        {(use["id"], iso) for use in gold["strategies"] for iso in use["countries"]},
    )
    below = [place for place in coding.places if place.kind != "country"]
    tally.field("places").add(map(_place_key, (p.name for p in below)), map(_place_key, gold["places"]))
    tally.field("actors").add(
        map(_actor_key, (a.name for a in coding.actors)), (_actor_key(a["name"]) for a in gold["actors"])
    )
    tally.pairs.setdefault("phase", []).append((coding.phase or "none", gold["phase"]))
    _compare_uses(tally, gold, uses)


def _compare_uses(tally: Tally, gold: Mapping[str, Any], uses: list[StrategyUse]) -> None:
    """Stance, agency and effect, of the strategies that both found; the likeliest pair where one is used twice."""
    for wanted in gold["strategies"]:
        same = [use for use in uses if use.strategy == wanted["id"]]
        if same:
            use = max(same, key=lambda use: (use.stance == wanted["stance"], use.confidence))
            tally.pairs.setdefault("stance", []).append((use.stance, wanted["stance"]))
            tally.pairs.setdefault("effect", []).append((use.effect, wanted["effect"]))
            tally.field("agency").add(use.agency, wanted["agency"])


def _place_key(name: str) -> str:
    return loose_key(name)


def _actor_key(name: str) -> str:
    """A name and its acronym, "the" or a title in front, are one actor."""
    plain = " ".join(name.replace("’", "'").split()).removeprefix("the ").removeprefix("The ")
    body = body_named(plain)
    return body.id if body else key(plain)


def _report(tally: Tally, passages: int) -> dict[str, Any]:
    return {
        "passages": passages,
        "fields": {name: score.as_json() for name, score in tally.fields.items()},
        "strategies": {name: score.as_json() for name, score in sorted(tally.strategies.items())},
        **{name: _labels(pairs) for name, pairs in tally.pairs.items()},
        "confusion": [{"wanted": a, "found": b, "times": n} for (a, b), n in tally.confusion.most_common(40)],
    }


def _labels(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Accuracy and macro-F1 of single labels; `stated`: F1 over every label but "unstated" and "none"."""
    each, stated = {}, Score()
    for label in sorted({label for pair in pairs for label in pair}):
        right = sum(found == wanted == label for found, wanted in pairs)
        score = Score(right, sum(found == label for found, _ in pairs), sum(wanted == label for _, wanted in pairs))
        each[label] = score.as_json()
        if label not in ("unstated", "none"):
            stated = Score(stated.right + score.right, stated.found + score.found, stated.wanted + score.wanted)
    wanted = [value["f1"] for value in each.values() if value["n"]]
    return {
        "accuracy": round(sum(a == b for a, b in pairs) / len(pairs), 3) if pairs else None,
        "macro_f1": round(sum(wanted) / len(wanted), 3) if wanted else None,
        "stated": stated.as_json(),
        "labels": each,
    }
