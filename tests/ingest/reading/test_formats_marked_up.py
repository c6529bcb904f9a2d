"""What a publisher says in elements is believed: JATS, TEI and EPUB, and what is wrong with those that lie."""

from __future__ import annotations

import time

import pytest

from corpus.records import Document, Name
from ingest.errors import Damaged, DeclaresEntities, Encrypted, ReadingError, TooLarge, UnknownFormat
from ingest.formats import format_of
from ingest.read import manuscript, read
from tests.ingest.reading import marked_up, papers

FILES = {"paper.xml": marked_up.JATS, "paper.tei": marked_up.TEI}


@pytest.fixture(params=FILES)
def paper(request: pytest.FixtureRequest) -> Document:
    return read(FILES[request.param], request.param)


def test_the_header_is_believed(paper: Document) -> None:
    assert paper.title == papers.TITLE
    assert paper.authors[0] == Name("Reyes", "Ana")
    assert paper.authors[1].family == "de Vries"
    assert (paper.year, paper.container) == (2019, "Journal of Unarmed Protection")
    assert (paper.doi, paper.language, paper.kind) == ("10.5555/jup.4.1.7", "en", "article")
    assert paper.keywords == ("civilian protection", "ceasefire")
    assert paper.abstract == "This article follows night patrols along a ceasefire line."


def test_abstract_sections_and_body_are_told_apart(paper: Document) -> None:
    assert [passage.text for passage in paper.passages if passage.kind == "abstract"] == [paper.abstract]
    assert "What came of it" in [section.heading for section in paper.sections]
    body = [passage for passage in paper.passages if passage.kind == "body"]
    assert body[0].text.startswith(papers.BODY[0])
    assert body[1].section == "What came of it"
    assert all(paper.text[passage.start : passage.end] == passage.text for passage in paper.passages)


def test_notes_are_tied_to_the_words_before_their_markers(paper: Document) -> None:
    assert [(note.number, note.text) for note in paper.notes] == [("1", papers.NOTES[0]), ("2", papers.NOTES[2])]
    cited = {one.note: one.text for one in paper.citations if one.note}
    assert cited["1"].endswith("walked every night.")
    assert cited["2"].endswith("walked with them.")


def test_fields_of_references_outweigh_our_parser(paper: Document) -> None:
    book, article, printed = paper.references
    assert (book.authors, book.year, book.title) == ((Name("Reyes", "Ana"),), 2015, "On Patrol")
    assert (book.place, book.publisher, book.type) == ("Manila", "Harbour Press", "book")
    assert (article.title, article.container) == ("Ceasefires", "Journal of Unarmed Protection")
    assert (article.volume, article.issue, article.pages) == ("3", "1", "1–20")
    assert printed.title == "Resisting War"  # it came as words, and was taken apart
    assert all(reference.raw for reference in paper.references)


def test_an_abstract_in_the_front_of_a_tei_text_is_told_once() -> None:
    text = marked_up.TEI.decode()
    start, end = text.index("<abstract>"), text.index("</abstract>") + len("</abstract>")
    division = text[start:end].replace("<abstract>", '<div type="abstract">').replace("</abstract>", "</div>")
    moved = (text[:start] + text[end:]).replace("<body>", f"<front>{division}</front><body>", 1)
    document = read(moved.encode(), "paper.tei")
    assert document.text.count("night patrols along a ceasefire line") == 1
    assert [passage.kind for passage in document.passages].count("abstract") == 1


def test_an_id_that_is_no_name_harms_nothing() -> None:
    assert read(marked_up.TEI.replace(b'xml:id="b1"', b'xml:id="1"'), "paper.tei").references[1].title == "Ceasefires"


def test_an_author_that_is_a_body_and_one_with_a_suffix() -> None:
    authors = read(marked_up.JATS, "paper.xml").authors
    assert authors[1:] == (Name("de Vries", "Jon B. Jr."), Name("Patrol Archive"))


def test_named_characters_of_a_dtd_that_is_not_there_are_read() -> None:
    assert "Cafés opened again" in read(marked_up.JATS, "paper.xml").text


def test_pages_of_the_print_are_kept() -> None:
    for document, labels in (
        (read(marked_up.TEI, "paper.tei"), ["7", "8"]),
        (read(marked_up.epub(), "book.epub"), ["12", "13"]),
    ):
        at = document.text.index("It began")
        assert document.page_at(at).label == labels[0]
        assert document.page_at(document.text.index("two roads")).label == labels[1]
        assert next(p for p in document.passages if "It began" in p.text).page_label == labels[0]
        assert "It began with two roads." in document.text


def test_a_book_is_read_over_all_its_chapters() -> None:
    book = read(marked_up.epub(), "book.epub")
    assert book.title == "Walking the Line: Unarmed Patrols in Mindanao"
    assert book.authors == (Name("Reyes Cruz", "Ana María"),)
    assert (book.year, book.doi, book.language, book.kind) == (2019, "10.5555/book.7", "en", "book")
    assert book.abstract == "On patrols."
    assert [section.heading for section in book.sections] == ["Background", "What came of it"]


