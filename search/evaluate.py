"""Measuring search and answers, through the same code that serves them."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, Protocol

from corpus.records import Audience, Filters
from ingest.encoders import Encoder, passage_encoder, question_encoder
from search.beir import Collected, collected, index_vectors, index_words
from search.measures import ndcg, recall, reciprocal_rank
from search.ranking import CANDIDATES, Mode, Ranker
from search.terms import folded

DEPTHS = (1, 5, 20)
ENOUGH = 0.5  # of the evidence's words, in their order, make a passage or a quote a hit


# ---------------------------------------------------------------- a collection with judgements


def retrieval(
    folder: Path,
    queries: Path | None = None,
    qrels: Path | None = None,
    *,
    passages: Encoder | None = None,
    questions: Encoder | None = None,
) -> dict[str, Any]:
    """nDCG@10, recall@100 and MRR@10 of each mode over a BEIR folder. Raises NotBeir."""
    found = collected(folder, queries, qrels)
    with tempfile.TemporaryDirectory() as scratch:
        words = index_words(found, Path(scratch) / "words")
        vectors = index_vectors(found, Path(scratch) / "vectors", passages or passage_encoder())
        ranker = Ranker(words, vectors, questions or question_encoder())
        # There is no second stage yet, so that what is fused is the best we have.
        modes: dict[str, Mode] = {"lexical": "lexical", "dense": "dense", "fused": "hybrid", "hybrid": "hybrid"}
        rankings = {mode: _rankings(found, ranker, mode) for mode in dict.fromkeys(modes.values())}
    figures = {name: _figures(found, rankings[mode]) for name, mode in modes.items()}
    return {"modes": figures, "queries": len(found.questions), "documents": len(found.names)}


Rankings = Mapping[str, Sequence[str]]


def _rankings(found: Collected, ranker: Ranker, mode: Mode) -> Rankings:
    return {
        id: [found.names[item.number] for item in ranker.rank(question, mode)][:CANDIDATES]
        for id, question in found.questions.items()
    }


def _figures(found: Collected, rankings: Rankings) -> dict[str, float]:
    measures: dict[str, Callable[[Sequence[str], Mapping[str, int]], float]] = {
        "ndcg@10": ndcg,
        "recall@100": recall,
        "mrr@10": reciprocal_rank,
    }
    return {
        name: round(fmean(measure(ranking, found.judged[id]) for id, ranking in rankings.items()), 4)
        for name, measure in measures.items()
    }


# ---------------------------------------------------------------- questions about a library


class Answers(Protocol):
    """What is measured: the two ways in which a library is asked, each with its contract's JSON."""

    def search(self, query: str, filters: Filters, mode: str, top: int, audience: Audience) -> dict[str, Any]: ...

    def ask(self, question: str, filters: Filters, audience: Audience) -> dict[str, Any]: ...


def questions(path: Path, library: Answers) -> dict[str, Any]:
    """Over a file (or a folder with one) of questions with the words that answer them, `kind` `none` for those that
    nothing answers: how often a passage that holds half of these words is among the first 1, 5, 20, and what is
    answered or refused."""
    asked = _questions(path)
    answerable = [one for one in asked if one["kind"] != "none"]
    ranks = {one["id"]: _rank(one, library) for one in answerable}
    answers = {one["id"]: library.ask(one["question"], Filters(), "owner") for one in asked}
    return {
        "questions": len(asked),
        "hits": {str(depth): _share(ranks[one["id"]] <= depth for one in answerable) for depth in DEPTHS},
        "kinds": _by_kind(answerable, ranks),
        "answerable": _outcomes(answerable, answers),
        "unanswerable": _outcomes([one for one in asked if one["kind"] == "none"], answers),
        "auroc": _auroc(asked, answers),
    }


def _questions(path: Path) -> list[dict[str, Any]]:
    file = path / "questions.jsonl" if path.is_dir() else path
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _rank(one: Mapping[str, Any], library: Answers) -> float:
    hits = library.search(one["question"], Filters(), "hybrid", max(DEPTHS), "owner")["hits"]
    return next((hit["rank"] for hit in hits if holds(hit["text"], one["evidence"])), float("inf"))


def holds(text: str, evidence: str | Sequence[str] | None) -> bool:
    """Whether a text has at least half of the evidence's words, in their order; of several pieces one is enough."""
    pieces = [evidence] if isinstance(evidence, str) else evidence or ()
    words = folded(text)
    return any(_in_order(words, wanted) >= ENOUGH * len(wanted) for piece in pieces if (wanted := folded(piece)))


def _in_order(words: Sequence[str], wanted: Sequence[str]) -> int:
    """The length of their longest common subsequence."""
    row = [0] * (len(wanted) + 1)
    for word in words:
        before = 0
        for index, other in enumerate(wanted, start=1):
            before, row[index] = row[index], before + 1 if word == other else max(row[index], row[index - 1])
    return row[-1]


def _by_kind(asked: Sequence[Mapping[str, Any]], ranks: Mapping[str, float]) -> dict[str, dict[str, float]]:
    kinds: dict[str, list[float]] = defaultdict(list)
    for one in asked:
        kinds[one["kind"]].append(ranks[one["id"]])
    return {
        kind: {str(depth): _share(rank <= depth for rank in found) for depth in DEPTHS} | {"questions": len(found)}
        for kind, found in kinds.items()
    }


def _outcomes(asked: Sequence[Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    outcomes = [_outcome(one, answers[one["id"]]) for one in asked]
    names = ("right quote", "wrong quote", "refused")
    return {name: _share(outcome == name for outcome in outcomes) for name in names} | {"questions": len(asked)}


def _outcome(one: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    if not answer["answerable"]:
        return "refused"
    quotes = " ".join(item["quote"] for item in answer["evidence"])
    return "right quote" if one.get("evidence") and holds(quotes, one["evidence"]) else "wrong quote"


def _auroc(asked: Sequence[Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]]) -> float | None:
    """How well the confidence of an answer tells questions that have one from those that have none."""
    yes = [answers[one["id"]]["confidence"] for one in asked if one["kind"] != "none"]
    no = [answers[one["id"]]["confidence"] for one in asked if one["kind"] == "none"]
    if not yes or not no:
        return None
    wins: float = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return round(wins / (len(yes) * len(no)), 4)


def _share(outcomes: Any) -> float:
    found = [bool(outcome) for outcome in outcomes]
    return round(fmean(found), 4) if found else 0.0
