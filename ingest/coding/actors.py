"""Who acts in a passage: persons, organisations, armed groups, governments, communities. Cited authors do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from corpus.identity import slug
from corpus.records import ActorMention, PlaceMention
from ingest.coding.acting import acts
from ingest.coding.bodies import Body, Span, built, find_known, glossary_of, known_bodies
from ingest.coding.body_runs import find_built
from ingest.coding.peoples import PeopleFinder
from ingest.coding.persons import find_persons, titled
from ingest.coding.stems import stems
from ontology.terms import Ontology

_MANDATE = re.compile(
    r"\b(?:Special Rapporteur|Independent Expert|[Ww]orking [Gg]roup) on (?:the )?[a-z][\w ]{4,60}?"
    r"(?: in (?:the )?[A-Z]\w+(?: [A-Z]\w+)*|(?= (?:\w+ed|\w+s that|has|have|is|was|were)\b|[,.;()]))"
)
_NO_ACTOR = re.compile(r"\b(?:Agreement|Act|Law|Convention|Protocol|Declaration|Report|Day|Statute|Accords?|Charter)$")
_NO_BODIES = frozenset(
    (
        "DDR",
        "SSR",
        "NGO",
        "NGOs",
        "IDP",
        "IDPs",
        "CSO",
        "GDP",
        "SMS",
        "POC",
        "UCP",
        "R2P",
        "CVE",
        "PVE",
        "WPS",
        "SGBV",
        "GBV",
        "HIV",
        "AIDS",
        "COVID",
        "USD",
        "SDG",
        "SDGs",
        "MOU",
        "CPA",
        "EWS",
        "USA",
        "IED",
        "UXO",
        "SALW",
    )
)
_YEAR = re.compile(r",? ?\(?(?:19|20)\d\d[a-z]?[),;:]")


@dataclass(frozen=True)
class Surroundings:
    """What a document tells of the names in each of its passages."""

    glossary: Mapping[str, Body] = field(default_factory=dict)
    authors: frozenset[str] = frozenset()  # family names of those it cites
    persons: Mapping[str, str] = field(default_factory=dict)  # a family name to the full name that the text gives


def surroundings(text: str, authors: frozenset[str] = frozenset()) -> Surroundings:
    """The document's own acronyms, and the persons whom it names in full with their office."""
    persons = {family: text[start:end] for start, end, family in titled(text)}
    return Surroundings(glossary_of(text), authors, persons)


@dataclass(frozen=True)
class ActorFinder:
    """Finds actors. `tagged` is the tagger's document of the same text (spaCy's Doc), or None."""

    ontology: Ontology

    def find(
        self, text: str, tagged: Any = None, around: Surroundings | None = None, places: Sequence[PlaceMention] = ()
    ) -> list[ActorMention]:
        """Those named in `text` that act in it, in its order. Without the tagger's help all that are named."""
        named = self.named(text, tagged, around, places)
        return [_mention(span, places) for span in named if tagged is None or acts(text, tagged, span)]

    def named(
        self, text: str, tagged: Any = None, around: Surroundings | None = None, places: Sequence[PlaceMention] = ()
    ) -> list[Span]:
        """All whom `text` names, whether they act or are only spoken of."""
        around = around or surroundings(text)
        words = stems(text)
        known = list(find_known(words, around.glossary))
        spans = [*known, *find_built(text, words, known), *self._peoples.find(text, places)]
        spans += [*_tagged_bodies(text, tagged), *_mandates(text)]
        bodies = [span for span in _longest(spans) if not _is_no_actor(text, span, places)]
        taken = [(span.start, span.end) for span in bodies]
        persons = list(find_persons(text, tagged, around.authors, around.persons, taken, places))
        states = [span for span in self._states(places) if not _overlaps(span, [*bodies, *persons])]
        return sorted([*bodies, *persons, *states], key=lambda span: span.start)

    def _states(self, places: Sequence[PlaceMention]) -> Iterator[Span]:
        """Countries: a state that does something is an actor too."""
        for place in places:
            if place.kind == "country":
                body = Body(place.name, "government", f"state-{place.place.lower()}", place.place)
                yield Span(place.start, place.end, body, True)

    @cached_property
    def _peoples(self) -> PeopleFinder:
        return PeopleFinder(self.ontology)


def _mention(span: Span, places: Sequence[PlaceMention]) -> ActorMention:
    body = span.body
    inside = (place for place in places if span.start <= place.start < span.end and len(place.countries) == 1)
    country = body.country or next((place.countries[0] for place in inside), None)
    shared = not span.known and country and body.type == "government"
    id = f"{body.id}-{country.lower()}" if shared and country else body.id
    return ActorMention(body.name, span.start, span.end, body.type, id, country, span.public_role)


def _mandates(text: str) -> Iterator[Span]:
    """Mandates are named with their subject."""
    for match in _MANDATE.finditer(text):
        yield Span(match.start(), match.end(), Body(match.group(), "igo", slug(match.group())), False)


def _tagged_bodies(text: str, tagged: Any) -> Iterator[Span]:
    """Organisations that only the tagger sees, in two capitals or more, or as an acronym."""
    for entity in getattr(tagged, "ents", ()):
        lead = re.match(r"(?:(?:the|a|an|neither|both|and) )*", entity.text, flags=re.IGNORECASE)
        name = re.sub(r"(?:['’]s?)$", "", entity.text[lead.end() if lead else 0 :].strip())
        capitals = re.findall(r"\b[A-Z][\w’'-]+", name)
        many = len(capitals) > 1 and not re.search(r"\n|, | and |^[a-z]| the [A-Z]|[’']s | (?:in|of|on|for)$|\d", name)
        acronym = re.fullmatch(r"[A-Z]{3,}(?:-[A-Z]+)?", name)
        if entity.label_ == "ORG" and (many or acronym) and name not in _NO_BODIES:
            start = entity.start_char + entity.text.find(name)
            yield Span(start, start + len(name), built(name), False)


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Of overlapping names the longest, of equals the known one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, not span.known)):
        if not _overlaps(span, kept):
            kept.append(_as_known(span))
    return sorted(kept, key=lambda span: span.start)


def _as_known(span: Span) -> Span:
    """The longer name may be in the table too, without its article or possessive."""
    body = known_bodies().get(span.body.name)
    return replace(span, body=body, known=True) if body and not span.known else span


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _is_no_actor(text: str, span: Span, places: Sequence[PlaceMention]) -> bool:
    """A body cited as an author, a treaty, or a place that a head word made look like a body."""
    name = text[span.start : span.end]
    if any(place.start <= span.start and span.end <= place.end for place in places):
        return not span.known
    return bool(_YEAR.match(text[span.end : span.end + 10])) or bool(_NO_ACTOR.search(name))
