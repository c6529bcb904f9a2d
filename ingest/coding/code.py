"""Codes passages: who does what where, in which stance, with what effect, and the words that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.records import (
    ActorMention,
    Coding,
    Document,
    Passage,
    PassageCoding,
    PlaceMention,
    StrategyUse,
)
from ingest.coding.actors import ActorFinder, Surroundings, surroundings
from ingest.coding.cited_for import CitationFunctions
from ingest.coding.confidence import Features, shipped_confidence
from ingest.coding.learned import Learned
from ingest.coding.places import Gazetteer
from ingest.coding.signals import Signals
from ingest.coding.sources import is_bibliography, is_reference_note
from ingest.coding.strategies import StrategyFinder
from ingest.coding.tagger import tagger
from ingest.coding.uses import Reading, UseFinder
from ingest.language import detect
from ontology.errors import ConcordanceError
from ontology.terms import Ontology

OPERATING_CONFIDENCE = 0.5
LONGEST_TEXT = 20_000  # characters of one text that are coded


class ForeignQuote(ConcordanceError):
    """This coding belongs to another text: its quotes do not stand at their offsets."""


@dataclass(frozen=True)
class _Scene:
    """What the document tells of each of its passages."""

    countries: Mapping[str, float]
    subject: tuple[str, ...]  # the countries that title and text are about
    around: Surroundings


class Coder:
    """Codes by rules over the ontology's labels and cues; the same text under the same release alike."""

    version = "rules-4"

    def __init__(self, ontology: Ontology, learned: Learned | None = None) -> None:
        self.ontology = ontology
        self.learned = learned
        if learned:
            self.version = learned.stamped(self.version)
        self._gazetteer = Gazetteer(ontology)
        self._actors = ActorFinder(ontology)
        self._functions = CitationFunctions(ontology)
        self._uses = UseFinder(StrategyFinder(ontology), Signals(ontology), shipped_confidence())

    def code(self, document: Document, release: int) -> Coding:
        """A coding for each passage of the document, in its order."""
        scene = self._scene(document)
        told = self._functions.of_document(document)
        codings = tuple(
            replace(one, cited_for=told.get(one.passage, ())) for one in self._passages(document.passages, scene)
        )
        return Coding(document.id, codings, self.version, release, OPERATING_CONFIDENCE)

    def extract(self, text: str) -> PassageCoding:
        """The coding of a text that stands alone."""
        if not text.strip():
            return PassageCoding("", note="empty text")
        short = text[:LONGEST_TEXT]
        passage = Passage("", short, 0, len(short), language=detect(short) or "en")
        scene = _Scene({}, (), surroundings(short))
        coding = next(self._passages([passage], scene))
        if len(text) > LONGEST_TEXT:
            return _noted(coding, f"only the first {LONGEST_TEXT} characters were coded")
        return coding

    def places(self, text: str) -> list[PlaceMention]:
        """The places of a text that stands alone, with the tagger's help."""
        tagged = tagger()(text)
        spans = [(entity.start_char, entity.end_char, entity.label_) for entity in tagged.ents]
        return self._gazetteer.find(text, spans=spans)

    def features(self, text: str) -> list[tuple[str, Features]]:
        """What the confidence of each strategy found in `text` rests on: for those who fit it."""
        tagged = tagger()(text)
        return self._uses.features(Reading(text, tagged, (), self._actors.find(text, tagged)))

    # ------------------------------------------------------------ passages

    def _passages(self, passages: Sequence[Passage], scene: _Scene) -> Iterator[PassageCoding]:
        wanted = [passage for passage in passages if _skipped(passage) is None]
        tagged = iter(tagger().pipe((passage.text for passage in wanted), batch_size=64))
        for passage in passages:
            note = _skipped(passage)
            yield PassageCoding(passage.id, note=note) if note else self._passage(passage, next(tagged), scene)

    def _passage(self, passage: Passage, tagged: Any, scene: _Scene) -> PassageCoding:
        spans = [(entity.start_char, entity.end_char, entity.label_) for entity in tagged.ents]
        places = self._gazetteer.find(passage.text, context=scene.countries, spans=spans)
        actors = self._actors.find(passage.text, tagged, scene.around, places)
        nationals = self._gazetteer.nationals(passage.text)
        uses, phase = self._uses.find(Reading(passage.text, tagged, places, actors, nationals, scene.subject))
        uses = self.learned.adjusted(uses) if self.learned else uses
        countries = tuple(sorted({iso for place in places for iso in place.countries}))
        implied = self._implied(passage, actors, nationals, scene)
        return PassageCoding(
            passage.id,
            tuple(uses),
            tuple(places),
            tuple(actors),
            countries,
            tuple(sorted(implied - set(countries))),
            phase,
        )

    def _implied(
        self, passage: Passage, actors: Sequence[ActorMention], nationals: Sequence[tuple[int, str]], scene: _Scene
    ) -> set[str]:
        heading = self._gazetteer.countries(passage.section or "")
        of_actors = {actor.country for actor in actors if actor.country}
        return {*(iso for _, iso in nationals), *of_actors, *heading, *scene.subject}

    def _scene(self, document: Document) -> _Scene:
        counts: Counter[str] = Counter(self._gazetteer.countries(document.title * 5))
        in_title = set(counts)
        for passage in document.passages:
            counts.update(self._gazetteer.countries(passage.text))
        total = max(1, sum(counts.values()))
        shares = {iso: count / total for iso, count in counts.items()}
        subject = in_title | {iso for iso, share in shares.items() if share >= 0.5 and counts[iso] >= 5}
        authors = frozenset(name.family for reference in document.references for name in reference.authors)
        return _Scene(shares, tuple(sorted(subject)), surroundings(document.text, authors))


