"""Corrections as files that people write and read: JSON, JSON lines or CSV, the same fields in each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.correction_asked import LISTS, NONE
from corpus.correction_shelf import Kept
from corpus.corrections import Correction, Statement
from corpus.errors import BadCorrection

FIELDS = (
    *("verdict", "document", "passage", "strategy", "quote", "to_strategy", "to_quote"),
    *("stance", "agency", "effect", "phase", "factors", "countries", "regions", "by", "at", "note"),
)


def rows(text: str) -> list[tuple[int, dict[str, Any]]]:
    """Each correction with the line or the number under which it stands. Raises BadCorrection.

    An empty cell or a field left out means: as it is; `none` in a cell means that there is none.
    """
    text = text.removeprefix("\ufeff").strip()
    if not text:
        return []
    if text.startswith("["):
        return _objects(enumerate(_loaded(text, 1), 1))
    if text.startswith("{"):
        return _from_objects(text)
    table = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in text.split("\n", 1)[0] else ",")
    if "verdict" not in (table.fieldnames or ()):
        raise BadCorrection("A CSV file of corrections begins with a line of names, one of them `verdict`.")
    return [(table.line_num, {k: v for k, v in row.items() if k and v and v.strip()}) for row in table]


def _from_objects(text: str) -> list[tuple[int, dict[str, Any]]]:
    """One object with a list of corrections, as `corrections --json` prints it, or an object a line."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        lines = enumerate(text.splitlines(), 1)
        return _objects((number, _loaded(line, number)) for number, line in lines if line.strip())
    return _objects(enumerate(whole.get("corrections", [whole]), 1))


def _objects(found: Iterable[tuple[int, Any]]) -> list[tuple[int, dict[str, Any]]]:
    checked = []
    for number, row in found:
        if not isinstance(row, dict):
            raise BadCorrection(f"Correction {number} is no object.")
        checked.append((number, {name: value for name, value in row.items() if name in FIELDS}))
    return checked


def _loaded(text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadCorrection(f"Line {line + error.lineno - 1} is not JSON: {error.msg}.") from error


def as_row(kept: Kept) -> dict[str, Any]:
    """The fields of a file, and beside them where the words stand now (null: lost) and the coder's confidence."""
    correction = kept.correction
    about, says = correction.about or correction.says, correction.says
    assert about is not None, "a correction speaks of something"
    return {
        "number": correction.number,
        "verdict": correction.verdict,
        "document": correction.document,
        "passage": kept.place.passage.id if kept.place else None,
        "strategy": about.strategy,
        "quote": about.quote,
        "to_strategy": says.strategy if says and says.strategy != about.strategy else None,
        "to_quote": says.quote if says and says.quote != about.quote else None,
        **_said(says or about),
        "by": correction.by,
        "at": correction.at,
        "note": correction.note,
        "confidence": correction.confidence,
        "coder": correction.coder,
        "lost": kept.place is None,
        "before": _before(correction),
    }


def _before(correction: Correction) -> dict[str, Any] | None:
    """What the coder had said, where an editor said otherwise."""
    about = correction.about
    return {"strategy": about.strategy, **_said(about)} if about and correction.verdict == "edited" else None


def _said(statement: Statement) -> dict[str, Any]:
    lists = {name: list(getattr(statement, name)) for name in LISTS}
    return {"stance": statement.stance, "effect": statement.effect, "phase": statement.phase, **lists}


def as_csv(kept: Iterable[Kept]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_cells(kept))
    return out.getvalue()


def _cells(kept: Iterable[Kept]) -> Iterator[dict[str, str]]:
    for one in kept:
        row = as_row(one)
        row["phase"] = row["phase"] or NONE
        lists = {name: " ".join(row[name]) or NONE for name in LISTS}
        yield {name: "" if value is None else str(value) for name, value in {**row, **lists}.items()}
