"""The same paper reads the same, whatever it was saved as."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import Damaged, DeclaresEntities, EmptyFile, TooLarge, UnknownFormat
from ingest.manuscript import Manuscript
from ingest.read import as_json, format_of, manuscript, read
from ingest.reading.metadata import describe
from tests.ingest.reading import marked_up, papers

FILES = {
    "paper.md": papers.MARKDOWN.encode(),
    "paper.html": papers.HTML.encode(),
    "paper.docx": papers.docx(),
    "paper.epub": marked_up.by_pandoc("epub3"),
    "paper-2.epub": marked_up.by_pandoc("epub2"),
    "paper.nxml": marked_up.by_pandoc("jats_publishing"),
    "paper.tei": marked_up.by_pandoc("tei"),
}


@pytest.fixture(params=FILES)
def paper(request: pytest.FixtureRequest) -> Manuscript:
    return manuscript(FILES[request.param], request.param)


def test_notes_keep_their_numbers_and_words(paper: Manuscript) -> None:
    notes = [(block.number, block.text) for block in paper.blocks if block.kind == "note"]
    assert notes == [(str(number), text) for number, text in enumerate(papers.NOTES, 1)]


def test_markers_leave_the_text_and_are_remembered(paper: Manuscript) -> None:
    first = next(block for block in paper.blocks if block.text.startswith("Villages"))
    assert first.text == papers.BODY[0] + " It began with two roads."
    assert [(mark.number, first.text[: mark.offset][-6:]) for mark in first.marks] == [("1", "night."), ("2", "roads.")]


def test_headings_have_levels(paper: Manuscript) -> None:
    headings = [(block.text, block.level) for block in paper.blocks if block.kind == "heading"]
    assert headings[:2] == [("Background", 1), ("What came of it", 2)]


def test_title_and_first_author_are_read(paper: Manuscript) -> None:
    described = describe(paper)
    assert described.title == papers.TITLE
    assert (described.authors[0].family, described.authors[0].given) == ("Reyes", "Ana")


def test_particles_go_with_the_family_name() -> None:
    described = describe(manuscript(FILES["paper.md"], "paper.md"))
    assert [author.family for author in described.authors] == ["Reyes", "de Vries"]
    assert described.year == 2019
    assert described.keywords == ("civilian protection", "ceasefire")


def test_a_converted_page_gives_up_its_notes_and_its_cover() -> None:
    document = read(papers.CONVERTED.encode(), "converted.md")
    assert document.title == papers.TITLE
    assert document.doi == "10.5555/jup.4.1.7"
    assert document.container == "Journal of Unarmed Protection"
    assert document.keywords == ("civilian protection", "ceasefire")
    assert [note.number for note in document.notes] == ["1", "2", "3"]
    assert "the second one led to a school" in document.text
    assert document.abstract is not None and document.abstract.startswith("This article follows")
    assert [passage.kind for passage in document.passages].count("abstract") == 1
    assert {section.heading for section in document.sections} >= {"Background", "Bibliography"}
    assert len(document.references) >= 2


def test_the_contract_of_parse_is_printed_whole() -> None:
    printed = as_json(read(FILES["paper.md"], "paper.md"))
    assert {"text", "title", "authors", "year", "container", "doi", "abstract", "keywords", "language"} <= set(printed)
    assert set(printed["notes"][0]) == {"number", "page", "text", "references", "links"}
    passage = {"id", "text", "page", "end_page", "page_label", "start", "end", "section", "kind"}
    assert passage <= set(printed["passages"][0])
    assert set(printed["citations"][0]) == {"passage", "text", "references", "note", "links", "sentence"}
    assert set(printed["sections"][0]) == {"heading", "level", "page"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_plain_text_is_read_in_every_common_encoding(encoding: str) -> None:
    text = "Die Straße\n\nDie Ältesten führten die Gespräche über die Straße, und nach drei Jahren war sie offen.\n"
    document = read(text.encode(encoding), "bericht.txt")
    assert "Die Ältesten führten die Gespräche über die Straße" in document.text
    assert document.language == "de"


def test_content_outweighs_the_extension() -> None:
    assert format_of(papers.HTML.encode(), "paper.txt") == "html"
    assert format_of(papers.docx(), "paper.pdf") == "docx"
    assert format_of(b"%PDF-1.7\n", "paper.md") == "pdf"
    assert format_of(b"Just words.", "notes.html") == "text"


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "empty.md", EmptyFile),
        (b" \n\n\t", "blank.txt", EmptyFile),
        (b"<html><body><p> </p></body></html>", "blank.html", EmptyFile),
        (b"not a pdf at all", "paper.pdf", Damaged),
        (b"PK\x03\x04 word/document.xml cut off", "paper.docx", Damaged),
        (papers.docx(document="<w:document"), "paper.docx", Damaged),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture.png", UnknownFormat),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture.txt", UnknownFormat),
        (bytes(range(256)) * 40, "noise.txt", UnknownFormat),
        (b"some words", "table.xlsx", UnknownFormat),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data, name)


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    with pytest.raises(TooLarge):
        read(papers.docx(document=" " * 210_000_000), "bomb.docx")


def test_entities_that_a_file_declares_are_refused() -> None:
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    document = laughs + papers._document().replace("Villages", "&b;Villages")
    with pytest.raises(DeclaresEntities):
        manuscript(papers.docx(document=document), "laughs.docx")


def test_a_page_loses_its_menu_and_keeps_its_text() -> None:
    paragraphs = "".join(
        f"<p>{text} This went on for a long time, as the elders of the valley tell.</p>" for text in papers.BODY * 3
    )
    page = (
        "<html><head><title>Patrols</title></head><body><nav><a href='/'>Home</a> <a href='/a'>Subscribe now</a></nav>"
        f"<div id='content'><h1>Patrols at night</h1>{paragraphs}</div>"
        "<aside><p>Most read this week: ten recipes for soup</p></aside><footer>All rights reserved</footer></body>"
    )
    document = read(page.encode(), "page.html")
    assert papers.BODY[0] in document.text
    assert "Subscribe" not in document.text and "soup" not in document.text


@pytest.mark.gold
def test_the_article_on_community_based_prevention(moix: Path) -> None:
    document = read(moix.read_bytes(), moix.name)
    assert (document.authors[0].family, document.authors[0].given, document.year) == ("Moix", "Bridget", 2016)
    assert document.title.startswith("Turning Atrocity Prevention Inside-Out: Community-Based Approaches")
    assert document.doi == "10.5038/1911-9933.9.3.1313"
    assert document.container == "Genocide Studies and Prevention: An International Journal"
    assert len(document.keywords) == 6
    assert [note.number for note in document.notes] == [str(number) for number in range(1, 24)]
    assert sum(reference.found_in != "notes" for reference in document.references) == 32
    assert {citation.note for citation in document.citations if citation.note} == {str(n) for n in range(1, 24)}


def test_endnotes_of_a_plain_text_are_tied_to_their_brackets() -> None:
    text = (
        "Roads\n\nThe elders met under the tree and opened the road to all.[1] It stayed open.[2] In [2019] they met."
        "\n\nNotes\n\n1. Reyes, On Patrol, 4.\n\n2. Ibid.\n\nReferences\n\nReyes, Ana. 2015. On Patrol. Manila.\n"
    )
    document = read(text.encode(), "roads.txt")
    assert "opened the road to all. It stayed open. In [2019] they met." in document.text
    assert [(note.number, note.text) for note in document.notes] == [("1", "Reyes, On Patrol, 4."), ("2", "Ibid.")]
    assert [citation.note for citation in document.citations if citation.note] == ["1", "2"]
