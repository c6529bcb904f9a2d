"""Why a statement stands: which label matched, which cues speak for what it says, how its places were tied to it.

Explained after the fact, from the text and the coding: no tagger is needed, so a page can do it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from corpus.records import PassageCoding, StrategyUse
from ingest.coding.confidence import shipped_confidence
from ingest.coding.learned import Learned
from ingest.coding.signals import Signals
from ingest.coding.stems import stems
from ingest.coding.strategies import StrategyFinder
from ontology.terms import Ontology

if TYPE_CHECKING:
    from ingest.coding.code import Coder

_BOUNDARY = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“(\[]?[A-Z0-9])")
_LABELS = {"preferred": "the label", "alternative": "another label", "hidden": "a wording"}


@dataclass(frozen=True, slots=True)
class Signal:
    """Words that speak for a part of a statement: `what` is strategy, stance, agency, effect, phase, factor or actor,
    `says` the concept, `how` in which way. Offsets of the passage."""

    what: str
    says: str
    words: str
    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class Tie:
    """How a country came to a statement: named in its sentence, carried from another, or by an editor alone."""

    country: str
    how: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A feature of the confidence: its value and what one unit of it adds to the log-odds."""

    feature: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    signals: tuple[Signal, ...]
    countries: tuple[Tie, ...]
    confidence: float
    rule: str
    features: tuple[Weighed, ...] = ()
    learned: tuple[Weighed, ...] = ()

    def in_words(self) -> list[str]:
        """For people: a sentence for each part."""
        told = [f"{one.what} {one.says}: {one.how} “{one.words}”." for one in self.signals]
        if not any(one.what == "strategy" for one in self.signals):
            told.insert(0, f"strategy: found by {self.rule or 'an editor'}.")
        told += [
            f"country {tie.country}: {tie.how}{f' (“{tie.words}”)' if tie.words else ''}." for tie in self.countries
        ]
        strongest = sorted((*self.features, *self.learned), key=lambda part: -abs(part.value * part.weight))[:4]
        parts = ", ".join(f"{part.feature} {part.value * part.weight:+.2f}" for part in strongest if part.weight)
        return [*told, f"confidence {self.confidence:.2f}{': ' + parts if parts else ''}."]

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "in_words": self.in_words()}


class Explainer:
    """Knows the labels and cues of the ontology in force, and what editors taught."""

    def __init__(self, ontology: Ontology, learned: Learned | None = None) -> None:
        self._strategies = StrategyFinder(ontology)
        self._signals = Signals(ontology)
        self._learned = learned

    def explain(
        self, text: str, coding: PassageCoding, weighed: Mapping[str, Sequence[Weighed]] | None = None
    ) -> list[Explanation]:
        """One for each use of the coding, in its order."""
        return [self._of(text, use, coding, (weighed or {}).get(use.strategy, ())) for use in coding.uses]

    def _of(self, text: str, use: StrategyUse, coding: PassageCoding, weighed: Sequence[Weighed]) -> Explanation:
        start, end = sentence_at(text, use.start)
        signals = [*self._labels(text, use, coding, start, end), *self._cues(text, use, start, end)]
        acting = (coding.actors[index] for index in use.actors)
        signals += [
            Signal("actor", one.actor, text[one.start : one.end], one.start, one.end, f"a {one.type}, named as")
            for one in acting
        ]
        taught = self._learned.weights if self._learned and not use.editor else {}
        names = (f"strategy {use.strategy}", f"rule {use.rule}")
        learned = tuple(Weighed(name, 1.0, taught[name]) for name in names if name in taught)
        return Explanation(
            tuple(signals),
            tuple(_ties(text, use, coding, start, end)),
            use.confidence,
            use.rule,
            tuple(weighed),
            learned,
        )

    def _labels(self, text: str, use: StrategyUse, coding: PassageCoding, start: int, end: int) -> Iterator[Signal]:
        for match in self._strategies.find(text, stems(text), coding.actors):
            if match.strategy == use.strategy and start <= match.start < max(end, use.end):
                how = f"{_LABELS.get(match.kind, match.kind)} “{match.phrase}” matched"
                words = text[match.start : match.end]
                yield Signal("strategy", use.strategy, words, match.start, match.end, how)

    def _cues(self, text: str, use: StrategyUse, start: int, end: int) -> Iterator[Signal]:
        """Cues of what the statement says, in its sentence; of the phase in the passage where its sentence has none."""
        said = {("stance", use.stance), ("effect", use.effect), *(("factor", id) for id in use.factors)}
        said |= {("agency", side) for side in use.agency}
        cues = self._signals.cues(stems(text))
        here = [cue for cue in cues if start <= cue.start < end]
        phase = [cue for cue in here if tuple(cue.meaning) == ("phase", use.phase)]
        phase = phase or [cue for cue in cues if tuple(cue.meaning) == ("phase", use.phase)]
        for cue in [*(cue for cue in here if tuple(cue.meaning) in said), *phase]:
            where = "the cue" if start <= cue.start < end else "the cue, elsewhere in the passage,"
            yield Signal(cue.meaning.scheme, cue.meaning.id, text[cue.start : cue.end], cue.start, cue.end, where)


def weighed(coder: Coder, text: str) -> dict[str, list[Weighed]]:
    """By strategy, what its confidence rests on. Needs the tagger."""
    weights = shipped_confidence().weights
    bias = Weighed("bias", 1.0, weights.get("bias", 0.0))
    return {
        strategy: [bias, *(Weighed(n, round(v, 3), weights.get(n, 0.0)) for n, v in found.values().items() if v)]
        for strategy, found in coder.features(text)
    }


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Where the sentence begins and ends in which the character at `offset` stands."""
    cuts = [0, *(match.end() for match in _BOUNDARY.finditer(text)), len(text)]
    return max(cut for cut in cuts if cut <= offset), min((cut for cut in cuts if cut > offset), default=len(text))


def _ties(text: str, use: StrategyUse, coding: PassageCoding, start: int, end: int) -> Iterator[Tie]:
    for country in use.countries:
        tied = [coding.places[index] for index in use.places if country in coding.places[index].countries]
        here = [place for place in tied if start <= place.start < end]
        if here:
            yield Tie(country, "named in the same sentence", ", ".join(text[p.start : p.end] for p in here))
        elif tied:
            words = ", ".join(text[p.start : p.end] for p in tied)
            yield Tie(country, "carried over from another sentence of the passage", words)
        else:
            yield Tie(
                country, "said by an editor" if use.editor else "known from the passage, its heading or its subject"
            )
    if not use.countries:
        yield from (Tie(country, "implied for the passage, and not counted") for country in coding.implied_countries)
