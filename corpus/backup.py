"""The whole library as one file, and back. What is derived is not in it: it is made anew."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from pathlib import Path

from corpus.errors import BadArchive, HomeNotEmpty
from corpus.library import Library
from corpus.store import NAME

FILES = "files"


def backup(library: Library, file: Path) -> None:
    """Write database and files to a zip archive, as they are at one moment; reading and writing may go on meanwhile.

    The archive is whole under its name when this returns, or not there.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    with (
        tempfile.TemporaryDirectory(dir=file.parent) as folder,
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        copy = Path(folder) / NAME
        held = _copy(library, copy)
        archive.write(copy, NAME)
        for sha256 in held:
            # Those of PDFs and DOCX are compressed already.
            archive.write(library.files.path(sha256), f"{FILES}/{sha256}", zipfile.ZIP_STORED)
    part.replace(file)


def _copy(library: Library, target: Path) -> list[str]:
    """A consistent copy of the database, and the hashes of the files that it speaks of."""
    copy = sqlite3.connect(target)
    try:
        library.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        return [sha256 for (sha256,) in copy.execute("SELECT sha256 FROM document ORDER BY sha256")]
    finally:
        copy.close()


def restore(file: Path, home: Path) -> None:
    """Make a home of an archive that `backup` wrote. Raises BadArchive, and HomeNotEmpty where there is a library.

    The home has its library when this returns; after an error it has none.
    """
    if (home / NAME).exists():
        raise HomeNotEmpty
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        _unpack(file, Path(folder))
        _check(Path(folder))
        for path in sorted((Path(folder) / FILES).glob("*")):
            target = home / FILES / path.name[:2] / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
        shutil.move(Path(folder) / NAME, home / NAME)


def _unpack(file: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            if NAME not in archive.namelist() or any(not _is_ours(name) for name in archive.namelist()):
                raise BadArchive
            archive.extractall(folder)
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise BadArchive from error


def _is_ours(name: str) -> bool:
    """No archive may write anywhere else than we do."""
    hash = name.removeprefix(f"{FILES}/")
    return name == NAME or (hash != name and len(hash) == 64 and hash.isalnum())


def _check(folder: Path) -> None:
    connection = sqlite3.connect(folder / NAME)
    try:
        held = [sha256 for (sha256,) in connection.execute("SELECT sha256 FROM document")]
        sound = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        # The copy is not in WAL mode; a library is.
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError as error:
        raise BadArchive from error
    finally:
        connection.close()
    if not sound or any(not (folder / FILES / sha256).exists() for sha256 in held):
        raise BadArchive
