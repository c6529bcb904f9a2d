"""Who acts in a passage: persons, organisations, armed groups, governments, communities. Cited authors do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.identity import slug
from corpus.records import ActorMention, PlaceMention
from ingest.coding.bodies import SMALL_WORDS, Body, Span, built, find_built, find_known, glossary_of, type_of
from ingest.coding.stems import stems
from ontology.terms import Ontology

TITLES = Path(__file__).parent / "data" / "person_titles.txt"
_YEAR_FOLLOWS = re.compile(r"(?:['’]s)?,?(?: et al\.?)?,? ?[(\[]?(?:19|20)\d\d[a-z]?\b")
_ARGUES = re.compile(
    r"(?:['’]s (?:work|study|book|article|argument|analysis|research|term|concept|notion|words))|"
    r",? (?:has |have |also )?(?:argu|suggest|not|writ|wrote|observ|contend|describ|"
    r"point|find|found|conclud|claim|posit|explain|defin)\w*\b"
)
_CITED = re.compile(
    r"(?:\b(?:see|cf\.|according to|as|by|in|following|and|&)|[(;])\s*(?:[A-Z][\w.]* )?$", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:president|minister|spokes\w+|commander|general|leader|head of|director|chair\w*|envoy|representative|"
    r"ambassador|"
    r"secretary|coordinator|bishop|imam|governor|mayor|prosecutor|judge|accused|convicted|indicted|sentenced|charged|"
    r"trial|tried|warrant|candidate|senator|deputy|chief|king|rapporteur)\b",
    re.IGNORECASE,
)
_GROUPS = (
    "youth|youths|community|communities|elders|elder|pastoralists|herders|farmers|women|tribe|tribes|clan|clans|villagers|"
    "people|leaders|civilians|tribesmen|cattle keepers|population"
)
_PEOPLE = re.compile(rf"\b((?:[A-Z][\w’'-]+ ){{1,3}})({_GROUPS})\b")
_MANDATE = re.compile(
    r"\b(?:Special Rapporteur|Independent Expert|[Ww]orking [Gg]roup) on (?:the )?[a-z][\w ]{4,60}?"
    r"(?: in (?:the )?[A-Z]\w+(?: [A-Z]\w+)*|(?=[,.;()]))"
)
_ORGANS = re.compile(
    r"\b([A-Z][\w’-]+(?: [A-Z][\w’-]+)?) (government|authorities|army|military|parliament|police|armed forces)\b"
)
_GOVERNMENT_OF = re.compile(r"\b[Gg]overnment of (?:the )?$")


@dataclass(frozen=True)
class Surroundings:
    """What a document tells of the names in each of its passages."""

    glossary: Mapping[str, Body] = field(default_factory=dict)
    authors: frozenset[str] = frozenset()  # family names of those it cites
    persons: Mapping[str, str] = field(default_factory=dict)  # a family name to the full name that the text gives


def surroundings(text: str, authors: frozenset[str] = frozenset()) -> Surroundings:
    """The document's own acronyms, and the persons whom it names in full with their office."""
    persons = {match.group(2).split()[-1]: match.group(0) for match in _titled().finditer(text)}
    return Surroundings(glossary_of(text), authors, persons)


