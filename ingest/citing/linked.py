"""Citations that the file itself links to its bibliography, as JATS and TEI do: nothing about them is guessed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from corpus.records import Citation, Link, Passage
from ingest.citing.sentences import sentence_around
from ingest.manuscript import Cite

_TO = re.compile(r"\W{0,3}[–—-]\W{0,3}")  # between the first and the last of a run: "[3]–[5]"
_LONGEST_RUN = 30


def linked_citations(
    text: str, passages: Sequence[Passage], cites: Sequence[Cite], works: Mapping[str, tuple[int, ...]]
) -> Iterator[Citation]:
    """One for each place of the text that links to a known work; `works` leads from names to indexes."""
    before: Cite | None = None
    for cite in cites:
        passage = _passage_of(passages, cite)
        indexes = (
            *_between(text, before, cite, works),
            *(index for one in cite.targets for index in works.get(one, ())),
        )
        if passage and indexes:
            yield _citation(text, passage, cite, tuple(dict.fromkeys(indexes)))
        before = cite


def _between(text: str, before: Cite | None, cite: Cite, works: Mapping[str, tuple[int, ...]]) -> Iterator[int]:
    """The works of a run of which only the ends are linked, in the bibliography's order."""
    if before is None or not _TO.fullmatch(text[before.end : cite.start]):
        return
    named = list(works)
    ends = [named.index(one) for one in (before.targets[-1], cite.targets[0]) if one in works]
    if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + _LONGEST_RUN:
        yield from (index for one in named[ends[0] + 1 : ends[1]] for index in works[one])


def _passage_of(passages: Sequence[Passage], cite: Cite) -> Passage | None:
    index = bisect_right(passages, cite.start, key=lambda passage: passage.start) - 1
    return passages[index] if index >= 0 and cite.end <= passages[index].end else None


def _citation(text: str, passage: Passage, cite: Cite, indexes: tuple[int, ...]) -> Citation:
    links = tuple(Link(index, 1.0, "link", cite.start, cite.end) for index in indexes)
    sentence = sentence_around(text, cite.start, cite.end, passage.start, passage.end)
    return Citation(
        passage.id, text[cite.start : cite.end], cite.start, cite.end, indexes, links=links, sentence=sentence
    )


def beside(guessed: Sequence[Citation], told: Sequence[Citation]) -> Iterator[Citation]:
    """Those that we read ourselves, without those whose words the file links; what markers of notes cite stays."""
    starts = [citation.start for citation in told]
    for citation in guessed:
        last = bisect_left(starts, citation.end) - 1
        if citation.note is not None or last < 0 or told[last].end <= citation.start:
            yield citation
