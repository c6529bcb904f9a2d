"""Statements and what editors did to them, as pages, lists and JSON show them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from api.house import House
from corpus.correction_file import as_row
from corpus.correction_shelf import Kept
from corpus.corrections import statement_id
from corpus.records import Audience, Document, Held, Passage, PassageCoding, StrategyUse


def waiting(house: House, top: int, *, asserted: bool = False) -> list[dict[str, Any]]:
    """What waits for review, the least sure first, each with its passage."""
    return [
        {
            **statement(
                one.passage, one.use, "asserted" if one.use.confidence >= one.operating_confidence else "waiting"
            ),
            **_source(one.document, one.passage),
            "text": one.passage.text,
        }
        for one in house.library.waiting(top, asserted=asserted)
    ]


def listed(house: House, *, lost: bool = False) -> list[dict[str, Any]]:
    """Every correction in force, the latest first; or those whose words are lost."""
    kept = [one for one in house.library.corrections() if not lost or one.place is None]
    return [{**as_row(one), "title": _title(house, one)} for one in reversed(kept)]


def of_passage(house: House, held: Held, passage: str, audience: Audience) -> list[dict[str, Any]]:
    """What is said of a passage. The owner sees also what waits and what was rejected; the public no editor's name."""
    stands = next((one for one in held.document.passages if one.id == passage), None)
    coded = house.library.coding(held.document.id)
    if stands is None or coded is None:
        return []
    said = next((said for said in coded.coding.passages if said.passage == passage), PassageCoding(passage))
    shown = [
        {**statement(stands, use, "asserted" if coded.coding.asserted(use) else "waiting"), "why": why}
        for use, why in zip(said.uses, _why(house, stands, said, coded.hidden_actors, audience), strict=True)
    ]
    if audience == "owner":
        return shown + _rejected(house, held.document, stands)
    return [_for_all(one) for one in shown if one["state"] == "asserted"]


def _why(
    house: House, passage: Passage, said: PassageCoding, hidden: frozenset[str], audience: Audience
) -> list[list[str]]:
    """In words, which signals speak for each statement; to the public no hidden actor."""
    told = house.explainer.explain(passage.text, said)
    unseen = hidden if audience == "public" else frozenset()
    kept = (replace(one, signals=tuple(s for s in one.signals if s.says not in unseen)) for one in told)
    return [one.in_words() for one in kept]


def statement(passage: Passage, use: StrategyUse, state: str) -> dict[str, Any]:
    """One statement under its address; `start` and `end` are of the passage."""
    lists = {name: list(getattr(use, name)) for name in ("agency", "factors", "countries", "regions")}
    plain = ("strategy", "stance", "effect", "phase", "quote", "start", "end", "confidence", "rule")
    editor = use.editor
    review = (
        {"verdict": editor.verdict, "by": editor.by, "at": editor.at, "correction": editor.correction}
        if editor
        else None
    )
    return {
        "statement": statement_id(passage.id, use),
        "passage": passage.id,
        "state": state,
        **{name: getattr(use, name) for name in plain},
        **lists,
        "review": review,
    }


def _rejected(house: House, document: Document, passage: Passage) -> list[dict[str, Any]]:
    found = []
    for kept in house.library.corrections(document.id):
        about = kept.correction.about
        if kept.correction.verdict == "rejected" and about and kept.place and kept.place.passage.id == passage.id:
            use = StrategyUse(
                about.strategy,
                about.stance,
                kept.place.quote,
                kept.place.start,
                kept.place.end,
                kept.correction.confidence or 0.0,
                about.agency,
                about.effect,
                about.phase,
                about.factors,
                about.countries,
                about.regions,
            )
            did = kept.correction
            review = {"verdict": did.verdict, "by": did.by, "at": did.at, "correction": did.number}
            found.append({**statement(passage, use, "rejected"), "review": review, "why": []})
    return found


def _for_all(shown: dict[str, Any]) -> dict[str, Any]:
    review = shown["review"]
    return {**shown, "review": {**review, "by": "an editor"} if review else None}


def _source(document: Document, passage: Passage) -> dict[str, Any]:
    place = {"page": passage.page, "page_label": passage.page_label, "from_picture": passage.from_picture}
    return {"document": document.id, "title": document.title, "year": document.year, **place}


def _title(house: House, kept: Kept) -> str | None:
    held = house.library.held(kept.correction.document)
    return held.document.title if held else None
