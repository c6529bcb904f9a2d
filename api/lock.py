"""One process writes a home. The lock is the kernel's, so that a killed process leaves none behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ontology.errors import ConcordanceError


class HomeBusy(ConcordanceError):
    """Another command is writing to this home. Wait until it has ended, or give another --home."""


@contextmanager
def writing(home: Path, who: str) -> Iterator[None]:
    """Hold the home for writing. Raises HomeBusy, naming the command that holds it."""
    held = _take(home, who)
    if held is None:
        raise HomeBusy(
            f"`concordance {holder(home)}` is writing to {home}. Wait until it has ended, or give another --home."
        )
    try:
        yield
    finally:
        held.close()


@contextmanager
def writing_if_free(home: Path, who: str) -> Iterator[bool]:
    """Hold the home when nobody else does; say whether we do."""
    held = _take(home, who)
    try:
        yield held is not None
    finally:
        if held is not None:
            held.close()


def holder(home: Path) -> str:
    """The command that holds the lock, as it named itself."""
    try:
        return (home / "lock").read_text(encoding="utf-8").strip() or "?"
    except OSError:
        return "?"


def _take(home: Path, who: str) -> IO[str] | None:
    home.mkdir(parents=True, exist_ok=True)
    held = (home / "lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        return None
    held.truncate(0)
    held.write(f"{who} (process {os.getpid()})")
    held.flush()
    return held
