"""The ontology as the rest of the house reads it: concepts, countries, regions. Frozen and pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ontology.errors import OntologyError
from ontology.places import Country, Region, read_places
from ontology.turtle import CONCEPT, DCTERMS, FOLDER, OWL, SKOS, C, Statements

SHIPPED = ("peace.ttl", "strategies.ttl", "places.ttl")
LABELS = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")


class UnknownTerm(OntologyError):
    """The ontology in force has no such term. `concordance ontology export` lists them all."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of one of the schemes. Labels and cues are token sequences; a lone `*` is a gap of up to three tokens."""

    id: str
    label: str
    definition: str = ""
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    scope_note: str = ""
    scheme: str = ""
    iri: str = ""
    side: str | None = None  # of an actor type: the agency it stands for where nothing else is known
    fixed: bool = False  # an identifier of the codebook, which never goes
    deprecated: bool = False
    replaced_by: str | None = None
    labels_by_language: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cues_by_language: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def labels(self, language: str = "en") -> tuple[str, ...]:
        """Every label of that language, the preferred one first, then alternative, then hidden ones."""
        return self.labels_by_language.get(language, ())

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(self.labels_by_language))


@dataclass(frozen=True)
class Ontology:
    """What may be said. Made by `Ontology.load`; compares by identity of its parts; nothing in it changes."""

    concepts: Mapping[str, Concept] = field(repr=False)
    countries: Mapping[str, Country] = field(repr=False)
    regions: Mapping[str, Region] = field(repr=False)

    @staticmethod
    def load(turtle: str) -> Ontology:
        """Read it from Turtle (a release, or `shipped()`). Raises OntologyError where the text is not Turtle."""
        try:
            said = Statements(turtle)
        except SyntaxError as error:
            raise OntologyError(f"The ontology is not valid Turtle: {error}") from error
        countries, regions = read_places(said)
        return Ontology(_concepts(said), countries, regions)

    @cached_property
    def branches(self) -> dict[str, Concept]:
        """The top of the strategies: never coded, never a row."""
        return {id: concept for id, concept in self._scheme("strategies").items() if not concept.broader}

    @cached_property
    def strategies(self) -> dict[str, Concept]:
        """Every strategy that can be coded, so without the branches and without deprecated ones."""
        return {
            id: concept
            for id, concept in self._scheme("strategies").items()
            if id not in self.branches and not concept.deprecated
        }

    @cached_property
    def factors(self) -> dict[str, Concept]:
        return self._scheme("factors")

    @cached_property
    def stances(self) -> dict[str, Concept]:
        return self._scheme("stances")

    @cached_property
    def agencies(self) -> dict[str, Concept]:
        return self._scheme("agencies")

    @cached_property
    def effects(self) -> dict[str, Concept]:
        return self._scheme("effects")

    @cached_property
    def phases(self) -> dict[str, Concept]:
        return self._scheme("phases")

    @cached_property
    def citation_functions(self) -> dict[str, Concept]:
        """What a work may be cited for; each bears the name of a property of CiTO in small letters and hyphens."""
        return self._scheme("citation-functions")

    @cached_property
    def actor_types(self) -> dict[str, Concept]:
        return self._scheme("actor-types")

    def concept(self, name: str) -> Concept:
        """By identifier, IRI or any label, without regard to case. Raises UnknownTerm."""
        id = name if name in self.concepts else self._names.get(name.casefold().strip())
        if id is None:
            raise UnknownTerm(f"The ontology in force has no term {name!r}.")
        return self.concepts[id]

    def narrower(self, id: str) -> frozenset[str]:
        """The concept and everything below it."""
        below = {self.concept(id).id}
        while more := {child for parent in below for child in self._children.get(parent, ())} - below:
            below |= more
        return frozenset(below)

    def broader(self, id: str) -> tuple[str, ...]:
        """Everything above the concept, nearest first, without itself."""
        above: list[str] = []
        ring: Iterable[str] = self.concept(id).broader
        while fresh := [parent for parent in dict.fromkeys(ring) if parent in self.concepts and parent not in above]:
            above += fresh
            ring = (higher for parent in fresh for higher in self.concepts[parent].broader)
        return tuple(parent for parent in above if parent != id)

    def m49(self, country: str) -> str:
        """The id of the region by which contexts are counted: M49's intermediate region, else its sub-region."""
        return self._country(country).unit

    def region(self, name: str) -> Region:
        """By id or any name, without regard to case. Raises UnknownTerm."""
        id = name if name in self.regions else self._region_names.get(name.casefold().strip())
        if id is None:
            raise UnknownTerm(f"The ontology in force has no region {name!r}.")
        return self.regions[id]

    def region_members(self, name: str) -> frozenset[str]:
        """The ISO codes of a region's countries, by its id or any name. Raises UnknownTerm."""
        return self.region(name).members

    def _country(self, code: str) -> Country:
        if code not in self.countries:
            raise UnknownTerm(f"The ontology in force has no country {code!r}.")
        return self.countries[code]

    def _scheme(self, name: str) -> dict[str, Concept]:
        return {id: concept for id, concept in self.concepts.items() if concept.scheme == name}

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for concept in self.concepts.values():
            for name in (concept.iri, *(label for labels in concept.labels_by_language.values() for label in labels)):
                names.setdefault(name.casefold(), concept.id)
        return names

    @cached_property
    def _region_names(self) -> dict[str, str]:
        pairs = ((name, region.id) for region in self.regions.values() for name in (region.label, *region.aliases))
        return {name.casefold(): id for name, id in pairs}

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for concept in self.concepts.values():
            for parent in concept.broader:
                children.setdefault(parent, []).append(concept.id)
        return children


