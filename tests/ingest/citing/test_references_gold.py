"""What the references of real literature must come to (skipped where the gold sets are absent)."""

from pathlib import Path

import pytest

from corpus.records import Document
from ingest.measuring.references import evaluate, of_un
from ingest.read import read

pytestmark = pytest.mark.gold

_CITATIONS = {1: 13, 2: 7, 3: 3, 4: 2, 5: 3, 6: 1, 7: 2, 11: 2}  # the others cite one work each


@pytest.fixture(scope="module")
def article(moix: Path) -> Document:
    return read(moix.read_bytes(), moix.name)


def _first(document: Document, index: int) -> tuple[str, int | None]:
    reference = document.references[index]
    return (*reference.authors, *reference.editors)[0].family.replace(" ", "").lower(), reference.year


def test_the_article_has_32_works_with_first_authors_and_years(article: Document) -> None:
    assert len(article.references) == 32
    assert all(reference.found_in in ("bibliography", "both") for reference in article.references)
    firsts = [_first(article, index) for index in range(32)]
    assert firsts[:4] == [("anderson", 2013), ("autesserre", 2014), ("autesserre", 2010), ("barrs", 2010)]
    assert firsts[10] == ("hattinghdeconing", 2012)
    assert firsts[17:20] == [("macginty", 2014), ("macginty", 2011), ("macginty", 2013)]
    assert firsts[20:22] == [("mcguinness", 2012), ("mitchell", 2012)]
    assert firsts[-3:] == [("shiplerchico", 2014), ("vantongeren", 2013), ("woocher", 2009)]


def test_its_23_notes_cite_48_works(article: Document) -> None:
    assert [int(note.number) for note in article.notes] == list(range(1, 24))
    assert [len(note.references) for note in article.notes] == [_CITATIONS.get(number, 1) for number in range(1, 24)]


def test_its_short_forms_mean_the_right_works(article: Document) -> None:
    by_note = {int(note.number): [_first(article, index) for index in note.references] for note in article.notes}
    assert by_note[3] == [("autesserre", 2010), ("autesserre", 2014), ("denskus", 2007)]
    assert by_note[6] == [("funk", 2012)]
    assert by_note[7] == [("autesserre", 2014), ("autesserre", 2010)]
    assert by_note[13] == [("kaplan", 2013)]
    assert by_note[21] == [("berents", 2014)]
    assert by_note[23] == [("macginty", 2014)]


def test_every_note_is_cited_where_its_marker_stood(article: Document) -> None:
    marked = [citation for citation in article.citations if citation.note]
    assert [int(citation.note or 0) for citation in marked] == list(range(1, 24))
    assert all(article.text[citation.start : citation.end] == citation.text for citation in article.citations)


def test_strings_are_parsed_as_well_as_was_measured(gold: Path) -> None:
    assert evaluate(gold / "gold" / "anystyle")["anystyle"]["f1"] >= 0.92
    assert evaluate(gold / "gold" / "references")["strings"]["f1"] >= 0.88


def test_un_documents_are_cited_by_symbol(gold: Path) -> None:
    links, folder = gold / "gold" / "un_citation_links.csv", gold / "literature" / "un"
    small = [name for name in ("S_2025_68.en.pdf", "S_2025_22.en.pdf", "A_79_797.en.pdf") if (folder / name).exists()]
    figures = of_un(links, folder, read, only=small)
    assert figures["recall"] >= 0.97
    assert figures["precision"] >= 0.9
