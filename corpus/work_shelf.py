"""Works of the library: which may be one, what editors decided about them, and how that is undone."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import documents, work_decisions, works
from corpus.document_shelf import DocumentShelf
from corpus.errors import NotDecided, NotTwoWorks
from corpus.records import Entity
from corpus.work_decisions import Decision, Verdict


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two works that may be one: how likely, and what speaks for and against it."""

    one: Entity
    other: Entity
    score: float
    why: tuple[str, ...]


class WorkShelf(DocumentShelf):
    def proposals(self, limit: int | None = None) -> list[Proposal]:
        """Works that may be one and wait for an editor, the likeliest first."""
        with self._store.reading() as connection:
            refused = {
                frozenset(pair)
                for ruled in work_decisions.ruled(connection)
                if ruled.decision.verdict == "other"
                for pair in works.works_of(connection, ruled.one, ruled.other)
            }
            rows = connection.execute(_PROPOSED).fetchall()
            waiting = [row for row in rows if frozenset(row[:2]) not in refused]
            return [
                Proposal(first, second, score, tuple(why.split("; ")))
                for one, other, score, why in waiting[:limit]
                if (first := works.work(connection, one)) and (second := works.work(connection, other))
            ]

    def decisions_about_works(self) -> list[Decision]:
        """What editors decided, the latest first."""
        return work_decisions.decisions(self._store.connection)

    def forms_of_work(self, id: str) -> list[tuple[str, str, str]]:
        """Each place where a work is described: its form's own address, its words, the document."""
        return works.described_as(self._store.connection, id)

    def decide_about_works(self, one: str, other: str, verdict: Verdict, by: str) -> None:
        """Keep an editor's decision that two works are one ("same") or are not ("other"), and follow it.

        Either may be an address that now leads to a work: so a work that was put together wrongly is taken apart.
        Raises NotTwoWorks when it can say nothing about these two.
        """
        with self._store.writing() as connection:
            known = [works.known_under(connection, id) for id in (one, other)]
            if one == other or not all(known) or (verdict == "same" and known[0] == known[1]):
                raise NotTwoWorks(_not_two(one, other, known))
            decision = Decision(one, other, verdict, by, documents.now())
            work_decisions.record(connection, decision, within=known[0] == known[1])
            ruled = next(found for found in work_decisions.ruled(connection) if found.decision == decision)
            if ruled.one & ruled.other:
                raise NotTwoWorks(f"{one} and {other} are described in the same words: nothing tells them apart.")
            self._regroup({*ruled.one, *ruled.other}, one, other)

    def undo_about_works(self, one: str, other: str) -> None:
        """Forget a decision: all is as if it had never been made. Raises NotDecided."""
        with self._store.writing() as connection:
            forms = {
                form
                for ruled in work_decisions.ruled(connection)
                if {ruled.decision.one, ruled.decision.other} == {one, other}
                for form in ruled.one | ruled.other
            }
            if not work_decisions.forget(connection, one, other):
                raise NotDecided(f"Nothing was decided about {one} and {other}. `concordance works decided` lists all.")
            self._regroup(forms, one, other)

    def _regroup(self, forms: set[str], *decided: str) -> None:
        self._follow(works.regroup(self._store.connection, forms), set(decided))

    def _group_anew(self) -> None:
        """Describe every document anew and group all: after an upgrade."""
        with self._store.writing() as connection:
            ids = list(documents.ids(connection))
            for id in ids:
                works.leave(connection, id)
            connection.execute("DELETE FROM form")
            for id in ids:
                works.describe_again(connection, id)
            moved = works.settle(connection)
            self._follow(moved, moved.works)

    def redirect(self, id: str) -> str | None:
        """Where the thing with this id is found now, when that is another id: a document, passage, entity or work."""
        return super().redirect(id) or works.leads_to(self._store.connection, id)


def _not_two(one: str, other: str, known: list[str | None]) -> str:
    for id, work in zip((one, other), known, strict=True):
        if work is None:
            return f"The library knows no work {id}. `concordance works` lists what may be one."
    return f"{one} and {other} are one work already."


_PROPOSED = """
SELECT min(a.work, b.work) AS first, max(a.work, b.work) AS second, max(pair.score), pair.why
FROM form_pair pair JOIN form a ON a.id = pair.one JOIN form b ON b.id = pair.other
WHERE a.work <> b.work GROUP BY first, second ORDER BY max(pair.score) DESC, first, second
"""