def test_notes_in_a_file_of_their_own_are_tied_to_both_chapters() -> None:
    kept = manuscript(marked_up.epub(), "book.epub")
    notes = [block for block in kept.blocks if block.kind == "note"]
    assert [(note.number, note.text) for note in notes] == [("1", papers.NOTES[0]), ("2", papers.NOTES[2])]
    marked = {mark.number: block.text[: mark.offset] for block in kept.blocks for mark in block.marks}
    assert marked["1"].endswith("walked every night.")
    assert marked["2"].endswith("walked with them.")
    assert [kept.page_labels[note.pages[0][1] - 1] for note in notes] == ["12", "13"]


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (marked_up.JATS, "paper.xml", "jats"),
        (marked_up.JATS, "paper.txt", "jats"),
        (b"\xef\xbb\xbf" + marked_up.TEI, "paper.html", "tei"),
        (marked_up.epub(), "paper.pdf", "epub"),
        (papers.docx(), "paper.epub", "docx"),
        (b"<article><h1>A page</h1><p>of the web.</p></article>", "page.html", "html"),
    ],
)
def test_content_decides(data: bytes, name: str, format: str) -> None:
    assert format_of(data, name) == format


# ---------------------------------------------------------------- hostile


def _declaring(declarations: str, reference: str, document: bytes) -> bytes:
    text = document.decode()
    root = "article" if "<article" in text else "TEI"
    text = text[text.index("<" + root) :].replace(papers.BODY[1], reference)
    return f"<!DOCTYPE {root} [{declarations}]>\n{text}".encode()


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
QUADRATIC = f'<!ENTITY a "{"ha" * 40_000}">'
SPY = '<!ENTITY a SYSTEM "file:///etc/passwd">'
PARAMETER = '<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;'


@pytest.mark.parametrize("document", [marked_up.JATS, marked_up.TEI], ids=["jats", "tei"])
@pytest.mark.parametrize(
    ("declarations", "reference"),
    [(LAUGHS, "&a11;"), (QUADRATIC, "&a;" * 10_000), (SPY, "&a;"), (PARAMETER, "x")],
    ids=["laughs", "quadratic", "external", "parameter"],
)
def test_xml_that_declares_entities_is_refused_at_once(declarations: str, reference: str, document: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(DeclaresEntities):
        read(_declaring(declarations, reference, document), "paper.xml")
    assert time.monotonic() - begun < 5


def test_a_chapter_of_a_book_expands_nothing_either() -> None:
    chapter = f"<!DOCTYPE html [{LAUGHS}]>" + marked_up._chapter("<p>&a11; said the elder of the village.</p>")
    book = marked_up.epub({**marked_up.BOOK, "OPS/text/one.xhtml": chapter})
    assert "hahaha" not in read(book, "book.epub").text


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"META-INF/encryption.xml": marked_up.LOCKED}, Encrypted),
        ({"OPS/text/one.xhtml": b"<p>" + b" " * 80_000_000}, TooLarge),
        ({"OPS/book.opf": b"<package>" + b" " * 80_000_000}, TooLarge),
        ({"META-INF/container.xml": b"<container/>"}, Damaged),
        ({"OPS/book.opf": b"<package/>"}, Damaged),
        ({"OPS/book.opf": b"<package"}, Damaged),
    ],
    ids=["locked", "bomb", "package-bomb", "no-package", "no-chapters", "cut-package"],
)
def test_what_is_wrong_with_a_book_is_named(parts: dict[str, str | bytes], error: type[ReadingError]) -> None:
    with pytest.raises(error):
        read(marked_up.epub({**marked_up.BOOK, **parts}), "book.epub")


def test_scrambled_fonts_do_not_lock_a_book() -> None:
    scrambled = marked_up.LOCKED.replace(
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.idpf.org/2008/embedding"
    )
    assert read(marked_up.epub({**marked_up.BOOK, "META-INF/encryption.xml": scrambled}), "book.epub").notes


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(("data", "name"), [(marked_up.epub(), "book.epub"), (papers.docx(), "paper.docx")])
def test_an_archive_that_was_cut_off_is_damaged(data: bytes, name: str, share: float) -> None:
    with pytest.raises(Damaged):
        read(data[: int(len(data) * share)], name)


def test_a_chapter_that_is_missing_makes_the_book_damaged() -> None:
    parts = {name: part for name, part in marked_up.BOOK.items() if not name.endswith("one.xhtml")}
    with pytest.raises(Damaged):
        read(marked_up.epub(parts), "book.epub")


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.xml", UnknownFormat),
        (b'{"name": "package"}', "package.json", UnknownFormat),
        (marked_up.JATS[:2000], "cut.xml", Damaged),
        (marked_up.TEI[:1500], "cut.tei", Damaged),
        (b"not xml", "paper.xml", UnknownFormat),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, name: str, error: type[ReadingError]) -> None:
    with pytest.raises(error):
        read(data, name)


def test_deep_nesting_ends_in_a_reading_error() -> None:
    deep = b"<article article-type='x'><body>" + b"<sec>" * 100_000
    with pytest.raises(Damaged):
        read(deep, "deep.xml")
