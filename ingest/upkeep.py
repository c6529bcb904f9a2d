"""The one loop that does what is due: reading, reading again, coding, encoding; and lets the indexes follow."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from corpus.derived import Derived
from corpus.documents import now
from corpus.errors import NotHeld, Outdated
from corpus.library import Due, Library, Outcome
from corpus.records import Coding, Release, Visibility
from ingest.children import Children
from ingest.coding.learned import LEARNED
from ingest.encoders import Precision
from ingest.errors import OcrFailed, TooLarge
from ingest.flow import Done, Job, Stream, flow
from ingest.following import Progress, catch_up, silent
from ingest.intake import Intake, Limits, known_by_bytes, lost_pictures, ocr_of, reading
from ingest.jobs import Makers, learn_job, our_makers, taught
from ingest.lessons import lessons
from ingest.releases import touching
from ingest.report import Report
from ingest.walk import find_files

if TYPE_CHECKING:
    from ingest.coding.learning import Outcome as Lessons

PRECISION = "precision"  # the fact under which the library remembers the faster one
FOLLOW_AFTER = 2.0  # seconds of work after which the indexes follow

log = logging.getLogger("concordance.upkeep")


@dataclass(slots=True)
class Worked:
    """What a round of upkeep did; of `failed` each is a document, an error's name and its words."""

    read: int = 0
    coded: int = 0
    encoded: int = 0
    statements_added: int = 0
    statements_removed: int = 0
    failed: list[tuple[str, str, str]] = field(default_factory=list)

    def fail(self, document: str, error: BaseException) -> None:
        self.failed.append((document, type(error).__name__, " ".join(str(error).split())))


@dataclass(frozen=True, slots=True)
class Imported:
    """What a new release did: coded passages that were looked at again, asserted statements that came and went."""

    release: Release
    passages: int
    statements_added: int
    statements_removed: int


