"""UN documents are recognised by symbol, and by the ways in which texts speak of resolutions."""

import pytest

from ingest.citing.symbols import symbols


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Council adopted resolution 1325 (2000) on women and peace.", ["S/RES/1325(2000)"]),
        ("See S/RES/1325 (2000) and S/2015/716.", ["S/RES/1325(2000)", "S/2015/716"]),
        ("Security Council resolutions 1674 (2006), 1894 (2009) and 2286 (2016)", 3 * ["S/RES/"]),
        ("In its resolution 60/180 the General Assembly founded the Commission.", ["A/RES/60/180"]),
        ("the review (A/70/95-S/2015/446) of the panel", ["A/70/95"]),
        ("Human Rights Council resolution 48/13 speaks of it.", ["A/HRC/RES/48/13"]),
        ("Economic and Social Council resolution 2022/5", ["E/RES/2022/5"]),
        ("General Assembly resolution 217 A (III)", ["A/RES/217A(III)"]),
        ("the proposed budget, A/80/6 (Sect. 3)", ["A/80/6(Sect.3)"]),
        ("a report, A/79/19/Add.1, was tabled", ["A/79/19/Add.1"]),
    ],
)
def test_documents_are_named(text: str, expected: list[str]) -> None:
    found = [mention.symbol for mention in symbols(text)]
    assert len(found) == len(expected)
    assert all(symbol.startswith(wanted) for symbol, wanted in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "He was born in Bujumbura (1962) and/or nearby.",
        "Kaplan (2013) studied the association; it had 26/30 members.",
        "The Assembly took decision 79/403 without a vote.",
        "In 2010/11 the ratio was 3/4.",
        "General recommendation No. 30 (2013), and the resolution that followed it.",
        "",
    ],
)
def test_other_numbers_name_no_document(text: str) -> None:
    assert symbols(text) == []


def test_offsets_hold_the_words_that_name_the_document() -> None:
    text = "As resolution 2250 (2015) says, youth matter."
    mention = symbols(text)[0]
    assert text[mention.start : mention.end] == "2250 (2015)"
