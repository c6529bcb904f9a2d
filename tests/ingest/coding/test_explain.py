"""Each statement says which words speak for what it says, and how its countries were tied to it."""

from __future__ import annotations

import json

import pytest

from corpus.records import Attribution, PassageCoding, StrategyUse
from ingest.coding.code import Coder
from ingest.coding.explain import Explainer, sentence_at, weighed
from ingest.coding.learned import Learned
from ontology.terms import Ontology, shipped
from tests.conftest import concordance

TEXT = "In Kenya, elders mediated between the clans, and the violence fell. They should hold more dialogue there."


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load(shipped())


def use(word: str, strategy: str, **parts: object) -> StrategyUse:
    at = TEXT.index(word)
    return StrategyUse(strategy, "done", word, at, at + len(word), 0.8, **parts)  # type: ignore[arg-type]


def test_a_command_tells_with_each_statement_which_signals_fired():
    done = concordance("extract", "--all", "--explain", stdin=json.dumps({"id": 1, "text": TEXT}))
    told = json.loads(done.stdout)["strategies"]
    by_id = {one["id"]: one["explanation"] for one in told}
    mediation = by_id["mediation"]
    (label, *_) = [signal for signal in mediation["signals"] if signal["what"] == "strategy"]
    assert TEXT[label["start"] : label["end"]] == label["words"]
    assert mediation["countries"] == [{"country": "KEN", "how": "named in the same sentence", "words": "Kenya"}]
    assert any(line.startswith("strategy mediation: ") for line in mediation["in_words"])
    assert mediation["in_words"][-1].startswith("confidence 0.")


def test_without_explain_nothing_is_added():
    done = concordance("extract", stdin=json.dumps({"id": 1, "text": TEXT}))
    assert all("explanation" not in one for one in json.loads(done.stdout)["strategies"])


def test_an_editors_country_and_a_rule_without_a_label_are_said_as_such(ontology):
    editor = Attribution("Ines", "2026-01-01", "added", 1)
    coding = PassageCoding("p", (use("violence", "rescue", countries=("UGA",), editor=editor),))
    (told,) = Explainer(ontology).explain(TEXT, coding)
    assert told.in_words()[0] == "strategy: found by an editor."
    assert "country UGA: said by an editor." in told.in_words()


def test_what_editors_taught_is_part_of_the_explanation(ontology):
    coding = PassageCoding("p", (use("mediated", "mediation"),))
    (told,) = Explainer(ontology, Learned({"strategy mediation": -1.5})).explain(TEXT, coding)
    assert "strategy mediation -1.50" in told.in_words()[-1]


def test_features_bear_their_weights(ontology):
    found = weighed(Coder(ontology), TEXT)
    assert {"bias"} <= {part.feature for part in found["mediation"]}


def test_a_sentence_is_found_by_any_of_its_characters():
    second = TEXT.index("They")
    assert sentence_at(TEXT, second + 5) == (second, len(TEXT))
    assert sentence_at(TEXT, 3) == (0, second)
