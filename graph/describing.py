"""Entities, works, places of the vocabulary, cells and the ontology become quads.

In the graph of entities each triple has its entity as subject, and there are no blank nodes: so an entity's triples can
be found, and taken away, by its address alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from corpus.records import Audience, Entity, Reference, Release
from graph.names import PLACE, TYPE, Addresses, C, concept, in_order, iri, local_id, region, term
from graph.project_reading import bibliographic, family_first
from graph.statements import Statement

_WIDE = ("country", "region")
GRID = 0.5  # degrees: how exactly the public learns where a place below the first-order divisions lies


def entity_to_quads(entity: Entity, at: Addresses, audience: Audience) -> Iterator[Quad]:
    """An actor, place or work; of a merged one where it leads; nothing when it is hidden, or told by the vocabulary."""
    if audience == "public" and not _public(entity):
        return
    if entity.redirect:
        old, new = (entity_address(entity.kind, id, at) for id in (entity.id, entity.redirect))
        yield Quad(old, term("dcterms:isReplacedBy"), new, at.entities_graph)
        return
    if entity.kind == "place" and entity.type in _WIDE:
        return
    for subject, predicate, value in _entity(entity, at, audience):
        yield Quad(subject, predicate, value, at.entities_graph)


def _public(entity: Entity) -> bool:
    """Open to all, and named in words that are open to all."""
    return entity.visibility == "public" and bool(entity.public_documents)


def entity_address(kind: str, identifier: str, at: Addresses) -> NamedNode:
    return at.work(identifier) if kind == "work" else at.entity(identifier)


def _entity(entity: Entity, at: Addresses, audience: Audience) -> Iterator[Statement]:
    if entity.kind == "work":
        yield from _work(entity, at)
    else:
        yield from _named(entity, at)
    if entity.kind == "actor":
        yield at.entity(entity.id), TYPE, term("c:Actor")
        if entity.type:
            yield at.entity(entity.id), term("c:actorType"), concept(entity.type)
    if entity.kind == "place":
        yield at.entity(entity.id), TYPE, term("c:Place")
        yield from _position(entity, at, audience)


def _named(entity: Entity, at: Addresses) -> Iterator[Statement]:
    subject = at.entity(entity.id)
    yield subject, term("skos:prefLabel"), Literal(entity.label)
    for alias in in_order(entity.aliases):
        if alias != entity.label:
            yield subject, term("skos:altLabel"), Literal(alias)
    if entity.country:
        yield subject, term("c:country"), at.entity(entity.country)


def _position(entity: Entity, at: Addresses, audience: Audience) -> Iterator[Statement]:
    subject = at.entity(entity.id)
    if entity.geonames:
        yield subject, term("skos:exactMatch"), NamedNode(f"https://sws.geonames.org/{entity.geonames}/")
    if entity.lat is not None and entity.lon is not None:
        exact = audience == "owner" or entity.type == "subdivision"
        yield subject, term("c:latitude"), Literal(entity.lat if exact else coarse(entity.lat))
        yield subject, term("c:longitude"), Literal(entity.lon if exact else coarse(entity.lon))


def coarse(degrees: float) -> float:
    """A coordinate as the public learns it: on a grid of half a degree."""
    return round(degrees / GRID) * GRID


def _work(entity: Entity, at: Addresses) -> Iterator[Statement]:
    subject = at.work(entity.id)
    yield subject, TYPE, term("c:Work")
    yield subject, term("dcterms:title"), Literal(entity.label)
    if entity.type:
        yield subject, term("dcterms:type"), Literal(entity.type)
    if entity.reference is not None:
        yield from _as_printed(subject, entity.reference)


def _as_printed(subject: NamedNode, reference: Reference) -> Iterator[Statement]:
    yield subject, term("dcterms:bibliographicCitation"), Literal(reference.raw)
    for author in in_order(family_first(name) for name in reference.authors):
        yield subject, term("c:author"), Literal(author)
    yield from bibliographic(subject, reference)


def cell_to_quads(strategy: str, country: str, at: Addresses) -> Iterator[Quad]:
    """One strategy in one country, described once however many documents speak of it."""
    subject = at.cell(strategy, country)
    yield Quad(subject, TYPE, term("c:Cell"), at.entities_graph)
    yield Quad(subject, term("c:strategy"), concept(strategy), at.entities_graph)
    yield Quad(subject, term("c:country"), at.entity(country), at.entities_graph)


def parts_of_cell(cell: str) -> tuple[str, str]:
    """The strategy and the country of a cell, from its address."""
    strategy, _, country = local_id(cell).rpartition("-")
    return strategy, country


# ---------------------------------------------------------------- the ontology in force


def release_to_quads(release: Release, at: Addresses) -> Iterator[Quad]:
    """The ontology's own graph, and its countries and regions as places of the library."""
    triples = [quad.triple for quad in parse(release.turtle, format=RdfFormat.TURTLE)]
    # Two files joined may say the same; one graph holds a triple once.
    for triple in dict.fromkeys(triples):
        yield Quad(triple.subject, triple.predicate, triple.object, at.ontology_graph)
    yield from _vocabulary_places(triples, at)


def _vocabulary_places(triples: Iterable[Triple], at: Addresses) -> Iterator[Quad]:
    for triple in triples:
        for predicate, value in _as_place(triple, at):
            subject = at.entity(local_id(iri(triple.subject)))
            yield Quad(subject, predicate, value, at.entities_graph)


def _as_place(triple: Triple, at: Addresses) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """What a statement of the vocabulary about a country or region says of the place that stands for it here."""
    if not iri(triple.subject).startswith(PLACE):
        return
    predicate, value = triple.predicate, triple.object
    if predicate == TYPE and value in (term("c:Country"), term("c:Region")):
        yield TYPE, NamedNode(iri(value))
        yield TYPE, term("c:Place")
        yield term("skos:exactMatch"), NamedNode(iri(triple.subject))
    elif predicate in (term("skos:prefLabel"), term("skos:notation")) and isinstance(value, Literal):
        yield predicate, value
    elif predicate == NamedNode(C + "within") and isinstance(value, NamedNode):
        yield term("c:region"), region(local_id(value.value))
