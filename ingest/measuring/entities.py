"""How well organisations, places and persons are found in texts of the re3d kind, mention by mention."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.coding.naming import NameFinder
from ontology.terms import Ontology, shipped

KINDS = {"Organisation": "organisations", "Location": "places", "Person": "persons"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention: characters [start, end) of its text, and what kind of thing it is."""

    start: int
    end: int
    kind: str

    def meets(self, other: Marked) -> bool:
        return self.kind == other.kind and self.start < other.end and other.start < self.end


@dataclass(slots=True)
class Counts:
    """Ours that are right, of all of ours; theirs that are found, of all of theirs; and those with equal bounds."""

    right: int = 0
    ours: int = 0
    found: int = 0
    theirs: int = 0
    exact: int = 0

    def add(self, ours: Sequence[Marked], theirs: Sequence[Marked]) -> None:
        self.ours += len(ours)
        self.theirs += len(theirs)
        self.right += sum(any(map(one.meets, theirs)) for one in ours)
        self.found += sum(any(map(one.meets, ours)) for one in theirs)
        self.exact += len({(one.start, one.end) for one in ours} & {(one.start, one.end) for one in theirs})

    def as_json(self) -> dict[str, float]:
        precision, recall = self.right / max(1, self.ours), self.found / max(1, self.theirs)
        exact = 2 * self.exact / max(1, self.ours + self.theirs)
        scores = {"precision": precision, "recall": recall, "f1": _f1(precision, recall), "exact_f1": exact}
        return {name: round(value, 3) for name, value in scores.items()} | {"n": self.theirs}


def evaluate(folder: Path, finder: NameFinder | None = None) -> dict[str, Any]:
    """Every folder below `folder` that holds documents.json and entities.json, one JSON object a line.

    A mention counts where one of the same kind overlaps it; `exact_f1` where both bounds agree.
    The set marks groups without a name ("rebels", "civilians") and pronouns too; pronouns are left out on both sides.
    """
    finder = finder or NameFinder(Ontology.load(shipped()))
    counts = {kind: Counts() for kind in KINDS.values()}
    for text, theirs in _documents(folder):
        ours = [Marked(name.start, name.end, name.kind) for name in finder.find(text)]
        for kind, count in counts.items():
            count.add(_of_kind(ours, kind), _of_kind(theirs, kind))
    each = {kind: count.as_json() for kind, count in counts.items()}
    return each | {"mean_f1": round(sum(scores["f1"] for scores in each.values()) / len(each), 3)}


def _documents(folder: Path) -> Iterator[tuple[str, list[Marked]]]:
    for file in sorted(folder.rglob("entities.json")):
        marked: dict[str, list[Mapping[str, Any]]] = {}
        for entity in _lines(file):
            marked.setdefault(entity["documentId"], []).append(entity)
        for document in _lines(file.with_name("documents.json")):
            yield document["text"], list(_mentions(document["text"], marked.get(document["_id"], ())))


def _lines(file: Path) -> Iterator[Mapping[str, Any]]:
    return (json.loads(line) for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip())


def _mentions(text: str, entities: Iterable[Mapping[str, Any]]) -> Iterator[Marked]:
    for entity in entities:
        start, end = entity["begin"], entity["end"]
        if entity["type"] in KINDS and text[start:end].casefold() not in _PRONOUNS:
            yield Marked(start, end, KINDS[entity["type"]])


def _of_kind(mentions: Sequence[Marked], kind: str) -> list[Marked]:
    return [mention for mention in mentions if mention.kind == kind]


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(1e-9, precision + recall)


_PRONOUNS = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
        "theirs",
        "who",
        "whom",
        "which",
    ]
)
