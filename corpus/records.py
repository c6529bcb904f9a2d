"""The records that travel through the house: frozen, plain, one way.

Offsets are Unicode code points. Those of a document lie in its stored text (`text[start:end]`); those of a
coding lie in the text of the passage that was coded.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Stance: TypeAlias = Literal["done", "proposed", "criticised"]
Agency: TypeAlias = Literal["local", "national", "external"]
Effect: TypeAlias = Literal["helped", "failed", "mixed", "unstated"]
Phase: TypeAlias = Literal["before", "during", "after"]
PassageKind: TypeAlias = Literal["body", "note", "abstract"]
Visibility: TypeAlias = Literal["public", "members", "withheld"]
Audience: TypeAlias = Literal["owner", "public"]
LinkForm: TypeAlias = Literal[
    "full", "short", "named", "ibid", "op. cit.", "supra", "author-year", "number", "symbol", "link"
]  # named: by a short name that an earlier note gave it; number: by its number in the bibliography; link: by the file
Verdict: TypeAlias = Literal["accepted", "rejected", "edited", "added"]
ChangeKind: TypeAlias = Literal["document", "coding", "vectors", "entity", "release", "user-graph"]


# ---------------------------------------------------------------- what was read


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, or a body's whole name as `family`."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class PageStart:
    """From `start` of the stored text on, the words stand on this page (from 1; None where the format has no pages)."""

    start: int
    page: int | None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    level: int
    page: int | None
    start: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences, short enough for the encoder; `id` is its document's and its start offset."""

    id: str
    text: str
    start: int
    end: int
    page: int | None = None
    end_page: int | None = None
    page_label: str | None = None
    section: str | None = None
    kind: PassageKind = "body"
    language: str = "en"
    from_picture: bool = False  # a program read words of it from a picture of the page: expect errors


@dataclass(frozen=True, slots=True)
class Link:
    """Words that mean a cited work: which reference (an index), how surely from 0 to 1, and in what form it is named.

    `start` and `end` lie in the stored text. `alternatives` are the other references that the words may mean, the
    surest first, with their scores.
    """

    reference: int
    score: float
    how: LinkForm
    start: int
    end: int
    alternatives: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote; `references` are indexes into the document's references."""

    number: str
    page: int | None
    text: str
    start: int
    end: int
    references: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that the document cites; `raw` is its fullest form as printed, `type` a CSL type."""

    raw: str
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    year: int | None = None
    title: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    place: str | None = None
    doi: str | None = None
    url: str | None = None
    symbol: str | None = None
    type: str | None = None
    found_in: Literal["bibliography", "notes", "both", "text"] = (
        "bibliography"  # the contract's "in"; text: only named there
    )
    doubts: tuple[str, ...] = ()  # why its DOI, kept as printed, may be wrong; such a DOI identifies nothing
    from_link: tuple[Literal["doi", "url"], ...] = ()  # fields that a link over the entry gave; they are not printed


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the running text that cites: by a note marker, by author and year, or by a UN symbol."""

    passage: str
    text: str
    start: int
    end: int
    references: tuple[int, ...]
    note: str | None = None
    links: tuple[Link, ...] = ()  # of a note marker, those of its note
    sentence: tuple[int, int] | None = None  # where the sentence that cites begins and ends in the stored text


@dataclass(frozen=True, slots=True)
class Document:
    """A held file as read. `id` is the first 16 hex digits of its SHA-256."""

    id: str
    text: str
    title: str
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str | None = None
    doi: str | None = None
    symbol: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    language: str = "en"
    kind: str | None = None
    media_type: str = "application/pdf"
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    pages: tuple[PageStart, ...] = ()
    page_count: int | None = None
    unread_pages: tuple[int, ...] = ()  # pages that hold pictures and no text
    reader: str = ""
    ocr: str = ""  # the languages (tesseract's codes, joined by +) in which pictures of pages were read; "" if not
    ocr_pages: tuple[int, ...] = ()  # whose words a program read from a picture: expect errors
    doubts: tuple[str, ...] = ()  # why its DOI may be wrong
    date: str | None = None  # of publication, ISO 8601, where it is known to the month or the day
    volume: str | None = None
    issue: str | None = None
    page_range: str | None = None  # of an article in its journal: `83–98`
    publisher: str | None = None
    isbn: str | None = None
    issn: str | None = None
    body: str | None = None  # the organ of the United Nations whose document this is
    agenda: str | None = None  # the items of its agenda, as printed: `71 (b)`
    attachments: tuple[str, ...] = ()  # names of files within the file, which were not read

    def page_at(self, offset: int) -> PageStart | None:
        """The page on which the character at `offset` of the stored text stands."""
        index = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[index] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class Catalogued:
    """What a catalogue's record says of a document, in the document's own fields; empty ones say nothing."""

    title: str = ""
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str | None = None
    doi: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    kind: str | None = None
    date: str | None = None
    volume: str | None = None
    issue: str | None = None
    page_range: str | None = None
    publisher: str | None = None
    isbn: str | None = None
    issn: str | None = None


