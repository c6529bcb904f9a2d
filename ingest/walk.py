"""Which files a person means when naming files and folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ReadingError
from ingest.formats import HEAD, format_of
from ingest.reading.cleaning import words

READ = words(
    ".pdf .docx .epub .html .htm .xhtml .nxml .jats .tei .md .markdown .mdown .txt .text .ris .bib .bibtex .csljson"
)
_IF_RECOGNISED = words(".json .xml .rdf")  # these names say little: what is inside decides


class NoSuchFile(ReadingError):
    """There is no file or folder of this name."""


@dataclass(frozen=True, slots=True)
class Found:
    """Absolute, resolved paths, each once; a file named by itself is read whatever its kind."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]
    missing: tuple[Path, ...]


def find_files(paths: Iterable[Path]) -> Found:
    """Folders are walked in the order of names; hidden files and folders are left alone."""
    named = [path.expanduser().resolve() for path in paths]
    inside = [file for folder in named if folder.is_dir() for file in _within(folder)]
    meant = {file: _is_read(file) for file in inside}
    files = [path for path in named if path.is_file()] + [file for file in inside if meant[file]]
    skipped = [file for file in inside if not meant[file]]
    missing = [path for path in named if not path.exists()]
    return Found(*(tuple(dict.fromkeys(some)) for some in (files, skipped, missing)))


def _within(folder: Path) -> list[Path]:
    return sorted(
        path.resolve()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _is_read(file: Path) -> bool:
    extension = file.suffix.lower()
    return extension in READ or (extension in _IF_RECOGNISED and recognised(file) is not None)


def recognised(file: Path) -> str | None:
    """The format that the beginning of a file shows, by `ingest.formats`; None where it shows none that is read."""
    try:
        with file.open("rb") as opened:
            return format_of(opened.read(HEAD), file.name)
    except (ReadingError, OSError):
        return None
