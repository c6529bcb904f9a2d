"""Letting derived things follow the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from corpus.derived import Derived
from corpus.library import Library

Progress: TypeAlias = Callable[[int, int, str], None]
BATCH = 100  # changes applied at once: what they hold must fit in memory


def silent(done: int, total: int, what: str) -> None:
    """The progress of which nobody wants to hear."""


def catch_up(library: Library, thing: Derived, progress: Progress = silent) -> None:
    """Let it follow to the library's latest change; from the beginning if it is ahead, so of another life."""
    upto = library.sequence
    if thing.applied > upto:
        thing.clear()
    begun = thing.applied
    while (applied := thing.applied) < upto:
        changes = library.changes(applied, thing.kinds, BATCH)
        last = changes[-1].sequence if len(changes) == BATCH else max(upto, *(c.sequence for c in changes), 0)
        thing.apply(changes, last)
        progress(min(last, upto) - begun, upto - begun, f"indexing: {thing.name}")
