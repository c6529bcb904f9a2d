"""Editors' corrections teach the coder's confidence: measured on what the fit did not see, put in use, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.correction_asked import Request, worked_out
from corpus.correction_shelf import Kept
from corpus.corrections import Anchor, Correction, Place, Statement
from corpus.library import Library
from corpus.records import Passage, PassageCoding, StrategyUse
from ingest.coding.learned import LEARNED, Learned
from ingest.coding.learning import Judged, Lesson, TooFewCorrections, learn, shipped_lessons
from ingest.jobs import our_makers, taught
from ingest.lessons import lessons
from ingest.upkeep import Upkeep
from ontology.terms import Ontology, shipped
from tests.corpus.made import document

TALKS = [f"In village {number} the talks went on over the price of salt." for number in range(40)]
RESCUE = [f"In village {number} a teacher hid two families." for number in range(40)]


class ByWord:
    """Says mediation of every talk and rescue of every hiding, equally sure of both."""

    def extract(self, text: str) -> PassageCoding:
        found = [(word, strategy) for word, strategy in (("talks", "mediation"), ("hid ", "rescue")) if word in text]
        return PassageCoding("", tuple(self._use(text, word, strategy) for word, strategy in found))

    def _use(self, text: str, word: str, strategy: str) -> StrategyUse:
        at = text.index(word)
        return StrategyUse(strategy, "done", word, at, at + len(word), 0.6, rule=f"label:{word}")


def lesson(text: str, strategy: str, right: bool) -> Lesson:
    return Lesson(text, (Judged(strategy, 0, len(text), right),))


def test_what_editors_reject_becomes_unlikely_and_what_they_accept_likelier_on_texts_held_out():
    given = [lesson(text, "mediation", False) for text in TALKS] + [lesson(text, "rescue", True) for text in RESCUE]
    told = learn(ByWord(), given, "2026-01-01", 0.5)
    assert told.before.statements == told.after.statements > 5
    assert told.after.brier < 0.1 < told.before.brier
    assert told.after.right_decisions == 1.0
    talks, hid = (told.learned.confidence(ByWord().extract(texts[0]).uses[0]) for texts in (TALKS, RESCUE))
    assert talks < 0.3 < 0.7 < hid
    assert told.as_json()["editors"] == 80


def test_too_few_corrections_teach_nothing():
    with pytest.raises(TooFewCorrections, match="learning needs 10"):
        learn(ByWord(), [lesson(text, "mediation", False) for text in TALKS[:9]], "", 0.5)


def test_what_no_signal_finds_is_counted_as_missed():
    given = [lesson(text, "mediation", False) for text in TALKS]
    told = learn(ByWord(), [*given, lesson("Nobody came.", "dialogue", True)], "", 0.5)
    assert told.missed == 1


def test_our_own_texts_hold_the_weights_and_are_always_the_same():
    assert shipped_lessons() == shipped_lessons()
    assert len(shipped_lessons()) == 500


def test_an_edit_teaches_no_to_the_old_strategy_and_yes_to_the_new():
    passage = Passage("p", "Elders met.", 0, 11)
    about, says = Statement("mediation", "done", "met"), Statement("dialogue", "done", "met")
    at = Place(passage, 7, 10)
    for verdict, new, expected in (
        ("edited", says, {("dialogue", True), ("mediation", False)}),
        ("rejected", None, {("mediation", False)}),
        ("accepted", about, {("mediation", True)}),
    ):
        correction = Correction("d", verdict, Anchor(7), "Ines", "", about, new)
        (found,) = lessons([Kept(correction, at), Kept(correction, None)])
        assert {(one.strategy, one.right) for one in found.judged} == expected


def test_weights_leave_their_stamp_and_none_changes_nothing():
    assert taught(our_makers(), "").coder == our_makers().coder
    weights = Learned({"bias": 1.0})
    assert Learned.from_json(weights.as_json()) == weights
    assert taught(our_makers(), weights.as_json()).coder == weights.stamped(our_makers().coder)
    assert Learned({}).confidence(StrategyUse("mediation", "done", "x", 0, 1, 0.25)) == 0.25


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home")
    text = "Salt\n" + "\n".join(f"In village {number} the mediation of the elders ended." for number in range(12))
    opened.put(document(text), text.encode())
    yield opened
    opened.close()


def test_put_in_use_codings_fall_due_and_say_less_and_undone_as_before(library):
    upkeep = Upkeep(library, jobs=1)
    upkeep.recode()
    (id,) = library.document_ids()
    ontology = Ontology.load(shipped())
    before = library.coding(id).coding
    for passage in library.held(id).document.passages[:11]:
        asked = Request("reject", passage=passage.id, strategy="mediation", quote="mediation")
        library.correct(worked_out(library, ontology, asked))
    told = upkeep.learn()
    assert (told.editors, told.missed) == (11, 0)
    library.put_fact(LEARNED, told.learned.as_json())
    assert upkeep.due().coding == (id,)
    upkeep.recode()
    after = library.coding(id).coding
    assert after.coder == told.learned.stamped(before.coder)
    (last,) = after.passages[-1].uses
    assert last.confidence < before.passages[-1].uses[0].confidence
    library.put_fact(LEARNED, "")
    upkeep.recode()
    assert library.coding(id).coding.passages[-1] == before.passages[-1]
    upkeep.close()
