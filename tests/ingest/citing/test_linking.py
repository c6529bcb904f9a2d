"""Citations lie in the stored text, at their own words, and lead to their works."""

from dataclasses import replace

import pytest

from corpus.records import Note, Passage
from ingest.citing.linking import Cited, cite
from ingest.manuscript import Block

BIBLIOGRAPHY = [
    Block("item", "Autesserre, Séverine. 2010. The Trouble with the Congo. Cambridge: Cambridge University Press."),
    Block(
        "item", "Kaplan, Oliver. 2013a. “Protecting Civilians in Civil War.” Journal of Peace Research 50 (3): 351–367."
    ),
    Block("item", "Kaplan, Oliver. 2013b. “Nudging Armed Groups.” Stability 2 (3): 62."),
    Block(
        "item",
        "Mac Ginty, Roger, and Oliver P. Richmond. 2013. “The Local Turn.” Third World Quarterly 34 (5): 763–783.",
    ),
]
FIRST = "Villagers of the Carare talked with every armed group (Kaplan 2013a, 355; Mac Ginty and Richmond 2013)."
SECOND = "Outsiders overlooked such talks. Autesserre (2010) says why, and resolution 1325 (2000) asked for more."
TEXT = f"{FIRST}\n\n{SECOND}"
PASSAGES = [
    Passage("d-0", FIRST, 0, len(FIRST)),
    Passage(f"d-{len(FIRST) + 2}", SECOND, len(FIRST) + 2, len(TEXT)),
]
NOTE = Note("1", None, "Kaplan, “Nudging Armed Groups,” 62.", 0, 0)


@pytest.fixture(scope="module")
def found() -> Cited:
    return cite(TEXT, PASSAGES, [NOTE], [(len(FIRST) + 2 + len("Outsiders overlooked such talks."), "1")], BIBLIOGRAPHY)


def test_every_citation_stands_at_its_words(found: Cited) -> None:
    assert found.citations
    for citation in found.citations:
        assert TEXT[citation.start : citation.end] == citation.text
        passage = next(passage for passage in PASSAGES if passage.id == citation.passage)
        assert passage.start <= citation.start < citation.end <= passage.end


def test_author_and_year_in_brackets_name_each_work(found: Cited) -> None:
    bracket = found.citations[0]
    assert bracket.text.startswith("(Kaplan 2013a")
    assert bracket.references == (1, 3)


def test_an_author_who_is_spoken_of_is_cited(found: Cited) -> None:
    assert [c.references for c in found.citations if c.text == "Autesserre (2010)"] == [(0,)]


def test_a_marker_cites_what_its_note_cites_for_the_words_before_it(found: Cited) -> None:
    marked = next(citation for citation in found.citations if citation.note == "1")
    assert marked.text == "Outsiders overlooked such talks."
    assert marked.references == found.notes[0].references == (2,)


def test_a_resolution_in_the_text_becomes_a_reference(found: Cited) -> None:
    resolution = found.references[-1]
    assert (resolution.symbol, resolution.found_in, resolution.type) == ("S/RES/1325(2000)", "text", "legislation")


def test_where_a_work_was_found_is_told(found: Cited) -> None:
    assert [reference.found_in for reference in found.references[:4]] == 4 * ["bibliography"]


def test_numbers_in_brackets_that_cite_nothing_are_left_alone() -> None:
    text = "The accord of Arusha (2000) ended a decade of war (Burundi 1993)."
    assert cite(text, [Passage("d-0", text, 0, len(text))], [], [], BIBLIOGRAPHY).citations == ()


def test_a_text_without_anything_cites_nothing() -> None:
    assert cite("", [], [], [], []) == Cited((), (), ())


def test_notes_numbered_anew_keep_their_own_markers() -> None:
    text = "One says so. Two says so."
    passages = [Passage("d-0", text, 0, len(text))]
    notes = [replace(NOTE, text="Autesserre 2010."), replace(NOTE, text="Kaplan, “Nudging Armed Groups.”")]
    found = cite(text, passages, notes, [(12, "1"), (25, "1")], BIBLIOGRAPHY)
    assert [citation.references for citation in found.citations] == [(0,), (2,)]
