"""Finding an ontology's labels in a question: token by token, by stem; a lone `*` is a gap of up to three tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from search.terms import LONGEST

GAP = 3  # tokens

Label = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A label found: what it names, and where it stands (code points)."""

    id: str
    start: int
    end: int


class Matcher:
    """Labels by their first stem. Where one match holds another, only the longer counts."""

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        """`labels`: pairs of an id and a label of it."""
        self._labels: dict[str, list[tuple[Label, str, str]]] = defaultdict(list)
        for id, label in labels:
            if stems := _label_stems(label):
                self._labels[stems[0]].append((stems, id, label))

    def find(self, text: str) -> list[Match]:
        tokens = _tokens(text)
        stems = [token.text for token in tokens]
        found = [
            Match(id, tokens[start].char_offset_from, tokens[end - 1].char_offset_to)
            for start, stem in enumerate(stems)
            for label, id, written in self._labels.get(stem, ())
            if (end := _ends(label, stems, start)) and _as_written(written, text[tokens[start].char_offset_from :])
        ]
        return list(_longest(found))


@cache
def _analyzer() -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return builder.filter(Filter.stemmer("english")).build()


def _tokens(text: str) -> Sequence[Any]:
    found: Sequence[Any] = _analyzer().pre_tokenize(text).tokens
    return found


def _label_stems(label: str) -> Label:
    parts = [("*",) if part == "*" else tuple(_analyzer().analyze(part)) for part in label.split()]
    return tuple(stem for part in parts for stem in part)


def _ends(label: Label, stems: Sequence[str], start: int) -> int | None:
    """Where the label, begun at `start`, ends; None where it does not stand there."""
    if not label:
        return start
    if label[0] == "*":
        ends = (_ends(label[1:], stems, start + skipped) for skipped in range(GAP + 1))
        return next((end for end in ends if end), None)
    if start < len(stems) and stems[start] == label[0]:
        return _ends(label[1:], stems, start + 1)
    return None


def _as_written(label: str, text: str) -> bool:
    """An abbreviation in capitals is found only so: US is not us."""
    return not (label.isupper() and len(label) <= 6) or text.startswith(label)


def _longest(found: Sequence[Match]) -> Iterator[Match]:
    for match in found:
        within = (o for o in found if o.start <= match.start and match.end <= o.end)
        if not any(other.end - other.start > match.end - match.start for other in within):
            yield match
