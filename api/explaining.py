"""Explanations beside the statements that they explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.records import PassageCoding

if TYPE_CHECKING:
    from ingest.coding.code import Coder


def explained(coder: Coder, text: str, coding: PassageCoding, strategies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements that `extract` prints, each with an `explanation`."""
    from ingest.coding.explain import Explainer, weighed

    if not strategies:
        return strategies
    told = Explainer(coder.ontology, coder.learned).explain(text, coding, weighed(coder, text))
    by_statement = {
        _key(use.strategy, use.stance, use.start, use.countries): e for use, e in zip(coding.uses, told, strict=True)
    }
    return [
        {**one, "explanation": by_statement[_key(one["id"], one["stance"], one["start"], one["countries"])].as_json()}
        for one in strategies
    ]


def _key(strategy: str, stance: str, start: int, countries: Any) -> tuple[object, ...]:
    return strategy, stance, start, tuple(countries)
