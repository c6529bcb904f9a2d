"""A note's text → the works it cites: full and short forms, Ibid., op. cit., "supra note", author and year, symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.records import Name, Note, Reference
from ingest.citing.names import names
from ingest.citing.reference_tokens import is_place
from ingest.citing.references import parse_references
from ingest.citing.symbols import symbols
from ingest.citing.works import Match, Works

_SIGNAL = re.compile(
    r"^\W*(?:(?:but\s+)?see(?:,?\s+(?:also|e\.g\.|for example|for instance|inter alia|further|among others"
    r"|generally))*,?|cf\.?|compare|e\.g\.,?|for (?:example|instance),?|also|and|quoted in|cited in|citing|quoting|in)"
    r"(?:\s+|(?=[“\"‘]))",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(
    r"(?<=[.”\"’)\d])\s+(?=(?:But\s+)?(?:See|Cf\.|Compare|Also|For (?:more|a|an|further)[^.]{0,80}\bsee)\b)"
)
_LEAD_IN = re.compile(
    r"^(?:[A-Z][^.;“\"]{0,160}?),?\s+\bsee(?:\s+also|,\s+for example|,\s+e\.g\.)?,?\s+(?=[“\"‘A-ZÀ-Þ])"
)
_IBID = re.compile(r"^\W*(?:ibid(?:em)?|id\.|loc\.? ?cit|idem)\b", re.IGNORECASE)
_OP_CIT = re.compile(r"\b(?:op\.?\s*cit|loc\.?\s*cit|a\.\s?a\.\s?O)\b\.?", re.IGNORECASE)
_SUPRA = re.compile(
    r"\b(?:supra|above|see|at)?\s*\(?\b(?:note|notes|n\.|fn\.?|footnote)\s*(?P<number>\d+)", re.IGNORECASE
)
_SUPRA_WORD = re.compile(r"\b(?:supra|above|infra|earlier)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?P<year>1[6-9]\d\d|20[0-4]\d)(?P<letter>[a-z])?(?![\d–-]\d|\d)")
_AUTHOR_YEAR = re.compile(
    r"^(?P<names>[^\d“\"]{2,80}?),?\s+\(?(?P<year>1[89]\d\d|20[0-4]\d)(?P<letter>[a-z])?\)?(?P<rest>[\s,:;.)]*.{0,40})$"
)
_LOCATOR = re.compile(
    r"(?:[\s,;:.(]+(?:\b(?:at|pp?|pages?|paras?|paragraphs?|§+|ch(?:ap)?|chapters?|vol|no|esp|n)\b\.?\s*)?"
    r"(?:\d+[a-z]?|[ivxlc]{2,})(?:\s*[-–—]\s*(?:\d+|[ivxlc]+))?f{0,2}"
    r"|[\s,(]+(?:passim|emphasis added|et passim))+[\s.)]*$"
)
_PAGES_ONLY = re.compile(r"^\W*(?:at|pp?\.?|pages?|paras?\.?|and|esp\.?)?\s*\d[\d\s,–—-]*f{0,2}\.?\W*$")
_PLACE_LED = re.compile(
    r"^\s*(?:and\s+)?(?P<place>[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.]*){0,2}(?:,\s[A-Z][\w.]{0,5})?)\s*:\s*[A-ZÀ-Þ]"
)
_PUBLISHER = re.compile(r"\b(?:press|publish\w*|verlag|books|university|routledge|sage|springer)\b", re.IGNORECASE)
_OPEN, _SHUT = "([“„«", ")]”»"
_FULL_SIGNS = re.compile(
    r"\b(?:press|publish\w*|verlag|vol\.?|no\.|edited by|eds?\.|journal|review|dissertation|paper|https?:|doi)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cite:
    """One citation inside a note: its words, and the work that it was found to mean."""

    text: str
    work: int
    score: float


@dataclass(frozen=True, slots=True)
class NoteCites:
    number: str
    cites: tuple[Cite, ...]


def resolve(notes: Sequence[Note], works: Works) -> list[NoteCites]:
    """What each note cites, in order. Full forms that `works` does not know are added to it."""
    resolved: list[NoteCites] = []
    by_number: dict[str, NoteCites] = {}
    last: int | None = None
    for note in notes:
        cites = _of_note(note, works, by_number, last)
        last = cites[-1].work if cites else None if note.text.strip() else last
        resolved.append(NoteCites(note.number, cites))
        by_number[note.number] = resolved[-1]
    return resolved


def _of_note(note: Note, works: Works, earlier: Mapping[str, NoteCites], last: int | None) -> tuple[Cite, ...]:
    cites: list[Cite] = []
    for piece in split(note.text):
        found = _symbols(piece, works) or [c for c in (_one(piece, works, earlier, last),) if c]
        cites += found
        last = cites[-1].work if cites else last
    return tuple(cites)


def _symbols(piece: str, works: Works) -> list[Cite]:
    mentions = symbols(piece)
    return [Cite(piece, cite_symbol(mention.symbol, piece, works, "notes"), 1.0) for mention in mentions]


def cite_symbol(symbol: str, raw: str, works: Works, where: Literal["notes", "text"]) -> int:
    """The index of the UN document with this symbol."""
    kind = "legislation" if "/RES/" in symbol else "report"
    known = works.by_symbol(symbol)
    if known is not None and where in ("text", works.references[known].found_in):
        return known
    return works.add(Reference(" ".join(raw.split()), symbol=symbol, type=kind, found_in=where))


def _one(piece: str, works: Works, earlier: Mapping[str, NoteCites], last: int | None) -> Cite | None:
    """What one piece of a note cites; None when it is commentary."""
    if _IBID.match(piece):
        return Cite(piece, last, 0.95) if last is not None else None
    if (back := _back_reference(piece, works, earlier)) is not None:
        return Cite(piece, back.index, back.score)
    if (dated := _author_year(piece, works)) is not None:
        return Cite(piece, dated.index, dated.score)
    return _full(piece, works) if _is_full(piece) else _short(piece, works)


def _back_reference(piece: str, works: Works, earlier: Mapping[str, NoteCites]) -> Match | None:
    """ "Autesserre, op. cit., 12" and "Kaplan (supra note 4)"."""
    numbered = _SUPRA.search(piece) if _SUPRA_WORD.search(piece) or "(n" in piece else None
    people = names(re.split(r",|\bsupra\b|\bop\b|\(", piece)[0])
    if numbered and (there := earlier.get(numbered["number"])) and there.cites:
        held = Works(works.references[cite.work] for cite in there.cites)
        named = held.by_author(people) if people else None
        index = named.index if named else 0
        return Match(there.cites[min(index, len(there.cites) - 1)].work, 0.95 if named else 0.7)
    return works.by_author(people) if _OP_CIT.search(piece) else None


def _author_year(piece: str, works: Works) -> Match | None:
    match = _AUTHOR_YEAR.match(piece)
    if not match or _FULL_SIGNS.search(match["rest"]) or len(_LOCATOR.sub("", match["rest"])) > 6:
        return None
    families = tuple(name.family for name in names(match["names"]))
    return works.by_author_year(families, int(match["year"]), match["letter"] or "")


def _is_full(piece: str) -> bool:
    """A full form has a year that is no page, and more than a name before or behind it."""
    return bool(_YEAR.search(piece)) and len(piece.split()) >= 5


def _full(piece: str, works: Works) -> Cite | None:
    reference = replace(parse_references([piece])[0], found_in="notes")
    if not reference.title or not (
        reference.authors or reference.editors or reference.container or reference.publisher
    ):
        return _short(piece, works)
    known = len(works.references)
    index = works.add(reference)
    if index == known and (short := works.by_short_form(reference.authors, reference.title)) and short.index != index:
        works.references.pop()
        return Cite(piece, short.index, short.score)
    return Cite(piece, index, 1.0)


def _short(piece: str, works: Works) -> Cite | None:
    match = _best_short(piece, works)
    return Cite(piece, match.index, match.score) if match else None


def _best_short(piece: str, works: Works) -> Match | None:
    """Each way of cutting "Names, Title, pages" is tried; the surest wins."""
    matches = [works.by_short_form(people, title) for people, title in short_forms(piece)]
    return max((m for m in matches if m), key=lambda match: match.score, default=None)


def short_forms(piece: str) -> list[tuple[tuple[Name, ...], str]]:
    """The ways in which a short form may be read as names and a title."""
    bare = _LOCATOR.sub("", piece).strip(" .,")
    quoted = re.search(r"[“\"‘«](.{3,}?)[”\"»](?!\w)|[“\"‘«](.{3,})", bare)
    forms: list[tuple[tuple[Name, ...], str]] = [((), (quoted[1] or quoted[2]) if quoted else bare)]
    for cut in re.finditer(r"[,.:]\s+|\s+(?=[“\"‘«])", bare):
        people = names(bare[: cut.start()])
        if 0 < len(people) <= 4 and cut.start() < 80:
            forms.append((people, bare[cut.end() :]))
    return forms


def split(text: str) -> list[str]:
    """The citations of a note, each by its own words, without "see also" before it."""
    pieces: list[str] = []
    for part in (
        part for sentence in _NEXT_SENTENCE.split(" ".join(text.split())) for part in _at_semicolons(sentence)
    ):
        if pieces and _continues(pieces[-1], part):
            pieces[-1] += "; " + part.strip()
        else:
            pieces.append(part.strip())
    return [bare for piece in pieces if (bare := _without_signal(piece))]


def _at_semicolons(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        depth += (character in _OPEN) - (character in _SHUT)
        if character == ";" and depth <= 0:
            parts.append(text[start:index])
            start, depth = index + 1, 0
    return [*parts, text[start:]]


def _continues(before: str, part: str) -> bool:
    """Whether ";" stood inside a citation: between places of publication, or between pages."""
    if _PAGES_ONLY.match(part):
        return True
    led = _PLACE_LED.match(part)
    if not led or re.search(r"[“\"]", part):
        return False
    place = re.split(r"[.,(:]\s*", before)[-1]
    return is_place(led["place"]) or is_place(place) or bool(_PUBLISHER.search(part))


def _without_signal(piece: str) -> str:
    piece = _LEAD_IN.sub("", piece)
    while (match := _SIGNAL.match(piece)) and match.end() < len(piece):
        piece = piece[match.end() :]
    return piece.strip(" ,;")
