"""Joins the parts over one home: the library, what is derived from it, and those who answer from them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from typing import Any

from api.settings import Settings
from corpus.derived import Derived
from corpus.errors import LibraryInUse, NoLibrary, NotHeld
from corpus.library import Library
from corpus.lock import WriterLock
from corpus.records import Audience, Entity, Filters, Held
from corpus.uses import Uses
from graph.reading import Result
from graph.sparql import Limits, Workers
from graph.store import GraphStore
from ingest.encoders import question_encoder
from ingest.upkeep import Limits as FileLimits
from ingest.upkeep import Upkeep
from ontology.terms import Ontology, shipped
from search.hybrid import Searcher
from search.plan import Planner
from search.vectors import VectorIndex
from search.words import Words

Progress = Callable[[int, int, str], None]


def ontology_in_force(settings: Settings) -> Ontology:
    """That of the home's library, or the shipped one where there is no library."""
    try:
        library = Library(settings.home, writable=False)
    except NoLibrary:
        return Ontology.load(shipped())
    try:
        return Ontology.load(library.release().turtle)
    finally:
        library.close()


class House:
    """All parts over one home. `writing` and `reading` open it; its methods may be called from any thread."""

    def __init__(self, settings: Settings, library: Library, *, writable: bool) -> None:
        self.settings, self.library, self.writable = settings, library, writable
        self.one_at_a_time = threading.Lock()
        home, id = settings.home, library.id
        self.words = Words(home / "words", id)
        self.vectors = VectorIndex(home / "vectors", id, writable=writable)
        self.uses_table = Uses(home / "uses", id)
        self.graphs: dict[Audience, GraphStore] = {
            audience: GraphStore(home / "graph" / audience, audience, settings.base_iri, id)
            for audience in ("owner", "public")
        }
