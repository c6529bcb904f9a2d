"""What both halves of a document's graph are made of: statements, the words that they rest on, and who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from corpus.records import Audience, Held, Passage
from graph.names import term

Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def in_graph(graph: NamedNode, statements: Iterator[Statement]) -> Iterator[Quad]:
    return (Quad(subject, predicate, value, graph) for subject, predicate, value in statements)


def seen(held: Held, passage: str, audience: Audience) -> bool:
    return audience == "owner" or held.public(passage)


def words(subject: NamedNode, passage: Passage, start: int, end: int) -> Iterator[Statement]:
    yield subject, term("oa:exact"), Literal(passage.text[start:end])
    yield subject, term("oa:start"), Literal(start)
    yield subject, term("oa:end"), Literal(end)
