"""Passages are held against another reader of the same pages, and markers against the notes below them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from corpus.records import Passage
from ingest.measuring.fidelity import evaluate, letters, stands
from ingest.measuring.markers import evaluate as markers
from ingest.measuring.markers import marked, noted, places
from ingest.measuring.pypdf_runs import read_by_pypdf, speeds
from ingest.read import read
from ingest.reading.pdf import read_pdf
from tests.ingest.reading import pdf_papers as papers

PAGES = [
    letters("The committee of elders opened the corridor.3"),
    letters("Traders came back, and the market was held."),
]


def passage(text: str, page: int | None, end_page: int | None = None) -> Passage:
    return Passage("x-0", text, 0, len(text), page, end_page)


@pytest.mark.parametrize(
    ("told", "right"),
    [
        (passage("The committee of elders opened the corridor. Traders came back", 1, 2), True),
        (passage("The committee of elders opened the corridor.", 2, 2), False),
        (passage("Traders came back, and the committee of elders", 1, 2), False),
        (passage("The committee of women opened the corridor.", 1, 1), False),
        (passage("The committee of elders", None), False),
    ],
    ids=["over a page's end", "another page", "another order", "another word", "no page"],
)
def test_a_passage_stands_on_its_pages_or_not(told: Passage, right: bool) -> None:
    assert stands(told, PAGES) is right


@pytest.mark.parametrize("columns", [1, 2])
def test_passages_of_our_own_papers_stand_on_their_pages(columns: int, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(papers.paper(columns, hyphenate=True))
    figures = evaluate(tmp_path, read)
    assert figures["passages"] > 3
    assert (figures["as_printed"], figures["quotes_at_offsets"]) == (1.0, 1.0)


@pytest.mark.parametrize("hyphenate", [False, True])
def test_each_note_of_a_page_has_its_one_marker_on_that_page(hyphenate: bool) -> None:
    manuscript = read_pdf(papers.paper(2, hyphenate))
    assert Counter(marked(manuscript)) == Counter(noted(manuscript))
    assert len(set(noted(manuscript))) == 5


def test_a_note_is_placed_by_its_words_or_between_its_neighbours() -> None:
    notes = [("1", "Adeyemi, Bargaining"), ("2", "Ibid."), ("3", "Ibid."), ("4", "Otieno, Observers")]
    pages = [letters("Adeyemi, Bargaining at the Well. 2 Ibid."), letters("3 Ibid. 4 Otieno, Observers")]
    assert places(notes, pages) == [1, None, None, 2]
    assert places(notes, [pages[0] + pages[1]]) == [1, 1, 1, 1]


def test_the_other_candidate_reads_nearly_the_same_words() -> None:
    data = papers.paper()
    ours, other = (letters(" ".join(block.text for block in read(data).blocks)) for read in (read_pdf, read_by_pypdf))
    assert Levenshtein.normalized_similarity(ours, other) > 0.9


def test_speeds_are_pages_a_second(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(papers.paper())
    assert all(figure > 0 for figure in speeds([tmp_path / "paper.pdf"]).values())


@pytest.mark.gold
def test_markers_stand_on_their_notes_pages(gold: Path) -> None:
    figures = markers(gold / "gold" / "footnotes")
    assert figures["recall"] >= 0.96
    assert figures["precision"] >= 0.95


@pytest.mark.gold
def test_reading_is_as_fast_as_plain_extraction(gold: Path) -> None:
    found = speeds(sorted((gold / "gold" / "footnotes").glob("*.pdf"))[:4])
    assert found["read_pdf"] >= found["pypdf extract_text"]
