"""Joins the parts over one home: the library, what is derived from it, and those who answer from them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.settings import Settings
from api.show import Progress
from corpus.derived import Derived
from corpus.errors import LibraryInUse, NoLibrary, NotHeld
from corpus.library import Library
from corpus.lock import WriterLock
from corpus.records import Audience, Change, Filters, Held
from corpus.uses import Uses
from graph.errors import NoSnapshot
from graph.reading import Result
from graph.sparql import Limits, Workers
from graph.store import GraphStore
from graph.view import View
from ingest.coding.explain import Explainer
from ingest.coding.learned import LEARNED, Learned
from ingest.coding.places import Gazetteer
from ingest.encoders import question_encoder
from ingest.intake import Limits as FileLimits
from ingest.upkeep import Upkeep
from ontology.terms import Ontology, shipped
from search.answer import Answerer
from search.hybrid import Searcher
from search.plan import Planner
from search.vectors import VectorIndex
from search.words import Words

if TYPE_CHECKING:
    from ingest.coding.code import Coder


def coder_in_force(settings: Settings) -> Coder:
    """By the ontology of the home's library and with what its editors taught; as it came where there is no library."""
    from ingest.coding.code import Coder

    try:
        library = Library(settings.home, writable=False)
    except NoLibrary:
        return Coder(Ontology.load(shipped()))
    try:
        return Coder(Ontology.load(library.release().turtle), Learned.from_json(library.fact(LEARNED)))
    finally:
        library.close()


class PublishedGraph(GraphStore):
    """A graph that leaves a snapshot after each batch: readers, here and in other processes, read nothing else."""

    def apply(self, changes: Sequence[Change], upto: int) -> None:
        super().apply(changes, upto)
        self.snapshot()