@dataclass(frozen=True)
class ActorFinder:
    """Finds actors. `tagged` is the tagger's document of the same text (spaCy's Doc), or None."""

    ontology: Ontology

    def find(
        self, text: str, tagged: Any = None, around: Surroundings | None = None, places: Sequence[PlaceMention] = ()
    ) -> list[ActorMention]:
        """The actors named in `text`, in its order."""
        around = around or surroundings(text)
        words = stems(text)
        known = [span for span in find_known(words, around.glossary) if not _is_aside(text, span)]
        spans = [*known, *find_built(text, words, known), *self._organs(text, places)]
        spans += [*self._peoples(text), *_tagged_bodies(text, tagged), *_rapporteurs(text)]
        bodies = [span for span in _longest(spans) if not _is_source(text, span, places)]
        mentions = [self._mention(span, places) for span in bodies]
        taken = [(span.start, span.end) for span in bodies]
        return sorted([*mentions, *_persons(text, tagged, around, taken)], key=lambda mention: mention.start)

    def _mention(self, span: Span, places: Sequence[PlaceMention]) -> ActorMention:
        body = span.body
        inside = (place for place in places if span.start <= place.start < span.end and len(place.countries) == 1)
        country = body.country or next((place.countries[0] for place in inside), None)
        shared = not span.known and country and body.type == "government"
        id = f"{body.id}-{country.lower()}" if shared and country else body.id
        return ActorMention(body.name, span.start, span.end, body.type, id, country)

    def _organs(self, text: str, places: Sequence[PlaceMention]) -> Iterator[Span]:
        """ "the Ugandan government", "the Government of Colombia"."""
        for match in _ORGANS.finditer(text):
            for first in (match.start(), match.start() + match.group(1).rfind(" ") + 1):
                country = self._demonyms.get(text[first : match.end(1)].replace("’", "'"))
                if country:
                    name = text[first : match.end()]
                    yield Span(first, match.end(), Body(name, "government", slug(name), country), True)
                    break
        for place in places:
            if place.kind == "country" and (before := _GOVERNMENT_OF.search(text[: place.start])):
                name = f"Government of {place.name}"
                yield Span(before.start(), place.end, Body(name, "government", slug(name), place.countries[0]), True)

    def _peoples(self, text: str) -> Iterator[Span]:
        """ "Bul Nuer youth", "Dinka elders": a named community, not a nation's people."""
        for match in _PEOPLE.finditer(text):
            words = match.group(1).split()
            while words and (words[0].casefold() in _SMALL or type_of(words[0])):
                words = words[1:]
            name = " ".join([*words, match.group(2)])
            plain = " ".join(words)
            opens = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".!?:"
            if opens and len(words) == 1 and words[0].endswith("ing"):
                continue
            if words and plain not in self._demonyms and not set(words) & _NOT_PEOPLES and not plain.isupper():
                yield Span(match.end() - len(name), match.end(), Body(name, "community", slug(name)), False)

    @property
    def _demonyms(self) -> Mapping[str, str]:
        return _demonyms(tuple((d, c.id) for c in self.ontology.countries.values() for d in c.demonyms))


@lru_cache(maxsize=4)
def _demonyms(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(pairs)


_SMALL = SMALL_WORDS | {"those", "many", "some", "most", "all", "several", "both", "local", "and"}
_NOT_PEOPLES = frozenset(
    [
        "Christian",
        "Muslim",
        "Christians",
        "Muslims",
        "Women",
        "Youth",
        "Local",
        "African",
        "European",
        "Asian",
        "Western",
        "International",
        "National",
        "Community",
        "Religious",
        "Many",
        "Some",
        "Most",
        "Such",
        "Their",
        "Those",
        "Displaced",
        "Armed",
        "Indigenous",
        "Young",
        "Civil",
        "Rural",
        "Other",
    ]
)


def _is_aside(text: str, span: Span) -> bool:
    """The United Nations as the owner or the place of something, not as one who acts."""
    if span.body.id != "united-nations":
        return False
    return bool(re.search(r"\b(?:of|in|within|to) the $", text[: span.start])) or bool(
        re.match(r"(?:-\w+| [a-z]+(?:s|ing|ed)?\b)", text[span.end :])
        and not re.match(r" (?:\w+ed|has|is|was|had|and)\b", text[span.end :])
    )


def _rapporteurs(text: str) -> Iterator[Span]:
    """Mandates are named with their subject."""
    for match in _MANDATE.finditer(text):
        yield Span(match.start(), match.end(), Body(match.group(), "igo", slug(match.group())), False)


def _tagged_bodies(text: str, tagged: Any) -> Iterator[Span]:
    """Organisations that only the tagger sees: kept when their name looks like one."""
    for entity in getattr(tagged, "ents", ()):
        name = re.sub(r"^(?:(?:the|a|an|neither|both|and) )+", "", entity.text.strip(), flags=re.IGNORECASE)
        capitals = re.findall(r"\b[A-Z][\w’'-]+", name)
        if entity.label_ == "ORG" and len(capitals) > 1 and type_of(name) and not re.search(r"\n|, | and the ", name):
            start = entity.start_char + entity.text.find(name)
            yield Span(start, start + len(name), built(name), False)


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Of overlapping names the longest, of equals the known one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, not span.known)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _is_source(text: str, span: Span, places: Sequence[PlaceMention]) -> bool:
    """A body cited as an author, or a place that a head word made look like a body."""
    name = text[span.start : span.end]
    if any(place.start == span.start and place.end == span.end for place in places):
        return True
    cited = re.match(r",? ?\(?(?:19|20)\d\d[a-z]?[),;:]", text[span.end : span.end + 10])
    return bool(cited) or bool(
        re.search(r"\b(?:Agreement|Act|Law|Convention|Protocol|Declaration|Report|Day|Statute)$", name)
    )


