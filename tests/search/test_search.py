from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.records import Filters
from search.evidence import evidence, sentences
from search.hits import hit_json
from search.hybrid import EmptyQuery
from tests.search.house import House

VALLEY = b"""# Two valleys in Burundi

In Burundi, elders of both valleys mediated the dispute over pasture in 2012, and the raids stopped for a year.

The local peace committee met every month. Women who traded at the market warned both sides when young men gathered.
"""
RADIO = b"""# A station in Liberia

In Liberia a radio station answered rumours within the hour, and people stayed at home instead of marching.

In Liberia, elders of both towns mediated the quarrel over the well, and the quarrel ended.
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("home"))
    made.take({"valley.md": VALLEY, "radio.md": RADIO})
    yield made
    made.close()


def titles(house: House, query: str, **options: object) -> list[str]:
    return [hit.card.title for hit in house.searcher.search(query, **options).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
def test_each_mode_finds_the_station(house: House, mode: str) -> None:
    assert titles(house, "radio against rumours", mode=mode)[0] == "A station in Liberia"


def test_a_hit_shows_what_the_contract_says(house: House) -> None:
    shown = house.searcher.search("Who mediated over pasture?").as_json()
    hit = shown["hits"][0]
    assert hit["rank"] == 1 and hit["title"] == "Two valleys in Burundi"
    assert set(hit["why"]) == {"lexical", "dense", "graph"}
    assert all(share is None or 0 <= share <= 1 for share in hit["why"].values())
    marked = {hit["text"][start:end] for start, end in hit["highlights"]}
    assert {"mediated", "pasture"} <= marked
    assert shown["took_ms"] > 0


def test_a_country_of_the_question_lifts_its_passages(house: House) -> None:
    hit = house.searcher.search("elders mediated a quarrel in Burundi").hits[0]
    assert hit.card.title == "Two valleys in Burundi"
    assert hit.why.graph is not None and hit.why.graph > 0


def test_filters_of_country_and_strategy_hold_of_the_passages(house: House) -> None:
    assert set(titles(house, "elders", filters=Filters(countries=("LBR",)))) == {"A station in Liberia"}
    mediating = house.searcher.search("elders", filters=Filters(countries=("LBR",), strategies=("mediation",))).hits
    assert [("mediated" in hit.passage.text) for hit in mediating] == [True]
    assert titles(house, "elders", filters=Filters(countries=("NPL",))) == []
    assert titles(house, "elders", filters=Filters(languages=("de",))) == []


@pytest.mark.parametrize("query", ["the of and", "\x00\x01", "مصالحة بين القبائل", '(AND OR "', "x " * 10_000])
def test_any_query_gets_a_sensible_answer(house: House, query: str) -> None:
    assert len(house.searcher.search(query).hits) <= 10
    assert house.answerer.ask(query).as_json()["answerable"] is False


@pytest.mark.parametrize("query", ["", "  \n"])
def test_an_empty_query_is_refused(house: House, query: str) -> None:
    with pytest.raises(EmptyQuery):
        house.searcher.search(query)
    with pytest.raises(EmptyQuery):
        house.answerer.ask(query)


def test_filters_that_match_nothing_leave_no_evidence(house: House) -> None:
    shown = house.answerer.ask("Who mediated over pasture?", filters=Filters(countries=("NPL",))).as_json()
    assert (shown["answerable"], shown["answer"], shown["evidence"], shown["near"]) == (False, None, [], [])


def test_what_is_done_in_a_place_is_answered_by_its_own_words(house: House) -> None:
    shown = house.answerer.ask("What did elders in Liberia do?").as_json()
    assert shown["answerable"] and shown["kind"] == "strategies"
    assert all("Liberia" in item["title"] for item in shown["evidence"])
    assert any("LBR" in query for query in shown["sparql"])


def test_a_document_that_is_not_public_is_neither_found_nor_quoted_for_the_public(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.take({"valley.md": VALLEY})
    (document,) = house.library.document_ids()
    house.library.set_visibility(document, "members")
    house.catch_up()
    question = "Who mediated over pasture in Burundi?"
    assert house.searcher.search(question, audience="owner").hits
    assert house.searcher.search(question, audience="public").hits == ()
    public = house.answerer.ask(question, audience="public").as_json()
    assert (public["evidence"], public["near"], public["table"]) == ([], [], None)
    house.close()


def test_a_hit_whose_passage_is_gone_is_dropped(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.take({"valley.md": VALLEY})
    (document,) = house.library.document_ids()
    house.library.delete(document)  # and the indexes have not followed yet
    assert house.searcher.search("pasture").hits == ()
    house.catch_up()
    assert house.words.numbers() == house.vectors.numbers() == set()
    house.close()


def test_hits_and_evidence_say_that_a_program_read_the_words_from_a_picture(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.take({"valley.md": VALLEY, "radio.md": RADIO})
    for id in house.library.document_ids():
        held = house.library.held(id)
        assert held is not None
        scanned = held.document.title == "Two valleys in Burundi"
        passages = tuple(replace(passage, from_picture=scanned) for passage in held.document.passages)
        again = replace(held.document, passages=passages, reader="another")
        house.library.put(again, VALLEY if scanned else RADIO, path=Path(held.paths[0]))
    house.catch_up()
    hits = house.searcher.search("Who mediated over pasture in Burundi?").hits
    assert hits[0].card.title == "Two valleys in Burundi"
    for hit in hits:
        scanned = hit.card.title == "Two valleys in Burundi"
        assert hit_json(hit)["from_picture"] is scanned
        for sentence in sentences(hit.passage, hit.card):
            assert evidence(sentence, house.library).as_json()["from_picture"] is scanned
    house.close()


def test_search_and_answers_load_neither_torch_nor_spacy() -> None:
    program = (
        "import sys, search.answer, search.hybrid\n"
        "from ingest.encoders import question_encoder\n"
        "question_encoder().encode(['peace'], kind='query')\n"
        "print(sorted({'torch', 'spacy', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
