"""A snapshot as our own queries read it: in this process, for they are known and bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from graph.names import PREFIXES, XSD, Addresses
from graph.snapshots import reading
from graph.texts import Parameters, query_text

Value: TypeAlias = str | int | float | None

_NUMBERS: Final[dict[str, Callable[[str], int | float]]] = {
    XSD + "integer": int,
    XSD + "gYear": int,
    XSD + "double": float,
    XSD + "decimal": float,
}


@dataclass(frozen=True, slots=True)
class Table:
    """What a query gave: addresses and texts as strings, numbers as numbers; `sparql` is the query as it was run."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    sparql: str

    def records(self) -> Iterable[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


class View:
    """One snapshot, kept from being dropped until closed. Raises NoSnapshot when it is gone."""

    def __init__(self, snapshot: Path, base_iri: str) -> None:
        self.at = Addresses(base_iri)
        self._held = ExitStack()
        self.snapshot = self._held.enter_context(reading(snapshot))
        self.store = Store.read_only(str(snapshot))

    def select(self, name: str, parameters: Parameters) -> Table:
        """The rows of `graph/queries/<name>.rq`."""
        text = query_text(name, parameters)
        found = self.store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        columns = tuple(variable.value for variable in found.variables)
        return Table(columns, tuple(tuple(map(from_term, row)) for row in found), text)

    def close(self) -> None:
        self._held.close()

    def __enter__(self) -> View:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def from_term(term: object) -> Value:
    if isinstance(term, Literal):
        number = _NUMBERS.get(term.datatype.value)
        return number(term.value) if number else term.value
    if isinstance(term, NamedNode):
        return term.value
    return str(term) if isinstance(term, Triple) else None
