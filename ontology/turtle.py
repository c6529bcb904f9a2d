"""Turtle in, plain statements out: the names we use and one fast reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

C = "https://w3id.org/peace-concordance/ontology#"
CONCEPT = "https://w3id.org/peace-concordance/concept/"
PLACE = "https://w3id.org/peace-concordance/place/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"

PREFIXES = {
    "c": C,
    "concept": CONCEPT,
    "place": PLACE,
    "skos": SKOS,
    "rdfs": RDFS,
    "owl": OWL,
    "dcterms": DCTERMS,
    "bibo": "http://purl.org/ontology/bibo/",
    "cito": "http://purl.org/spar/cito/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FOLDER = Path(__file__).parent

Term: TypeAlias = str  # an IRI in full
Text: TypeAlias = tuple[str, str]  # words and their language, "" for none
Value: TypeAlias = Term | Text


class Statements:
    """What a Turtle text says, by subject and property. Subjects keep the order in which they are written."""

    def __init__(self, turtle: str) -> None:
        """Raises SyntaxError (with `lineno`) where the text is not Turtle."""
        said: dict[Term, dict[Term, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples(turtle):
            said[name(triple.subject)][triple.predicate.value].append(_value(triple.object))
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


def triples(turtle: str) -> list[Triple]:
    """The triples as the engine holds them, in their order, each once. Raises SyntaxError."""
    return list(dict.fromkeys(quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)))


def write(statements: Iterable[Triple]) -> str:
    """Turtle with the usual prefixes, the statements about one term together, terms in the order of first mention."""
    together: dict[str, list[Triple]] = {}
    for triple in statements:
        together.setdefault(name(triple.subject), []).append(triple)
    ordered = (triple for term in together.values() for triple in term)
    return (serialize(ordered, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def name(node: object) -> Term:
    """A node's IRI, or its label with `_:` before it."""
    if isinstance(node, NamedNode):
        return node.value
    return f"_:{node.value}" if isinstance(node, BlankNode) else str(node)


def _value(node: object) -> Value:
    return (node.value, node.language or "") if isinstance(node, Literal) else name(node)