def _skipped(passage: Passage) -> str | None:
    """Why a passage is not coded, or None."""
    if passage.language not in ("en", ""):
        return f"not English ({passage.language})"
    if is_bibliography(passage.text) or (passage.kind == "note" and is_reference_note(passage.text)):
        return "a list of sources"
    return None


def _noted(coding: PassageCoding, note: str) -> PassageCoding:
    return PassageCoding(
        coding.passage,
        coding.uses,
        coding.places,
        coding.actors,
        coding.countries,
        coding.implied_countries,
        coding.phase,
        "; ".join(part for part in (coding.note, note) if part),
    )


# ---------------------------------------------------------------- to JSON


def extract_json(text: str, coding: PassageCoding, all: bool = False) -> dict[str, Any]:
    """The `extract` contract's object, without its `id`; `all`: the statements that wait for review too."""
    uses = [use for use in coding.uses if all or use.confidence >= OPERATING_CONFIDENCE]
    assert_quotes(text, uses)
    answer: dict[str, Any] = {
        "strategies": [_use_json(use) for use in uses],
        "countries": list(coding.countries),
        "implied_countries": list(coding.implied_countries),
        "places": [_place_json(place) for place in coding.places],
        "actors": [_actor_json(actor) for actor in coding.actors],
        "phase": coding.phase,
    }
    return answer | ({"note": coding.note} if coding.note else {})


def assert_quotes(text: str, uses: Sequence[StrategyUse]) -> None:
    """Raises ForeignQuote where a quote is not what stands at its offsets: a coding of another text."""
    if any(text[use.start : use.end] != use.quote for use in uses):
        raise ForeignQuote


def _use_json(use: StrategyUse) -> dict[str, Any]:
    lists = {
        name: list(getattr(use, name)) for name in ("agency", "factors", "countries", "regions", "places", "actors")
    }
    plain = ("stance", "effect", "phase", "quote", "start", "end", "confidence", "rule")
    return {"id": use.strategy, **lists, **{name: getattr(use, name) for name in plain}}


def _place_json(place: PlaceMention) -> dict[str, Any]:
    """`country` is null for a region; a place of two countries (Abyei) lists both in `countries`."""
    return {
        "name": place.name,
        "kind": place.kind,
        "id": place.place,
        "country": place.countries[0] if place.countries else None,
        "countries": list(place.countries),
        "lat": place.lat,
        "lon": place.lon,
        "geonames": place.geonames,
        "start": place.start,
        "end": place.end,
    }


def _actor_json(actor: ActorMention) -> dict[str, Any]:
    return {"name": actor.name, "type": actor.type, "id": actor.actor, "start": actor.start, "end": actor.end}