def shipped() -> str:
    """The Turtle that comes with the package: what a new library stores as release 1."""
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SHIPPED)


def identifier(said: Statements, iri: str) -> str:
    """A term's notation, else the last part of its IRI."""
    return said.text(iri, SKOS + "notation") or iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


# ---------------------------------------------------------------- from statements


def _concepts(said: Statements) -> dict[str, Concept]:
    found = (_concept(said, iri) for iri in said.a(SKOS + "Concept"))
    return {concept.id: concept for concept in found}


def _concept(said: Statements, iri: str) -> Concept:
    schemes = said.terms(iri, SKOS + "inScheme")
    replaced = said.terms(iri, DCTERMS + "isReplacedBy")
    sides = said.terms(iri, C + "side")
    return Concept(
        id=identifier(said, iri),
        label=said.text(iri, LABELS[0], "en") or identifier(said, iri),
        definition=said.text(iri, SKOS + "definition", "en"),
        alt_labels=tuple(said.texts(iri, LABELS[1], "en")),
        hidden_labels=tuple(said.texts(iri, LABELS[2], "en")),
        broader=tuple(identifier(said, parent) for parent in said.terms(iri, SKOS + "broader")),
        cues=tuple(said.texts(iri, C + "cue", "en")),
        scope_note=" ".join(said.texts(iri, SKOS + "scopeNote", "en")),
        scheme=schemes[0].removeprefix(CONCEPT) if schemes else "",
        iri=iri,
        side=identifier(said, sides[0]) if sides else None,
        fixed=said.text(iri, C + "fixed") == "true",
        deprecated=said.text(iri, OWL + "deprecated") == "true",
        replaced_by=identifier(said, replaced[0]) if replaced else None,
        labels_by_language=_in_languages(said, iri, LABELS),
        cues_by_language=_in_languages(said, iri, (C + "cue",)),
    )


def _in_languages(said: Statements, iri: str, kinds: Iterable[str]) -> dict[str, tuple[str, ...]]:
    labels: dict[str, dict[str, None]] = {}
    for kind in kinds:
        for value in said.values(iri, kind):
            if isinstance(value, tuple):
                labels.setdefault(value[1] or "en", {})[value[0]] = None
    return {language: tuple(words) for language, words in labels.items()}
