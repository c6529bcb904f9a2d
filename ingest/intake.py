"""Files into the library: each recognised by its bytes, read in a child when it is new, or failed by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.identity import document_id
from corpus.library import Library
from corpus.records import Document
from ingest.child import PAGES_LIMIT, READING_MEMORY, READING_SECONDS, UPLOAD_LIMIT, Workers, bytes_within, seconds_for
from ingest.errors import ReadingError
from ingest.flow import Done, Job, Stream, flow
from ingest.following import Progress
from ingest.jobs import Makers
from ingest.reading.ocr import OCR_SECONDS, Ocr
from ingest.report import Report
from ingest.walk import Found, NoSuchFile


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one file: its bytes and pages, and the seconds and bytes of memory that its reader may take."""

    upload: int = UPLOAD_LIMIT
    pages: int = PAGES_LIMIT
    seconds: float = READING_SECONDS
    memory: int = READING_MEMORY
    ocr_seconds: float = OCR_SECONDS  # more, where pictures of pages are read


@dataclass(slots=True)
class Intake:
    """One run over many files. `taken` is called after each, so that indexes can follow meanwhile.

    Pictures of pages are read in the languages of `ocr`, where there are any.
    """

    library: Library
    makers: Makers
    limits: Limits
    progress: Progress
    taken: Callable[[], None]
    ocr: str = ""
    report: Report = field(default_factory=Report)
    _total: int = 0
    _pages_at_once: int = 1

    def run(self, found: Found, children: Workers) -> Report:
        self._total = len(found.files) + len(found.missing)
        self._pages_at_once = max(1, (os.cpu_count() or 1) // max(1, min(children.count, len(found.files))))
        self.report.skipped += map(str, found.skipped)
        for path in found.missing:
            self.report.fail(path, NoSuchFile())
        for done in flow(Stream(children, self._to_read(found.files))):
            self._take(done)
        return self.report

    def _to_read(self, files: Sequence[Path]) -> Iterator[Job]:
        """The files that have to be read; what is known by its bytes is settled here, without a reader."""
        for path in files:
            try:
                data = bytes_within(path, self.limits.upload)
            except (ReadingError, OSError) as error:
                self._fail(path, error)
                continue
            if known := known_by_bytes(self.library, self.makers, data, self.ocr):
                self._keep(path, data, known)
            else:
                ocr = ocr_of(self.library, self.limits, data, self.ocr, self._pages_at_once)
                yield reading(self.makers, self.limits, data, path.name, (path, data), ocr)

    def _take(self, done: Done) -> None:
        path, data = done.about
        if done.error is not None:
            self._fail(path, done.error)
        else:
            self._keep(path, data, done.result)

    def _keep(self, path: Path, data: bytes, document: Document) -> None:
        self.report.count(self.library.put(document, data, path=path))
        self.report.note_pictures(path, document)
        self._tell()

    def _fail(self, path: Path, error: BaseException) -> None:
        failed = self.report.fail(path, error)
        self.library.put_failure(path, failed.error, failed.detail)
        self._tell()

    def _tell(self) -> None:
        self.taken()
        self.progress(self.report.files, self._total, "reading")


def reading(makers: Makers, limits: Limits, data: bytes, name: str, about: object, ocr: Ocr | None = None) -> Job:
    """The job of reading these bytes within the limits."""
    return Job(about, makers.read, (data, name, limits.pages, ocr), seconds_for(data, limits.seconds, ocr))


def known_by_bytes(library: Library, makers: Makers, data: bytes, ocr: str = "") -> Document | None:
    """The document that holds these bytes, unless an older reader read it, or not its pictures in these languages."""
    held = library.held(document_id(data))
    if held is None or held.document.reader != makers.reader:
        return None
    pictures = held.document.unread_pages or held.document.ocr_pages
    return None if ocr and pictures and held.document.ocr != ocr else held.document


def ocr_of(library: Library, limits: Limits, data: bytes, asked: str = "", pages_at_once: int = 1) -> Ocr | None:
    """How to read the pictures in these bytes: as asked, else as they were read before, for what was read is kept."""
    held = library.held(document_id(data))
    languages = asked or (held.document.ocr if held else "")
    return Ocr(languages, limits.ocr_seconds, pages_at_once) if languages else None


def lost_pictures(library: Library, again: Document) -> bool:
    """Whether a document that is read again has lost the words of its pictures."""
    held = library.held(again.id)
    return held is not None and bool(held.document.ocr) and not again.ocr
