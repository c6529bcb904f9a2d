"""What the ontology says of strategies, countries and regions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import OntologyError
from ontology.terms import Ontology, UnknownTerm, shipped

CODEBOOK = {
    "prevent": "early-warning preventive-diplomacy conflict-sensitivity human-rights-monitoring counter-hate-speech"
    " recruitment-prevention peace-education arms-control",
    "protect": "self-protection unarmed-protection peacekeeping zones-of-peace rescue armed-actor-engagement"
    " humanitarian-aid sanctions military-intervention",
    "make-peace": "mediation negotiation ceasefire dialogue interreligious local-peace-committees"
    " infrastructures-for-peace customary-justice nonviolent-action advocacy women-participation youth-participation"
    " peace-media arts-and-sport regional-cooperation",
    "recover": "ddr security-sector-reform transitional-justice criminal-accountability truth-seeking reparations"
    " amnesty memorialisation trauma-healing reconciliation economic-recovery land-and-resources governance-reform"
    " elections refugee-return social-cohesion",
    "support": "local-ownership capacity-building peace-funding",
}
LOADED = Ontology.load(shipped())
IDS = st.sampled_from(sorted({*LOADED.strategies, *LOADED.branches}))


@pytest.mark.parametrize("branch", CODEBOOK)
def test_every_identifier_of_the_codebook_stands_in_its_branch(ontology: Ontology, branch: str) -> None:
    ids = set(CODEBOOK[branch].split())
    assert ids <= set(ontology.strategies)
    assert ontology.narrower(branch) == ids | {branch}


def test_the_branches_are_no_strategies(ontology: Ontology) -> None:
    assert list(ontology.branches) == list(CODEBOOK)
    assert not set(ontology.branches) & set(ontology.strategies)


def test_transitional_justice_holds_its_five_parts(ontology: Ontology) -> None:
    parts = {"criminal-accountability", "truth-seeking", "reparations", "amnesty", "memorialisation"}
    assert ontology.narrower("transitional-justice") == parts | {"transitional-justice"}
    assert ontology.broader("amnesty") == ("transitional-justice", "recover")


def test_the_small_schemes_are_the_codebook_s(ontology: Ontology) -> None:
    assert set(ontology.stances) == {"done", "proposed", "criticised"}
    assert set(ontology.agencies) == {"local", "national", "external"}
    assert set(ontology.effects) == {"helped", "failed", "mixed", "unstated"}
    assert set(ontology.phases) == {"before", "during", "after"}
    assert len(ontology.factors) == 12
    assert len(ontology.actor_types) == 9


def test_every_concept_says_what_it_is(ontology: Ontology) -> None:
    assert all(concept.label and concept.definition and concept.fixed for concept in ontology.concepts.values())


def test_every_strategy_has_words_to_be_found_by(ontology: Ontology) -> None:
    assert all(len(concept.labels()) >= 10 for concept in ontology.strategies.values())


def test_labels_keep_their_language(ontology: Ontology) -> None:
    mediation = ontology.strategies["mediation"]
    assert mediation.labels("fr") == ("médiation",)
    assert mediation.labels()[0] == "mediation"
    assert ontology.concept("Versöhnung").id == "reconciliation"


def test_a_concept_is_found_by_identifier_and_by_any_label(ontology: Ontology) -> None:
    assert ontology.concept("ddr") is ontology.concept("DDR") is ontology.strategies["ddr"]
    with pytest.raises(UnknownTerm, match="alchemy"):
        ontology.concept("alchemy")


@given(IDS, IDS)
def test_narrower_is_transitive(above: str, below: str) -> None:
    if below in LOADED.narrower(above):
        assert LOADED.narrower(below) <= LOADED.narrower(above)


@given(IDS, IDS)
def test_broader_and_narrower_mirror_each_other(one: str, other: str) -> None:
    assert (other in LOADED.broader(one)) == (one != other and one in LOADED.narrower(other))


def test_contexts_are_m49_s_intermediate_regions_else_its_sub_regions(ontology: Ontology) -> None:
    units = {code: ontology.regions[ontology.m49(code)].label for code in ("KEN", "COL", "IRQ", "TLS", "PNG", "SDN")}
    assert units == {
        "KEN": "Eastern Africa",
        "COL": "South America",
        "IRQ": "Western Asia",
        "TLS": "South-eastern Asia",
        "PNG": "Melanesia",
        "SDN": "Northern Africa",
    }


@pytest.mark.parametrize(
    ("region", "members"),
    [
        ("Sahel", {"MLI", "NER", "BFA"}),
        ("Great Lakes", {"BDI", "COD", "RWA", "UGA"}),
        ("sub-saharan-africa", {"KEN", "ZAF", "MLI"}),
        ("Northern Triangle", {"GTM", "HND", "SLV"}),
        ("Southeast Asia", {"IDN", "PHL"}),
        ("Europe", {"XKX", "BIH"}),
    ],
)
def test_a_region_is_found_by_any_of_its_names(ontology: Ontology, region: str, members: set[str]) -> None:
    assert members <= ontology.region_members(region)


def test_every_country_counts_for_one_context(ontology: Ontology) -> None:
    units = [region for region in ontology.regions.values() if region.kind == "unit"]
    assert sum(len(unit.members) for unit in units) == len(ontology.countries)
    assert {code for unit in units for code in unit.members} == set(ontology.countries)


def test_kosovo_and_the_congos_are_told_apart(ontology: Ontology) -> None:
    assert ontology.countries["XKX"].label == "Kosovo"
    assert "DRC" in ontology.countries["COD"].aliases


def test_no_name_means_two_countries(ontology: Ontology) -> None:
    names = [name for c in ontology.countries.values() for name in {c.label.casefold(), *map(str.casefold, c.aliases)}]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_what_is_not_turtle_is_refused() -> None:
    with pytest.raises(OntologyError, match="not valid Turtle"):
        Ontology.load("concept:mediation a")


def test_a_term_that_only_the_turtle_knows_is_a_strategy(in_force: str) -> None:
    term = """
        <https://w3id.org/peace-concordance/concept/peace-caravan> a skos:Concept ; skos:notation "peace-caravan" ;
            skos:inScheme concept:strategies ; skos:broader concept:nonviolent-action ;
            skos:prefLabel "peace caravan"@en ; skos:definition "Travelling for peace."@en .
    """
    ontology = Ontology.load(in_force + term)
    assert ontology.strategies["peace-caravan"].label == "peace caravan"
    assert "peace-caravan" in ontology.narrower("make-peace")
