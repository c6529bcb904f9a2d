"""What is wrong with an editor's file: each fault with its place and its mend, in words an editor reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ontology import faults
from ontology.turtle import Statements
from ontology.vocabulary import Fault, Vocabulary

Rule = Callable[[Vocabulary], Iterable[Fault]]

ERRORS: tuple[Rule, ...] = (
    faults.nothing_declared,
    faults.misspelt_property,
    faults.no_english_name,
    faults.two_names_in_a_language,
    faults.no_definition,
    faults.no_notation,
    faults.notation_is_not_an_identifier,
    faults.same_notation,
    faults.in_no_scheme,
    faults.nothing_broader,
    faults.unknown_broader,
    faults.broader_in_a_circle,
    faults.no_language,
    faults.unknown_language,
    faults.same_name,
    faults.gap_at_the_edge,
    faults.unknown_replacement,
    faults.codebook_term_gone,
)
WARNINGS: tuple[Rule, ...] = (
    faults.shared_label,
    faults.too_general,
    faults.too_long,
    faults.term_gone,
    faults.address_differs_from_notation,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. With errors the file is refused; warnings are worth a look."""

    errors: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.errors

    def as_json(self) -> dict[str, Any]:
        return {"errors": [asdict(fault) for fault in self.errors], "warnings": [asdict(w) for w in self.warnings]}


def check(turtle: str, in_force: str) -> Report:
    """Examine an editor's Turtle (one file, several, or a whole export) against the Turtle in force.

    Never raises for the editor's text. Raises SyntaxError if the text in force is not Turtle.
    """
    try:
        vocabulary = Vocabulary(turtle, Statements(turtle), Statements(in_force))
    except SyntaxError as error:
        return Report(errors=(_syntax(error, turtle),))
    return Report(tuple(_apply(ERRORS, vocabulary)), tuple(_apply(WARNINGS, vocabulary)))


def _apply(rules: Iterable[Rule], vocabulary: Vocabulary) -> Iterator[Fault]:
    for rule in rules:
        yield from rule(vocabulary)


def _syntax(error: SyntaxError, turtle: str) -> Fault:
    line = error.lineno or None
    quoted = turtle.splitlines()[line - 1].strip() if line and line <= len(turtle.splitlines()) else ""
    what = f"The file is not valid Turtle: {error.msg}" + (f" (near “{quoted[:80]}”)" if quoted else "")
    mend = "Look here and at the line before: a statement ends with a full stop, its parts are parted by ; or ,."
    return Fault(None, what, mend, line)
