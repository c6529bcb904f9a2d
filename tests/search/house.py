"""A whole library made of files, with every index that search and answers use, as the product makes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from corpus.derived import Derived
from corpus.library import Library
from corpus.records import Audience
from corpus.uses import Uses
from graph.store import GraphStore
from graph.view import View
from ingest.coding.code import Coder
from ingest.coding.places import Gazetteer
from ingest.encoders import in_context, question_encoder
from ingest.read import read
from ontology.terms import Ontology
from search.answer import Answerer
from search.hybrid import Searcher
from search.plan import Planner
from search.vectors import VectorIndex
from search.words import Words

BASE = "http://127.0.0.1:8000/"


class House:
    """Reads, codes and encodes in this process; follows the library at once."""

    def __init__(self, home: Path) -> None:
        self.library = Library(home)
        self.words = Words(home / "words", self.library.id)
        self.vectors = VectorIndex(home / "vectors", self.library.id)
        self.uses = Uses(home / "uses", self.library)
        self.graphs: dict[Audience, GraphStore] = {
            audience: GraphStore(home / audience, audience, BASE, self.library.id) for audience in ("owner", "public")
        }
        self.ontology = Ontology.load(self.library.release().turtle)

    @cached_property
    def coder(self) -> Coder:
        return Coder(self.ontology)

    def take(self, files: Mapping[str, bytes]) -> None:
        """Files by name."""
        encoder = question_encoder()
        for name, data in files.items():
            document = read(data, name)
            self.library.put(document, data, path=Path("/library") / name)
            self.library.put_coding(self.coder.code(document, self.library.release().number))
            self.library.put_vectors(document.id, encoder.encode(in_context(document), kind="passage"), encoder.name)
        self.catch_up()

    def catch_up(self) -> None:
        things: list[Derived] = [self.words, self.vectors, self.uses, *self.graphs.values()]
        for thing in things:
            while changes := self.library.changes(thing.applied, thing.kinds):
                thing.apply(changes, changes[-1].sequence)

    @cached_property
    def searcher(self) -> Searcher:
        planner = Planner(self.ontology, Gazetteer(self.ontology), self.library.find_entities)
        return Searcher(self.library, self.words, self.vectors, self.uses, planner, question_encoder())

    @cached_property
    def answerer(self) -> Answerer:
        return Answerer(self.searcher, self.library, self.views)

    @contextmanager
    def views(self, audience: Audience) -> Iterator[View | None]:
        with View(self.graphs[audience].snapshot(), BASE) as view:
            yield view

    def close(self) -> None:
        self.vectors.close()
        for graph in self.graphs.values():
            graph.close()
        self.library.close()
