from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import Change, Filters
from search.words import Words
from tests.search.made import documents, held

ELDERS = "Elders of both valleys mediated the dispute over the pasture."
RADIO = "A radio station answered rumours within the hour."


@pytest.fixture
def words(tmp_path: Path) -> Words:
    index = Words(tmp_path / "words", "library")
    index.apply(documents(held("a", [ELDERS, RADIO], 1), held("b", ["Seed was shared out."], 10, year=2020)), 2)
    return index


def numbers(found: list[tuple[int, float]]) -> list[int]:
    return [number for number, _ in found]


def test_a_passage_is_found_by_another_form_of_its_words(words: Words) -> None:
    assert numbers(words.search("who mediates disputes?"))[0] == 1


def test_a_passage_is_found_by_its_authors_name_without_accents(words: Words) -> None:
    assert set(numbers(words.search("severine autesserre"))) == {1, 2, 10}


def test_a_document_is_found_by_its_symbol_and_its_doi(words: Words) -> None:
    assert set(numbers(words.search("S/2025/54"))) == set(numbers(words.search("10.1234/peace.56"))) == {1, 2, 10}


@pytest.mark.parametrize(
    "query",
    ["the of and", "", "\x00\x07", '"unclosed (AND OR* title:', "مصالحة", "和平", "'", "a:b:c^^^~~", "]]} TO [*"],
)
def test_any_text_is_a_query(words: Words, query: str) -> None:
    assert words.search(query) == []


def test_ten_thousand_words_are_asked_for_by_their_rarest(words: Words) -> None:
    pasted = " ".join(f"word{index}" for index in range(10_000)) + " radio"
    assert numbers(words.search(pasted)) == [2]


def test_filters_of_years_and_documents_restrict(words: Words) -> None:
    assert numbers(words.search("autesserre", filters=Filters(years=(2015, None)))) == [10]
    assert set(numbers(words.search("autesserre", filters=Filters(documents=("a",))))) == {1, 2}
    assert words.within(Filters(years=(None, 2012), languages=("en",))) == {1, 2}


def test_allowed_passages_restrict(words: Words) -> None:
    assert numbers(words.search("autesserre", passages={2})) == [2]
    assert words.search("autesserre", passages=set()) == []


def test_a_document_applied_again_stands_once(words: Words) -> None:
    words.apply([Change(3, "document", "a", held("a", [RADIO], 20))], 3)
    assert words.numbers() == {10, 20}
    assert words.applied == 3


def test_a_deleted_document_is_not_found(words: Words) -> None:
    words.apply([Change(3, "document", "a", None)], 3)
    assert words.search("mediated radio") == []
    assert words.numbers() == {10}


def test_only_the_owner_finds_what_the_public_must_not_see(tmp_path: Path) -> None:
    words = Words(tmp_path / "words", "library")
    whole = held("a", [ELDERS], 1, visibility="members")
    part = held("b", [ELDERS, RADIO], 5, restricted=frozenset({"b-0"}))
    words.apply(documents(whole, part), 2)
    assert set(numbers(words.search("elders radio", audience="owner"))) == {1, 5, 6}
    assert numbers(words.search("elders radio", audience="public")) == [6]
    assert words.numbers("public") == {6}


def test_the_index_is_there_when_opened_again(words: Words, tmp_path: Path) -> None:
    assert numbers(Words(tmp_path / "words", "library").search("radio")) == [2]


def test_another_librarys_index_is_not_read_and_is_replaced(words: Words, tmp_path: Path) -> None:
    other = Words(tmp_path / "words", "another")
    assert other.applied == 0
    assert other.search("radio") == []
    other.apply(documents(held("c", [RADIO], 7)), 1)
    assert other.numbers() == {7}


def test_a_german_passage_is_found_by_its_own_words(tmp_path: Path) -> None:
    words = Words(tmp_path / "words", "library")
    words.apply(documents(held("a", ["Die Ältesten schlichteten den Streit."], 1, language="de")), 1)
    assert numbers(words.search("älteste Ältesten")) == [1]
