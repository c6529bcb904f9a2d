"""Files into the library: each recognised by its bytes, read in a child when it is new, or failed by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.identity import document_id
from corpus.library import Library
from corpus.records import Document
from ingest.cataloguing import Errand, asked, gone, is_catalogue
from ingest.child import (
    PAGES_LIMIT,
    READING_MEMORY,
    READING_SECONDS,
    UPLOAD_LIMIT,
    Workers,
    bytes_within,
    catalogue_job,
    seconds_for,
)
from ingest.errors import BadRecord, ReadingError
from ingest.flow import Done, Job, Stream, flow
from ingest.following import Progress
from ingest.jobs import Makers
from ingest.reading.catalogue import Catalogue
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
    _instead: list[Errand] = field(default_factory=list)
    _pages_at_once: int = 1

    def run(self, found: Found, children: Workers) -> Report:
        catalogues = [path for path in found.files if is_catalogue(path)]
        self._total = len(found.files) + len(found.missing)
        self._pages_at_once = max(1, (os.cpu_count() or 1) // max(1, min(children.count, len(found.files))))
        self.report.skipped += map(str, found.skipped)
        for path in found.missing:
            self.report.fail(path, NoSuchFile())
        wanted = asked([path for path in found.files if path not in catalogues], self._catalogues(catalogues, children))
        self._total = len(wanted.errands) + self.report.files
        self.report.notices += wanted.notices
        errands: Sequence[Errand] = wanted.errands
        while errands:  # a second time for records whose file could not be read
            for done in flow(Stream(children, self._to_read(errands))):
                self._take(done)
            errands, self._instead = self._instead, []
        return self.report

    def _catalogues(self, files: Sequence[Path], children: Workers) -> dict[Path, Catalogue]:
        """What each catalogue holds; its bad records and those that left it are said."""
        read: dict[Path, Catalogue] = {}
        for done in flow(Stream(children, self._to_catalogue(files))):
            if done.error is not None:
                self._fail(done.about, done.error)
            else:
                read[done.about] = done.result
                self._note(done.about, done.result)
        return {path: read[path] for path in files if path in read}

    def _to_catalogue(self, files: Sequence[Path]) -> Iterator[Job]:
        for path in files:
            try:
                data = bytes_within(path, self.limits.upload)
            except (ReadingError, OSError) as error:
                self._fail(path, error)
            else:
                yield Job(path, catalogue_job, (data, path.name), self.limits.seconds)

    def _note(self, path: Path, catalogue: Catalogue) -> None:
        self.library.forget_failures(path)
        for bad in catalogue.bad:
            self._fail(Path(f"{path}#{bad.number}"), BadRecord(str(bad)))
        self.report.notices += gone(self.library.paths_below(f"{path}#"), path, catalogue.records)

    def _to_read(self, errands: Sequence[Errand]) -> Iterator[Job]:
        """The files that have to be read; what is known by its bytes is settled here, without a reader."""
        for errand in errands:
            try:
                data = bytes_within(errand.path, self.limits.upload) if errand.data is None else errand.data
            except (ReadingError, OSError) as error:
                self._lose(errand, error)
                continue
            if (known := known_by_bytes(self.library, self.makers, data, self.ocr)) and self._is_described(
                known, errand
            ):
                self._keep(errand, data, known)
            else:
                ocr = ocr_of(self.library, self.limits, data, self.ocr, self._pages_at_once)
                yield reading(self.makers, self.limits, data, errand.name, (errand, data), ocr)

    def _is_described(self, document: Document, errand: Errand) -> bool:
        """Else the file is read again, for what another catalogue said of it must leave no trace."""
        return errand.described is None or self.library.catalogued(document.id) == errand.described

    def _take(self, done: Done) -> None:
        errand, data = done.about
        if done.error is not None:
            self._lose(errand, done.error)
        else:
            self._keep(errand, data, done.result)

    def _keep(self, errand: Errand, data: bytes, document: Document) -> None:
        outcome = self.library.put(document, data, path=errand.path, name=errand.name, described=errand.described)
        for address in errand.addresses:
            self.library.put(document, data, path=address, name=errand.name)
        self.report.count(outcome)
        self.report.note_pictures(errand.path, document)
        self.report.note_attachments(errand.path, document)
        self._tell()

    def _lose(self, errand: Errand, error: BaseException) -> None:
        """A file that cannot be read leaves at least its record."""
        self._fail(errand.path, error)
        if errand.instead:
            self._instead.append(errand.instead)

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
