"""The texts that coding is learnt from: whole, ours, and never those that it is measured on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontology.terms import Ontology, shipped
from tests.conftest import ROOT

CODING = ROOT / "ingest" / "coding"
RUN = 12  # words: the names of bodies and treaties are shorter


def texts() -> Iterator[dict]:
    for path in sorted((CODING / "data" / "training").glob("*.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_every_use_is_of_a_known_strategy_and_quotes_its_text():
    known = Ontology.load(shipped()).strategies
    for row in texts():
        for use in row.get("uses", []):
            assert use["strategy"] in known
            assert use["quote"] in row["text"]


@pytest.mark.parametrize("script", sorted(path.name for path in CODING.glob("train_*.py")))
def test_no_training_script_names_a_measured_set(script):
    assert not re.search(r"gold|shared", (CODING / script).read_text(encoding="utf-8"))


@pytest.mark.gold
def test_no_measured_passage_stands_in_a_training_text(gold: Path):
    lines = (gold / "gold" / "passages" / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    measured = set().union(*(runs(json.loads(line)["text"]) for line in lines))
    assert not [row["text"] for row in texts() if runs(row["text"]) & measured]
