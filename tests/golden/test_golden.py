"""Questions to the shipped sample, and what their answers must show; see README.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from corpus.library import Library
from search.answer import Answer
from tests.search.house import House

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/question.txt"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("sample"))
    held = files("corpus") / "sample" / "library"
    house.take({file.name: file.read_bytes() for file in held.iterdir() if file.is_file()})
    yield house
    house.close()


@pytest.fixture(scope="module")
def answers(sample: House) -> dict[str, Answer]:
    return {
        folder.name: sample.answerer.ask((folder / "question.txt").read_text(encoding="utf-8")) for folder in FOLDERS
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_the_answer_shows_what_is_expected(folder: Path, answers: dict[str, Answer]) -> None:
    answer = answers[folder.name]
    expected = tomllib.loads((folder / "expect.toml").read_text(encoding="utf-8"))
    shown = answer.as_json()
    assert {name: shown[name] for name in ("kind", "answerable") if name in expected} == {
        name: expected[name] for name in ("kind", "answerable") if name in expected
    }, shown
    for name in ("countries", "regions", "strategies"):
        assert set(expected.get(name, ())) <= set(getattr(answer.plan, name))
    rows = {row[0] for row in answer.looked.rows}
    assert set(expected.get("rows", ())) <= rows
    quotes = " ".join(item.quote for item in answer.evidence)
    assert all(words in quotes for words in expected.get("quotes", ())), quotes
    assert all(words in item.title for words in expected.get("from", ()) for item in answer.evidence)
    assert all(words in " ".join(answer.looked.sparql) for words in expected.get("sparql", ()))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_every_quote_stands_in_its_document_where_it_says(
    folder: Path, answers: dict[str, Answer], sample: House
) -> None:
    answer = answers[folder.name]
    for item in (*answer.evidence, *answer.near):
        assert_stands(item.as_json(), sample.library)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_without_evidence_there_is_no_answer(folder: Path, answers: dict[str, Answer]) -> None:
    shown = answers[folder.name].as_json()
    assert bool(shown["answer"]) == bool(shown["evidence"]) == shown["answerable"]
    assert bool(shown["near"]) != shown["answerable"]


def assert_stands(item: dict[str, Any], library: Library) -> None:
    found = library.passage(item["passage"])
    assert found is not None
    held, passage = found
    assert held.document.text[item["start"] : item["end"]] == item["quote"]
    assert item["quote"] in passage.text
    page = held.document.page_at(item["start"])
    assert item["page"] == (page.page if page else None)