class Upkeep:
    """Applies to the library what children compute, and to the derived things what the library says.

    One thread at a time works; others wait their turn. Its children stay, with what they have loaded, until `close`.
    """

    def __init__(
        self,
        library: Library,
        derived: Sequence[Derived] = (),
        *,
        model: str = "",
        jobs: int | None = None,
        limits: Limits | None = None,
        makers: Callable[[str], Makers] = our_makers,
    ) -> None:
        self.library = library
        self.derived = tuple(derived)
        self.limits = limits or Limits()
        self._model = model
        self._children = Children(jobs or os.cpu_count() or 1, self.limits.memory)
        self._makers_for = makers
        self._makers_made: Makers | None = None
        self._turn = threading.RLock()
        self._followed = time.monotonic()

    def close(self) -> None:
        """End the children."""
        self._children.close()

    @property
    def makers(self) -> Makers:
        if self._makers_made is None:
            self._makers_made = self._makers_for(self._model)
        return taught(self._makers_made, self.library.fact(LEARNED))

    # ------------------------------------------------------------ files in

    def ingest(
        self,
        paths: Iterable[Path],
        *,
        jobs: int | None = None,
        wait: bool = True,
        ocr: str = "",
        progress: Progress = silent,
    ) -> Report:
        """Read these files and those in these folders; a file that fails harms no other.

        `ocr`: tesseract's languages, in which pictures of pages are read too. Returns when nothing is due any more;
        with `wait=False` as soon as words are searchable.
        """
        begun = time.monotonic()
        with self._turn:
            intake = Intake(self.library, self.makers, self.limits, progress, self._follow_now_and_then, ocr)
            report = intake.run(find_files(paths), self._children.readers(jobs))
            self.catch_up(progress)
            if wait:
                self._add_failures(report, self.work(progress))
        counts = self.library.counts()
        report.documents, report.passages = counts["documents"], counts["passages"]
        report.seconds = round(time.monotonic() - begun, 3)
        return report

    def upload(self, data: bytes, name: str, *, visibility: Visibility = "public") -> tuple[str, Outcome]:
        """Read bytes that have no path; the document's id and what became of it. Raises ReadingError."""
        if len(data) > self.limits.upload:
            raise TooLarge
        with self._turn:
            document = known_by_bytes(self.library, self.makers, data)
            if document is None:
                ocr = ocr_of(self.library, self.limits, data)
                job = reading(self.makers, self.limits, data, name, None, ocr)
                document = self._children.readers().submit(job.function, *job.args, seconds=job.seconds).result()
            outcome = self.library.put(document, data, name=name, visibility=visibility)
            self.catch_up()
        return document.id, outcome

    def _add_failures(self, report: Report, worked: Worked) -> None:
        for id, error, detail in worked.failed:
            held = self.library.held(id)
            report.add_failure(held.paths[0] if held and held.paths else id, error, detail)

    # ------------------------------------------------------------ what is due

    def due(self) -> Due:
        """What `work` would do."""
        return self.library.due(reader=self.makers.reader, coder=self.makers.coder, encoder=self.makers.encoder)

    def work(self, progress: Progress = silent) -> Worked:
        """One round: read again, code and encode what is due, and let the indexes follow."""
        worked = Worked()
        with self._turn:
            self._read_again(self.due().reading, worked, progress)
            due = self.due()
            self._compute(due.coding, due.vectors, worked, progress)
            self.catch_up(progress)
        return worked

    def recode(self, *, everything: bool = False, progress: Progress = silent) -> Worked:
        """Code what is due, or every document."""
        worked = Worked()
        with self._turn:
            ids = tuple(self.library.document_ids()) if everything else self.due().coding
            self._compute(ids, (), worked, progress)
            self.catch_up(progress)
        return worked

    def learn(self) -> Lessons:
        """What editors' corrections teach the coder, with figures; nothing is put in use. Raises TooFewCorrections."""
        told = lessons(self.library.corrections())
        job = self._children.coders().submit(learn_job, self.library.release().turtle, told, now())
        return job.result()

    def import_release(self, turtle: str, note: str = "", *, progress: Progress = silent) -> Imported:
        """Put an ontology in force and code again what it can touch. Raises OntologyError where it is not Turtle."""
        from ontology.terms import Ontology

        with self._turn:
            touches = touching(Ontology.load(self.library.release().turtle), Ontology.load(turtle))
            release = self.library.put_release(turtle, note, touches)
            passages = self.library.passages_due()
            worked = self.recode(progress=progress)
        return Imported(release, passages, worked.statements_added, worked.statements_removed)

    def _read_again(self, ids: Sequence[str], worked: Worked, progress: Progress) -> None:
        if not ids:
            return
        for number, done in enumerate(flow(Stream(self._children.readers(), self._to_read_again(ids))), 1):
            id, name = done.about
            if done.error is not None:
                worked.fail(id, done.error)
            elif lost_pictures(self.library, done.result):
                worked.fail(id, OcrFailed("they could be once, and that text is kept"))
            else:
                self.library.put_again(done.result, name)
                worked.read += 1
            progress(number, len(ids), "reading again")

    def _to_read_again(self, ids: Sequence[str]) -> Iterator[Job]:
        for id in ids:
            with suppress(NotHeld):  # deleted while others were read
                data, name = self.library.bytes_of(id)
                ocr = ocr_of(self.library, self.limits, data)
                yield reading(self.makers, self.limits, data, name, (id, name), ocr)

    def _compute(self, coding: Sequence[str], vectors: Sequence[str], worked: Worked, progress: Progress) -> None:
        """Coding and vectors side by side."""
        streams = []
        if coding:
            streams.append(Stream(self._children.coders(), self._to_code(coding)))
        if vectors:
            streams.append(Stream(self._children.encoder(), self._to_encode(vectors)))
        for number, done in enumerate(flow(*streams), 1):
            self._apply(done, worked)
            self._follow_now_and_then()
            progress(number, len(coding) + len(vectors), "coding and encoding")

    def _to_code(self, ids: Sequence[str]) -> Iterator[Job]:
        release = self.library.release()
        for id in ids:
            if held := self.library.held(id):
                yield Job(("coding", id), self.makers.code, (held.document, release))

    def _to_encode(self, ids: Sequence[str]) -> Iterator[Job]:
        precision = self._precision()
        for id in ids:
            if held := self.library.held(id):
                yield Job(("vectors", id), self.makers.encode, (held.document, precision, self._model))

    def _precision(self) -> Precision:
        """Measured once for a library, on the machine that made it."""
        known = self.library.fact(PRECISION)
        if known is None:
            known = self._children.encoder().submit(self.makers.precision, self._model).result()
            self.library.put_fact(PRECISION, known)
        return cast(Precision, known)

    def _apply(self, done: Done, worked: Worked) -> None:
        kind, id = done.about
        if done.error is not None:
            worked.fail(id, done.error)
        elif kind == "coding":
            self._apply_coding(done.result, worked)
        else:
            self._apply_vectors(id, done.result, worked)

    def _apply_vectors(self, id: str, matrix: NDArray[np.float32], worked: Worked) -> None:
        try:
            self.library.put_vectors(id, matrix, self.makers.encoder)
        except Outdated:
            log.debug("%s went or was read again while it was encoded", id)
        else:
            worked.encoded += 1

    def _apply_coding(self, coding: Coding, worked: Worked) -> None:
        came, went = self.library.put_coding(coding)
        worked.coded += 1
        worked.statements_added += came
        worked.statements_removed += went

    # ------------------------------------------------------------ what follows

    def catch_up(self, progress: Progress = silent) -> None:
        """Let every derived thing follow the library to its latest change."""
        with self._turn:
            for thing in self.derived:
                catch_up(self.library, thing, progress)
            self._followed = time.monotonic()

    def _follow_now_and_then(self) -> None:
        if time.monotonic() - self._followed > FOLLOW_AFTER:
            self.catch_up()
