from __future__ import annotations

import pytest

from corpus.records import Entity, Filters
from ontology.terms import Ontology, shipped
from search.plan import Planner


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(Ontology.load(shipped()))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which strategies recur across contexts?", "strategies"),
        ("What are communities in Colombia doing to protect themselves?", "strategies"),
        ("How do villagers in Myanmar protect each other?", "strategies"),
        ("Who works on trauma healing in the Central African Republic?", "who"),
        ("Which organisations mediate in Mali?", "who"),
        ("To whom did the elders turn?", "who"),
        ("Where have truth commissions been criticised?", "where"),
        ("In which countries were zones of peace declared?", "where"),
        ("Which works discuss zones of peace?", "works"),
        ("Who cites Autesserre's The Trouble with Congo?", "works"),
        ("Where is there no evidence on reparations?", "gap"),
        ("How has the use of sanctions changed since 1990?", "trend"),
        ("How does Nepal differ from Aceh in reintegration?", "compare"),
        ("What is the boiling point of tungsten?", "fact"),
        ("When was the accord signed?", "fact"),
    ],
)
def test_the_kind_of_a_question_is_told_by_its_words(planner: Planner, question: str, kind: str) -> None:
    assert planner.plan(question).kind == kind


def test_places_and_strategies_are_found_by_any_of_their_names(planner: Planner) -> None:
    plan = planner.plan("Who supports DDR in the DRC, or truth commissions in Burma?")
    assert set(plan.countries) == {"COD", "MMR"}
    assert {"ddr", "truth-seeking"} <= set(plan.strategies)


def test_verbs_find_the_strategy_that_they_tell_of(planner: Planner) -> None:
    assert "mediation" in planner.plan("In which countries did elders mediate after the war?").strategies


def test_a_region_phase_and_actor_kind_restrict_what_recurs(planner: Planner) -> None:
    plan = planner.plan("Which strategies recur across countries in Eastern Africa after the war?")
    assert plan.recurring
    assert (plan.regions, plan.phases) == (("eastern-africa",), ("after",))


def test_us_is_not_the_united_states(planner: Planner) -> None:
    assert planner.plan("what can help us").countries == ()
    assert planner.plan("What did the US do?").countries == ("USA",)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("between 2010 and 2014", (2010, 2014)),
        ("published since 2015", (2015, None)),
        ("after 2015", (2016, None)),
        ("before 2000", (None, 1999)),
        ("in 2006", (2006, 2006)),
        ("resolution 1325 (no year)", (None, None)),
        ("from 1990 to 1994", (1990, 1994)),
    ],
)
def test_years_are_read(planner: Planner, question: str, years: tuple[int | None, int | None]) -> None:
    assert planner.plan(question).years == years


def test_what_the_person_filters_by_stands_before_what_the_question_names(planner: Planner) -> None:
    plan = planner.plan("Who mediates in Mali?")
    within = plan.within(Filters(countries=("NER",)))
    assert (within.countries, within.strategies) == (("NER",), plan.strategies)


def test_an_actor_is_known_by_the_librarys_names_and_a_hidden_one_is_not_found_by_the_public() -> None:
    def named(name: str) -> list[Entity]:
        return [Entity("jane-roe", "actor", "Jane Roe", visibility="members")] if name == "Jane Roe" else []

    planner = Planner(Ontology.load(shipped()), named=named)
    assert planner.plan("What did Jane Roe do?", "owner").actors == ("jane-roe",)
    assert planner.plan("What did Jane Roe do?", "public").actors == ()


def test_a_pasted_page_is_a_question_too(planner: Planner) -> None:
    assert planner.plan("peace " * 10_000).kind == "fact"
    assert planner.plan("\x00'\"(*" * 50).kind == "fact"
