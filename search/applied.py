"""How far an index follows the library: a small file beside the engine's own."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Applied:
    """Remembers a sequence number, valid for one library and one schema version only."""

    path: Path
    library: str
    schema: int

    def read(self) -> int:
        """The sequence number written last; 0 where there is none, or another library's, or another schema's."""
        try:
            held = json.loads(self.path.read_text(encoding="utf-8"))
            ours = held["library"] == self.library and held["schema"] == self.schema
            return int(held["sequence"]) if ours else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def write(self, sequence: int) -> None:
        """Durable when it returns: written beside, synced, renamed."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump({"sequence": sequence, "library": self.library, "schema": self.schema}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
