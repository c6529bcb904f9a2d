"""The use table: every asserted strategy use in numpy columns. It counts contexts and filters passages."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from corpus.columns import NONE, Column, Rows
from corpus.counting import By, Cells, Counter
from corpus.library import Library
from corpus.records import Audience, Change, ChangeKind, Filters
from corpus.use_file import UseFile
from corpus.use_rows import RowWriter
from corpus.vocabulary import AGENCIES, EFFECTS, PHASES, STANCES, Vocabulary

if TYPE_CHECKING:
    from ontology.terms import Ontology

COUNTED = ("done",)


class Uses:
    """Follows the library's codings (`corpus.derived.Derived`). Its answers are those of the graph, in milliseconds."""

    name = "uses"
    kinds: frozenset[ChangeKind] = frozenset({"coding", "release"})

    def __init__(self, folder: Path, library: Library, *, ontology: Ontology | None = None) -> None:
        self._library = library
        self._file = UseFile(folder, library.id)
        self._lock = threading.RLock()
        self._ontology = ontology
        self._rows, self._words, self._applied = self._file.load()
        self._saved_at, self._saving_took = 0.0, 0.0

    # ------------------------------------------------------------ following the library

    @property
    def applied(self) -> int:
        return self._applied

    def ids(self) -> set[str]:
        """The documents whose codings are in the table."""
        return {id.decode() for id in self._rows["document_id"]}

    def apply(self, changes: Sequence[Change], upto: int) -> None:
        codings = [change for change in changes if change.kind == "coding"]
        with self._lock:
            if any(change.kind == "release" for change in changes):
                self._ontology = None
            writer = RowWriter(self._words)
            for change in codings:
                if change.record is not None:
                    writer.write(change.record)
            self._rows = self._rows.without({change.id for change in codings}).joined(writer.rows())
            self._applied = upto
            self._save(at_once=any(change.record is None for change in codings))

    def clear(self) -> None:
        with self._lock:
            self._file.remove()
            self._rows, self._words, self._applied = Rows.empty(), Vocabulary(), 0

    def _save(self, *, at_once: bool) -> None:
        """What was deleted leaves the disk at once; else saving takes a twentieth of the time at most.

        What a killed process had not saved is applied again from the library.
        """
        begun = time.monotonic()
        if at_once or begun - self._saved_at > 20 * self._saving_took:
            self._file.save(self._rows, self._words, self._applied)
            self._saved_at = time.monotonic()
            self._saving_took = self._saved_at - begun

    @property
    def ontology(self) -> Ontology:
        """The one in force when the library was last followed."""
        from ontology.terms import Ontology as Loaded

        if self._ontology is None:
            self._ontology = Loaded.load(self._library.release().turtle)
        return self._ontology

    # ------------------------------------------------------------ answers

    def recurring(
        self, filters: Filters | None = None, *, by: By = "country", minimum: int = 2, audience: Audience = "owner"
    ) -> list[dict[str, Any]]:
        """Strategies done in at least `minimum` distinct contexts, most contexts first; see the contract's `recurring`.

        `filters.stances` choose what counts as a context (by default only what was done); all stances stand beside.
        """
        filters = filters or Filters()
        with self._lock:
            counter = Counter(self._cells(filters, by, audience), self._words, self.ontology, by)
            return counter.recurring(minimum)

    def evidence_map(
        self,
        filters: Filters | None = None,
        *,
        rows: Literal["strategy"] = "strategy",
        columns: By = "country",
        audience: Audience = "owner",
    ) -> dict[str, Any]:
        """Where there is evidence of which strategy, of whatever stance; see the contract's `evidence-map`."""
        filters = filters or Filters()
        with self._lock:
            cells = self._cells(filters, columns, audience)
            spoken_of = cells.that_count if filters.stances else cells
            return Counter(spoken_of, self._words, self.ontology, columns).evidence_map()

    def passages(self, filters: Filters, *, audience: Audience = "owner") -> set[str]:
        """The passages that satisfy the filters: with filters of uses, those with one use that satisfies them all.

        Countries and regions count as implied where the use, or a passage filtered by place alone, states none.
        """
        with self._lock:
            rows = self._rows
            keep = self._of_passages(filters, audience)
            if filters.of_uses():
                uses = self._of_uses(filters, audience) & self._at(filters, "use")
                keep &= _among(rows["use_passage"][uses], len(keep))
            elif filters.countries or filters.regions:
                keep &= _among(rows["context_passage"][self._at(filters, "context")], len(keep))
            return {id.decode() for id in rows["passage_id"][keep]}

    # ------------------------------------------------------------ masks

    def _of_passages(self, filters: Filters, audience: Audience) -> Column:
        """Which passages the filters of documents and languages keep, of those that the audience may see."""
        rows = self._rows
        documents = _in_years(rows["document_year"], filters.years)
        if filters.documents:
            documents &= np.isin(rows["document_id"], np.array([id.encode() for id in filters.documents], "S16"))
        keep = documents[rows["passage_document"]]
        if filters.languages:
            keep &= np.isin(rows["passage_language"], np.array([code.encode() for code in filters.languages], "S8"))
        return keep & rows["passage_public"] if audience == "public" else keep

    def _of_uses(self, filters: Filters, audience: Audience, *, stances: bool = True) -> Column:
        """Which rows of uses the filters keep that speak of the use itself, its places aside."""
        rows, words = self._rows, self._words
        keep = np.ones(rows.count("use"), bool)
        if filters.strategies:
            narrower = [below for id in filters.strategies for below in self.ontology.narrower(id)]
            keep &= np.isin(rows["use_strategy"], words.strategies.known(narrower))
        if filters.stances and stances:
            keep &= np.isin(rows["use_stance"], _codes(STANCES, filters.stances))
        if filters.effects:
            keep &= np.isin(rows["use_effect"], _codes(EFFECTS, filters.effects))
        if filters.phases:
            keep &= np.isin(rows["use_phase"], _codes(PHASES, filters.phases))
        if filters.agencies:
            keep &= _with_agency(rows["use_agency"], filters.agencies)
        if filters.actor_kinds:
            kinds = rows["use_kinds" if audience == "owner" else "use_kinds_shown"]
            keep &= (kinds & sum(1 << code for code in words.kinds.known(set(filters.actor_kinds)))) != 0
        if filters.actors:
            keep &= np.isin(rows["use_serial"], self._acting(filters.actors, audience))
        return keep

    def _acting(self, actors: Iterable[str], audience: Audience) -> Column:
        """The uses in which one of these acts; for the public, one that it may see."""
        rows = self._rows
        keep = np.isin(rows["acting_actor"], np.array([id.encode() for id in actors], "S120"))
        return rows["acting_serial"][keep & rows["acting_shown"] if audience == "public" else keep]

    def _at(self, filters: Filters, kind: Literal["use", "context"]) -> Column:
        """Which rows lie in one of the countries and in one of the regions."""
        country, region = self._rows[f"{kind}_country"], self._rows[f"{kind}_region"]
        keep = np.ones(len(country), bool)
        if filters.countries:
            keep &= np.isin(country, self._words.countries.known(filters.countries))
        if filters.regions:
            members, within = self._within(filters.regions)
            keep &= np.isin(country, members) | np.isin(region, within)
        return keep

    def _within(self, names: Iterable[str]) -> tuple[list[int], list[int]]:
        """The countries of these regions, and the regions that lie wholly in one of them."""
        wanted = [self.ontology.region(name) for name in names]
        countries = {country for region in wanted for country in region.members}
        inside = {
            other.id
            for region in wanted
            for other in self.ontology.regions.values()
            if other.id == region.id or (other.members and other.members <= region.members)
        }
        return self._words.countries.known(countries), self._words.regions.known(inside)

    # ------------------------------------------------------------ cells

    def _cells(self, filters: Filters, by: By, audience: Audience) -> Cells:
        """What is counted: every strategy, context, passage and stance that the filters keep, nothing only implied."""
        rows = self._rows
        keep = self._of_uses(filters, audience, stances=False) & self._at(filters, "use") & ~rows["use_implied"]
        keep &= self._of_passages(filters, audience)[rows["use_passage"]]
        context = rows["use_country"] if by == "country" else self._units()
        keep &= context != NONE
        return Cells(
            rows,
            strategy=rows["use_strategy"][keep],
            context=context[keep],
            country=rows["use_country"][keep],
            passage=rows["use_passage"][keep],
            stance=rows["use_stance"][keep],
            counted=_codes(STANCES, filters.stances or COUNTED),
        ).with_broader(self._ancestors())

    def _ancestors(self) -> dict[int, list[int]]:
        """Of each strategy the ones for which its uses count too: itself and the broader ones, never a branch."""
        codes, ontology = self._words.strategies, self.ontology
        known = {word: code for code, word in enumerate(codes.words) if word in ontology.concepts}
        return {
            code: [codes.code(id) for id in (word, *ontology.broader(word)) if id in ontology.strategies]
            for word, code in known.items()
        }

    def _units(self) -> Column:
        """Of each row, the M49 unit of its country, or its region where that is such a unit."""
        countries, regions, known = self._words.countries, self._words.regions, self.ontology.regions
        units = [self.ontology.countries[c].unit if c in self.ontology.countries else "" for c in countries.words]
        codes = [regions.code(unit) if unit else NONE for unit in units]
        own = [
            number if word in known and known[word].kind == "unit" else NONE
            for number, word in enumerate(regions.words)
        ]
        # The last of each is taken by -1, so for rows without a country, without a region.
        of_country, of_region = np.array([*codes, NONE], "i2"), np.array([*own, NONE], "i2")
        country = self._rows["use_country"]
        found: Column = np.where(country != NONE, of_country[country], of_region[self._rows["use_region"]])
        return found


def _codes(words: Sequence[str], wanted: Iterable[str]) -> list[int]:
    return [words.index(word) for word in wanted if word in words]


def _among(numbers: Column, count: int) -> Column:
    """A mask of `count` places, true at these numbers."""
    mask = np.zeros(count, bool)
    mask[numbers] = True
    return mask


def _in_years(years: Column, span: tuple[int | None, int | None]) -> Column:
    """Documents without a year are in no span, but in the one without ends."""
    first, last = span
    keep = np.ones(len(years), bool)
    if first is not None:
        keep &= years >= first
    if last is not None:
        keep &= (years <= last) & (years != 0)
    return keep


def _with_agency(bits: Column, wanted: Iterable[str]) -> Column:
    keep = np.zeros(len(bits), bool)
    for agency in wanted:
        if agency == "local-only":
            keep |= bits == 1 << AGENCIES.index("local")
        elif agency in AGENCIES:
            keep |= (bits & (1 << AGENCIES.index(agency))) != 0
    return keep
