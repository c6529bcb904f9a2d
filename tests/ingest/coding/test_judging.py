"""A judge's arithmetic, its reasons, and what is shipped."""

from __future__ import annotations

import pytest

from ingest.coding.judging import SIDES, Judge, shipped_judges

JUDGE = Judge(
    ("helped", "unstated"),
    {"always": (0.0, 1.0), "helped cue governs before it": (2.0, -1.0), "word “meeting”": (-0.5, 0.5)},
    (0.0, 0.0),
)


def test_probabilities_add_up_and_follow_the_weights() -> None:
    quiet = JUDGE.probabilities({"always": 1.0})
    told = JUDGE.probabilities({"always": 1.0, "helped cue governs before it": 1.0})
    assert sum(told.values()) == pytest.approx(1.0)
    assert told["helped"] == pytest.approx(0.881, abs=0.001)
    assert quiet["helped"] == pytest.approx(0.269, abs=0.001)


def test_a_shift_moves_the_choice_and_not_the_probability() -> None:
    eager = Judge(JUDGE.labels, JUDGE.weights, (1.5, 0.0))
    assert JUDGE.choose({"always": 1.0})[0] == "unstated"
    assert eager.choose({"always": 1.0}) == ("helped", JUDGE.probabilities({"always": 1.0})["helped"])


def test_reasons_are_those_that_spoke_for_it() -> None:
    said = {"always": 1.0, "helped cue governs before it": 1.0, "word “meeting”": 1.0}
    assert JUDGE.reasons(said, "helped") == [("helped cue governs before it", 2.0)]


def test_the_shipped_judges_weigh_cues_by_where_they_stand() -> None:
    judges = shipped_judges().by_name
    assert set(judges) == {"stance", "effect", *SIDES}
    proposed = judges["stance"].probabilities({"always": 1.0, "proposed cue governs before it": 1.0})["proposed"]
    assert proposed > judges["stance"].probabilities({"always": 1.0})["proposed"]
