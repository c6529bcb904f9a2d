"""What editors decided about works: that two are one, or are not; kept whatever is read anew, deleted or put back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.clusters import Group, Ruling

Verdict: TypeAlias = Literal["same", "other"]


@dataclass(frozen=True, slots=True)
class Decision:
    """`one` and `other` are addresses of works as they were then."""

    one: str
    other: str
    verdict: Verdict
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision and the forms that it is about now; a group is empty while no document gives such a work."""

    decision: Decision
    one: Group
    other: Group


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    """All of them, the latest first."""
    rows = connection.execute("SELECT one, other, verdict, by, at FROM work_decision ORDER BY at DESC, one, other")
    return [Decision(*row) for row in rows.fetchall()]


def record(connection: sqlite3.Connection, decision: Decision, *, within: bool = False) -> None:
    """In place of what was decided about the two before. `within`: about two addresses of what is one work so far."""
    forget(connection, decision.one, decision.other)
    ids = (decision.one, decision.other)
    keys = json.dumps([[id] if within else _known_by(connection, id) for id in ids])
    row = (decision.one, decision.other, decision.verdict, keys, decision.by, decision.at)
    connection.execute("INSERT INTO work_decision VALUES (?, ?, ?, ?, ?, ?)", row)


def forget(connection: sqlite3.Connection, one: str, other: str) -> bool:
    """Whether there was such a decision."""
    query = "DELETE FROM work_decision WHERE (one = ?1 AND other = ?2) OR (one = ?2 AND other = ?1)"
    return connection.execute(query, (one, other)).rowcount > 0


def names(connection: sqlite3.Connection, id: str) -> bool:
    """Whether a decision joined the work with this address to another."""
    query = "SELECT 1 FROM work_decision WHERE ?1 IN (one, other) AND verdict = 'same'"
    return connection.execute(query, (id,)).fetchone() is not None


def _known_by(connection: sqlite3.Connection, id: str) -> list[str]:
    """The addresses that this work's keys give, those of DOIs and symbols first and alone where there are any."""
    query = (
        "SELECT DISTINCT work_key.id, key GLOB 'doi:*' OR key GLOB 'un:*' FROM work_key "
        "JOIN form ON form.id = work_key.form WHERE form.work = ? AND key NOT GLOB 'main:*' ORDER BY work_key.id"
    )
    rows = connection.execute(query, (id,)).fetchall()
    strong = [key for key, identifier in rows if identifier]
    return strong or [key for key, _ in rows] or [id]


def ruled(connection: sqlite3.Connection) -> list[Ruled]:
    """Every decision with the forms that it is about."""
    rows = connection.execute("SELECT one, other, verdict, by, at, keys FROM work_decision ORDER BY one, other")
    found = []
    for *told, keys in rows.fetchall():
        one, other = (_bearing(connection, ids) for ids in json.loads(keys))
        found.append(Ruled(Decision(*told), one, other))
    return found


def _bearing(connection: sqlite3.Connection, ids: list[str]) -> Group:
    marks = ",".join("?" for _ in ids)
    query = f"SELECT DISTINCT form FROM work_key WHERE id IN ({marks}) AND key NOT GLOB 'main:*'"
    return frozenset(form for (form,) in connection.execute(query, ids))


def reached(rulings: Iterable[Ruled], forms: Set[str]) -> set[str]:
    """The forms of every decision about any of these."""
    return {form for ruled in rulings if forms & (ruled.one | ruled.other) for form in ruled.one | ruled.other}


def addresses(rulings: Iterable[Ruled], forms: Set[str]) -> set[str]:
    """The addresses that every decision about any of these forms names."""
    decided = (ruled.decision for ruled in rulings if forms & (ruled.one | ruled.other))
    return {id for decision in decided for id in (decision.one, decision.other)}


def ruling(rulings: Iterable[Ruled], forms: Set[str]) -> Ruling:
    """What was decided about these forms."""
    same: list[tuple[Group, Group]] = []
    other: list[tuple[Group, Group]] = []
    for ruled in rulings:
        one, two = ruled.one & forms, ruled.other & forms
        if one and two:
            (same if ruled.decision.verdict == "same" else other).append((frozenset(one), frozenset(two)))
    return Ruling(tuple(same), tuple(other))
