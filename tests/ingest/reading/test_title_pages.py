"""Title pages, cover pages and imprints, of the kinds in which this literature comes."""

from __future__ import annotations

import pytest

from corpus.records import Name
from ingest.read import read
from ingest.reading.dates import date_in
from ingest.reading.issues import Issue, issue_of
from tests.ingest.reading import title_pages as pages

BOTH = (Name("Lindqvist", "Mara"), Name("Otieno", "Paul"))
COVERED = {
    "ssoar": pages.SSOAR,
    "jstor": pages.JSTOR,
    "hal": pages.HAL,
    "network": pages.NETWORK,
    "publisher": pages.PUBLISHER,
    "university": pages.UNIVERSITY,
}


@pytest.mark.parametrize("cover", COVERED)
def test_a_cover_page_says_what_it_covers_and_is_left_out_of_the_text(cover: str) -> None:
    document = read(COVERED[cover], "covered.pdf")
    assert (document.title, document.authors, document.year) == (pages.TITLE, BOTH, 2014)
    assert (document.container, document.kind) == ("Journal of Quiet Roads", "article")
    assert all(passage.page != 1 for passage in document.passages)


@pytest.mark.parametrize(
    ("foot", "year"),
    [
        ("Journal of Quiet Roads 4(2): 14–39 (2014). © 2013 Harbour Publishers. Received 3 May 2011", 2014),
        ("Journal of Quiet Roads, Vol. 4, No. 2, May 2014, pp. 14–39. Downloaded on 1 June 2019", 2014),
        ("© 2014 Harbour Publishers. Journal of Quiet Roads, Vol. 4, No. 2, pp. 14–39", 2014),
    ],
)
def test_the_year_is_that_of_the_volume_and_not_of_its_history(foot: str, year: int) -> None:
    document = read(pages.article(foot), "article.pdf")
    assert (document.title, document.authors, document.year) == (pages.TITLE, BOTH, year)
    assert (document.volume, document.issue, document.page_range) == ("4", "2", "14–39")
    assert (document.container, document.kind) == ("Journal of Quiet Roads", "article")


def test_a_working_paper_is_a_report_of_its_series_and_month() -> None:
    document = read(pages.WORKING_PAPER, "paper.pdf")
    assert (document.title, document.authors) == (pages.TITLE, BOTH)
    assert (document.kind, document.container) == ("report", "Harbour Institute Working Paper")
    assert (document.year, document.date) == (2013, "2013-11")


def test_a_thesis_is_known_by_the_degree_it_was_submitted_for() -> None:
    document = read(pages.THESIS, "thesis.pdf")
    assert (document.title, document.authors, document.year) == (pages.TITLE, BOTH[:1], 2012)
    assert document.kind == "thesis"


def test_a_brief_that_names_no_author_is_by_the_house_that_publishes_it() -> None:
    document = read(pages.BRIEF, "brief.pdf")
    assert document.title == "Bargaining for Passage: How market women keep roads open"
    assert document.authors == (Name("Harbour Peace Foundation"),)
    assert (document.kind, document.year, document.date) == ("report", 2019, "2019-03")
    assert (document.publisher, document.isbn) == ("Harbour Peace Foundation", "9781234567897")


def test_a_book_is_known_by_its_press_number_and_length() -> None:
    document = read(pages.BOOK, "book.pdf")
    assert (document.title, document.authors, document.year) == (pages.TITLE, BOTH[:1], 2011)
    assert (document.kind, document.publisher) == ("book", "Harbour University Press")


def test_stars_and_capitals_are_no_part_of_names() -> None:
    document = read(pages.LAW_REVIEW, "review.pdf")
    assert document.title.casefold() == pages.TITLE.casefold()
    assert document.authors == BOTH
    assert document.year == 2014


def test_a_review_is_by_who_signs_it() -> None:
    document = read(pages.REVIEW, "review.pdf")
    assert document.title == "Herders and Farmers: A History of Wells"
    assert document.authors == BOTH[:1]
    assert (document.year, document.kind, document.isbn) == (2014, "article", None)


def test_title_and_byline_in_letters_of_one_size_are_told_apart() -> None:
    document = read(pages.BLANKET_TYPE, "manuscript.pdf")
    assert (document.title, document.authors) == (pages.TITLE, BOTH[:1])


@pytest.mark.parametrize(
    ("line", "issue"),
    [
        ("Vol. 16 No. 1 (2007), pp. 83–98", Issue("16", "1", "83–98")),
        ("Quiet Roads 12(1): 133–135", Issue("12", "1", "133–135")),
        ("Quiet Roads 40 (2015) 4, 110-127", Issue("40", "4", "110–127")),
        ("J Quiet Roads (2009) 17:71–76", Issue("17", None, "71–76")),
        ("Zeitschrift, Jg. 12, Nr. 3 (2014), S. 44–61", Issue("12", "3", "44–61")),
        ("Revue, vol. 8, n° 2, 2015, p. 21–40", Issue("8", "2", "21–40")),
        ("Quiet Roads 2/2011: 71-97", Issue(None, "2", "71–97")),
        ("The wars of 1914–1918", Issue()),
    ],
)
def test_volume_issue_and_pages_as_mastheads_print_them(line: str, issue: Issue) -> None:
    assert issue_of([line]) == issue


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("3 October 2024", "2024-10-03"),
        ("October 3, 2024", "2024-10-03"),
        ("den 3. Mai 2011", "2011-05-03"),
        ("1er mars 2010", "2010-03-01"),
        ("3 de octubre de 2009", "2009-10-03"),
        ("November 2005", "2005-11"),
        ("in 2005", None),
    ],
)
def test_dates_are_read_to_the_day_or_the_month(text: str, date: str | None) -> None:
    assert date_in(text) == date
