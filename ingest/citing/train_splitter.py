"""Trains the splitter of notes: `python -m ingest.citing.train_splitter FOLDER`.

FOLDER holds `gold/anystyle/core.xml` (BSD-2-Clause) and `gold/grobid-citations` (Apache-2.0): their references, printed
anew in the styles of notes, and joined by signals and commentary of ours, are all that is trained on. A tenth of the
fields is kept apart, and notes made of it say how good the splitter is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.citing.made_notes import NoteMaker, Run
from ingest.citing.note_rules import by_rules
from ingest.citing.note_tokens import features, note_tokens
from ingest.citing.restyled import Fields, fields
from ingest.citing.splitting import MODEL, pieces
from ingest.citing.train_references import Segment, anystyle, grobid

TRAINED_ON, TESTED_ON = 6000, 600
Row = tuple[str, list[str]]  # a note's text, the label of each of its tokens


def labelled(runs: Iterable[Run]) -> Row:
    """A note's text, and for each token whether it begins ("B") or continues ("I") a citation or lies outside ("O")."""
    text, owner = "", list[int]()
    for number, (part, label) in enumerate(runs, 1):
        text += part
        owner += [number if label == "cite" else 0] * len(part)
    labels, before = [], 0
    for token in note_tokens(text):
        own = next((owner[i] for i in range(token.start, token.end) if text[i].isalnum()), owner[token.start])
        labels.append("O" if not own else "I" if own == before else "B")
        before = own
    return text, labels


def gold_spans(runs: Iterable[Run]) -> list[tuple[int, int]]:
    """Where the citations of a made note stand in its text."""
    spans, at = [], 0
    for part, label in runs:
        if label == "cite":
            spans.append((at, at + len(part)))
        at += len(part)
    return spans


def key(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the punctuation about it, by which two ways of cutting are compared."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def score(notes: Iterable[tuple[str, Sequence[tuple[int, int]]]], *, rules: bool) -> dict[str, float]:
    """Precision, recall and F1 of whole citations, and the share of notes all of whose citations are right."""
    right = found = wanted = whole = count = 0
    for text, spans in notes:
        gold = {key(text, *span) for span in spans}
        cut = by_rules(text) if rules else pieces(text)
        cites = {key(text, piece.start, piece.end) for piece in cut if not piece.says}
        right, found, wanted = right + len(gold & cites), found + len(cites), wanted + len(gold)
        whole, count = whole + (gold == cites), count + 1
    precision, recall = right / max(1, found), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    figures = {"precision": precision, "recall": recall, "f1": f1, "whole notes": whole / max(1, count)}
    return {name: round(value, 4) for name, value in figures.items()}


def pools(folder: Path) -> tuple[tuple[Fields, list[str]], tuple[Fields, list[str]]]:
    """The fields and the whole strings to train on, and a tenth kept apart."""
    strings = [*anystyle(folder / "anystyle" / "core.xml"), *grobid(folder / "grobid-citations")]
    apart = [segments for index, segments in enumerate(strings) if index % 10 == 0]
    kept = [segments for index, segments in enumerate(strings) if index % 10]
    return (fields(kept), _whole(kept)), (fields(apart), _whole(apart))


def _whole(strings: Iterable[Sequence[Segment]]) -> list[str]:
    texts = (" ".join("".join(text for _, text in segments).split()) for segments in strings)
    # Where the natural sciences part authors by semicolons, notes part citations.
    return [text for text in texts if 30 < len(text) < 400 and not set(text) & {";", "\ufffd"}]


def train(rows: Iterable[Row], model: Path) -> None:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for text, labels in rows:
        if labels:
            trainer.append(pycrfsuite.ItemSequence(features(note_tokens(text), text)), labels)
    trainer.select("lbfgs")
    trainer.set_params({"c1": 0.5, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True})
    trainer.train(str(model))


def main(folder: str, model: Path = MODEL) -> None:
    kept, apart = pools(Path(folder) / "gold")
    maker, tester = NoteMaker(*kept, seed=5), NoteMaker(*apart, seed=6)
    train((labelled(maker.note()) for _ in range(TRAINED_ON)), model)
    notes = [tester.note() for _ in range(TESTED_ON)]
    held_out = [(labelled(runs)[0], gold_spans(runs)) for runs in notes]
    for rules in (True, False):
        print("rules" if rules else "model", score(held_out, rules=rules), file=sys.stderr)
    print(f"{model.stat().st_size / 1e3:.0f} kB", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