# ---------------------------------------------------------------- what a coder says of a passage


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place that the passage names. `place` is its id: ISO 3166-1 alpha-3 for a country, `gn-<GeoNames id>` below it,
    a slug for a region of the ontology; `countries` the ISO codes it counts for (none for a region)."""

    name: str
    start: int
    end: int
    place: str
    kind: Literal["country", "subdivision", "town", "area", "region"]
    countries: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor that the passage names. `name` is its canonical name (an acronym resolved), `actor` the entity's id:
    a gazetteer's or a slug; the library may answer with another (merged, or another body of that name)."""

    name: str
    start: int
    end: int
    type: str
    actor: str
    country: str | None = None
    public_role: bool = True  # False: a private person, whom the library keeps from the public


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who answers for a statement, since when, and what they did to it; `correction` is the number of that deed."""

    by: str
    at: str
    verdict: Verdict
    correction: int


@dataclass(frozen=True, slots=True)
class StrategyUse:
    """One strategy, one stance, one quote, tied to its own places and actors (indexes into the passage's mentions)."""

    strategy: str
    stance: Stance
    quote: str
    start: int
    end: int
    confidence: float
    agency: tuple[Agency, ...] = ()
    effect: Effect = "unstated"
    phase: Phase | None = None
    factors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    actors: tuple[int, ...] = ()
    rule: str = ""  # which label or signal found it: the provenance of the statement
    editor: Attribution | None = None  # a person answers for it; its confidence is 1


@dataclass(frozen=True, slots=True)
class CitedFor:
    """What the wording says a work is cited for: the function is a concept of the ontology, the cue its words.

    `citation` is an index into the document's citations, `reference` one into its references.
    """

    citation: int
    reference: int
    function: str
    cue: str


@dataclass(frozen=True, slots=True)
class PassageCoding:
    """What one passage says. `implied_countries` are known only from nationality, mission, heading or subject."""

    passage: str
    uses: tuple[StrategyUse, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    countries: tuple[str, ...] = ()
    implied_countries: tuple[str, ...] = ()
    phase: Phase | None = None
    note: str | None = None
    cited_for: tuple[CitedFor, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """A document's coding, stamped with who made it under which release."""

    document: str
    passages: tuple[PassageCoding, ...]
    coder: str
    release: int
    operating_confidence: float = 0.5

    def asserted(self, use: StrategyUse) -> bool:
        """Whether a statement enters graph, counts and filters; the rest wait for review."""
        return use.confidence >= self.operating_confidence


# ---------------------------------------------------------------- what the library knows beside


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, a place or a work, as a function of the documents that name it."""

    id: str
    kind: Literal["actor", "place", "work"]
    label: str
    type: str | None = None  # an actor's kind, a place's kind, a work's CSL type
    visibility: Visibility = "public"
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    aliases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # those that name it (a work: those that cite it)
    public_documents: tuple[str, ...] = ()  # of these, the ones that name it in words that the public may see
    held: tuple[str, ...] = ()  # a work: the documents that are this work
    reference: Reference | None = None  # a work: its fullest form
    redirect: str | None = None  # merged into this one


@dataclass(frozen=True, slots=True)
class Held:
    """A document with what the library says of it."""

    document: Document
    work: str
    visibility: Visibility = "public"
    paths: tuple[str, ...] = ()
    rowids: tuple[int, ...] = ()  # of its passages, in their order; never reused
    restricted: frozenset[str] = frozenset()  # passages that the public must not see
    works: tuple[str, ...] = ()  # of its references, in their order

    def public(self, passage: str) -> bool:
        return self.visibility == "public" and passage not in self.restricted


@dataclass(frozen=True, slots=True)
class HeldCoding:
    """A coding with what is needed to show it: the document it codes and the actors that the public must not see."""

    held: Held
    coding: Coding
    hidden_actors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vectors:
    """A document's vectors: float32 of shape (len(rowids), dimension), unit length."""

    document: str
    rowids: tuple[int, ...]
    matrix: NDArray[np.float32]
    restricted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Release:
    """The ontology in force: its number and its Turtle."""

    number: int
    turtle: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record; `record` is None when it is gone.

    document: Held · coding: HeldCoding · vectors: Vectors · entity: Entity · release: Release · user-graph: N-Quads.
    """

    sequence: int
    kind: ChangeKind
    id: str
    record: Any


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer is restricted to: any of the same kind, all of different kinds.

    Strategy, stance, agency, effect, phase, actor, actor kind and country must hold of one and the same use.
    """

    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()  # local, national, external, local-only
    effects: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    actor_kinds: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = field(default=())

    def of_uses(self) -> bool:
        """Whether any filter speaks of strategy uses, and not only of documents and places."""
        kinds = (self.strategies, self.stances, self.agencies, self.effects, self.phases, self.actors, self.actor_kinds)
        return any(kinds)
