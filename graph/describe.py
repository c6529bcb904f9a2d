"""What the graph says of one address, for those who follow links: a document, passage, entity, work or strategy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from graph.errors import UnfitFormat, UnknownAddress
from graph.names import iri
from graph.reading import GRAPH_FORMATS, Result, serialized
from graph.view import View

MOST = 5_000  # triples that point at a thing: of a much cited work a part is enough to go on from


def describe(view: View, address: str, format: str = "turtle") -> Result:
    """The triples about an address and those that point at it. Raises UnknownAddress, UnfitFormat.

    `address`: whole, or below the base IRI (`documents/ID`, `passages/ID`, `entities/ID`, `works/ID`, `cells/ID`).
    """
    if format not in GRAPH_FORMATS:
        raise UnfitFormat(f"A description cannot be written as {format}. Choose one of: {', '.join(GRAPH_FORMATS)}.")
    node = view.at.expand(address)
    triples = list(dict.fromkeys(_about(view, node)))
    if not triples:
        raise UnknownAddress(f"The graph says nothing about {node.value}.")
    kind = GRAPH_FORMATS[format]
    return Result(serialized(triples, kind), kind.media_type, len(triples))


def _about(view: View, node: NamedNode) -> Iterator[Triple]:
    yield from _outward(view, node)
    for quad in _bounded(view.store.quads_for_pattern(None, None, node)):
        yield quad.triple
        # What stands in a passage (uses, mentions, citations, notes) is told with it, and has no page of its own.
        if iri(quad.subject).startswith(node.value + "#"):
            yield from _outward(view, quad.subject)


def _outward(view: View, node: NamedNode | BlankNode | Triple) -> Iterator[Triple]:
    for quad in view.store.quads_for_pattern(node, None, None):
        yield quad.triple


def _bounded(quads: Iterable[Quad]) -> Iterator[Quad]:
    return (quad for _, quad in zip(range(MOST), quads, strict=False))
