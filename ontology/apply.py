"""An editor's file put in force: it replaces the schemes and classes that it declares, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from ontology.errors import OntologyError
from ontology.terms import identifier
from ontology.turtle import DCTERMS, OWL, SKOS, Statements, name, triples, write
from ontology.vocabulary import codebook_terms

DEFINED = tuple(OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "Ontology"))


class TermInUse(OntologyError):
    """Statements use a term that the file lacks. Keep it with owl:deprecated true and dcterms:isReplacedBy."""


class CodebookTermGone(OntologyError):
    """The codebook's identifiers cannot be removed. Put them back; their names and labels may change."""


def merge(in_force: str, file: str, used: Mapping[str, int]) -> str:
    """The Turtle of the next release. `used` is the number of statements that use each term, by identifier.

    Raises OntologyError where the file is not Turtle, CodebookTermGone, or TermInUse naming the number of statements.
    """
    try:
        now, new = Statements(in_force), Statements(file)
    except SyntaxError as error:
        raise OntologyError(f"The file is not valid Turtle: {error}") from error
    _keep_the_codebook(new)
    _keep_what_is_used(now, new, used)
    return replaced(in_force, file)


def replaced(in_force: str, file: str) -> str:
    """As `merge`, but refusing nothing: what the next release would be. Raises SyntaxError where one is not Turtle."""
    now, new = Statements(in_force), Statements(file)
    coming = _members(new, _schemes(new)) | _defined(new)
    going = _members(now, _schemes(new)) | coming
    kept = (triple for triple in triples(in_force) if name(triple.subject) not in going)
    return write((*kept, *(triple for triple in triples(file) if name(triple.subject) in coming)))


def _members(said: Statements, schemes: frozenset[str]) -> frozenset[str]:
    """These schemes and the terms that a text places in them."""
    return schemes.union(*(said.saying(SKOS + "inScheme", scheme) for scheme in schemes))


def _defined(said: Statements) -> frozenset[str]:
    """The classes and properties that a text defines, and the ontology's own header."""
    return frozenset(term for kind in DEFINED for term in said.a(kind))


def _schemes(said: Statements) -> frozenset[str]:
    return frozenset(said.a(SKOS + "ConceptScheme"))


def _keep_the_codebook(new: Statements) -> None:
    schemes, concepts = _schemes(new), set(new.a(SKOS + "Concept"))
    gone = [id for term, (id, scheme) in codebook_terms().items() if scheme in schemes and term not in concepts]
    if gone:
        raise CodebookTermGone(f"The codebook's identifiers cannot be removed; the file lacks {', '.join(gone)}.")


def _keep_what_is_used(now: Statements, new: Statements, used: Mapping[str, int]) -> None:
    schemes = _schemes(new)
    for term in now.a(SKOS + "Concept"):
        number = used.get(identifier(now, term), 0)
        if number and schemes.intersection(now.terms(term, SKOS + "inScheme")) and not _stays(new, term):
            raise TermInUse(
                f"{number} statements use “{identifier(now, term)}”, which the file lacks. "
                "Keep it with owl:deprecated true and dcterms:isReplacedBy."
            )


def _stays(new: Statements, term: str) -> bool:
    deprecated = new.text(term, OWL + "deprecated") == "true"
    return term in new and (not deprecated or bool(new.terms(term, DCTERMS + "isReplacedBy")))
