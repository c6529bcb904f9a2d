"""The graph on disk, one for each audience: it follows the library's changes and hands out snapshots to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from corpus.records import Audience, Change, ChangeKind, Entity, Held, HeldCoding, Release
from graph.applied import Applied, read_applied, write_applied
from graph.describing import cell_to_quads, entity_address, entity_to_quads, parts_of_cell, release_to_quads
from graph.names import TYPE, Addresses, iri, local_id, term
from graph.project_coding import CELL_PREDICATE, coding_to_quads
from graph.project_reading import held_to_quads
from graph.snapshots import drop_older, make_snapshot, newest_snapshot

SCHEMA = 2  # raised whenever the converters say something else: then every graph is made anew

_CELL_PREDICATES = tuple(term(name) for name in CELL_PREDICATE.values())
_OF_CODING = frozenset(term(name) for name in ("c:country", "c:impliedCountry", "c:phase"))
_VOCABULARY_PLACES = (term("c:Country"), term("c:Region"))


class GraphStore:
    """Satisfies `corpus.derived.Derived`. Opened by the one process that writes; everyone else reads snapshots."""

    kinds: frozenset[ChangeKind] = frozenset({"document", "coding", "entity", "release", "user-graph"})

    def __init__(self, folder: Path, audience: Audience, base_iri: str, library: str = "") -> None:
        self.name = f"graph-{audience}"
        self.folder = folder
        self.audience = audience
        self.at = Addresses(base_iri)
        self._library = library
        self._opened: Store | None = None
        self._projections: dict[ChangeKind, Callable[[str, object], None]] = {
            "document": self._apply_document,
            "coding": self._apply_coding,
            "entity": self._apply_entity,
            "release": self._apply_release,
            "user-graph": self._apply_user_graph,
        }

    # ------------------------------------------------------------ following the library

    @property
    def applied(self) -> int:
        """The sequence that the graph has followed; 0 when it is another library's, base IRI's or version's."""
        found = read_applied(self.folder / "applied")
        ours = found is not None and found == self._stamp(found.sequence)
        return found.sequence if found is not None and ours else 0

    def apply(self, changes: Sequence[Change], upto: int) -> None:
        """Follow these changes, commit, then remember `upto`."""
        if self.applied == 0 and len(self._store):
            self.clear()
        for change in changes:
            if change.kind in self._projections:
                self._projections[change.kind](change.id, change.record)
        self._store.flush()
        write_applied(self.folder / "applied", self._stamp(upto))

    def clear(self) -> None:
        """Throw the graph away; snapshots that are being read stay until the next one is made."""
        (self.folder / "applied").unlink(missing_ok=True)
        self._store.clear()
        self._store.flush()

    def close(self) -> None:
        self._opened = None

    def _stamp(self, sequence: int) -> Applied:
        return Applied(sequence, self._library, SCHEMA, self.at.base)

    @property
    def _store(self) -> Store:
        if self._opened is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._opened = Store(self.folder / "live")
        return self._opened

    def ids(self) -> set[str]:
        """The documents of which the graph holds anything."""
        folder = self.at.document_graph("").value
        names = (iri(graph) for graph in self._store.named_graphs())
        return {name.removeprefix(folder) for name in names if name.startswith(folder)}

    def quads(self) -> Iterator[Quad]:
        """All that the graph holds now."""
        return self._store.quads_for_pattern(None, None, None)

    # ------------------------------------------------------------ snapshots

    @property
    def snapshots(self) -> Path:
        return self.folder / "snapshots"

    def snapshot(self) -> Path:
        """The graph as it stands, in a folder of its own that nobody writes; older ones go when nobody reads them."""
        made = make_snapshot(self._store, self.snapshots, self.applied)
        drop_older(self.snapshots, keep=made)
        return made

    def newest(self) -> Path:
        """The newest snapshot there is. Raises NoSnapshot."""
        return newest_snapshot(self.snapshots)

    # ------------------------------------------------------------ one kind of change each

    def _apply_document(self, identifier: str, record: object) -> None:
        graph = self.at.document_graph(identifier)
        new = set(held_to_quads(record, self.at, self.audience)) if isinstance(record, Held) else set()
        subjects = {quad.subject for quad in new}
        # What a coder said stays while its passage does; the coding has changes of its own.
        stays = (lambda quad: self._of_coding(quad) and self._passage_of(quad) in subjects) if new else None
        self._replace(graph, new, stays)

    def _apply_coding(self, identifier: str, record: object) -> None:
        graph = self.at.document_graph(identifier)
        new = set(coding_to_quads(record, self.at, self.audience)) if isinstance(record, HeldCoding) else set()
        self._replace(graph, new, lambda quad: not self._of_coding(quad))

    def _apply_entity(self, identifier: str, record: object) -> None:
        for kind in ("actor", "work"):
            self._forget_entity(entity_address(kind, identifier, self.at))
        if isinstance(record, Entity):
            self._store.extend(list(entity_to_quads(record, self.at, self.audience)))

    def _apply_release(self, identifier: str, record: object) -> None:
        if not isinstance(record, Release):
            return
        self._store.remove_graph(self.at.ontology_graph)
        for place in list(self._vocabulary_places()):
            self._remove(self._store.quads_for_pattern(place, None, None, self.at.entities_graph))
        self._store.extend(list(release_to_quads(record, self.at)))

    def _apply_user_graph(self, identifier: str, record: object) -> None:
        graph = NamedNode(identifier)
        self._store.remove_graph(graph)
        if isinstance(record, str):
            quads = parse(record, format=RdfFormat.N_QUADS)
            self._store.extend([Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads])

    # ------------------------------------------------------------ the parts of a graph

    def _replace(self, graph: NamedNode, new: set[Quad], stays: Callable[[Quad], bool] | None) -> None:
        """Of this graph keep what stays, take away the rest, put in the new; then mend the cells it spoke of."""
        old = set(self._store.quads_for_pattern(None, None, None, graph))
        gone = {quad for quad in old if quad not in new and not (stays and stays(quad))}
        if len(gone) == len(old) and not new:
            self._store.remove_graph(graph)
        else:
            self._remove(gone)
        self._store.extend(new - old)
        self._mend_cells(quad for quad in gone | new if quad.predicate in _CELL_PREDICATES)

    def _mend_cells(self, told: Iterable[Quad]) -> None:
        """A cell is described while some document speaks of it."""
        for cell in sorted({iri(quad.subject) for quad in told}):
            node = NamedNode(cell)
            if any(True for name in _CELL_PREDICATES for _ in self._store.quads_for_pattern(node, name, None)):
                self._store.extend(list(cell_to_quads(*parts_of_cell(cell), self.at)))
            else:
                self._remove(self._store.quads_for_pattern(node, None, None, self.at.entities_graph))

    def _forget_entity(self, address: NamedNode) -> None:
        quads = list(self._store.quads_for_pattern(address, None, None, self.at.entities_graph))
        # Places of the vocabulary come with a release, whatever an entity's record says.
        if not any(quad.predicate == TYPE and quad.object in _VOCABULARY_PLACES for quad in quads):
            self._remove(quads)

    def _vocabulary_places(self) -> Iterator[NamedNode]:
        for kind in _VOCABULARY_PLACES:
            for quad in self._store.quads_for_pattern(None, TYPE, kind, self.at.entities_graph):
                yield NamedNode(iri(quad.subject))

    def _remove(self, quads: Iterable[Quad]) -> None:
        for quad in list(quads):
            self._store.remove(quad)

    def _of_coding(self, quad: Quad) -> bool:
        """Whether a coder said it: of a use, a mention, a run, a cell, or of a passage's places and phase."""
        subject = iri(quad.subject)
        if subject.startswith((self.at.base + "runs/", self.at.base + "cells/")):
            return True
        if not subject.startswith(self.at.base + "passages/"):
            return False
        part = subject.rpartition("#")[2] if "#" in subject else ""
        return part[:1] in {"u", "p", "a"} or (not part and quad.predicate in _OF_CODING)

    def _passage_of(self, quad: Quad) -> NamedNode:
        """The passage that a coder's statement is about; of runs and cells the document."""
        subject = iri(quad.subject)
        if subject.startswith(self.at.base + "passages/"):
            return NamedNode(subject.partition("#")[0])
        return self.at.document(local_id(iri(quad.graph_name)))
