"""Queries live in files; here their parameters are set into the places that the files mark.

`#: name` alone on a line is where VALUES of that parameter stand (or LIMIT, or all of another file's lines that apply);
a line that ends with `#? name` stands only where that parameter is given. Terms are written by the RDF library, never
by hand, so no value can become syntax.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

Values: TypeAlias = Sequence[NamedNode | Literal]
Parameters: TypeAlias = Mapping[str, Values]

_FRAGMENTS: Final = ("filters", "places")
_MARK: Final = re.compile(r"^(?P<indent> *)#: (?P<name>\w+)$")
_CONDITION: Final = re.compile(r"^(?P<line>.*?) *#\? (?P<name>\w+)$")


def query_text(name: str, parameters: Parameters) -> str:
    """The query of that file with these parameters, as it is run and as it is shown."""
    lines = [line for raw in _file(name) for line in _set(raw, parameters)]
    return "\n".join(lines) + "\n"


def _set(raw: str, parameters: Parameters) -> list[str]:
    if condition := _CONDITION.match(raw):
        return [condition["line"]] if condition["name"] in parameters else []
    found = _MARK.match(raw)
    if not found:
        return [raw]
    name, indent = found["name"], found["indent"]
    if name in _FRAGMENTS:
        return [indent + line for line in _fragment(name, parameters)]
    if name not in parameters:
        return []
    if name == "limit":
        return [f"{indent}LIMIT {parameters[name][0].value}"]
    return [indent + _values(name, parameters[name])]


def _fragment(name: str, parameters: Parameters) -> list[str]:
    lines = []
    for raw in _file(name):
        found = _CONDITION.match(raw)
        if found and (values := parameters.get(found["name"])) is not None:
            lines += [_values(found["name"], values)] if values else []
            lines.append(found["line"].strip())
    return lines


def _values(name: str, values: Values) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, values))} }}"


@cache
def _file(name: str) -> tuple[str, ...]:
    return tuple((files("graph") / "queries" / f"{name}.rq").read_text(encoding="utf-8").splitlines())
