"""Formats that are zip archives (DOCX, EPUB): opened within limits, so that a bomb is refused before it unfolds."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ingest.errors import Damaged, Encrypted, TooLarge

_ALL = 500_000_000  # bytes of all parts together, unpacked: books carry pictures
_PART = 60_000_000  # bytes of one part that is read as text
_ALL_READ = 120_000_000
_BOMB = 5_000_000  # bytes from which on the ratio counts: words never shrink a hundredfold
_RATIO = 100
_PARTS = 20_000
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError, OverflowError),
)


@dataclass
class Archive:
    """An open archive; what has been read of it is counted."""

    zip: zipfile.ZipFile
    taken: int = 0

    def __contains__(self, name: str) -> bool:
        return name in self.zip.NameToInfo

    def names(self) -> list[str]:
        return self.zip.namelist()

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises Damaged where it is missing, TooLarge, Encrypted."""
        try:
            part = self.zip.getinfo(name)
        except KeyError as error:
            raise Damaged(f"no part {name}") from error
        if part.flag_bits & 1:
            raise Encrypted
        self.taken += part.file_size
        swollen = part.file_size > _BOMB and part.file_size > _RATIO * max(1, part.compress_size)
        if part.file_size > _PART or self.taken > _ALL_READ or swollen:
            raise TooLarge(f"its part {name} unfolds to {part.file_size / 1e6:.0f} MB")
        return self.zip.read(part)


@contextmanager
def opened(data: bytes) -> Iterator[Archive]:
    """Raises Damaged for what is no whole archive, TooLarge for one that would unfold beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _ALL or len(archive.infolist()) > _PARTS:
                raise TooLarge("it unfolds to far more than it holds")
            yield Archive(archive)
    except _BROKEN as error:
        raise Damaged(str(error)[:200]) from error
