"""The main job, end to end, on the article that the questions come from: file, graph, answers, deletion."""

from __future__ import annotations

import json
import shutil

import pytest
from pyoxigraph import Store

from api.house import House
from api.settings import load
from corpus.records import Filters
from corpus.verify import verify
from graph.validate import faults
from tests.conftest import concordance

pytestmark = pytest.mark.gold

QUESTIONS = (
    "Which strategies recur across contexts?",
    "What are communities in Colombia doing to protect themselves?",
    "Who works on trauma healing in the Central African Republic?",
)


@pytest.fixture(scope="module")
def home(moix, tmp_path_factory):
    home = tmp_path_factory.mktemp("moix") / "home"
    assert concordance("--home", str(home), "ingest", str(moix)).returncode == 0
    return home


@pytest.fixture(scope="module")
def house(home):
    with House.reading(load(home, {})) as opened:
        yield opened


def test_the_article_is_read(moix):
    read = json.loads(concordance("parse", str(moix), "--json").stdout)
    assert read["title"].startswith("Turning Atrocity Prevention Inside-Out: Community-Based Approaches")
    assert read["authors"] == [{"family": "Moix", "given": "Bridget"}]
    assert (read["year"], read["doi"]) == (2016, "10.5038/1911-9933.9.3.1313")
    assert len(read["keywords"]) == 6
    assert len(read["notes"]) == 23
    listed = [entry for entry in read["references"] if entry["in"] != "notes"]
    assert len(listed) == 32
    assert all((entry["authors"] or entry["editors"]) and entry["year"] for entry in listed)
    assert all(read["text"][p["start"] : p["end"]] == p["text"] for p in read["passages"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_answers_in_its_own_words(house, question):
    answer = house.ask(question, Filters(), "owner")
    assert answer["answerable"]
    assert answer["evidence"]
    for item in answer["evidence"]:
        held, passage = house.library.passage(item["passage"])
        assert item["quote"] in passage.text
        assert held.document.text[item["start"] : item["end"]] == item["quote"]


def test_it_says_nothing_of_tungsten(house):
    answer = house.ask("What is the boiling point of tungsten?", Filters(), "owner")
    assert (answer["answerable"], answer["answer"], answer["evidence"]) == (False, None, [])
    assert answer["near"]


def test_uses_are_tied_to_their_own_places(house):
    (id,) = house.library.document_ids()
    where = {}
    for passage in house.library.coding(id).coding.passages:
        for use in passage.uses:
            if use.strategy in ("early-warning", "interreligious", "trauma-healing") and use.countries:
                where.setdefault(use.strategy, set()).update(use.countries)
    assert where["interreligious"] == {"LKA"}
    assert where["trauma-healing"] == {"CAF"}
    assert where.get("early-warning", set()) <= {"BDI"}


def test_every_statement_quotes_its_passage(house):
    for held in house.library.documents():
        texts = {passage.id: passage.text for passage in held.document.passages}
        for coding in house.library.coding(held.document.id).coding.passages:
            assert all(texts[coding.passage][use.start : use.end] == use.quote for use in coding.uses)


def test_the_graph_is_valid_and_no_triple_stands_in_two_graphs(house):
    store = Store.read_only(str(house.graphs["owner"].newest()))
    quads = list(store.quads_for_pattern(None, None, None))
    assert len(quads) == len({quad.triple for quad in quads}) > 1_000
    assert faults(quads) == []


def test_deletion_leaves_no_row_triple_posting_or_vector(home, tmp_path):
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    (id,) = [d["id"] for d in json.loads(concordance("--home", str(copy), "documents", "--json").stdout)["documents"]]
    assert concordance("--home", str(copy), "delete", id).returncode == 0
    with House.reading(load(copy, {})) as emptied:
        assert emptied.library.counts()["documents"] == emptied.library.counts()["passages"] == 0
        assert emptied.words.numbers() == emptied.vectors.numbers() == set()
        assert emptied.table.ids() == set()
        for audience in ("owner", "public"):
            store = Store.read_only(str(emptied.graphs[audience].newest()))
            assert not [quad for quad in store if id in str(quad)]
        assert verify(emptied.library, emptied.derived) == []
