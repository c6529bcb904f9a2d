"""The coder as a whole: documents in, codings out, and the `extract` contract."""

from __future__ import annotations

import pytest

from corpus.records import Document, Passage, PassageCoding
from ingest.coding.code import ForeignQuote, extract_json
from tests.ingest.coding.coding import coder

BODY = "In Kenya, women elders set up an early warning network. UNDP supported it."
NOTE = "Whitfield, Ann. 2011. “Keeping Watch.” Journal of Quiet Places 3 (2): 14-20."


def document(*passages: tuple[str, str, str]) -> Document:
    kept = tuple(
        Passage(f"d-{n}", text, n * 1000, n * 1000 + len(text), kind=kind, language=language)  # type: ignore[arg-type]
        for n, (text, kind, language) in enumerate(passages)
    )
    return Document("d", "\n\n".join(text for text, _, _ in passages), "Elders of Kenya", passages=kept)


def test_each_passage_is_coded_in_its_order() -> None:
    coding = coder().code(document((BODY, "body", "en"), (NOTE, "note", "en")), release=3)
    assert (coding.document, coding.release, [one.passage for one in coding.passages]) == ("d", 3, ["d-0", "d-1"])


def test_a_note_that_only_cites_says_nothing() -> None:
    coding = coder().code(document((NOTE, "note", "en")), release=1).passages[0]
    assert not coding.uses and not coding.actors and coding.note


def test_the_documents_subject_is_implied_where_a_passage_names_no_country() -> None:
    coding = coder().code(document(("The elders mediated between two clans.", "body", "en")), release=1).passages[0]
    assert (coding.countries, coding.implied_countries) == ((), ("KEN",))


@pytest.mark.parametrize(
    "text", ["", "   \n", "\x00\ufffd", "Die Ältesten haben in der Stadt mit den Menschen geredet und es war gut."]
)
def test_what_cannot_be_coded_is_marked_and_is_no_error(text: str) -> None:
    coding = coder().extract(text)
    assert not coding.uses
    assert coding.note or text.strip()


def test_a_very_long_text_is_coded_as_far_as_it_goes() -> None:
    coding = coder().extract("The elders mediated. " * 50_000)
    assert coding.uses
    assert "20000 characters" in (coding.note or "")


def test_the_contract_of_extract() -> None:
    coding = coder().extract(BODY)
    told = extract_json(BODY, coding)
    assert set(told) == {"strategies", "countries", "implied_countries", "places", "actors", "phase"}
    use = next(use for use in told["strategies"] if use["id"] == "early-warning")
    lists = {"agency", "factors", "countries", "places", "actors"}
    assert lists | {"id", "stance", "effect", "phase", "quote", "start", "end", "confidence"} <= set(use)
    assert BODY[use["start"] : use["end"]] == use["quote"]
    assert [told["places"][i]["country"] for i in use["places"]] == ["KEN"]


def test_waiting_statements_are_told_only_when_asked_for() -> None:
    text = "The Ministry of Reconciliation moved."
    coding = coder().extract(text)
    assert len(extract_json(text, coding)["strategies"]) < len(extract_json(text, coding, all=True)["strategies"])


def test_a_coding_of_another_text_is_refused() -> None:
    with pytest.raises(ForeignQuote):
        extract_json("Other words.", coder().extract(BODY))


def test_a_coding_has_no_uses_without_words() -> None:
    assert extract_json("", PassageCoding("", note="empty text"))["note"] == "empty text"
