"""How well likeness tells one work from two, on pairs that we made: the figures stand in docs/decisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.forms import Form, form_of
from corpus.likeness import CERTAIN, PROPOSED, likeness
from corpus.records import Name, Reference

PAIRS = Path(__file__).with_name("work_pairs.tsv")


def described(text: str) -> Form:
    authors, year, title, *rest = [part.strip() for part in text.split("|")]
    container, volume, pages, more = (*rest, "", "", "", "")[:4]
    given = dict(item.split("=", 1) for item in (more, container) if "=" in item)
    names = (name.partition(", ") for name in authors.split("; ") if name)
    return form_of(
        Reference(
            text,
            authors=tuple(Name(family, given) for family, _, given in names),
            year=int(year),
            title=title,
            container=container if "=" not in container else None,
            volume=volume or None,
            pages=pages or None,
            doi=given.get("doi"),
            symbol=given.get("symbol"),
        )
    )


def pairs() -> list[tuple[str, Form, Form]]:
    lines = [line for line in PAIRS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(verdict, described(one), described(other)) for verdict, one, other in (line.split("\t") for line in lines)]


@pytest.mark.parametrize(("verdict", "one", "other"), pairs())
def test_what_is_two_works_is_never_taken_for_one_and_one_work_is_at_least_proposed(
    verdict: str, one: Form, other: Form
) -> None:
    found = likeness(one, other)
    assert found == likeness(other, one)
    if verdict == "other":
        assert found.score < CERTAIN, found.why
    else:
        assert one.id == other.id or found.score >= PROPOSED, found.why


def test_nearly_all_of_what_is_one_work_is_certain_and_few_others_are_asked_about() -> None:
    scores = [(verdict, likeness(one, other).score) for verdict, one, other in pairs()]
    same = [score for verdict, score in scores if verdict == "same"]
    other = [score for verdict, score in scores if verdict == "other"]
    assert sum(score >= CERTAIN for score in same) >= 0.8 * len(same)
    assert sum(score >= PROPOSED for score in other) <= 0.15 * len(other)
