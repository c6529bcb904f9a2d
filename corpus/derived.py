"""The one seam of all that is derived from the library: it can be thrown away and made anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from corpus.records import Change, ChangeKind


class Derived(Protocol):
    """An index or a graph that follows the library's changes.

    Applying is idempotent: what an id had is deleted, what its record says is inserted.
    """

    name: str
    kinds: frozenset[ChangeKind]

    @property
    def applied(self) -> int:
        """The sequence number up to which this thing is made; 0 when it is empty or another library's."""
        ...

    def apply(self, changes: Sequence[Change], upto: int) -> None:
        """Follow these changes and remember `upto`, durably, after the engine's own commit."""
        ...

    def clear(self) -> None:
        """Throw everything away."""
        ...
