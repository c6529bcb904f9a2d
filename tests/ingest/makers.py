"""Makers small enough to see through: they read text, code one word and encode letters. Children run them."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.records import Coding, Document, Release
from ingest.encoders import Precision
from ingest.errors import NoTextLayer
from ingest.jobs import Makers
from ingest.reading.ocr import Ocr
from tests.corpus import made


def read(data: bytes, name: str, pages_limit: int, ocr: Ocr | None = None) -> Document:
    text = data.decode()
    if "SCANNED" in text and ocr is None:
        raise NoTextLayer
    if ocr is not None and ("SCANNED" in text or "PARTLY" in text):
        return replace(made.document(text), ocr=ocr.languages, ocr_pages=(2, 3))
    if "CRASH" in text:
        os.abort()
    if "STRANGE" in text:
        raise KeyError("a parser's own trouble")
    if "SLOW" in text:
        time.sleep(60)
    if "PARTLY" in text:
        return replace(made.document(text), unread_pages=(2, 3))
    return made.document(text)


def read_newly(data: bytes, name: str, pages_limit: int, ocr: Ocr | None = None) -> Document:
    return replace(read(data, name, pages_limit, ocr), reader="2")


def read_blindly(data: bytes, name: str, pages_limit: int, ocr: Ocr | None = None) -> Document:
    return replace(read(data, name, pages_limit, ocr), reader="2", ocr="", ocr_pages=())


def code(document: Document, release: Release) -> Coding:
    """Codes mediation, if the ontology in force has the word."""
    coding = made.coding(document, release=release.number)
    return coding if '"mediation"' in release.turtle else replace(coding, passages=())


def encode(document: Document, precision: Precision, model: str) -> NDArray[np.float32]:
    counts = [[passage.text.count(letter) + 1.0 for letter in "abcdefgh"] for passage in document.passages]
    matrix = np.array(counts, np.float32).reshape(-1, 8)
    scaled: NDArray[np.float32] = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    return scaled


def precision(model: str) -> Precision:
    return "fp32"


def makers(model: str) -> Makers:
    return Makers(read, code, encode, "1", "1", f"letters/{model}", precision)


def newer_reader(model: str) -> Makers:
    return replace(makers(model), read=read_newly, reader="2")


def blind_reader(model: str) -> Makers:
    return replace(makers(model), read=read_blindly, reader="2")


def newer_coder(model: str) -> Makers:
    return replace(makers(model), coder="2")


# ---------------------------------------------------------------- jobs that try a child


def double(number: int) -> int:
    return 2 * number


def own_process() -> int:
    return os.getpid()


def talk(word: str) -> str:
    print(word)
    return word


def eat(size: int) -> int:
    return len(bytearray(size))


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def write_and_sleep(path: Path, seconds: float) -> None:
    path.write_text(str(os.getpid()))
    time.sleep(seconds)
