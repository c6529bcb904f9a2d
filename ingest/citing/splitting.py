"""A note's text → its pieces: each citation by its own words, without "see also" before it, and what cites nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.citing.note_rules import Piece, bare, parted
from ingest.citing.note_tokens import features, note_tokens

MODEL = Path(__file__).parent / "models" / "notes.crfsuite"


def pieces(text: str) -> list[Piece]:
    """The citations of a note, and its commentary, in order: cut where the model sees citations begin and end.

    The model joins too much where works follow each other with nothing but semicolons between: there the rules cut.
    """
    found = []
    for start, end, says in _runs(text):
        for span in [(start, end)] if says else parted(text, start, end):
            found.append(bare(text, *span, says=says))
    return [piece for piece in found if piece.text]


def _runs(text: str) -> list[tuple[int, int, bool]]:
    """Runs of tokens of one label: where they begin and end, and whether they cite nothing."""
    tokens = note_tokens(text)
    labels = _tagger().tag(features(tokens, text)) if tokens else []
    spans: list[tuple[int, int, bool]] = []
    for token, label, before in zip(tokens, labels, ["", *labels], strict=False):
        if label == "B" or (label == "O") != (before == "O") or not spans:
            spans.append((token.start, token.end, label == "O"))
        else:
            spans[-1] = (spans[-1][0], token.end, spans[-1][2])
    return spans


@lru_cache(maxsize=1)
def _tagger() -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    return tagger
