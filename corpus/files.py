"""The bytes that people gave, each once, by their SHA-256."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


class Files:
    """A folder of files named by the hash of what they hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def keep(self, sha256: str, data: bytes) -> None:
        """Durable and whole under its name when this returns, or not there at all."""
        target = self.path(sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)

    def read(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    def remove(self, sha256: str) -> None:
        target = self.path(sha256)
        target.with_suffix(".part").unlink(missing_ok=True)
        target.unlink(missing_ok=True)

    def kept(self) -> set[str]:
        """The hashes of all files here."""
        return {path.name for path in self.folder.glob("??/*")}

    def sound(self, sha256: str) -> bool:
        """Whether the file is there and holds what its name says."""
        path = self.path(sha256)
        return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
