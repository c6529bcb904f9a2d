"""Strategy uses: a strategy tied to the places, actors and phase that the passage itself connects with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from corpus.records import ActorMention, Agency, Phase, PlaceMention, StrategyUse
from ingest.coding.confidence import Confidence, Features
from ingest.coding.quotes import is_verb, quote_span
from ingest.coding.signals import Sentence, Signals
from ingest.coding.stems import Stem, stems
from ingest.coding.strategies import Match, StrategyFinder

_LEANS_BACK = re.compile(
    r"(?:It|They|He|She|This|These|Those|Such|The|Here|There|Both|In addition|Moreover|Furthermore|Also|As a result|"
    r"Since then|However|Later|Then|On \d|In \w+ \d|During|Following|After|Meanwhile|Subsequently|Its|Their|"
    r"Local|Some)\b"
)
_OFFICES = frozenset(("president", "minister", "ambassador", "envoy", "diplomat", "government", "representative"))
# A country spelled out in a name counts (codebook); the town where an accord was signed does not.
_NAMES_A_TREATY = re.compile(
    r"(?: [A-Z][\w-]+| and){0,4} (?:Agreement|Accord|Protocol|Declaration|Communiqué|Process)s?\b"
)
_CLAUSE = re.compile(r";|, (?:while|whereas|and in|but in|and|but)\b")


class HasStart(Protocol):
    @property
    def start(self) -> int: ...


Placed = TypeVar("Placed", bound=HasStart)


@dataclass(frozen=True)
class Reading:
    """A passage with all that was found in it."""

    text: str
    tagged: Any
    places: Sequence[PlaceMention]
    actors: Sequence[ActorMention]
    nationals: Sequence[tuple[int, str]] = ()  # offsets of nationalities and the countries they imply
    subject: Sequence[str] = ()  # the countries that the document is about, where that is known


@dataclass(frozen=True)
class UseFinder:
    strategies: StrategyFinder
    signals: Signals
    confidence: Confidence

    def find(self, reading: Reading) -> tuple[list[StrategyUse], Phase | None]:
        """The passage's uses, surest first where they tell the same, and the passage's phase."""
        words = stems(reading.text)
        matches = self.strategies.find(reading.text, words, reading.actors)
        sentences = self._sentences(reading, words)
        phase = self.signals.phase([cue for sentence in sentences for cue in sentence.cues])
        uses = (
            use for number in range(len(sentences)) for use in self._told(reading, sentences, number, matches, phase)
        )
        return _merged(uses), phase

    def features(self, reading: Reading) -> list[tuple[str, Features]]:
        """Each strategy that the text's labels name, with what its confidence rests on."""
        matches = self.strategies.find(reading.text, stems(reading.text), reading.actors)
        by_strategy = {match.strategy: [m for m in matches if m.strategy == match.strategy] for match in matches}
        return [(id, _features(_best(found), found, found, reading)) for id, found in by_strategy.items()]

    def _sentences(self, reading: Reading, words: Sequence[Stem]) -> list[Sentence]:
        cues = self.signals.cues(words)
        bounds = [(sent.start_char, sent.end_char) for sent in reading.tagged.sents]
        return [Sentence(start, end, _between(words, start, end), _between(cues, start, end)) for start, end in bounds]

    def _told(
        self, reading: Reading, sentences: list[Sentence], number: int, matches: list[Match], phase: Phase | None
    ) -> Iterator[StrategyUse]:
        sentence = sentences[number]
        here = [match for match in matches if sentence.start <= match.start < sentence.end]
        for strategy in dict.fromkeys(match.strategy for match in here):
            of_it = [match for match in here if match.strategy == strategy]
            best = _best(of_it)
            everywhere = [match for match in matches if match.strategy == strategy]
            yield self._use(
                reading, sentences, number, best, _features(best, of_it, everywhere, reading), len(here), phase
            )

    def _use(
        self,
        reading: Reading,
        sentences: list[Sentence],
        number: int,
        match: Match,
        features: Features,
        rivals: int,
        phase: Phase | None,
    ) -> StrategyUse:
        text, sentence = reading.text, sentences[number]
        after = sentences[number + 1] if number + 1 < len(sentences) else None
        places, carried = _places_of(reading, sentences, number, match, rivals)
        actors = [i for i, actor in enumerate(reading.actors) if sentence.start <= actor.start < sentence.end]
        start, end = quote_span(reading.tagged, match.start, match.end)
        stance = self.signals.stance(text, sentence, match.start, match.end)
        named = [reading.actors[i] for i in actors]
        return StrategyUse(
            strategy=match.strategy,
            stance=stance,
            quote=text[start:end],
            start=start,
            end=end,
            confidence=round(self.confidence(features) * (0.95 if carried else 1.0), 3),
            agency=self._agency(reading, sentences, number, match, named),
            effect=self.signals.effect(text, sentence, after, stance, (match.start, match.end)),
            phase=self.signals.phase(sentence.cues) or phase,
            factors=self.signals.factors(text, sentence),
            countries=tuple(sorted({iso for i in places for iso in reading.places[i].countries})),
            regions=tuple(sorted({reading.places[i].place for i in places if reading.places[i].kind == "region"})),
            places=tuple(places),
            actors=tuple(actors),
            rule=f"label:{match.phrase}",
        )

    def _agency(
        self, reading: Reading, sentences: list[Sentence], number: int, match: Match, named: Sequence[ActorMention]
    ) -> tuple[Agency, ...]:
        """Who carries it by its own sentence; where that leans back and names nobody, by the sentence before."""
        span = (match.start, match.end)
        sides = self.signals.agency(sentences[number], span, named, reading.tagged)
        while not sides and number and _LEANS_BACK.match(reading.text[sentences[number].start :]):
            number -= 1
            sides = self.signals.agency(sentences[number], span, reading.actors, reading.tagged)
        return sides


