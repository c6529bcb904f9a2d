"""Notes in the styles of many houses are cut into their citations; commentary cites nothing."""

from pathlib import Path

import pytest

from corpus.records import Note
from ingest.citing.note_rules import by_rules
from ingest.citing.notes import resolve
from ingest.citing.splitting import pieces
from ingest.citing.train_splitter import gold_spans, labelled, score
from ingest.citing.works import Works

LINES = (Path(__file__).parent / "data" / "notes.txt").read_text("utf-8").splitlines()


def _marked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """A note's plain text, and where its citations stand."""
    text, spans, start = "", [], 0
    for character in line:
        if character == "⟦":
            start = len(text)
        elif character == "⟧":
            spans.append((start, len(text)))
        else:
            text += character
    return text, spans


NOTES = [_marked(line) for line in LINES if not line.startswith("#")]


def test_the_notes_looked_at_are_cut_right() -> None:
    assert score(NOTES[::2], rules=False)["f1"] >= 0.94


def test_the_notes_held_out_are_cut_better_than_by_rules() -> None:
    held_out = NOTES[1::2]
    assert score(held_out, rules=False)["f1"] >= 0.86 > score(held_out, rules=True)["f1"]


@pytest.mark.parametrize("text", [text for text, spans in NOTES if not spans])
def test_commentary_cites_nothing(text: str) -> None:
    (note,) = resolve([Note("1", None, text, 0, len(text))], works := Works())
    assert (note.references, works.references) == ((), [])


def test_pieces_stand_in_the_text_at_their_offsets() -> None:
    for text, _ in NOTES:
        assert all(" ".join(text[piece.start : piece.end].split()) == piece.text for piece in pieces(text))


def test_semicolons_between_places_and_pages_part_nothing() -> None:
    text = "Anderson, Mary B. 2013. Opting Out of War. Boulder; London: Lynne Rienner; Kaplan 2013, 15; 18–19."
    cut = ["Anderson, Mary B. 2013. Opting Out of War. Boulder; London: Lynne Rienner", "Kaplan 2013, 15; 18–19."]
    assert [piece.text for piece in pieces(text)] == [piece.text for piece in by_rules(text)] == cut


def test_nothing_is_cut_into_nothing() -> None:
    assert pieces("") == pieces(" \n") == []


def test_made_notes_are_labelled_by_token() -> None:
    runs = [("See ", "say"), ("Kaplan 2013, 5", "cite"), ("; ", "say"), ("Moix 2016", "cite"), (". Enough.", "say")]
    text, labels = labelled(runs)
    assert labels == ["O", "B", "I", "I", "B", "I", "O"]
    assert [text[start:end] for start, end in gold_spans(runs)] == ["Kaplan 2013, 5", "Moix 2016"]
