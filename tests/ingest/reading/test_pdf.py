"""What a reader of an article sees on its pages is what comes out."""

from __future__ import annotations

import pytest

from ingest.manuscript import Block, Manuscript
from ingest.reading.pdf import read_pdf
from tests.ingest.reading import pdf_papers as papers


@pytest.fixture(scope="module", params=[(1, False), (2, False), (2, True)], ids=["one", "two", "two, hyphenated"])
def manuscript(request: pytest.FixtureRequest) -> Manuscript:
    columns, hyphenate = request.param
    return read_pdf(papers.paper(columns, hyphenate))


def of_kind(manuscript: Manuscript, *kinds: str) -> list[Block]:
    return [block for block in manuscript.blocks if block.kind in kinds]


def test_paragraphs_are_whole_over_columns_pages_and_notes(manuscript: Manuscript) -> None:
    found = [block.text for block in of_kind(manuscript, "paragraph")]
    assert found == [papers.paragraph(number) for number in range(1, 6)]


def test_each_note_has_its_number_and_its_text(manuscript: Manuscript) -> None:
    notes = of_kind(manuscript, "note")
    assert [note.number for note in notes] == ["1", "2", "3", "4", "5"]
    assert notes[0].text == "Adeyemi, Bargaining at the Well, 12."
    assert notes[2].text == "Ibid., 14. " + " ".join(papers.SENTENCES)


def test_markers_are_taken_out_and_remembered_where_they_stood(manuscript: Manuscript) -> None:
    for number, block in enumerate(of_kind(manuscript, "paragraph"), start=1):
        assert [mark.number for mark in block.marks] == [str(number)]
        assert block.text[: block.marks[0].offset] == f"Opening {number} of the account."


def test_running_heads_and_page_numbers_are_not_in_the_text(manuscript: Manuscript) -> None:
    assert papers.HEAD in manuscript.running_heads
    assert not any(papers.HEAD in block.text for block in manuscript.blocks)
    assert manuscript.page_labels == tuple(str(page) for page in range(1, len(manuscript.page_labels) + 1))


def test_headings_and_title(manuscript: Manuscript) -> None:
    assert [block.text for block in of_kind(manuscript, "title")] == ["The Corridor and the Well"]
    headings = [block.text for block in of_kind(manuscript, "heading")]
    assert headings == ["1 A Road without Escort", "2 The Committee", "References"]
    assert manuscript.front.title == "The Corridor"


def test_each_entry_of_the_bibliography_is_a_block(manuscript: Manuscript) -> None:
    assert [block.text for block in of_kind(manuscript, "reference")] == list(papers.ENTRIES)


def test_offsets_lead_to_pages(manuscript: Manuscript) -> None:
    assert manuscript.page_count is not None and manuscript.page_count > 1
    for block in manuscript.blocks:
        assert block.pages[0][0] == 0
        assert [page for _, page in block.pages] == sorted({page for _, page in block.pages})
        assert all(offset == 0 or block.text[offset - 1] == " " for offset, _ in block.pages)
    assert any(len(block.pages) > 1 for block in manuscript.blocks)
