"""Corrections as lessons for the coder: which words of a passage do, and do not, speak of which strategy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from corpus.correction_shelf import Kept
from corpus.corrections import Correction, Place
from ingest.coding.learning import Judged, Lesson


def lessons(kept: Iterable[Kept]) -> list[Lesson]:
    """One for each passage that was corrected; those whose words are lost teach nothing."""
    judged: dict[str, list[Judged]] = defaultdict(list)
    for one in kept:
        if one.place is not None:
            judged[one.place.passage.text] += _judged(one.correction, one.place)
    return [Lesson(text, tuple(said)) for text, said in sorted(judged.items())]


def _judged(correction: Correction, at: Place) -> list[Judged]:
    """An edit that keeps the strategy confirms it; one that changes it says no to the one and yes to the other."""
    about, says = correction.about, correction.says
    found = [Judged(says.strategy, at.start, at.end, True)] if says else []
    if about and (says is None or says.strategy != about.strategy):
        found.append(Judged(about.strategy, at.start, at.end, False))
    return found
