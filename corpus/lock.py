"""One process writes a home. The lock is the kernel's, so that a killed process leaves none behind."""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path
from typing import IO

from corpus.errors import LibraryInUse


class WriterLock:
    """Makes its holder the writer of a home, until it is released or the process ends."""

    def __init__(self, home: Path) -> None:
        self._path = home / "writer.lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Raises LibraryInUse, naming the command that writes."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise LibraryInUse(_in_use(holder)) from None
        file.truncate(0)
        file.write(f"{os.getpid()} {_command()}")
        file.flush()
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _command() -> str:
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200]


def _in_use(holder: str) -> str:
    pid, _, command = holder.partition(" ")
    named = f"`{command}` (process {pid})" if command else "Another command"
    return f"{named} is writing to this library. Wait until it has ended, or give another --home."