class House:
    """All parts over one home. `writing` and `reading` open it; its methods may be called from any thread."""

    def __init__(self, settings: Settings, library: Library, *, writable: bool) -> None:
        self.settings, self.library, self.writable = settings, library, writable
        self.one_at_a_time = threading.RLock()
        home, id = settings.home, library.id
        self.words = Words(home / "words", id)
        self.vectors = VectorIndex(home / "vectors", id, writable=writable)
        self.table = Uses(home / "uses", library)
        self.graphs: dict[Audience, GraphStore] = {
            audience: PublishedGraph(home / "graph" / audience, audience, settings.base_iri, id)
            for audience in ("owner", "public")
        }
        self.derived: tuple[Derived, ...] = (self.words, self.vectors, self.table, *self.graphs.values())
        self._opened = ExitStack()
        self._views: dict[Audience, list[View]] = {"owner": [], "public": []}
        self._viewing = threading.Lock()

    # ------------------------------------------------------------ opening

    @classmethod
    @contextmanager
    def writing(cls, settings: Settings) -> Iterator[House]:
        """Hold the home, caught up; it is made when it is not there. Raises LibraryInUse, naming who holds it."""
        settings.home.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            lock = WriterLock(settings.home)
            lock.take()
            stack.callback(lock.release)
            house = cls(settings, Library(settings.home), writable=True)
            stack.callback(house.close)
            house.catch_up()
            yield house

    @classmethod
    @contextmanager
    def reading(cls, settings: Settings) -> Iterator[House]:
        """Caught up where nobody writes, else as things stand. Raises NoLibrary."""
        Library(settings.home, writable=False).close()
        with ExitStack() as stack:
            try:
                house = stack.enter_context(cls.writing(settings))
            except LibraryInUse:
                house = cls(settings, Library(settings.home, writable=False), writable=False)
                stack.callback(house.close)
            yield house

    def close(self) -> None:
        for view in (*self._views["owner"], *self._views["public"]):
            view.close()
        self._opened.close()
        self.vectors.close()
        for graph in self.graphs.values():
            graph.close()
        self.library.close()

    # ------------------------------------------------------------ parts made when first asked for

    @cached_property
    def ontology(self) -> Ontology:
        return Ontology.load(self.library.release().turtle)

    @cached_property
    def upkeep(self) -> Upkeep:
        limits = FileLimits(
            upload=self.settings.upload_bytes, pages=self.settings.pages_limit, ocr_seconds=self.settings.ocr_seconds
        )
        return Upkeep(self.library, self.derived, model=self.settings.model, limits=limits)

    @cached_property
    def searcher(self) -> Searcher:
        planner = Planner(self.ontology, Gazetteer(self.ontology), self.library.find_entities)
        encoder = question_encoder(self.settings.model)
        return Searcher(self.library, self.words, self.vectors, self.table, planner, encoder)

    @cached_property
    def answerer(self) -> Answerer:
        return Answerer(self.searcher, self.library, self.views)

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.ontology, Learned.from_json(self.library.fact(LEARNED)))

    @cached_property
    def workers(self) -> Workers:
        limits = Limits(seconds=self.settings.query_seconds, rows=self.settings.query_rows)
        workers = Workers(limits)
        self._opened.callback(workers.close)
        return workers

    def view(self, audience: Audience) -> View:
        """The newest snapshot, opened once for all who read it. Raises NoSnapshot."""
        newest = self.graphs[audience].newest()
        with self._viewing:
            views = self._views[audience]
            if not views or views[-1].snapshot != newest:
                views.append(View(newest, self.settings.base_iri))
            if len(views) > 2:  # the one before may still be read by a question under way
                views.pop(0).close()
            return views[-1]

    @contextmanager
    def views(self, audience: Audience) -> Iterator[View | None]:
        """The graph as that audience sees it; None where there is none yet. It stays open for the next."""
        try:
            newest = self.view(audience)
        except NoSnapshot:
            newest = None
        yield newest

    def warm(self) -> None:
        """Load what the first question would wait for."""
        self.searcher.encoder.encode(["peace"], kind="query")
        self.searcher.planner.plan("Who mediates in Mali?")
        for audience in self.graphs:
            self.view(audience)

    # ------------------------------------------------------------ asking

    def search(self, query: str, filters: Filters, mode: Any, top: int, audience: Audience) -> dict[str, Any]:
        return self.searcher.search(query, filters=filters, mode=mode, top=top, audience=audience).as_json()

    def ask(self, question: str, filters: Filters, audience: Audience) -> dict[str, Any]:
        return self.answerer.ask(question, filters=filters, audience=audience).as_json()

    def recurring(self, filters: Filters, by: Any, minimum: int, audience: Audience) -> list[dict[str, Any]]:
        return self.table.recurring(filters, by=by, minimum=minimum, audience=audience)

    def evidence_map(self, filters: Filters, rows: Any, columns: Any, audience: Audience) -> dict[str, Any]:
        return self.table.evidence_map(filters, rows=rows, columns=columns, audience=audience)

    def sparql(self, query: str, audience: Audience, format: str | None = None) -> Result:
        return self.workers.run(self.graphs[audience].newest(), query, format=format)

    # ------------------------------------------------------------ what is held

    def held(self, document: str, audience: Audience = "owner") -> Held:
        """Raises NotHeld, for the public also when it is not theirs to see."""
        found = self.library.held(document)
        if found is None or (audience == "public" and found.visibility != "public"):
            raise NotHeld(f"The library holds no document `{document}`.")
        return found

    def held_passage(self, passage: str, audience: Audience) -> Held:
        """The document in which a passage stands. Raises NotHeld."""
        found = self.library.passage(passage)
        if found is None or (audience == "public" and not found[0].public(passage)):
            raise NotHeld(f"The library holds no passage `{passage}`.")
        return found[0]

    def moved(self, id: str) -> str | None:
        """Where an id leads now, when the thing that it named was replaced or merged."""
        return self.library.redirect(id)

    def counts(self, audience: Audience) -> dict[str, int]:
        """How many documents and passages that audience may see."""
        seen = [held for held in self.library.documents() if audience == "owner" or held.visibility == "public"]
        return {"documents": len(seen), "passages": sum(len(held.document.passages) for held in seen)}

    # ------------------------------------------------------------ keeping up

    def catch_up(self) -> None:
        """Let everything derived follow the library; cheap when nothing changed."""
        if any(thing.applied < self.library.sequence for thing in self.derived):
            self.upkeep.catch_up()

    def behind(self) -> int:
        """How many changes the slowest derived thing has yet to follow."""
        return self.library.sequence - min(thing.applied for thing in self.derived)

    def rebuild(self, progress: Progress) -> dict[str, Any]:
        for thing in self.derived:
            thing.clear()
        self.upkeep.catch_up(progress)
        return {"rebuilt": [thing.name for thing in self.derived]}

    def forget_ontology(self) -> None:
        """After an import: what was made from the old terms is made anew when next asked for."""
        for name in ("ontology", "searcher", "answerer", "explainer"):
            self.__dict__.pop(name, None)
