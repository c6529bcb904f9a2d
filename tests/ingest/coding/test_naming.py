"""Names and groups of a text, and who of them acts."""

from __future__ import annotations

from ingest.coding.naming import NameFinder
from tests.ingest.coding.coding import coder


def _found(text: str) -> dict[str, str]:
    return {text[name.start : name.end]: name.kind for name in NameFinder(coder().ontology).find(text)}


def test_names_and_groups_are_found_with_their_kinds() -> None:
    found = _found("President Amina Sesay met the rebels and UNAMSIL in Freetown.")
    assert found == {
        "President Amina Sesay": "persons",
        "the rebels": "organisations",
        "UNAMSIL": "organisations",
        "Freetown": "places",
    }


def test_a_country_where_something_happens_is_no_actor() -> None:
    assert not coder().extract("The harvest failed in Malawi.").actors


def test_two_bodies_joined_by_an_article_are_two() -> None:
    actors = coder().extract("The Ministry of Justice and the Lofa Peace Network trained the clerks.").actors
    assert [actor.name for actor in actors] == ["Ministry of Justice", "Lofa Peace Network"]
