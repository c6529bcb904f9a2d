"""What an editor says of a statement holds: through coding and reading again, and in a backup; it can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.backup import backup, restore
from corpus.correction_asked import Request, worked_out
from corpus.correction_file import as_csv, as_row, rows
from corpus.corrections import Correction, statement_id
from corpus.errors import BadCorrection, NotDecided, NotHeld, QuoteNotFound
from corpus.library import Library
from corpus.records import Coding, Document, Filters, StrategyUse
from corpus.uses import Uses
from corpus.verify import verify
from ontology.terms import Ontology, shipped
from tests.corpus.made import coding, document

TEXT = (
    "Elders\nElders led mediation in Burundi.\nThe valley was quiet, and in Kenya they hid strangers in their attics.\n"
    "In Colombia there was no talk of mediation."
)
ONTOLOGY = Ontology.load(shipped())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home")
    put(opened, document(TEXT))
    yield opened
    opened.close()


def put(library: Library, made: Document, **how: object) -> None:
    library.put(made, made.text.encode(), path=Path("/a/elders.txt"))
    library.put_coding(coding(made, **how))  # type: ignore[arg-type]


def uses(library: Library) -> list[StrategyUse]:
    coded = (library.coding(id) for id in library.document_ids())
    return [use for found in coded if found for said in found.coding.passages for use in said.uses]


def ask(library: Library, **asked: object) -> Correction:
    request = Request.of({"document": library.document_ids()[0], "strategy": "mediation", **asked}, by="Ines")
    return library.correct(worked_out(library, ONTOLOGY, request))


def passage_of(library: Library, words: str) -> str:
    (held,) = library.documents()
    return next(passage.id for passage in held.document.passages if words in passage.text)


def counted(library: Library, tmp_path: Path) -> dict[str, list[str]]:
    table = Uses(tmp_path / "uses", library)
    table.apply(library.changes(0, table.kinds), library.sequence)
    return {row["strategy"]: row["countries"] for row in table.recurring(Filters(), minimum=1)}


def test_a_rejected_statement_leaves_the_counts_and_stays_listed(library, tmp_path):
    assert counted(library, tmp_path / "before") == {"mediation": ["BDI", "COL"]}
    made = ask(library, verdict="reject", quote="mediation.", passage=passage_of(library, "Colombia"))
    assert counted(library, tmp_path / "after") == {"mediation": ["BDI"]}
    (kept,) = library.corrections()
    assert (kept.correction.verdict, kept.correction.by, kept.correction.number) == ("rejected", "Ines", made.number)
    assert kept.place.quote == "mediat"
    assert verify(library) == []


def test_an_accepted_statement_stands_with_full_confidence_and_its_editors_name(library):
    ask(library, verdict="accept", quote="mediation in Burundi")
    use = next(use for use in uses(library) if use.editor)
    assert (use.confidence, use.countries, use.editor.by, use.editor.verdict) == (1.0, ("BDI",), "Ines", "accepted")
    assert len(uses(library)) == 2


def test_it_is_accepted_by_its_address(library):
    passage = passage_of(library, "Burundi")
    address = statement_id(passage, uses(library)[0])
    library.correct(worked_out(library, ONTOLOGY, Request("accept", statement=address)))
    assert uses(library)[0].editor
    with pytest.raises(NotHeld):
        worked_out(library, ONTOLOGY, Request("accept", statement=passage + "~00000000"))


def test_what_was_missed_is_added_with_its_quote_and_counts(library, tmp_path):
    ask(
        library,
        verdict="add",
        strategy="rescue",
        quote="hid strangers in their attics",
        countries="KEN",
        effect="helped",
    )
    (use,) = [use for use in uses(library) if use.strategy == "rescue"]
    assert (use.quote, use.effect, use.confidence) == ("hid strangers in their attics", "helped", 1.0)
    assert counted(library, tmp_path)["rescue"] == ["KEN"]


def test_an_edited_statement_says_what_the_editor_says_and_survives_coding_again(library, tmp_path):
    ask(library, verdict="edit", quote="mediation in Burundi", to_strategy="negotiation", countries=["BDI", "RWA"])
    for version in ("2", "3"):
        (id,) = library.document_ids()
        library.put_coding(coding(library.held(id).document, coder=version))
        assert counted(library, tmp_path / version) == {"mediation": ["COL"], "negotiation": ["BDI", "RWA"]}


def test_it_holds_also_when_the_coder_no_longer_says_it_or_with_other_words(library):
    ask(library, verdict="accept", quote="mediation in Burundi")
    ask(library, verdict="reject", quote="mediation.", passage=passage_of(library, "Colombia"))
    (id,) = library.document_ids()
    made = coding(library.held(id).document, coder="2")
    silent = tuple(replace(said, uses=()) for said in made.passages)
    library.put_coding(replace(made, passages=silent))
    assert [use.countries for use in uses(library)] == [("BDI",)]
    longer = tuple(
        replace(said, uses=tuple(_longer(use, said.passage, library) for use in said.uses)) for said in made.passages
    )
    library.put_coding(replace(made, passages=longer, coder="3"))
    assert [use.countries for use in uses(library)] == [("BDI",)]


def _longer(use: StrategyUse, passage: str, library: Library) -> StrategyUse:
    found = library.passage(passage)
    assert found
    start = max(0, use.start - 5)
    return replace(use, start=start, quote=found[1].text[start : use.end], stance="proposed")


def test_coding_again_counts_what_came_and_went_as_the_editors_let_it_stand(library):
    ask(library, verdict="reject", quote="mediation in Burundi")
    (id,) = library.document_ids()
    made = library.held(id).document
    assert library.put_coding(coding(made, coder="2")) == (0, 0)


def test_a_passage_that_moved_takes_its_corrections_along_and_lost_ones_are_listed(library):
    ask(library, verdict="accept", quote="mediation in Burundi")
    ask(library, verdict="add", strategy="rescue", quote="hid strangers in their attics", countries="KEN")
    moved = TEXT.replace("Elders\n", "Elders\nA foreword that was not there.\n", 1).replace(
        "led mediation", "led  mediation"
    )
    put(library, document(moved.replace("hid strangers in their attics", "were hospitable")))
    (kept, lost) = library.corrections()
    assert kept.place.quote == "mediat"
    assert lost.place is None
    assert as_row(lost)["lost"] is True
    assert [use.editor.verdict for use in uses(library) if use.editor] == ["accepted"]
    put(library, document(moved))
    assert {use.strategy for use in uses(library) if use.editor} == {"mediation", "rescue"}


def test_a_document_read_again_keeps_its_corrections(library):
    ask(library, verdict="reject", quote="mediation in Burundi")
    (held,) = library.documents()
    library.put_again(replace(held.document, reader="2"), "elders.txt")
    library.put_coding(coding(library.held(held.document.id).document))
    assert [use.countries for use in uses(library)] == [("COL",)]


def test_undone_all_is_as_it_was_and_the_earlier_word_stands_again(library):
    before = uses(library)
    first = ask(library, verdict="accept", quote="mediation in Burundi")
    second = ask(library, verdict="edit", quote="mediation in Burundi", effect="failed")
    assert [kept.correction.number for kept in library.corrections()] == [second.number]
    assert [use.effect for use in uses(library) if use.editor] == ["failed"]
    library.undo_correction(second.number)
    assert [kept.correction for kept in library.corrections()] == [first]
    library.undo_correction(first.number)
    assert uses(library) == before
    with pytest.raises(NotDecided):
        library.undo_correction(first.number)


def test_the_same_correction_twice_is_one(library):
    one, two = (ask(library, verdict="accept", quote="mediation in Burundi") for _ in range(2))
    assert one.number == two.number


def test_with_its_document_a_correction_is_gone(library, tmp_path):
    ask(library, verdict="add", strategy="rescue", quote="hid strangers in their attics")
    library.delete(library.document_ids()[0])
    assert list(library.corrections()) == []
    library.close()
    assert b"attics" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_corrections_are_in_a_backup(library, tmp_path):
    ask(library, verdict="accept", quote="mediation in Burundi")
    backup(library, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "other")
    other = Library(tmp_path / "other")
    assert list(other.corrections()) == list(library.corrections())
    assert uses(other) == uses(library)
    other.close()


def test_a_home_of_the_version_before_opens_and_takes_corrections(tmp_path):
    Library(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        connection.execute("DROP TABLE correction")
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    upgraded = Library(tmp_path)
    put(upgraded, document(TEXT))
    assert ask(upgraded, verdict="accept", quote="mediation in Burundi").number == 1
    upgraded.close()


@pytest.mark.parametrize("write", [as_csv, lambda kept: json.dumps({"corrections": [as_row(one) for one in kept]})])
def test_what_is_exported_is_taken_in_elsewhere_alike(library, tmp_path, write):
    ask(library, verdict="reject", quote="mediation.", passage=passage_of(library, "Colombia"))
    ask(library, verdict="edit", quote="mediation in Burundi", to_strategy="negotiation", agency="none", phase="after")
    ask(
        library,
        verdict="add",
        strategy="rescue",
        quote="hid strangers in their attics",
        countries="KEN",
        note="said twice",
    )
    other = Library(tmp_path / "other")
    put(other, document(TEXT))
    for _, row in rows(write(list(library.corrections()))):
        other.correct(worked_out(other, ONTOLOGY, Request.of(row)))
    assert uses(other) == uses(library)
    assert [kept.correction for kept in other.corrections()] == [kept.correction for kept in library.corrections()]
    other.close()


@pytest.mark.parametrize(
    ("asked", "error", "word"),
    [
        ({"verdict": "accept", "quote": "words that stand nowhere"}, QuoteNotFound, "stands in no passage"),
        ({"verdict": "praise", "quote": "mediation"}, BadCorrection, "accept, reject, edit or add"),
        ({"verdict": "edit", "quote": "mediation", "stance": "praised"}, BadCorrection, "no stance “praised”"),
        ({"verdict": "edit", "quote": "mediation", "countries": "Burundi"}, BadCorrection, "alpha-3"),
        ({"verdict": "add", "quote": "valley", "strategy": "sorcery"}, BadCorrection, "no strategy “sorcery”"),
        ({"verdict": "accept", "quote": "mediation", "verdickt": "x"}, BadCorrection, "has no verdickt"),
        ({"verdict": "accept", "quote": "mediation", "document": "0000"}, NotHeld, "no document 0000"),
    ],
)
def test_what_cannot_hold_is_refused_by_name(library, asked, error, word):
    with pytest.raises(error, match=word):
        ask(library, **asked)


def test_what_waits_is_listed_the_least_sure_first_until_somebody_decides(library):
    (id,) = library.document_ids()
    made = coding(library.held(id).document)
    sure = iter((0.2, 0.45))
    library.put_coding(_as_sure(made, sure))
    assert [one.use.confidence for one in library.waiting(9)] == [0.45, 0.2]
    ask(library, verdict="accept", quote="mediation.", passage=passage_of(library, "Colombia"))
    assert [one.use.confidence for one in library.waiting(9)] == [0.2]


def _as_sure(made: Coding, sure: Iterator[float]) -> Coding:
    passages = tuple(replace(p, uses=tuple(replace(u, confidence=next(sure)) for u in p.uses)) for p in made.passages)
    return replace(made, passages=passages)
