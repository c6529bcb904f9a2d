"""Columns of numbers about documents, passages and uses: rows are added by document and go by document.

Three kinds of rows. A *passage* belongs to a document, a *use* to a passage. A use that is tied to three countries has
three rows, one a context; `serial` tells which rows are one use. A *context* is a country or region that a passage
speaks of, with or without a use.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Column: TypeAlias = NDArray[Any]
NONE = -1

# Column by column: of which rows it tells, and its type.
LAYOUT: dict[str, str] = {
    "document_id": "S16",
    "document_year": "i2",  # 0: unknown
    "document_public": "?",
    "passage_id": "S40",
    "passage_document": "i4",
    "passage_language": "S8",
    "passage_public": "?",
    "use_passage": "i4",
    "use_serial": "i4",
    "use_strategy": "i2",
    "use_country": "i2",
    "use_region": "i2",
    "use_implied": "?",
    "use_stance": "i1",
    "use_agency": "i1",
    "use_effect": "i1",
    "use_phase": "i1",
    "use_kinds": "i4",
    "use_kinds_shown": "i4",  # without actors that the public must not see
    "context_passage": "i4",
    "context_country": "i2",
    "context_region": "i2",
    "acting_serial": "i4",
    "acting_actor": "S120",
    "acting_shown": "?",
}
# Which columns number rows of another kind.
POINTS = {
    "passage_document": "document",
    "use_passage": "passage",
    "context_passage": "passage",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns by name, as in LAYOUT; those of one kind of rows are equally long."""

    columns: dict[str, Column]

    @classmethod
    def empty(cls) -> Rows:
        return cls({name: np.zeros(0, kind) for name, kind in LAYOUT.items()})

    @classmethod
    def of(cls, lists: dict[str, list[Any]]) -> Rows:
        return cls({name: np.array(lists[name], kind) for name, kind in LAYOUT.items()})

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def count(self, kind: str) -> int:
        first = {"document": "document_id", "passage": "passage_id", "use": "use_passage"}[kind]
        return len(self.columns[first])

    def joined(self, other: Rows) -> Rows:
        """These rows and then the others, whose numbers of rows move behind ours."""
        serial = self._next_serial()
        return Rows(
            {name: np.concatenate([column, other._moved(name, self, serial)]) for name, column in self.columns.items()}
        )

    def _moved(self, name: str, before: Rows, serial: int) -> Column:
        column = self.columns[name]
        if name in POINTS:
            return (column + before.count(POINTS[name])).astype(column.dtype)
        return (column + serial).astype(column.dtype) if name.endswith("_serial") else column

    def _next_serial(self) -> int:
        column = self.columns["use_serial"]
        return int(column.max()) + 1 if len(column) else 0

    def without(self, documents: Collection[str]) -> Rows:
        """The rows of other documents, numbered anew."""
        gone = np.array([id.encode() for id in documents], "S16")
        keep = {"document": ~np.isin(self["document_id"], gone)}
        if keep["document"].all():
            return self
        keep["passage"] = keep["document"][self["passage_document"]]
        keep["use"] = keep["passage"][self["use_passage"]]
        keep["context"] = keep["passage"][self["context_passage"]]
        keep["acting"] = np.isin(self["acting_serial"], self["use_serial"][keep["use"]])
        number = {kind: np.cumsum(mask) - 1 for kind, mask in keep.items()}
        columns = {}
        for name, column in self.columns.items():
            kept = column[keep[name.split("_")[0]]]
            columns[name] = number[POINTS[name]][kept].astype(column.dtype) if name in POINTS else kept
        return Rows(columns)
