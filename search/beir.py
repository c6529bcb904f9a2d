"""A BEIR folder as a small library: each of its documents one passage, indexed as the product indexes."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from corpus.records import Change, Document, Held, Passage, Vectors
from ingest.encoders import Encoder, in_context
from ontology.errors import WrongUse
from search.vectors import VectorIndex
from search.words import Words

BATCH = 512


class NotBeir(WrongUse):
    """This folder holds no corpus.jsonl, queries.jsonl and qrels/*.tsv as BEIR has them."""


@dataclass(frozen=True, slots=True)
class Collected:
    """`names[number]` is what the collection calls a document; `questions` are those with judgements."""

    names: tuple[str, ...]
    held: tuple[Held, ...]
    questions: Mapping[str, str]
    judged: Mapping[str, Mapping[str, int]]


def collected(folder: Path, queries: Path | None = None, qrels: Path | None = None) -> Collected:
    """Raises NotBeir."""
    try:
        documents = list(_lines(folder / "corpus.jsonl"))
        judged = _judged(qrels or _only_qrels(folder))
        asked = {line["_id"]: line["text"] for line in _lines(queries or folder / "queries.jsonl")}
    except (OSError, ValueError, KeyError) as error:
        raise NotBeir(f"{NotBeir.__doc__} ({error})") from error
    held = tuple(_held(number, line) for number, line in enumerate(documents))
    return Collected(
        tuple(line["_id"] for line in documents), held, {q: asked[q] for q in judged if q in asked}, judged
    )


def index_words(found: Collected, folder: Path) -> Words:
    words = Words(folder, "beir")
    for start in range(0, len(found.held), BATCH):
        batch = found.held[start : start + BATCH]
        words.apply([Change(held.rowids[0], "document", held.document.id, held) for held in batch], start + len(batch))
    return words


def index_vectors(found: Collected, folder: Path, encoder: Encoder) -> VectorIndex:
    vectors = VectorIndex(folder, "beir", writable=False)
    matrix = _encoded(found.held, encoder)
    vectors.apply([Change(1, "vectors", "beir", Vectors("beir", tuple(range(len(matrix))), matrix))], 1)
    return vectors


def _encoded(held: Sequence[Held], encoder: Encoder) -> NDArray[np.float32]:
    """Kept in the cache folder under the hash of the texts: the same collection is measured again and again."""
    texts = [text for one in held for text in in_context(one.document)]
    digest = hashlib.sha256("\0".join([encoder.name, *texts]).encode()).hexdigest()[:24]
    path = platformdirs.user_cache_path("concordance") / "evaluate" / f"{digest}.npy"
    if path.exists():
        kept: NDArray[np.float32] = np.load(path)
        return kept
    matrix = encoder.encode(texts, kind="passage")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, matrix)
    return matrix


def _held(number: int, line: dict[str, Any]) -> Held:
    text = line["text"] or line.get("title") or "-"
    passage = Passage(f"beir-{number}", text, 0, len(text))
    document = Document(f"beir-{number}", text, line.get("title") or "", passages=(passage,))
    return Held(document, "", rowids=(number,))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _only_qrels(folder: Path) -> Path:
    test = folder / "qrels" / "test.tsv"
    others = sorted((folder / "qrels").glob("*.tsv"))
    if not test.exists() and len(others) != 1:
        raise NotBeir(f"{folder / 'qrels'} holds no test.tsv and not exactly one other file. Name one with --qrels.")
    return test if test.exists() else others[0]


def _judged(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t"):
            if len(row) >= 3 and row[2].lstrip("-").isdigit() and int(row[2]) > 0:
                judged[row[0]][row[1]] = int(row[2])
    return judged
