"""Strategies are found by the ontology's words, and by nothing else."""

from __future__ import annotations

import pytest

from ingest.coding.code import Coder
from ingest.coding.stems import stem
from ontology.terms import Ontology, shipped
from tests.ingest.coding.coding import coder

ADDED = """
concept:moon-watching a skos:Concept ; skos:inScheme concept:strategies ; skos:notation "moon-watching" ;
    skos:prefLabel "moon watching"@en ; skos:hiddenLabel "count * lantern"@en ; skos:broader concept:prevent .
"""


def strategies(text: str) -> set[str]:
    return {use.strategy for use in coder().extract(text).uses}


def test_a_term_that_only_the_turtle_knows_is_found() -> None:
    taught = Coder(Ontology.load(shipped() + ADDED))
    text = "In Kenya the herders counted the red lanterns on the hill."
    uses = taught.extract(text).uses
    assert [(use.strategy, use.countries) for use in uses if use.strategy == "moon-watching"] == [
        ("moon-watching", ("KEN",))
    ]
    assert "moon-watching" not in strategies(text)


@pytest.mark.parametrize(
    ("text", "strategy"),
    [
        ("Elders set up an early-warning network along the river.", "early-warning"),
        ("The envoy mediated between the two clans.", "mediation"),
        ("Former fighters were demobilised and reintegrated.", "ddr"),
        ("The village declared itself a zone of peace.", "zones-of-peace"),
        ("The court prosecuted three commanders for war crimes.", "criminal-accountability"),
    ],
)
def test_plain_statements(text: str, strategy: str) -> None:
    assert strategy in strategies(text)


@pytest.mark.parametrize(
    ("text", "strategy"),
    [
        ("There was no mediation in the valley that year.", "mediation"),
        ("Her book “Mediation and Early Warning in Northern Districts” sold well.", "mediation"),
        ("The Ministry of Reconciliation moved to a new street.", "reconciliation"),
    ],
)
def test_negations_titles_and_names_of_ministries_say_nothing(text: str, strategy: str) -> None:
    said = [use for use in coder().extract(text).uses if use.strategy == strategy and use.confidence >= 0.5]
    assert not said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mediates", "mediating"),
        ("demobilisation", "demobilization"),
        ("held", "holding"),
        ("communities", "community"),
    ],
)
def test_inflections_and_spellings_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_words_of_different_meaning_do_not() -> None:
    assert stem("peace") != stem("piece")
    assert stem("mediator") != stem("media")
