"""What can be told of a query from its words alone, without understanding it. Runs where queries may be foreign.

The words are split as SPARQL's grammar splits them, so that SERVICE inside a string or a comment is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from graph.errors import MalformedQuery, ServiceRefused, UpdateRefused

_TOKEN: Final = re.compile(
    r'''(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<comment>\#[^\n\r]*)
    |(?P<variable>[?$]\w+)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9-]+)*)
    |(?P<name>(?P<prefix>[^\W\d_](?:[\w.-]*[\w-])?|_)?:(?:[\w.:%-]|\\.)*)
    |(?P<word>[^\W\d_]\w*)
    |(?P<number>\d[\w.+-]*)
    |(?P<space>\s+)
    |(?P<sign>.)''',
    re.VERBOSE | re.DOTALL,
)
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_ERROR_AT: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Token(NamedTuple):
    kind: str
    text: str


def tokens(query: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(query):
        kind = "name" if match.lastgroup == "prefix" else match.lastgroup or "sign"
        if kind not in {"space", "comment"}:
            yield Token(kind, match.group())


def refuse_what_writes_or_calls_out(query: str) -> None:
    """Raises ServiceRefused or UpdateRefused."""
    words = _keywords(query)
    if "SERVICE" in words:
        raise ServiceRefused
    first = next((word for word in words if word not in {"PREFIX", "BASE"}), "")
    if first in _UPDATES:
        raise UpdateRefused


def names_its_graphs(query: str) -> bool:
    """Whether the query says by FROM what its default graph is."""
    return "FROM" in _keywords(query)


def _keywords(query: str) -> list[str]:
    return [token.text.upper() for token in tokens(query) if token.kind == "word"]


def malformed(query: str, fault: str, declared: frozenset[str]) -> MalformedQuery:
    """The parser's message in words that help: where it stopped, what stands there, which prefix is missing."""
    if not query.strip():
        return MalformedQuery("The query is empty. Write SELECT, ASK, CONSTRUCT or DESCRIBE and a pattern.")
    found = _ERROR_AT.match(fault)
    if not found:
        return MalformedQuery(f"The query cannot be read: {fault}.")
    line, column = int(found[1]), int(found[2])
    missing = _undeclared_prefixes(query, declared)
    why = (
        f"the prefix {missing[0]} is not declared; add PREFIX {missing[0]} <…> at its head"
        if missing
        else _reason(found[3]) or f"it stops making sense at “{_around(query, line, column)}”"
    )
    return MalformedQuery(f"The query cannot be read at line {line}, column {column}: {why}.", line, column)


def _undeclared_prefixes(query: str, declared: frozenset[str]) -> list[str]:
    known, missing, before = set(declared), [], ""
    for token in tokens(query):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                known.add(prefix)
            elif prefix not in known and prefix != "_":
                missing.append(prefix + ":")
        before = token.text.upper()
    return missing


def _around(query: str, line: int, column: int) -> str:
    lines = query.splitlines()
    text = lines[line - 1] if line <= len(lines) else lines[-1]
    return text[max(0, column - 16) : column + 15].strip() or lines[max(0, line - 2)].strip()[-30:]


def _reason(fault: str) -> str:
    """The parser lists tokens, which help nobody, and sometimes says a sentence, which does."""
    names = [name.strip() for name in fault.removeprefix("expected ").removeprefix("one of ").split(",")]
    sentences = [name for name in names if " " in name]
    return sentences[0][0].lower() + sentences[0][1:] if len(sentences) == 1 else ""
