"""What the wording says a work is cited for: background, evidence, agreement, criticism, as the ontology's cues tell.

A cue's "…" is the work: its citation, or its author's name in the sentence. Without a cue a work is cited, no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import Citation, CitedFor, Document, Link
from ingest.coding.stems import stem
from ontology.terms import Ontology

Span = tuple[int, int]

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[;:(\[—–]|[.!?](?=\s|$)")
_PART = re.compile(r"…|\*|[^\W_]+(?:['’][^\W_]+)?")
_ABBREVIATED = re.compile(r"\b(?:cf|vgl|e\.g|z\.B|p\.ex|s|a|al|esp|v|vs)\.$", re.IGNORECASE)
_GAP = r"(?:[^ …|]+ ){1,8}"
_ALSO = r"(?:(?:also|e|g|for|exampl|example|instanc|instance|especially|esp|auch|aussi|también) )*"
_NOT = re.compile(r"(?: |^)(?:not|never|no|hardly|cannot|nicht|kein|pas|ne) (?:[^ …|]+ )?$")
_ONLY_JOINS = re.compile(r"^[\W_]*(?:(?:and|also|see|see also|und|auch|et|voir|y|véase|cf|vgl)[\W_]*)*$", re.IGNORECASE)
_LAST_SENTENCE = re.compile(r".*[.!?][”\"’)]?\s+(?=[A-ZÀ-Þ])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Cue:
    function: str
    words: str
    pattern: re.Pattern[str]
    length: int


class CitationFunctions:
    """Reads what works are cited for by the cues of an ontology, in all their languages."""

    def __init__(self, ontology: Ontology) -> None:
        self._cues = [
            _Cue(concept.id, cue, _pattern(cue), len(_PART.findall(cue)))
            for concept in ontology.citation_functions.values()
            for cues in concept.cues_by_language.values()
            for cue in cues
        ]

    def of_words(self, text: str, work: Sequence[Span]) -> tuple[str, str] | None:
        """The function that `text` gives a work, and the cue: `work` is where the text cites or names it.

        None where no cue stands, or where cues of two functions are equally long.
        """
        said = _encoded(text, work)
        found = [
            cue for cue in self._cues if (m := cue.pattern.search(said)) and not _NOT.search(said[: m.start("cue")])
        ]
        longest = max((cue.length for cue in found), default=0)
        best = {cue.function: cue.words for cue in found if cue.length == longest}
        return next(iter(best.items())) if len(best) == 1 else None

    def of_document(self, document: Document) -> dict[str, tuple[CitedFor, ...]]:
        """For each passage what its citations are made for, where the wording says so."""
        found: dict[str, list[CitedFor]] = defaultdict(list)
        for index, citation in enumerate(document.citations):
            told = self._of_citation(document, citation)
            found[citation.passage] += [CitedFor(index, reference, *said) for reference, said in told.items()]
        return {passage: tuple(said) for passage, said in found.items()}

    def _of_citation(self, document: Document, citation: Citation) -> dict[int, tuple[str, str]]:
        """By reference: what the words that lead to it say, else what those before it say, else the sentence."""
        told: dict[int, tuple[str, str]] = {}
        start, end = citation.sentence or (citation.start, citation.end)
        sentence = document.text[start:end]
        before: tuple[str, str] | None = None
        for lead, link in _leads(document, citation, start):
            own = self.of_words(f"{lead} …", [(len(lead) + 1, len(lead) + 2)])
            before = own or (before if _ONLY_JOINS.match(lead) else None)
            here = before or self.of_words(sentence, _places(document, citation, link, sentence, start))
            if here:
                told.setdefault(link.reference, here)
        return told


def _leads(document: Document, citation: Citation, start: int) -> Iterator[tuple[str, Link]]:
    """Each link with the words that lead to it: from the link before, or from where its sentence or note begins."""
    at = start if citation.note is None else _note_start(document, citation)
    for link in citation.links:
        lead = document.text[at : link.start] if at <= link.start else ""
        yield _LAST_SENTENCE.sub("", lead), link
        at = link.end


def _note_start(document: Document, citation: Citation) -> int:
    first = citation.links[0].start if citation.links else 0
    return next((note.start for note in document.notes if note.start <= first <= note.end), first)


def _places(document: Document, citation: Citation, link: Link, sentence: str, start: int) -> list[Span]:
    """Where a sentence cites a work or names its first author."""
    spans = [] if citation.note is not None else [(citation.start - start, citation.end - start)]
    people = document.references[link.reference].authors[:1]
    families = [person.family for person in people if len(person.family) > 2]
    spans += (m.span() for family in families for m in re.finditer(rf"\b{re.escape(family)}(?:’s|'s)?(?!\w)", sentence))
    return [span for span in spans if 0 <= span[0] < span[1] <= len(sentence)]


def _encoded(text: str, work: Sequence[Span]) -> str:
    """The stems of a text parted by spaces, "…" for the work, "|" where a clause begins."""
    parts, at = ["|"], 0
    for start, end in [*sorted(work), (len(text), len(text))]:
        if start < at:
            continue
        parts += _stems(text[at:start])
        if start < len(text):
            parts.append("…")
        at = end
    return " ".join(parts) + " "


def _stems(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match[0][0].isalnum():
            yield stem(match[0])
        elif match[0] not in ".!?" or not _ABBREVIATED.search(text[: match.end()]):
            yield "|"


def _pattern(cue: str) -> re.Pattern[str]:
    """A cue as a pattern over encoded text. A single word before the work must begin a clause: "pace Kaplan"."""
    parts = _PART.findall(cue)
    alone = len(parts) == 2 and parts[1] == "…"
    steps = "".join(_step(part, first=index == 0) for index, part in enumerate(parts))
    return re.compile(rf"(?:{'[|] ' if alone else '(?:^| )'})(?P<cue>{steps})")


def _step(part: str, *, first: bool) -> str:
    if part == "*":
        return _GAP
    if part == "…":
        return "… " if first else rf"{_ALSO}(?:\| )?… "
    return re.escape(stem(part)) + " "
