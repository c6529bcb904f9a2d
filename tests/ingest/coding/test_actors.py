"""Actors: those who act. A cited author does not."""

from __future__ import annotations

import pytest

from corpus.records import ActorMention
from tests.ingest.coding.coding import coder


def actors(text: str) -> dict[str, ActorMention]:
    return {text[a.start : a.end]: a for a in coder().extract(text).actors}


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        ("Last year UNMISS escorted the traders.", "UNMISS", "igo"),
        ("Search for Common Ground trained the announcers.", "Search for Common Ground", "ingo"),
        ("The Ministry of Water, Land and Peace opened.", "Ministry of Water, Land and Peace", "government"),
        ("The Lord's Resistance Army released the girls.", "Lord's Resistance Army", "armed-group"),
        ("The Garissa Peace Committee settled the quarrel.", "Garissa Peace Committee", "local-organisation"),
        ("The Liberian Council of Churches called for calm.", "Liberian Council of Churches", "faith-body"),
        ("Murle youth returned the cattle to the village.", "Murle youth", "community"),
        ("President Kenyatta met the elders.", "President Kenyatta", "person"),
    ],
)  # fmt: skip
def test_kinds_of_actors(text: str, name: str, type: str) -> None:
    assert actors(text)[name].type == type


def test_an_acronym_stands_for_the_name_that_the_document_gave_it() -> None:
    found = actors("The Tana River Peace Network (TRPN) began in May. Later TRPN trained monitors.")
    assert found["TRPN"].name == "Tana River Peace Network"


def test_a_mission_has_one_identity_under_both_names() -> None:
    text = "The United Nations Support Mission in Libya met the mayors. UNSMIL then left."
    assert {a.actor for a in coder().extract(text).actors} == {"unsmil"}


@pytest.mark.parametrize(
    "text",
    [
        "As Ann Whitfield argues, mediation needs time.",
        "Mediation needs time (Whitfield 2011; Carla Ortega 2014).",
        "According to Ann Whitfield, elders keep the peace.",
    ],
)
def test_cited_authors_do_not_act(text: str) -> None:
    assert not [a for a in coder().extract(text).actors if a.type == "person"]


def test_a_person_without_office_is_private() -> None:
    assert not actors("In the night Grace Akello hid two neighbours in her kitchen.")["Grace Akello"].public_role
    assert actors("Governor Daniel Okello hid two neighbours.")["Governor Daniel Okello"].public_role


def test_a_mission_known_by_its_acronym_only_implies_its_country() -> None:
    coding = coder().extract("UNMISS patrolled the road at night.")
    assert (coding.countries, coding.implied_countries) == ((), ("SSD",))
