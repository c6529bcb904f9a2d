"""Turtle in, plain statements out: the names we use and one fast reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

C = "https://w3id.org/peace-concordance/ontology#"
CONCEPT = "https://w3id.org/peace-concordance/concept/"
PLACE = "https://w3id.org/peace-concordance/place/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"

FOLDER = Path(__file__).parent

Term: TypeAlias = str  # an IRI in full
Text: TypeAlias = tuple[str, str]  # words and their language, "" for none
Value: TypeAlias = Term | Text


class Statements:
    """What a Turtle text says, by subject and property. Subjects keep the order in which they are written."""

    def __init__(self, turtle: str) -> None:
        """Raises SyntaxError (with `lineno`) where the text is not Turtle."""
        said: dict[Term, dict[Term, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in _triples(turtle):
            if value not in said[subject][predicate]:
                said[subject][predicate].append(value)
        self._said: Mapping[Term, Mapping[Term, list[Value]]] = said

    def __iter__(self) -> Iterator[Term]:
        return iter(self._said)

    def __contains__(self, subject: object) -> bool:
        return subject in self._said

    def of(self, subject: Term) -> Mapping[Term, list[Value]]:
        return self._said.get(subject, {})

    def values(self, subject: Term, predicate: Term) -> list[Value]:
        return list(self._said.get(subject, {}).get(predicate, ()))

    def texts(self, subject: Term, predicate: Term, language: str | None = None) -> list[str]:
        """The words of a property, in every language or in one (words without a language count as English)."""
        pairs = [value for value in self.values(subject, predicate) if isinstance(value, tuple)]
        return [words for words, tag in pairs if language is None or (tag or "en") == language]

    def terms(self, subject: Term, predicate: Term) -> list[Term]:
        return [value for value in self.values(subject, predicate) if isinstance(value, str)]

    def text(self, subject: Term, predicate: Term, language: str | None = None) -> str:
        return next(iter(self.texts(subject, predicate, language)), "")

    def a(self, kind: Term) -> list[Term]:
        """The subjects of a class, as written."""
        return [subject for subject in self if kind in self._said[subject].get(RDF_TYPE, ())]

    def saying(self, predicate: Term, value: Value) -> list[Term]:
        return [subject for subject in self if value in self._said[subject].get(predicate, ())]


def _triples(turtle: str) -> Iterator[tuple[Term, Term, Value]]:
    for quad in parse(turtle, format=RdfFormat.TURTLE):
        yield _term(quad.subject), quad.predicate.value, _value(quad.object)


def _value(node: object) -> Value:
    return (node.value, node.language or "") if isinstance(node, Literal) else _term(node)


def _term(node: object) -> Term:
    if isinstance(node, NamedNode):
        return node.value
    return f"_:{node.value}" if isinstance(node, BlankNode) else str(node)
