"""What the wording says a work is cited for, on sentences of ours; every second one was held out from the cues."""

import re
from pathlib import Path

import pytest

from ingest.coding.cited_for import CitationFunctions
from ontology.terms import Ontology, shipped


def _lines(name: str) -> list[str]:
    lines = (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()
    return [line for line in lines if line[:1] != "#"]


LINES, LATER = _lines("cited_for.txt"), _lines("cited_for_later.txt")


def _case(line: str) -> tuple[str, str, list[tuple[int, int]]]:
    """The function, the plain text, and where it cites or names the work."""
    function, _, marked = (part.strip() for part in line.split("|", 2))
    text, spans = "", []
    for part in re.split(r"(⟦.*?⟧|\{.*?\})", marked):
        if part[:1] in ("⟦", "{"):
            spans.append((len(text), len(text) + len(part) - 2))
        text += part[1:-1] if part[:1] in ("⟦", "{") else part
    return function, text, spans


@pytest.fixture(scope="module")
def functions() -> CitationFunctions:
    return CitationFunctions(Ontology.load(shipped()))


def accuracy(functions: CitationFunctions, lines: list[str]) -> float:
    right = 0
    for function, text, spans in map(_case, lines):
        found = functions.of_words(text, spans)
        right += (found[0] if found else "") == function
    return right / len(lines)


def test_sentences_that_the_cues_were_written_by(functions: CitationFunctions) -> None:
    assert accuracy(functions, LINES[::2]) >= 0.95


def test_sentences_that_were_held_out(functions: CitationFunctions) -> None:
    assert accuracy(functions, LINES[1::2]) >= 0.85


def test_no_cue_is_no_function(functions: CitationFunctions) -> None:
    plain = [_case(line) for line in LINES if line.startswith(" |")]
    assert [text for _, text, spans in plain if functions.of_words(text, spans)] == []


def test_wordings_without_a_cue_of_ours_are_missed_and_never_mistaken(functions: CitationFunctions) -> None:
    found = [(function, functions.of_words(text, spans)) for function, text, spans in map(_case, LATER)]
    assert all(told is None or told[0] == function for function, told in found)
    assert accuracy(functions, LATER) >= 0.5
