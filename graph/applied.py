"""The small file that says how far the graph has followed the library."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Applied:
    """`sequence` of that library, projected by this version of the converters under this base IRI."""

    sequence: int
    library: str
    schema: int
    base: str


def read_applied(path: Path) -> Applied | None:
    """None when there is none, or when it cannot be understood: then the graph is made anew."""
    try:
        return Applied(**json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_applied(path: Path, applied: Applied) -> None:
    """Durable and whole when this returns."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(applied), file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
