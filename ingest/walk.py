"""Which files a person means when naming files and folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ReadingError

READ = frozenset(
    {
        ".pdf",
        ".docx",
        ".html",
        ".htm",
        ".xhtml",
        ".epub",
        ".nxml",
        ".tei",
        ".md",
        ".markdown",
        ".mdown",
        ".txt",
        ".text",
    }
)


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
    files = [path for path in named if path.is_file()] + [file for file in inside if file.suffix.lower() in READ]
    skipped = [file for file in inside if file.suffix.lower() not in READ]
    missing = [path for path in named if not path.exists()]
    return Found(*(tuple(dict.fromkeys(some)) for some in (files, skipped, missing)))


def _within(folder: Path) -> list[Path]:
    return sorted(
        path.resolve()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
