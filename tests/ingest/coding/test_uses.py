"""A use is tied to its own places, stance and agents, not to all that its passage names."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.records import Document, Passage, StrategyUse
from tests.ingest.coding.coding import coder

SENTENCES = (
    "In Kenya, women elders set up an early warning network.",
    "In Liberia, imams and pastors held interreligious prayers.",
    "In Nepal, village theatre groups told the story of the war.",
    "Rwandan teachers ran trauma healing workshops.",
)


def use(text: str, strategy: str) -> StrategyUse:
    return next(use for use in coder().extract(text).uses if use.strategy == strategy)


def test_each_strategy_keeps_its_own_country() -> None:
    uses = coder().extract(" ".join(SENTENCES)).uses
    where = {use.strategy: use.countries for use in uses}
    assert where["early-warning"] == ("KEN",)
    assert where["interreligious"] == ("LBR",)
    assert where["trauma-healing"] == ()


def test_a_country_carries_over_to_a_sentence_that_leans_back() -> None:
    text = "Fighting in Mali displaced the herders. They then negotiated with the armed groups themselves."
    assert use(text, "armed-actor-engagement").countries == ("MLI",)


@pytest.mark.parametrize(
    ("text", "strategy", "stance"),
    [
        ("Donors should fund mediation in the valley.", "mediation", "proposed"),
        ("The report recommended a truth commission.", "truth-seeking", "proposed"),
        ("The elders mediated between the clans.", "mediation", "done"),
        ("Critics called the mediation flawed and counterproductive.", "mediation", "criticised"),
    ],
)
def test_stances(text: str, strategy: str, stance: str) -> None:
    assert use(text, strategy).stance == stance


@pytest.mark.parametrize(
    ("text", "strategy", "agency"),
    [
        ("Village elders mediated between the two families.", "mediation", ("local",)),
        ("UNMISS mediated between the two armies.", "mediation", ("external",)),
        ("The government negotiated a peace agreement with the rebels.", "negotiation", ("national",)),
    ],
)
def test_who_carries_it(text: str, strategy: str, agency: tuple[str, ...]) -> None:
    assert use(text, strategy).agency == agency


def test_what_came_of_it() -> None:
    assert use("The mediation by elders reduced violence in the valley.", "mediation").effect == "helped"
    assert use("The mediation collapsed after a week.", "mediation").effect == "failed"
    assert use("A mediation workshop was held.", "mediation").effect == "unstated"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=40)), max_size=6),
    st.sampled_from([" ", "\n\n", ""]),
)
def test_quotes_and_mentions_are_the_passages_own_characters(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    coding = coder().extract(text)
    for use in coding.uses:
        assert text[use.start : use.end] == use.quote != ""
        assert 0 <= use.confidence <= 1
    for mention in (*coding.places, *coding.actors):
        assert 0 <= mention.start < mention.end <= len(text)


def test_the_town_in_a_treatys_name_and_a_state_that_acts_elsewhere_are_no_context() -> None:
    text = (
        "Fighting went on in Sri Lanka for twenty years. A ceasefire agreement, which Norway had mediated, was signed. "
        "The Lomé Peace Agreement gave an amnesty to the rebels."
    )
    passage = Passage("d-0", text, 0, len(text))
    document = Document("d", text, "Peace talks in Sri Lanka", passages=(passage,))
    (coding,) = coder().code(document, 1).passages
    countries = {country for use in coding.uses for country in use.countries}
    assert coding.uses
    assert not countries & {"NOR", "TGO"}
