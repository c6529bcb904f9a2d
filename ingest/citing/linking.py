"""What a document cites and where: note markers, author-year citations and UN symbols, each tied to its work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Citation, Name, Note, Passage, Reference
from ingest.citing.bibliography import entries
from ingest.citing.names import names
from ingest.citing.notes import cite_symbol, resolve
from ingest.citing.references import parse_references
from ingest.citing.symbols import symbols
from ingest.citing.works import Works
from ingest.manuscript import Block

_BRACKET = re.compile(r"\([^()]{0,300}?\b(?:1[89]\d\d|20[0-4]\d)[a-z]?\b[^()]{0,200}\)")
_NAME = r"(?:(?:van|von|de|der|den|del|di|du|la|le|al|el|Mac|Van|De|Von)\s+)*[A-ZÀ-Þ][\w’'-]+"
_NARRATIVE = re.compile(
    rf"(?P<names>{_NAME}(?:(?:,\s|,?\sand\s|\s&\s){_NAME})*(?:\set\sal\.?,?|\sand colleagues)?)(?:’s|'s)?\s"
    r"\((?P<years>(?:1[89]\d\d|20[0-4]\d)[a-z]?(?:[^()]{0,60}))\)"
)
_ITEM = re.compile(r"^(?P<names>[^\d]*?)[\s,(]*(?P<years>(?:1[89]\d\d|20[0-4]\d)[a-z]?.*)$", re.DOTALL)
_YEAR = re.compile(r"(?<![\d–-])(?P<year>1[89]\d\d|20[0-4]\d)(?P<letter>[a-z])?(?![\d])")
_SIGNALS = re.compile(
    r"^\W*(?:see also|see|cf\.|e\.g\.,?|for example,?|also|compare|in|as cited in|cited in|quoted in)\s+", re.IGNORECASE
)
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
) -> Cited:
    """Ties everything that cites to what it cites.

    `text` is the stored text; `marks` are (offset in it, note number): the marker stood before that character.
    `notes` come without references and go with them; offsets of the citations lie in `text`.
    """
    works = Works(_with_repeated_authors(parse_references(entries(bibliography))))
    cited = resolve(notes, works)
    linked = tuple(
        replace(note, references=_unique(cite.work for cite in found.cites))
        for note, found in zip(notes, cited, strict=True)
    )
    citations = [*_by_marks(text, passages, linked, marks), *_in_text(text, passages, works)]
    for mention in symbols(text):  # those that stand in headings and tables too, which are no passages
        cite_symbol(mention.symbol, text[mention.start : mention.end], works, "text")
    return Cited(tuple(works.references), linked, tuple(sorted(citations, key=lambda citation: citation.start)))


def _unique(indexes: Iterator[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(indexes))


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
            yield Citation(passage.id, text[start:end], start, end, note.references, number)


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


def _in_text(text: str, passages: Sequence[Passage], works: Works) -> Iterator[Citation]:
    for passage in passages:
        if passage.kind != "note":
            yield from _symbols(passage, works)
            yield from _author_year(passage, works)


def _symbols(passage: Passage, works: Works) -> Iterator[Citation]:
    for mention in symbols(passage.text):
        index = cite_symbol(mention.symbol, passage.text[mention.start : mention.end], works, "text")
        yield _citation(passage, mention.start, mention.end, (index,))


def _author_year(passage: Passage, works: Works) -> Iterator[Citation]:
    taken: list[tuple[int, int]] = []
    for match in _NARRATIVE.finditer(passage.text):
        if found := _works_of(match["names"], match["years"], works):
            taken.append(match.span())
            yield _citation(passage, *match.span(), found)
    for match in _BRACKET.finditer(passage.text):
        if not any(start <= match.start() < end for start, end in taken):
            found = _works_in_bracket(match[0][1:-1], works)
            if found:
                yield _citation(passage, *match.span(), found)


def _works_in_bracket(inside: str, works: Works) -> tuple[int, ...]:
    found: list[int] = []
    for item in inside.split(";"):
        if match := _ITEM.match(_SIGNALS.sub("", item)):
            found += _works_of(match["names"], match["years"], works)
    return _unique(iter(found))


def _works_of(people: str, years: str, works: Works) -> tuple[int, ...]:
    families = tuple(name.family for name in names(people))
    matches = [works.by_author_year(families, int(y["year"]), y["letter"] or "") for y in _YEAR.finditer(years)]
    return _unique(match.index for match in matches if match and match.score >= 0.6)


def _citation(passage: Passage, start: int, end: int, references: tuple[int, ...]) -> Citation:
    return Citation(passage.id, passage.text[start:end], passage.start + start, passage.start + end, references)
