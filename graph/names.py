"""Names in the graph: the vocabularies it speaks, and the addresses of what it speaks about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

C: Final = "https://w3id.org/peace-concordance/ontology#"
CONCEPT: Final = "https://w3id.org/peace-concordance/concept/"
PLACE: Final = "https://w3id.org/peace-concordance/place/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
BIBO: Final = "http://purl.org/ontology/bibo/"
CITO: Final = "http://purl.org/spar/cito/"
OA: Final = "http://www.w3.org/ns/oa#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

# What a query may use without declaring it, and what our serialisations declare.
PREFIXES: Final[dict[str, str]] = {
    "c": C,
    "concept": CONCEPT,
    "place": PLACE,
    "bibo": BIBO,
    "cito": CITO,
    "dcterms": DCTERMS,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": XSD,
}

DEFAULT_BASE: Final = "http://127.0.0.1:8000/"

TYPE: Final = NamedNode(RDF + "type")
_GYEAR: Final = NamedNode(XSD + "gYear")


@cache
def term(compact: str) -> NamedNode:
    """`skos:prefLabel` as a node; the prefix is one of PREFIXES."""
    prefix, _, local = compact.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def concept(identifier: str) -> NamedNode:
    """A term of the ontology's schemes: a strategy, a stance, an agency, an effect, a phase, a factor, a type."""
    return NamedNode(CONCEPT + _segment(identifier))


def cito(function: str) -> NamedNode:
    """The property of CiTO that a concept of the citation functions spells: `agrees-with` → cito:agreesWith."""
    first, *rest = function.split("-")
    return NamedNode(CITO + first + "".join(word.title() for word in rest))


def region(identifier: str) -> NamedNode:
    """A region or country of the vocabulary, by its slug or ISO 3166-1 alpha-3 code."""
    return NamedNode(PLACE + _segment(identifier))


def year(number: int) -> Literal:
    return Literal(f"{number:04d}", datatype=_GYEAR)


def moment(at: str) -> Literal:
    return Literal(at, datatype=NamedNode(XSD + "dateTime"))


def local_id(iri: str) -> str:
    """The last part of an address: the id of the thing, or a concept's identifier."""
    return iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _segment(identifier: str) -> str:
    return quote(identifier, safe="!$&'()*+,;=:@~")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of what a library holds, under its base IRI."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not self.base.endswith(("/", "#")):
            object.__setattr__(self, "base", self.base + "/")

    def _of(self, folder: str, identifier: str, part: str = "") -> NamedNode:
        fragment = f"#{part}" if part else ""
        return NamedNode(f"{self.base}{folder}/{_segment(identifier)}{fragment}")

    def document(self, identifier: str) -> NamedNode:
        return self._of("documents", identifier)

    def note(self, document: str, index: int) -> NamedNode:
        return self._of("documents", document, f"n{index}")

    def run(self, document: str) -> NamedNode:
        """The coding run that made the statements about a document."""
        return self._of("runs", document)

    def editor(self, name: str) -> NamedNode:
        """Who answers for a statement; to the public every editor is `an editor`."""
        return self._of("editors", "-".join(name.casefold().split()))

    def passage(self, identifier: str) -> NamedNode:
        return self._of("passages", identifier)

    def place_mention(self, passage: str, index: int) -> NamedNode:
        return self._of("passages", passage, f"p{index}")

    def actor_mention(self, passage: str, index: int) -> NamedNode:
        return self._of("passages", passage, f"a{index}")

    def use(self, passage: str, index: int) -> NamedNode:
        return self._of("passages", passage, f"u{index}")

    def citation(self, passage: str, index: int, work: int) -> NamedNode:
        """One of the works that a place in the text cites."""
        return self._of("passages", passage, f"c{index}-{work}")

    def entity(self, identifier: str) -> NamedNode:
        """An actor or a place; a country's id is its ISO 3166-1 alpha-3 code."""
        return self._of("entities", identifier)

    def work(self, identifier: str) -> NamedNode:
        return self._of("works", identifier)

    def cell(self, strategy: str, country: str) -> NamedNode:
        """One strategy in one country."""
        return self._of("cells", f"{strategy}-{country}")

    def document_graph(self, identifier: str) -> NamedNode:
        return self._of("graph/document", identifier)

    @property
    def entities_graph(self) -> NamedNode:
        return NamedNode(self.base + "graph/entities")

    @property
    def ontology_graph(self) -> NamedNode:
        return NamedNode(self.base + "graph/ontology")

    @property
    def editors_graph(self) -> NamedNode:
        return NamedNode(self.base + "graph/editors")

    def ours(self, graph: str) -> bool:
        """Whether a graph is one that the library writes, and nobody else may."""
        return graph.startswith(self.base + "graph/")

    def expand(self, text: str) -> NamedNode:
        """`documents/ID` or a whole address, as a node."""
        return NamedNode(text if ":" in text.split("/", 1)[0] else self.base + text.lstrip("/"))


def iri(node: object) -> str:
    """A node's address; empty for what has none."""
    return node.value if isinstance(node, NamedNode) else ""


def in_order(names: Iterable[str]) -> list[str]:
    """Without repetition, in the order of their first coming."""
    return list(dict.fromkeys(names))