# ---------------------------------------------------------------- persons


def _persons(text: str, tagged: Any, around: Surroundings, taken: list[tuple[int, int]]) -> Iterator[ActorMention]:
    spans = {(m.start(), m.end()): True for m in _titled().finditer(text)}
    for entity in getattr(tagged, "ents", ()):
        if entity.label_ == "PERSON" and not any(a < entity.end_char and entity.start_char < b for a, b in spans):
            spans[(entity.start_char, entity.end_char)] = False
    for (start, end), titled in spans.items():
        end = start + len(re.sub(r"(?:['’]s|[\s,.]+)$", "", text[start:end]))
        free = all(end <= a or b <= start for a, b in taken)
        if free and (name := _person(text, start, end, titled, around, tagged)):
            known = titled or bool(_ROLE.search(text[max(0, start - 80) : end + 80])) or name in around.persons.values()
            yield ActorMention(name, start, end, "person", slug(_untitled(name)), public_role=known)


def _person(text: str, start: int, end: int, titled: bool, around: Surroundings, tagged: Any) -> str | None:
    """The person's name, fullest form; None for an author who is only cited, or no person at all."""
    name = " ".join(text[start:end].split())
    words = _untitled(name).split()
    if not words or not all(re.match(r"[A-Z]|de|van|von|al-|bin|ibn|el", word) for word in words) or type_of(name):
        return None
    full = around.persons.get(words[-1])
    if titled or full:
        return full or name
    if _YEAR_FOLLOWS.match(text[end : end + 16]) or words[-1] in around.authors:
        return None
    if len(words) == 1:
        return name if _is_subject(tagged, start, end) and not _ARGUES.match(text[end : end + 25]) else None
    cited = _ARGUES.match(text[end : end + 25]) or _CITED.search(text[max(0, start - 25) : start])
    return None if cited or len(words) > 4 else name


def _is_subject(tagged: Any, start: int, end: int) -> bool:
    span = tagged.char_span(start, end, alignment_mode="expand") if tagged is not None else None
    return (
        span is not None
        and span.root.dep_ in ("nsubj", "nsubjpass", "poss")
        and span.root.head.tag_[:2] in ("VB", "NN")
    )


def _untitled(name: str) -> str:
    return re.sub(rf"^(?:(?:{'|'.join(_titles())})\b\.? ?)+", "", name)


@lru_cache(maxsize=1)
def _titled() -> re.Pattern[str]:
    titles = "|".join(_titles())
    return re.compile(rf"\b({titles}),? ((?:[A-Z][\w’'-]+|[A-Z]\.)(?: (?:[A-Z][\w’'-]+|[A-Z]\.|al-[A-Z]\w+)){{0,3}})")


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    names = TITLES.read_text(encoding="utf-8").splitlines()
    return tuple(sorted((re.escape(name) for name in names if name), key=len, reverse=True))
