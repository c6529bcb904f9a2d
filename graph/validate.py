"""Whether a graph holds what a valid one holds: the shapes of `ontology/shapes.ttl`, checked by SHACL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, serialize

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as the shapes say: about which node, along which property, what is wrong."""

    node: str
    path: str | None
    message: str


def shapes() -> str:
    """The shapes that come with the package, as Turtle."""
    return (files("ontology") / "shapes.ttl").read_text(encoding="utf-8")


def faults(quads: Iterable[Quad], shapes_turtle: str | None = None) -> list[Fault]:
    """What is wrong with the union of these graphs; empty when they conform. Takes seconds for 10,000 statements."""
    # rdflib and pyshacl are slow to import, and only tests and checks work with them.
    from pyshacl import validate
    from rdflib import Graph

    content = serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES) or b""
    data = Graph().parse(data=content, format="nt")
    shape_graph = Graph().parse(data=shapes_turtle or shapes(), format="turtle")
    _, report, _ = validate(data, shacl_graph=shape_graph, advanced=True, inference="none")
    return sorted(_faults(report), key=lambda fault: (fault.node, fault.path or "", fault.message))


def _faults(report: Graph) -> Iterable[Fault]:
    from rdflib import SH

    for result in report.subjects(SH.resultSeverity, None):
        path = report.value(result, SH.resultPath)
        message = report.value(result, SH.resultMessage)
        yield Fault(str(report.value(result, SH.focusNode)), str(path) if path else None, str(message))
