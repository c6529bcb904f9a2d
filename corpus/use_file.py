"""The use table on disk: one file, whole or not there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from corpus.columns import LAYOUT, Rows
from corpus.vocabulary import Vocabulary

SCHEMA = 1  # raised when rows say something else


class UseFile:
    """Remembers the table with the sequence it had followed, for one library and one schema."""

    def __init__(self, folder: Path, library: str) -> None:
        self._path = folder / "uses.npz"
        self._library = library

    def load(self) -> tuple[Rows, Vocabulary, int]:
        """Rows, terms and sequence; an empty table where there is none, another library's, or a damaged one."""
        try:
            with np.load(self._path, allow_pickle=False) as file:
                about = json.loads(str(file["about"]))
                if (about["library"], about["schema"]) == (self._library, SCHEMA):
                    rows = Rows({name: file[name] for name in LAYOUT})
                    return rows, Vocabulary.from_dict(about["words"]), int(about["sequence"])
        except (OSError, KeyError, ValueError, BadZipFile):
            pass
        return Rows.empty(), Vocabulary(), 0

    def save(self, rows: Rows, words: Vocabulary, sequence: int) -> None:
        about = {"library": self._library, "schema": SCHEMA, "sequence": sequence, "words": words.as_dict()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, allow_pickle=False, about=np.array(json.dumps(about)), **rows.columns)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
