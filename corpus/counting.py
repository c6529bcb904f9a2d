"""Counting over the use table, by the codebook's rules: contexts, documents and passages of each strategy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from corpus.columns import NONE, Column, Rows
from corpus.vocabulary import STANCES, Vocabulary

if TYPE_CHECKING:
    from ontology.terms import Ontology

By: TypeAlias = Literal["country", "region"]


@dataclass(frozen=True, slots=True)
class Cells:
    """Equally long columns: a use of the strategy in the context, in a passage, with a stance. `counted`: stances."""

    rows: Rows
    strategy: Column
    context: Column
    country: Column
    passage: Column
    stance: Column
    counted: Sequence[int]

    def at(self, which: Column) -> Cells:
        """Those at these places, or where this mask is true."""
        return replace(
            self,
            strategy=self.strategy[which],
            context=self.context[which],
            country=self.country[which],
            passage=self.passage[which],
            stance=self.stance[which],
        )

    def with_broader(self, ancestors: dict[int, list[int]]) -> Cells:
        """Each cell once for each strategy for which it counts; none for a strategy without ancestors."""
        parts = [(np.flatnonzero(self.strategy == code), target) for code, some in ancestors.items() for target in some]
        if not parts:
            return self.at(np.zeros(0, int))
        cells = self.at(np.concatenate([places for places, _ in parts]))
        targets = [np.full(len(places), target, self.strategy.dtype) for places, target in parts]
        return replace(cells, strategy=np.concatenate(targets))

    def by(self, column: Column) -> Iterator[tuple[int, Cells]]:
        """One after the other, the cells that share a value in this column."""
        order = np.argsort(column, kind="stable")
        values, starts = np.unique(column[order], return_index=True)
        ends = [*starts[1:], len(order)]
        for value, start, end in zip(values, starts, ends[: len(values)], strict=True):
            yield int(value), self.at(order[start:end])

    @property
    def that_count(self) -> Cells:
        return self.at(np.isin(self.stance, list(self.counted)))

    def passages(self) -> list[str]:
        return _words(self.rows["passage_id"][np.unique(self.passage)])

    def documents(self) -> list[str]:
        return _words(self.rows["document_id"][np.unique(self.rows["passage_document"][self.passage])])

    def stances(self) -> dict[str, int]:
        """How many distinct passages speak of it with each stance."""
        return {name: len(np.unique(self.passage[self.stance == code])) for code, name in enumerate(STANCES)}


def _words(ids: Iterable[bytes]) -> list[str]:
    return sorted(id.decode() for id in ids)


@dataclass(frozen=True, slots=True)
class Counter:
    """Makes the answers' rows of cells that are already filtered."""

    cells: Cells
    words: Vocabulary
    ontology: Ontology
    by: By

    def recurring(self, minimum: int) -> list[dict[str, Any]]:
        rows = [self._row(code, cells) for code, cells in self.cells.by(self.cells.strategy)]
        rows = [row for row in rows if row["contexts"] >= minimum]
        return sorted(rows, key=lambda row: (-row["contexts"], -len(row["documents"]), row["strategy"]))

    def _row(self, code: int, cells: Cells) -> dict[str, Any]:
        id = self.words.strategies.words[code]
        counted = cells.that_count
        countries = [self.words.countries.words[c] for c in np.unique(counted.country) if c != NONE]
        contexts = [self._context(c) for c in np.unique(counted.context)]
        return {
            "strategy": id,
            "label": self.ontology.strategies[id].label,
            "contexts": len(contexts),
            "countries": sorted(countries),
            "regions": sorted(contexts if self.by == "region" else self._regions(countries)),
            "documents": counted.documents(),
            "passages": counted.passages(),
            "stances": cells.stances(),
        }

    def _context(self, code: int) -> str:
        return (self.words.countries if self.by == "country" else self.words.regions).words[code]

    def _regions(self, countries: Iterable[str]) -> set[str]:
        return {self.ontology.m49(country) for country in countries if country in self.ontology.countries} - {""}

    def evidence_map(self) -> dict[str, Any]:
        cells = [
            (self.words.strategies.words[strategy], self._context(context), inner)
            for strategy, outer in self.cells.by(self.cells.strategy)
            for context, inner in outer.by(outer.context)
        ]
        rows = sorted({row for row, _, _ in cells}, key=lambda id: self.ontology.strategies[id].label.casefold())
        columns = sorted({column for _, column, _ in cells}, key=self._label)
        return {
            "rows": [{"id": id, "label": self.ontology.strategies[id].label} for id in rows],
            "columns": [{"id": id, "label": self._label(id)} for id in columns],
            "cells": [_cell(*cell) for cell in sorted(cells, key=lambda cell: cell[:2])],
        }

    def _label(self, context: str) -> str:
        known = self.ontology.countries if self.by == "country" else self.ontology.regions
        return known[context].label if context in known else context


def _cell(row: str, column: str, cells: Cells) -> dict[str, Any]:
    return {
        "row": row,
        "column": column,
        "documents": cells.documents(),
        "passages": cells.passages(),
        "stances": cells.stances(),
    }
