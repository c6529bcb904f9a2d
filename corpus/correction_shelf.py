"""Corrections of the library: made, listed, undone; and the statements that wait for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus import correction_rows, documents
from corpus.codec import from_json
from corpus.coding_shelf import CodingShelf
from corpus.correcting import spoken_of
from corpus.corrections import Correction, Place, Statement, find, place, place_spoken_of
from corpus.errors import NotDecided, QuoteNotFound
from corpus.records import Document, Passage, StrategyUse


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction in force and where its words stand now; None: they are lost, and it waits for an editor."""

    correction: Correction
    place: Place | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A coder's statement about which nobody decided."""

    document: Document
    passage: Passage
    use: StrategyUse
    operating_confidence: float

    @property
    def sureness(self) -> float:
        """How far it is from being a coin's toss between asserted and waiting."""
        return abs(self.use.confidence - self.operating_confidence)


class CorrectionShelf(CodingShelf):
    def correct(self, correction: Correction) -> Correction:
        """Keep it, in place of what was decided about the same statement, and let it hold at once.

        The same once more changes nothing. Raises NotHeld, QuoteNotFound.
        """
        with self._store.writing() as connection:
            held = self.held(correction.document)
            if held is None or place(held.document, correction) is None:
                raise QuoteNotFound(_not_found(correction))
            former = self._former(held.document, correction)
            if former and replace(former, number=0, at=correction.at, anchor=correction.anchor) == correction:
                return former
            number = correction_rows.insert(connection, correction, former.number if former else None)
            self._touch("coding", correction.document)
        return replace(correction, number=number)

    def _former(self, document: Document, correction: Correction) -> Correction | None:
        """What was decided before about the statement of which this one speaks."""
        now = place(document, correction)
        at = place_spoken_of(document, correction, now) if now else None
        for former in correction_rows.standing(self._store.connection, document.id):
            stands = place(document, former)
            if stands and at and _meet(document, former, stands, correction, at):
                return former
        return None

    def undo_correction(self, number: int) -> Correction:
        """Forget it: what stood before it stands again. Raises NotDecided."""
        with self._store.writing() as connection:
            found = next((one for one in correction_rows.standing(connection) if one.number == number), None)
            if found is None:
                raise NotDecided(f"No correction {number} is in force. `concordance corrections` lists them.")
            correction_rows.delete(connection, number)
            self._touch("coding", found.document)
        return found

    def corrections(self, document: str | None = None) -> Iterator[Kept]:
        """Those in force, the earliest first, each with the place where its words stand now."""
        for correction in correction_rows.standing(self._store.connection, document):
            held = self.held(correction.document)
            yield Kept(correction, place(held.document, correction) if held else None)

    def find_words(self, document: str, quote: str) -> Place | None:
        """The first passage in which these words stand."""
        held = self.held(document)
        return find(held.document, quote) if held else None

    def waiting(self, limit: int, *, asserted: bool = False) -> list[Waiting]:
        """Statements below the operating confidence, the least sure first; with `asserted` also those above."""
        found: list[Waiting] = []
        for id, passage, use, operating in self._unsure(asserted):
            held = self.held(id)
            stands = next((p for p in held.document.passages if p.id == passage), None) if held else None
            if held and stands and not self._decided(held.document, stands, use):
                found.append(Waiting(held.document, stands, use, operating))
            if len(found) == limit:
                break
        return found

    def _unsure(self, asserted: bool) -> Iterator[tuple[str, str, StrategyUse, float]]:
        for document, passage, use, operating in self._all(_UNSURE, asserted):
            yield document, passage, from_json(StrategyUse, use), operating

    def _decided(self, document: Document, passage: Passage, use: StrategyUse) -> bool:
        for correction in correction_rows.standing(self._store.connection, document.id):
            stands = place(document, correction)
            at = place_spoken_of(document, correction, stands) if stands else None
            if at and at.passage.id == passage.id and spoken_of(correction, at, [use]):
                return True
        return False


def _meet(document: Document, former: Correction, stands: Place, correction: Correction, at: Place) -> bool:
    """Whether both speak of one statement: of the coder's, or of the one that the former put there."""
    sides: list[tuple[Statement | None, Place]] = [
        (former.about, place_spoken_of(document, former, stands)),
        (former.says, stands),
    ]
    spoken = correction.about or correction.says
    return any(
        side is not None
        and spoken is not None
        and side.strategy == spoken.strategy
        and (side.stance, side.countries) == (spoken.stance, spoken.countries)
        and where.passage.id == at.passage.id
        and where.start < at.end
        and at.start < where.end
        for side, where in sides
    )


def _not_found(correction: Correction) -> str:
    return f"“{correction.quote}” stands in no passage of document {correction.document}."


now = documents.now

_UNSURE = """
SELECT coding.document, passage.id, use.value, coding.operating_confidence
FROM passage_coding JOIN passage ON passage.number = passage_coding.passage
JOIN coding ON coding.document = passage_coding.document,
json_each(CAST(passage_coding.record AS TEXT), '$.uses') AS use
WHERE ?1 OR use.value ->> 'confidence' < coding.operating_confidence
ORDER BY abs((use.value ->> 'confidence') - coding.operating_confidence), passage.number, use.key
"""
