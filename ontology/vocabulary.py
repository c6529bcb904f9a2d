"""An editor's file beside what is in force, and the word lists by which it is judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from ontology.terms import LABELS, identifier, shipped
from ontology.turtle import CONCEPT, SKOS, C, Statements


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_LABEL = 9
STRATEGIES = CONCEPT + "strategies"
LANGUAGES = _words("""
af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga ha he hi hr hu hy id ig is it ja ka kk km
ko ku ky la lo lt lv mk mn ms mt my ne nl no om pa pl ps pt rn ro ru rw sd si sk sl so sq sr sv sw ta te tg th
ti tk tl tr uk ur uz vi wo xh yo zh zu
""")
COMMON = _words("""
a an and are as at be by for from had has have in is it no not of on or that the their they this to was were
will with people person group groups work support help action peace war conflict violence community government
state local national international report meeting process programme program project policy country region law
""")
OURS = {
    C: _words("cue fixed gap side class demonym within member iso2"),
    SKOS: _words(
        """
prefLabel altLabel hiddenLabel definition scopeNote notation broader narrower related inScheme topConceptOf
hasTopConcept exactMatch closeMatch broadMatch narrowMatch relatedMatch note changeNote editorialNote historyNote
example broaderTransitive narrowerTransitive member memberList
"""
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: with which term, what, how to mend it, and the line where the term first stands."""

    term: str | None
    fault: str
    mend: str
    line: int | None = None


@dataclass(frozen=True)
class Vocabulary:
    """An editor's file beside what is in force."""

    turtle: str
    said: Statements
    in_force: Statements

    @cached_property
    def concepts(self) -> list[str]:
        return self.said.a(SKOS + "Concept")

    @cached_property
    def schemes(self) -> frozenset[str]:
        return frozenset(self.said.a(SKOS + "ConceptScheme"))

    @cached_property
    def strategies(self) -> list[str]:
        return [term for term in self.concepts if STRATEGIES in self.said.terms(term, SKOS + "inScheme")]

    @cached_property
    def _lines(self) -> list[str]:
        return self.turtle.splitlines()

    @cached_property
    def labels(self) -> list[tuple[str, str, str]]:
        """Every label of every concept: the term, the words, the language."""
        found = ((term, value) for term in self.concepts for kind in LABELS for value in self.said.values(term, kind))
        return [(term, *value) for term, value in found if isinstance(value, tuple)]

    def known(self, term: str) -> bool:
        """Whether the term will exist: the file has it, or it is in force in a scheme that the file leaves alone."""
        elsewhere = self.schemes.isdisjoint(self.in_force.terms(term, SKOS + "inScheme"))
        return term in self.said or (term in self.in_force and elsewhere)

    def id(self, term: str) -> str:
        return identifier(self.said if term in self.said else self.in_force, term)

    def fault(self, term: str, fault: str, mend: str) -> Fault:
        return Fault(self.id(term), fault, mend, self.line(term))

    def line(self, term: str) -> int | None:
        """Where the term first stands at the head of a line, else where it first stands at all; counted from 1."""
        local = re.escape(term.rsplit("#", 1)[-1].rsplit("/", 1)[-1])
        name = rf"(?:<{re.escape(term)}>|[\w-]*:{local}(?![\w-]))"
        for pattern in (re.compile(r"\s*" + name), re.compile(r".*" + name)):
            found = (number for number, line in enumerate(self._lines, 1) if pattern.match(line))
            if number := next(found, None):
                return number
        return None


@cache
def codebook_terms() -> dict[str, tuple[str, str]]:
    """The terms that never go, by address: their identifier and their scheme, as the package ships them."""
    said = Statements(shipped())
    fixed = (term for term in said.a(SKOS + "Concept") if said.text(term, C + "fixed") == "true")
    return {term: (identifier(said, term), said.terms(term, SKOS + "inScheme")[0]) for term in fixed}
