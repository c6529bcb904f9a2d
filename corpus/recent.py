"""A few records kept at hand as long as nothing changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Record = TypeVar("Record")


class Recent(Generic[Record]):
    """The last records read, each good for the sequence number at which it was read."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[str, tuple[int, Record | None]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, id: str, sequence: int, read: Callable[[], Record | None]) -> Record | None:
        with self._lock:
            kept = self._kept.get(id)
        if kept and kept[0] == sequence:
            return kept[1]
        record = read()
        with self._lock:
            self._kept[id] = (sequence, record)
            self._kept.move_to_end(id)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return record
