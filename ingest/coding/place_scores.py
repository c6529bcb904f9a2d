"""How well a name fits a place: by its people, its surroundings and the words beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.coding.gazetteer import Index, Place, key, loose_key
from ingest.coding.place_words import Words

NOT_TOWNS = Path(__file__).parent / "data" / "not_towns.txt"
ENOUGH = 2.0
BY_KIND = {"area": 3.0, "subdivision": 2.0, "district": 0.0}
LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "around",
        "outside",
        "towards",
        "toward",
        "between",
        "throughout",
        "across",
        "within",
        "into",
        "surrounding",
        "via",
    ]
)
TYPES = (
    "state province county district region governorate department municipality town city village island islands camp "
    "prefecture oblast sector commune territory airport payam locality cantonment canton forest valley river counties "
    "provinces states districts regions governorates"
)
TYPE_AFTER = re.compile(rf"\W*(?:{TYPES.replace(' ', '|')})s?\b", re.IGNORECASE)
TYPE_BEFORE = re.compile(rf"\b(?:{TYPES.replace(' ', '|')})s?(?: of| in)? $", re.IGNORECASE)
_IMPRINT = re.compile(r"(?:, [A-Z]{2}|, [A-Z][a-z]+)?: [A-Z]")


@dataclass(frozen=True, slots=True)
class Evidence:
    text: str
    words: Words
    spans: Sequence[tuple[int, int, str]]
    taken: Sequence[tuple[int, int]]  # names of countries, regions and nationalities
    weights: Mapping[str, float]
    questions: bool

    def is_taken(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.taken)

    def label(self, start: int, end: int) -> str:
        """What the tagger calls the entity that overlaps this span, with `+` where that one is longer."""
        for left, right, label in self.spans:
            if left < end and start < right:
                return label + ("+" if right - left > end - start + 4 else "")
        return ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A run of words read as a place."""

    place: Place
    start: int
    end: int
    count: int
    score: float


def best_reading(index: Index, evidence: Evidence, position: int, count: int) -> Reading | None:
    """The likeliest place of that name, or None when no reading is likely enough."""
    run = evidence.words[position : position + count]
    start, end = run[0].start, run[-1].end
    surface = evidence.text[start:end]
    around = _surroundings(evidence, position, count)
    readings = [
        Reading(place, start, end, count, _fit(place, evidence) + around(place) - toll)
        for place, toll in _candidates(index, surface, evidence.questions)
    ]
    best = max(readings, key=lambda reading: (reading.score, reading.place.population), default=None)
    return best if best and best.score >= ENOUGH else None


def _candidates(index: Index, surface: str, questions: bool) -> Iterator[tuple[Place, float]]:
    name_key = key(surface)
    if len(name_key) < 3:
        return
    exact = index.named(name_key)
    for place in exact:
        if not questions or (
            len(name_key) > 3 and (place.kind in ("subdivision", "area") or place.population > 200_000)
        ):
            yield place, 0.0
    if not exact and not questions:
        yield from ((place, 1.0) for place in index.named(loose_key(surface)))


def _fit(place: Place, evidence: Evidence) -> float:
    weight = max((evidence.weights.get(iso, 0.0) for iso in place.countries), default=0.0)
    # Where the text is known to speak of other countries, a namesake elsewhere is less likely.
    elsewhere = 0.8 if evidence.weights and not weight else 0.0
    people = max(-2.0, min(3.0, 1.3 * math.log10(max(place.population, 500) / 30_000)))
    size = people if place.kind == "town" else BY_KIND[place.kind] + max(0.0, people) * 0.3
    return size + 2.5 * weight - elsewhere


class _Surroundings:
    """What the words beside a name say, the same for every reading of it but for its kind."""

    def __init__(self, common: float, big: float) -> None:
        self.common, self.big = common, big

    def __call__(self, place: Place) -> float:
        return self.common + (0.0 if place.kind in ("subdivision", "area") else self.big)


def _surroundings(evidence: Evidence, position: int, count: int) -> _Surroundings:
    words, text = evidence.words, evidence.text
    start, end = words[position].start, words[position + count - 1].end
    before, after = text[max(0, start - 30) : start], text[end : end + 40]
    common = 0.0
    if TYPE_AFTER.match(after) or TYPE_BEFORE.search(before):
        common += 2.0
    if position and words[position - 1].text.casefold() in LOCATIVE:
        common += 1.5
    if count == 1 and key(words[position].text) in _not_towns():
        common -= 4.0
    if count == 1 and words[position].opens:
        common -= 0.5
    if _IMPRINT.match(after):
        common -= 3.0
    if _place_follows(evidence, end):
        common += 2.0
    label = evidence.label(start, end)
    return _Surroundings(common + _tagged(label), _inside_a_name(evidence, position, count, label))


def _tagged(label: str) -> float:
    if label.rstrip("+") in ("GPE", "LOC"):
        return 1.5
    return {"PERSON": -3.5, "PERSON+": -4.0, "ORG+": -1.0, "WORK_OF_ART+": -2.0, "EVENT+": -0.5, "LAW+": -0.5}.get(
        label, 0.0
    )


def _place_follows(evidence: Evidence, end: int) -> bool:
    """ "Pandi, Bulacan" and "Bor (South Sudan)"."""
    match = re.match(r"(?:, | \()(?=[A-Z])", evidence.text[end : end + 4])
    return bool(match) and evidence.is_taken(end + len(match.group()) if match else end)


def _inside_a_name(evidence: Evidence, position: int, count: int, label: str) -> float:
    """ "University of Cambridge", "Mary Robinson": a town's name inside another name is no town."""
    words, text = evidence.words, evidence.text
    toll = 0.0
    last = position + count
    if last < len(words) and words[last].capital and text[words[last - 1].end : words[last].start] == " ":
        toll -= 0.0 if TYPE_AFTER.match(text[words[last - 1].end :]) or evidence.is_taken(words[last].start) else 2.5
    if position and words[position - 1].capital and text[words[position - 1].end : words[position].start] == " ":
        previous = words[position - 1]
        plain = previous.opens and previous.text.casefold() in LOCATIVE
        toll -= 0.0 if plain or TYPE_BEFORE.search(text[: words[position].start][-20:]) else 2.5
    if re.search(
        r"(?:University|Institute|Bank|Court|Treaty|Convention|Protocol|Statute|Bishop|Archbishop) (?:of|for) $",
        text[: words[position].start],
    ):
        toll -= 4.0
    return toll - (1.0 if label == "ORG" else 0.0)


@lru_cache(maxsize=1)
def _not_towns() -> frozenset[str]:
    """Words and names of persons that are also names of towns."""
    return frozenset(NOT_TOWNS.read_text(encoding="utf-8").split())
