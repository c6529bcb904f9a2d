"""What an ingest did, file by file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpus.records import Document
from ingest.cataloguing import Notice


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not read; `error` is the exception's name, `detail` says what to do."""

    path: str
    error: str
    detail: str


@dataclass(frozen=True, slots=True)
class Partial:
    """A document some of whose pages could not be read."""

    path: str
    pages: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document some of whose pages are pictures that a program read: expect errors there."""

    path: str
    pages: tuple[int, ...]
    languages: str


@dataclass(slots=True)
class Report:
    """Counts of files by what became of them; `documents` and `passages` are what the library holds afterwards."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: list[Failed] = field(default_factory=list)
    partial: list[Partial] = field(default_factory=list)
    ocr: list[Recognised] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # in folders: files of kinds that are not read
    notices: list[Notice] = field(default_factory=list)  # of records of catalogues, and of files within files
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0

    def count(self, outcome: str) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)

    @property
    def files(self) -> int:
        """How many files have been settled, one way or another."""
        return self.added + self.updated + self.unchanged + len(self.failed)

    def fail(self, path: Path, error: BaseException) -> Failed:
        return self.add_failure(str(path), type(error).__name__, " ".join(str(error).split()))

    def add_failure(self, path: str, error: str, detail: str) -> Failed:
        self.failed.append(Failed(path, error, detail))
        return self.failed[-1]

    def note_pictures(self, path: Path, document: Document) -> None:
        """Name the pages that hold pictures: those that were not read, and those that a program read."""
        if document.unread_pages:
            reason = "these pages hold pictures (scans or maps) and hardly any text"
            self.partial.append(Partial(str(path), document.unread_pages, reason))
        if document.ocr_pages:
            self.ocr.append(Recognised(str(path), document.ocr_pages, document.ocr))

    def note_attachments(self, path: Path, document: Document) -> None:
        """Name the files within the file: they are documents of their own, which somebody may want to take in."""
        if document.attachments:
            names = ", ".join(document.attachments)
            self.notices.append(Notice(str(path), f"files are attached to it, which are not read: {names}"))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