def _best(matches: Sequence[Match]) -> Match:
    return max(matches, key=lambda match: (not match.inside, match.words, match.kind != "hidden"))


def _features(best: Match, here: Sequence[Match], everywhere: Sequence[Match], reading: Reading) -> Features:
    return Features(
        preferred=best.kind == "preferred",
        hidden=best.kind == "hidden",
        words=best.words,
        letters=best.end - best.start,
        gap="*" in best.phrase,
        inside=best.inside,
        labels_here=len({match.phrase for match in here}),
        labels_in_passage=len({match.phrase for match in everywhere}),
        matches_in_passage=len(everywhere),
        role=_role(reading.tagged, best),
    )


def _role(tagged: Any, match: Match) -> str:
    """What part the matched words play: verb, subject, object, complement or aside."""
    span = tagged.char_span(match.start, match.end, alignment_mode="expand")
    if span is None:
        return "aside"
    root = span.root
    if is_verb(root):
        return "verb"
    return {"nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "pobj": "complement", "ROOT": "subject"}.get(
        root.dep_, "aside"
    )


def _between(things: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those that start within a span; they are in the text's order."""
    first = bisect_left(things, start, key=lambda thing: thing.start)
    return things[first : bisect_left(things, end, key=lambda thing: thing.start)]


# ---------------------------------------------------------------- where


def _places_of(
    reading: Reading, sentences: list[Sentence], number: int, match: Match, rivals: int
) -> tuple[list[int], bool]:
    """The places of a use (indexes), and whether they were carried over from the sentence before."""
    sentence = sentences[number]
    here = _places_in(reading, sentence)
    if here:
        return (_nearest(reading, sentence, here, match) if rivals > 1 else here), False
    if any(sentence.start <= offset < sentence.end for offset, _ in reading.nationals):
        return [], False
    return _carried(reading, sentences, number), True


def _places_in(reading: Reading, sentence: Sentence) -> list[int]:
    """The places where something happens; neither a state that acts elsewhere nor a town in a treaty's name."""
    return [
        i
        for i, place in enumerate(reading.places)
        if sentence.start <= place.start < sentence.end
        and not (place.kind != "country" and _NAMES_A_TREATY.match(reading.text, place.end))
        and not _acts_from_outside(reading, place)
    ]


def _acts_from_outside(reading: Reading, place: PlaceMention) -> bool:
    """“Which Norway had mediated”, “led by New Zealand”: a country the document is not about, as the one who acts."""
    if place.kind != "country" or not reading.subject or place.place in reading.subject:
        return False
    span = reading.tagged.char_span(place.start, place.end, alignment_mode="expand")
    if span is None:
        return False
    root, head = span.root, span.root.head
    if root.dep_ == "pobj":
        return head.lower_ == "by" or (head.lower_ == "of" and head.head.lower_ in _OFFICES)
    return root.dep_ in ("nsubj", "nsubjpass")


def _nearest(reading: Reading, sentence: Sentence, here: list[int], match: Match) -> list[int]:
    """In a sentence that tells of several strategies in several countries: the places of the match's own clause."""
    countries = {reading.places[i].countries for i in here}
    if len(countries) < 2:
        return here
    cuts = [sentence.start + cut.start() for cut in _CLAUSE.finditer(reading.text[sentence.start : sentence.end])]
    bounds = [sentence.start, *cuts, sentence.end]
    left = max(bound for bound in bounds if bound <= match.start)
    right = min(bound for bound in bounds if bound >= match.end)
    own = [i for i in here if left <= reading.places[i].start < right]
    return own or here


def _carried(reading: Reading, sentences: list[Sentence], number: int) -> list[int]:
    """The country that the passage has been speaking of, when this sentence leans on what went before."""
    text = reading.text
    for back in range(number - 1, -1, -1):
        if not _LEANS_BACK.match(text[sentences[back + 1].start :]):
            only = {iso for place in reading.places for iso in place.countries}
            return [] if len(only) != 1 or reading.nationals else _first_of(reading, next(iter(only)))
        if before := _places_in(reading, sentences[back]):
            countries = {reading.places[i].countries for i in before}
            return before if len(countries) == 1 else []
        if any(sentences[back].start <= offset < sentences[back].end for offset, _ in reading.nationals):
            return []
    only = {iso for place in reading.places for iso in place.countries}
    return _first_of(reading, next(iter(only))) if len(only) == 1 and not reading.nationals else []


def _first_of(reading: Reading, iso: str) -> list[int]:
    return [next(i for i, place in enumerate(reading.places) if place.countries == (iso,))]


def _merged(uses: Iterator[StrategyUse]) -> list[StrategyUse]:
    """One use for what several sentences say alike: same strategy, stance and countries; the surest quote stays."""
    kept: dict[tuple[object, ...], StrategyUse] = {}
    for use in uses:
        alike = (use.strategy, use.stance, use.countries)
        kept[alike] = _joined(kept[alike], use) if alike in kept else use
    return sorted(kept.values(), key=lambda use: (use.start, use.strategy))


def _joined(one: StrategyUse, other: StrategyUse) -> StrategyUse:
    best, rest = (one, other) if one.confidence >= other.confidence else (other, one)
    effects = {use.effect for use in (one, other)} - {"unstated"}
    return replace(
        best,
        agency=tuple(sorted({*best.agency, *rest.agency})),
        effect="mixed" if len(effects) > 1 else next(iter(effects), "unstated"),
        phase=best.phase or rest.phase,
        factors=tuple(dict.fromkeys((*best.factors, *rest.factors))),
        actors=tuple(sorted({*best.actors, *rest.actors})),
        places=tuple(sorted({*best.places, *rest.places})),
    )
