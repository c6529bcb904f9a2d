"""Whatever is put, replaced, coded and deleted in whatever order: the library agrees with a model of a page."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from corpus.library import Library
from corpus.records import Document
from corpus.verify import verify
from tests.corpus.made import ONTOLOGY, coding, document, reference

TEXTS = (
    "Elders\nElders led mediation in Burundi.\nThe valley was quiet.",
    "Elders\nA foreword.\nElders led mediation in Burundi.\nThe valley was quiet.",
    "A village\nA village in Colombia asked Ana Ruiz for mediation.",
    "A market\nA market opened in Kenya.",
)
PATHS = tuple(Path(f"/a/{name}.txt") for name in "xyz")
CITED = (reference("Do No Harm in the field"), reference("Confronting war together", doi="10.1/war"))


def made(number: int) -> Document:
    """Two of them cite the same work."""
    return document(TEXTS[number], references=CITED[number % 2 :])


class Libraries(RuleBasedStateMachine):
    """The model: which paths hold which text, and which texts were uploaded."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.library = Library(self.home, ontology=ONTOLOGY)
        self.paths: dict[Path, int] = {}
        self.uploaded: set[int] = set()

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.home)

    @property
    def held(self) -> set[int]:
        return {*self.paths.values(), *self.uploaded}

    @rule(number=st.sampled_from(range(4)), path=st.sampled_from(PATHS))
    def put(self, number: int, path: Path) -> None:
        before, old = self.held, self.paths.get(path)
        self.paths[path] = number
        expected = "updated" if old not in (None, number) else "unchanged" if number in before else "added"
        assert self.library.put(made(number), TEXTS[number].encode(), path=path) == expected

    @rule(number=st.sampled_from(range(4)))
    def upload(self, number: int) -> None:
        self.library.put(made(number), TEXTS[number].encode())
        self.uploaded.add(number)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.held)))
        self.library.delete(made(number).id)
        self.uploaded.discard(number)
        self.paths = {path: text for path, text in self.paths.items() if text != number}

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def compute(self, data: st.DataObject) -> None:
        document = made(data.draw(st.sampled_from(sorted(self.held))))
        self.library.put_coding(coding(document, person="Ana Ruiz"))
        self.library.put_vectors(document.id, np.eye(len(document.passages), 8, dtype=np.float32), "e")

    @rule()
    def open_again(self) -> None:
        self.library.close()
        self.library = Library(self.home, ontology=ONTOLOGY)

    @invariant()
    def holds_what_it_should(self) -> None:
        assert set(self.library.document_ids()) == {made(number).id for number in self.held}

    @invariant()
    def agrees_with_itself(self) -> None:
        assert verify(self.library) == []

    @invariant()
    def knows_the_works_that_are_cited(self) -> None:
        citing = {made(number).id for number in self.held if CITED[0] in made(number).references}
        works = self.library.find_entities("Do No Harm in the field", "work")
        assert {document for work in works for document in work.documents} == citing

    @invariant()
    def redirects_lead_somewhere(self) -> None:
        for id, target in self.library.connection.execute("SELECT id, target FROM redirect").fetchall():
            assert self.library.held(target) or self.library.document_of(target), f"{id} leads to {target}"
            assert self.library.redirect(target) is None


Libraries.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestLibraries = Libraries.TestCase
