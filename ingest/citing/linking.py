"""What a document cites and where: note markers, author-year citations and UN symbols, each tied to its work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.records import Citation, Link, LinkForm, Name, Note, Passage, Reference
from ingest.citing.author_year import Dated, DatedCitation, dated_citations
from ingest.citing.bibliography import entries
from ingest.citing.linked import beside, linked_citations
from ingest.citing.listed import listed
from ingest.citing.notes import cite_symbol, resolve
from ingest.citing.numbered import numbered_citations, numbers
from ingest.citing.placed import placed, with_links
from ingest.citing.sentences import sentence_around
from ingest.citing.symbols import symbols
from ingest.citing.works import Match, Works
from ingest.manuscript import Block, Cite

_WORDS_BEFORE = 8


@dataclass(frozen=True, slots=True)
class Cited:
    """A document's references, its notes with what they cite, and the citations in its running text."""

    references: tuple[Reference, ...]
    notes: tuple[Note, ...]
    citations: tuple[Citation, ...]


def cite(
    text: str,
    passages: Sequence[Passage],
    notes: Sequence[Note],
    marks: Sequence[tuple[int, str]],
    bibliography: Sequence[Block],
    linked: Sequence[Cite] = (),
) -> Cited:
    """Ties everything that cites to what it cites.

    `text` is the stored text; `marks` are (offset in it, note number): the marker stood before that character.
    `linked` are words of it that the file links to entries of its bibliography, which outweighs what we read in them.
    `notes` come without references and go with them; offsets of the citations lie in `text`.
    """
    works = Works()
    listed_works = with_links(list(_in_bibliography(bibliography)), bibliography)
    indexes = [works.add(reference) for reference in listed_works]
    told = list(linked_citations(text, passages, linked, _by_target(listed_works, bibliography, indexes)))
    read = resolve(notes, works)
    entries_by_number = dict(zip(numbers([works.references[index].raw for index in indexes]), indexes, strict=False))
    guessed = [*_by_marks(text, passages, read, marks), *_in_text(passages, works, entries_by_number)]
    citations = [*told, *beside(guessed, told)]
    for mention in symbols(text):  # those that stand in headings and tables too, which are no passages
        cite_symbol(mention.symbol, text[mention.start : mention.end], works, "text")
    return Cited(tuple(works.references), tuple(read), tuple(sorted(citations, key=lambda citation: citation.start)))


def _by_target(
    references: Sequence[Reference], bibliography: Sequence[Block], indexes: Sequence[int]
) -> Mapping[str, tuple[int, ...]]:
    """The works that each name in the file means: one as a rule, several where an entry lists several."""
    meant: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
    for block, position in placed(references, [block for block in bibliography if block.targets]):
        for target in block.targets:
            meant[target] += (indexes[position],)
    return meant


def _unique(indexes: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(indexes))


def _in_bibliography(bibliography: Sequence[Block]) -> Iterator[Reference]:
    """The works that a bibliography lists: by the file's own fields where it has them, else as we read them."""
    for fielded, blocks in groupby(bibliography, key=lambda block: block.reference is not None):
        if fielded:
            yield from (block.reference for block in blocks if block.reference)
        else:
            yield from _with_repeated_authors(listed(entries(list(blocks))))


def _with_repeated_authors(references: Sequence[Reference]) -> Iterator[Reference]:
    """ "———. 2014." is by the authors of the entry before."""
    before: tuple[Name, ...] = ()
    for reference in references:
        if re.match(r"^\W{2,}", reference.raw) and not reference.authors and before:
            reference = replace(reference, authors=before)
        before = reference.authors or before
        yield reference


def _passage_at(passages: Sequence[Passage], offset: int) -> Passage | None:
    index = bisect_right(passages, offset, key=lambda passage: passage.start) - 1
    return passages[index] if index >= 0 and offset < passages[index].end else None


def _by_marks(
    text: str, passages: Sequence[Passage], notes: Sequence[Note], marks: Sequence[tuple[int, str]]
) -> Iterator[Citation]:
    """A marker cites what its note cites, for the words before it."""
    numbered = _nearest(notes, marks)
    for (offset, number), note in zip(marks, numbered, strict=True):
        passage = _passage_at(passages, offset - 1)
        if note and note.references and passage:
            start, end = _words_before(text, passage.start, offset)
            sentence = sentence_around(text, start, end, passage.start, passage.end)
            yield Citation(passage.id, text[start:end], start, end, note.references, number, note.links, sentence)


def _nearest(notes: Sequence[Note], marks: Sequence[tuple[int, str]]) -> list[Note | None]:
    """Each marker's note; where chapters number their notes anew, the n-th marker "1" has the n-th note "1"."""
    seen: dict[str, int] = {}
    found: list[Note | None] = []
    for _, number in marks:
        alike = [note for note in notes if note.number == number]
        found.append(alike[min(seen.get(number, 0), len(alike) - 1)] if alike else None)
        seen[number] = seen.get(number, 0) + 1
    return found


def _words_before(text: str, floor: int, offset: int) -> tuple[int, int]:
    end = offset
    while end > floor and text[end - 1].isspace():
        end -= 1
    start = end
    sentence = (
        max((m.end() for m in re.finditer(r"[.!?][”\"’)]*\s+(?=[A-ZÀ-Þ“\"‘])", text[floor:end])), default=0) + floor
    )
    words = list(re.finditer(r"\S+", text[sentence:end]))
    if words:
        start = sentence + words[max(0, len(words) - _WORDS_BEFORE)].start()
    return start, end


def _in_text(passages: Sequence[Passage], works: Works, entries_by_number: Mapping[int, int]) -> Iterator[Citation]:
    for passage in passages:
        if passage.kind != "note":
            yield from _symbols(passage, works)
            for found in dated_citations(passage.text, works):
                yield _printed(passage, found, "author-year")
            for found in numbered_citations(passage.text, entries_by_number):
                yield _printed(passage, found, "number")


def _symbols(passage: Passage, works: Works) -> Iterator[Citation]:
    for mention in symbols(passage.text):
        index = cite_symbol(mention.symbol, passage.text[mention.start : mention.end], works, "text")
        cited = (Dated(Match(index, 1.0), mention.start, mention.end),)
        yield _printed(passage, DatedCitation(mention.start, mention.end, cited), "symbol")


def _printed(passage: Passage, found: DatedCitation, how: LinkForm) -> Citation:
    links = tuple(
        Link(
            one.match.index,
            round(one.match.score, 2),
            how,
            passage.start + one.start,
            passage.start + one.end,
            one.match.others,
        )
        for one in found.cited
    )
    first, last = sentence_around(passage.text, found.start, found.end)
    return Citation(
        passage.id,
        passage.text[found.start : found.end],
        passage.start + found.start,
        passage.start + found.end,
        _unique(link.reference for link in links),
        links=links,
        sentence=(passage.start + first, passage.start + last),
    )
