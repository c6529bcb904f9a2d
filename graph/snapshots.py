"""Folders of the graph that nobody writes: `<sequence>` or `<sequence>.<n>`, made by hard links in milliseconds.

Who reads one holds a shared lock on its folder; it is dropped only when nobody does.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pyoxigraph import Store

from graph.errors import NoSnapshot


def make_snapshot(store: Store, folder: Path, sequence: int) -> Path:
    """Whole under its name when this returns, or not there at all."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / _next_name(folder, sequence)
    part = folder / f"{target.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    store.backup(part)
    part.rename(target)
    return target


def newest_snapshot(folder: Path) -> Path:
    """Raises NoSnapshot."""
    found = sorted(_snapshots(folder), key=_order)
    if not found:
        raise NoSnapshot
    return found[-1]


def drop_older(folder: Path, keep: Path) -> None:
    """Remove what nobody reads any more; what is being read goes another time."""
    for snapshot in _snapshots(folder):
        if snapshot != keep:
            _drop_unread(snapshot)


@contextmanager
def reading(snapshot: Path) -> Iterator[Path]:
    """Keep a snapshot from being dropped. Raises NoSnapshot when it is gone already."""
    try:
        handle = os.open(snapshot, os.O_RDONLY)
    except FileNotFoundError:
        raise NoSnapshot from None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        # It may have been dropped between opening and locking.
        if not (snapshot / "CURRENT").exists():
            raise NoSnapshot
        yield snapshot
    finally:
        os.close(handle)


def _drop_unread(snapshot: Path) -> None:
    handle = os.open(snapshot, os.O_RDONLY)
    try:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # First the file without which it is no snapshot, so that a reader who comes now knows.
            (snapshot / "CURRENT").unlink(missing_ok=True)
            shutil.rmtree(snapshot, ignore_errors=True)
    finally:
        os.close(handle)


def _snapshots(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if not path.name.endswith(".part") and (path / "CURRENT").exists()]


def _order(snapshot: Path) -> tuple[int, int]:
    sequence, _, again = snapshot.name.partition(".")
    return int(sequence), int(again or 0)


def _next_name(folder: Path, sequence: int) -> str:
    """A snapshot already there may be read: the same sequence made anew gets another name."""
    taken = [again for found, again in map(_order, _snapshots(folder)) if found == sequence]
    return f"{sequence}.{max(taken) + 1}" if taken else str(sequence)
