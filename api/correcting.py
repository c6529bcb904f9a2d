"""Corrections taken in and undone: the work behind the command, the pages and the JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from api.house import House
from api.show import Progress
from corpus.correction_asked import Request, worked_out
from corpus.correction_file import as_row
from corpus.correction_shelf import Kept
from corpus.corrections import Correction, place
from ontology.errors import ConcordanceError

Statement = tuple[str, str, str, tuple[str, ...], int]


def correct(house: House, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Take in each row; one that cannot hold is told and harms no other. How many statements came and went."""
    rows = arguments["corrections"]
    made: list[Correction] = []
    failed = []
    before: Counter[Statement] = Counter()
    for done, (number, row) in enumerate(rows, 1):
        try:
            asked = worked_out(house.library, house.ontology, Request.of(row, arguments.get("by") or "owner"))
            if asked.document not in {one.document for one in made}:
                before += _asserted(house, asked.document)
            made.append(house.library.correct(asked))
        except ConcordanceError as error:
            failed.append({"row": number, "error": type(error).__name__, "detail": str(error)})
        progress(done, len(rows), "correcting")
    house.catch_up()
    after = sum((_asserted(house, id) for id in {one.document for one in made}), Counter[Statement]())
    return {
        "corrections": [as_row(_kept(house, one)) for one in made],
        "failed": failed,
        "statements_added": (after - before).total(),
        "statements_removed": (before - after).total(),
    }


def undo(house: House, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Forget a correction; what stood before it stands again. Raises NotDecided."""
    undone = house.library.undo_correction(int(arguments["number"]))
    house.catch_up()
    return {"undone": as_row(_kept(house, undone))}


def _kept(house: House, correction: Correction) -> Kept:
    held = house.library.held(correction.document)
    return Kept(correction, place(held.document, correction) if held else None)


def _asserted(house: House, document: str) -> Counter[Statement]:
    coded = house.library.coding(document)
    return Counter(
        (said.passage, use.strategy, use.stance, use.countries, use.start)
        for said in (coded.coding.passages if coded else ())
        for use in said.uses
        if coded and coded.coding.asserted(use)
    )
