"""Which entries of a bibliography are works, where the list ends, and which halves belong together."""

from __future__ import annotations

import pytest

from ingest.citing.listed import listed

WORKS = [
    "Abebe, Tigist. 2011. Grazing and Truce. Nairobi: Acacia Press.",
    "Bello, Ana. 2009. “Markets under Guard.” Journal of Local Peace 3 (2): 14–31.",
    "Castro, Luis. 2014. Who Keeps the Road Open. Bogotá: Ediciones del Río.",
    "Dlamini, Sipho. 2003. “Elders and Cattle.” African Disputes 8 (1): 1–22.",
    "Eriksen, Liv. 1999. Ferries and Ceasefires. Oslo: Fjord Forlag.",
]


def families(raws: list[str]) -> list[str]:
    return [reference.authors[0].family for reference in listed(raws)]


def test_works_are_listed_in_their_order():
    assert families(WORKS) == ["Abebe", "Bello", "Castro", "Dlamini", "Eriksen"]


@pytest.mark.parametrize(
    "other",
    [
        "Table 3: Households and herds by district 2010 12.4 33.1 8.0 41",
        "Kenya KE 4.8 272.9 279.0 15.1 43.1 41.9 51.2 40.6",
        "Received 12 May 2013; accepted 4 June 2013",
        "Correspondence: the author, 4 Hill Road, author@example.org",
        "The institute publishes this series, which can be read on its pages free of charge.",
    ],
)
def test_what_is_no_work_is_left_out(other):
    assert len(listed([*WORKS[:2], other, *WORKS[2:]])) == len(WORKS)


def test_the_list_ends_where_other_matter_begins():
    tables = ["Kenya KE 4.8 272.9 279.0 15.1 43.1", "Chad TD 4.1 2.9 2.0 1.1 4.1", "Mali ML 1.8 2.9 2.0 1.1 3.3"]
    books = ["Fofana, Awa (2012): Bücher dieser Reihe. Berlin: Reihe Verlag."]
    assert len(listed([*WORKS, *tables, *books])) == len(WORKS)


def test_a_rest_goes_to_the_work_before_it():
    halves = [*WORKS, "Fofana, Awa. 2012. “Songs after Harvest.”", "Music and Memory, 12(1), 44–60."]
    last = listed(halves)[-1]
    assert (last.title, last.container, last.volume) == ("Songs after Harvest", "Music and Memory", "12")


def test_people_and_a_year_wait_for_their_title():
    assert listed([*WORKS, "Gomes, Rita (1996)", "The River Courts, Lisbon: Tejo."])[-1].raw.startswith("Gomes, Rita")


def test_a_family_name_leads_without_a_comma():
    first = listed(["Zeleke Maria, Peter Holm. 2003. “Two Wells.” Water and Peace 4 (2): 164–92.", *WORKS])[0]
    assert first.authors[0].family == "Zeleke"
