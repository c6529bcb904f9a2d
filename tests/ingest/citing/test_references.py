"""Reference strings become fields. The works are real; the strings are written here."""

import pytest

from corpus.records import Name, Reference
from ingest.citing.names import names
from ingest.citing.references import as_json, parse_references

AUTESSERRE = (
    "Autesserre, Séverine. 2010. The Trouble with the Congo: Local Violence and the Failure of International "
    "Peacebuilding. Cambridge: Cambridge University Press."
)
MAC_GINTY = (
    "Mac Ginty, Roger, and Oliver P. Richmond. 2013. “The Local Turn in Peace Building: A Critical Agenda for Peace.” "
    "Third World Quarterly 34 (5): 763–783. https://doi.org/10.1080/01436597.2013.800750"
)


def parsed(raw: str) -> Reference:
    return parse_references([raw])[0]


def test_a_book_has_author_year_title_place_and_publisher() -> None:
    book = parsed(AUTESSERRE)
    assert book.authors == (Name("Autesserre", "Séverine"),)
    assert book.year == 2010
    assert book.title == ("The Trouble with the Congo: Local Violence and the Failure of International Peacebuilding")
    assert (book.place, book.publisher, book.type) == ("Cambridge", "Cambridge University Press", "book")


def test_an_article_has_container_volume_issue_pages_and_doi() -> None:
    article = parsed(MAC_GINTY)
    assert [name.family for name in article.authors] == ["Mac Ginty", "Richmond"]
    assert (article.container, article.volume, article.issue) == ("Third World Quarterly", "34", "5")
    assert article.pages == "763–783"
    assert article.doi == "10.1080/01436597.2013.800750"
    assert article.url is None
    assert article.type == "article-journal"


def test_a_chapter_names_its_book_and_its_editors() -> None:
    chapter = parsed(
        "Galtung, Johan. 1976. “Three Approaches to Peace: Peacekeeping, Peacemaking, and Peacebuilding.” In Peace, "
        "War and Defense: Essays in Peace Research, edited by Johan Galtung, 282–304. Copenhagen: Christian Ejlers."
    )
    assert chapter.title == "Three Approaches to Peace: Peacekeeping, Peacemaking, and Peacebuilding"
    assert chapter.container == "Peace, War and Defense: Essays in Peace Research"
    assert [name.family for name in chapter.editors] == ["Galtung"]
    assert chapter.type == "chapter"


def test_editors_who_lead_an_entry_are_its_editors() -> None:
    volume = parsed(
        "Mitchell, Christopher R., and Landon E. Hancock, eds. 2012. Local Peacebuilding and National Peace. "
        "London: Continuum."
    )
    assert [name.family for name in volume.editors] == ["Mitchell", "Hancock"]
    assert volume.title == "Local Peacebuilding and National Peace"


def test_a_un_document_keeps_its_symbol() -> None:
    resolution = parsed("United Nations Security Council. 2000. Resolution 1325. S/RES/1325 (2000). New York.")
    assert resolution.symbol == "S/RES/1325(2000)"
    assert resolution.type == "legislation"


def test_the_year_of_access_is_not_the_year_of_the_work() -> None:
    page = parsed(
        "Saferworld. 2016. Community Security Handbook. Available from https://www.saferworld.org.uk "
        "(accessed 3 May 2019)."
    )
    assert page.year == 2016
    assert page.url == "https://www.saferworld.org.uk"


@pytest.mark.parametrize("raw", ["", "   ", "?", "—", "1998", "(((", "a" * 5000])
def test_what_is_no_reference_does_no_harm(raw: str) -> None:
    assert parsed(raw).raw == raw


def test_the_contract_names_where_a_reference_was_found_in() -> None:
    shown = as_json(parsed(AUTESSERRE))
    assert shown["in"] == "bibliography"
    assert shown["authors"] == [{"family": "Autesserre", "given": "Séverine"}]
    assert list(shown) == [
        *("raw", "authors", "editors", "year", "title", "container", "volume", "issue", "pages", "publisher", "place"),
        *("doi", "url", "symbol", "type", "in", "doubts", "from_link"),
    ]


@pytest.mark.parametrize(
    ("row", "people"),
    [
        ("Anderson, Mary B. and Marshall Wallace", ["Anderson|Mary B.", "Wallace|Marshall"]),
        ("van Tongeren, Paul", ["van Tongeren|Paul"]),
        ("Paul van Tongeren and Roger Mac Ginty", ["van Tongeren|Paul", "Mac Ginty|Roger"]),
        ("Lederach, J. P., & Appleby, R. S.", ["Lederach|J. P.", "Appleby|R. S."]),
        ("Boege V, Brown A, Clements K", ["Boege|V", "Brown|A", "Clements|K"]),
        ("Kalyvas (S. N.)", ["Kalyvas|S. N."]),
        ("Autesserre, S., et al.", ["Autesserre|S."]),
        ("United Nations Development Programme (UNDP)", ["United Nations Development Programme (UNDP)|"]),
        ("Cheah, Pheng, and Bruce Robbins, eds.", ["Cheah|Pheng", "Robbins|Bruce"]),
        ("Kohler, Hans-Peter; Philipov, Dimiter", ["Kohler|Hans-Peter", "Philipov|Dimiter"]),
        ("", []),
    ],
)
def test_a_row_of_names_is_parted(row: str, people: list[str]) -> None:
    assert [f"{name.family}|{name.given}" for name in names(row)] == people
