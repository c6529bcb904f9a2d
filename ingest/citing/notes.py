"""A note's text → the works it cites: full and short forms, Ibid., op. cit., "supra note", author and year, symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from corpus.records import Link, LinkForm, Name, Note, Reference
from ingest.citing import pointers
from ingest.citing.author_year import Dated, dated_citations, of_people
from ingest.citing.likeness import fold
from ingest.citing.names import names
from ingest.citing.note_rules import Piece
from ingest.citing.references import parse_references
from ingest.citing.splitting import pieces
from ingest.citing.symbols import symbols
from ingest.citing.works import Match, Works

_YEAR = re.compile(r"(?<!\d)(?:1[6-9]\d\d|20[0-4]\d)[a-z]?(?![a-z\d]|[–-]\d)")
_AUTHOR_YEAR = re.compile(
    r"^(?P<names>[^\d“\"]{2,80}?),?\s+\(?(?P<years>(?:1[89]\d\d|20[0-4]\d)[a-z]?\b(?:\s?[,&]\s?(?:[a-z]\b|(?:1[89]\d\d|20[0-4]\d)"
    r"[a-z]?\b))*)\)?(?P<rest>[\s,:;.)]*.{0,40})$"
)
_FULL_SIGNS = re.compile(
    r"\b(?:press|publish\w*|verlag|vol\.?|no\.|edited by|eds?\.|journal|review|dissertation|paper|https?:|doi)\b",
    re.IGNORECASE,
)
_AUTHOR_END = re.compile(
    r",|\b(?:supra|op|ob|loc|art|cit|a\.\s?a|ibid|oben|wie|précit|nn?|fn|anm|note|nota|fu(?:ß|ss)n)\b|\(|\[",
    re.IGNORECASE,
)
_SHORT_FORM = 12  # words: what is longer and cites nothing by its look is commentary
_SURELY = 0.9  # how surely a short form must mean a known work where it looks like commentary
_CITES_WITHIN = re.compile(r"\([^():]*(?:19|20)\d\d[^()]*\)?")
_TELLS = re.compile(r"\b(?:was|were|had|has|have|will|would|did|does)\b")
_QUOTED = re.compile(r"[“\"‘«„](.{3,}?)[”\"»“](?!\w)|[“\"‘«„](.{3,})")


def resolve(notes: Sequence[Note], works: Works) -> list[Note]:
    """The notes with what each cites, in order. Full forms that `works` does not know are added to it."""
    reader = _NoteReader(works)
    return [reader.read(note) for note in notes]


def cite_symbol(symbol: str, raw: str, works: Works, where: Literal["notes", "text"]) -> int:
    """The index of the UN document with this symbol."""
    kind = "legislation" if "/RES/" in symbol else "report"
    known = works.by_symbol(symbol)
    if known is not None and where in ("text", works.references[known].found_in):
        return known
    return works.add(Reference(" ".join(raw.split()), symbol=symbol, type=kind, found_in=where))


class _NoteReader:
    """Goes through a document's notes in order, and remembers what the words of later ones point back to."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._by_number: dict[str, tuple[Link, ...]] = {}
        self._named: dict[str, int] = {}
        self._last: tuple[Link, ...] = ()

    def read(self, note: Note) -> Note:
        links: list[Link] = []
        for piece in pieces(note.text):
            found = list(self._links(piece))
            links += (replace(link, start=note.start + link.start, end=note.start + link.end) for link in found)
            self._last = tuple(found) or self._last
        if note.text.strip():
            self._last = tuple(links)
        self._by_number[note.number] = tuple(links)
        return replace(note, references=tuple(dict.fromkeys(link.reference for link in links)), links=tuple(links))

    def _links(self, piece: Piece) -> Iterator[Link]:
        if mentions := symbols(piece.text):
            for mention in mentions:
                yield _link("symbol", Match(cite_symbol(mention.symbol, piece.text, self._works, "notes"), 1.0), piece)
        elif piece.says and len(piece.text.split()) > _SHORT_FORM:
            for citation in dated_citations(piece.text, self._works):
                yield from (_link("author-year", one.match, piece) for one in citation.cited)
        elif dated := self._author_year(piece.text):
            yield from (_link("author-year", one.match, piece) for one in dated)
        elif (found := self._one(piece)) is not None:
            self._name(piece.text, found.reference)
            yield found
        elif dated_in := dated_citations(piece.text, self._works):
            yield from (_link("author-year", one.match, piece) for citation in dated_in for one in citation.cited)

    def _one(self, piece: Piece) -> Link | None:
        """What a piece of a note cites; None when it is commentary."""
        text = piece.text
        if (same := pointers.SAME_AUTHOR.match(text)) and (found := self._of_same_author(text[same.end() :])):
            return _link(found[0], found[1], piece)
        if pointers.IBID.match(text):
            return _link("ibid", _of_several(self._last, 0.95), piece) if self._last else None
        if back := self._back(text):
            return _link(back[0], back[1], piece)
        if (named := self._by_name(text)) is not None:
            return _link("named", Match(named, 0.95), piece)
        full = _full(text, self._works) if _is_full(text) and not piece.says else None
        short = None if full else _best_short(text, self._works, least=_SURELY if piece.says else 0.0)
        return _link("full", full, piece) if full else _link("short", short, piece) if short else None

    # ------------------------------------------------------------ pointing back

    def _of_same_author(self, rest: str) -> tuple[LinkForm, Match] | None:
        """ "Ders., Peaceland, 12": another work by whom the citation before named."""
        if not self._last or not re.match(r"[“\"‘«„(]|[A-ZÀ-Þ]\w", rest):
            return None
        authors = self._works.references[self._last[-1].reference].authors
        if short := self._works.by_short_form(authors, _title_of(rest)):
            return "short", short
        row = " and ".join(f"{name.given} {name.family}".strip() for name in authors)
        full = _full(f"{row}, {rest}", self._works) if authors and _is_full(rest) else None
        return ("full", full) if full else None

    def _back(self, text: str) -> tuple[LinkForm, Match] | None:
        """ "Autesserre, op. cit., 12", "Kaplan (supra note 4)", "Rossi (n 3) 12", "siehe Fn. 12"."""
        people = names(_AUTHOR_END.split(text)[0])
        numbered = pointers.NUMBERED.search(text)
        behind = numbered if numbered and _points(text, numbered) and not pointers.forward(text) else None
        if behind and (match := self._of_note(behind["number"], people, text[: behind.start()])):
            return "supra", match
        if (numbered and pointers.BACK.search(text)) or pointers.OP_CIT.search(text):
            titled = _best_short(text, self._works)
            by_author = self._works.by_author(people)
            found = titled or by_author
            return ("op. cit." if pointers.OP_CIT.search(text) else "supra", found) if found else None
        return None

    def _of_note(self, number: str, people: tuple[Name, ...], before: str) -> Match | None:
        """Of the works of that note the one that the words mean: by its authors, its title, or the first."""
        there = self._by_number.get(number, ())
        if not there:
            return None
        held = Works()
        index_of = {held.add(self._works.references[link.reference]): link.reference for link in there}
        by_name = self._by_name(before)
        found = held.by_author(people) if people else None
        found = _best_short(before, held) or found
        if by_name is not None and by_name in index_of.values():
            return Match(by_name, 0.95)
        if found:
            others = tuple((index_of[i], score) for i, score in found.others)
            return Match(index_of[found.index], 0.95 if not others else 0.8, others)
        return _of_several(there[::-1], 0.9 if pointers.is_pointer_alone(before) else 0.7)

    # ------------------------------------------------------------ names given by earlier notes

    def _name(self, text: str, work: int) -> None:
        for match in pointers.SHORT_NAME.finditer(text):
            self._named.setdefault(fold(match["name"]), work)

    def _by_name(self, text: str) -> int | None:
        said = fold(pointers.LOCATOR.sub("", re.split(r"\(|\[|,?\s*\bsupra\b", text)[0])).removeprefix("the ")
        return self._named.get(said)

    def _author_year(self, text: str) -> list[Dated]:
        match = _AUTHOR_YEAR.match(text)
        rest = match["rest"] if match else ""
        if not match or _FULL_SIGNS.search(rest) or len(pointers.LOCATOR.sub("", rest)) > 6:
            return []
        return of_people(match["names"], match["years"], 0, self._works)


def _link(how: LinkForm, match: Match, piece: Piece) -> Link:
    return Link(match.index, round(match.score, 2), how, piece.start, piece.end, match.others)


def _of_several(links: Sequence[Link], score: float) -> Match:
    """The last of these; less sure where they are works of several kinds."""
    works = list(dict.fromkeys(link.reference for link in links[::-1]))
    others = tuple((work, round(0.3 / (len(works) - 1), 2)) for work in works[1:])
    return Match(works[0], score if not others else round(0.75 * score, 2), others)


def _points(text: str, numbered: re.Match[str]) -> bool:
    """Whether "n 12" is a note, and not a number of something else."""
    before = text[: numbered.start()]
    bare = pointers.LOCATOR.sub("", text[numbered.end() :]).strip(" ().,:;")
    return bool(pointers.BACK.search(text)) or (len(before.split()) <= 6 and not _YEAR.search(text) and len(bare) < 12)


# ---------------------------------------------------------------- full and short forms


def _is_full(text: str) -> bool:
    """A full form has a year that is no page, and more than a name before or behind it."""
    return bool(_YEAR.search(text)) and len(text.split()) >= 5


def _full(text: str, works: Works) -> Match | None:
    bare = re.sub(r"\s+(?=[.,;])", "", pointers.SHORT_NAME.sub("", text))
    reference = replace(parse_references([bare])[0], raw=text, found_in="notes")
    if not reference.title or not (
        reference.authors or reference.editors or reference.container or reference.publisher
    ):
        return None
    known = works.known(reference)
    if known is None and _is_told(reference):
        return None
    if known is None and (short := works.by_short_form(reference.authors, reference.title)):
        return short
    return Match(works.add(reference), 1.0)


def _is_told(reference: Reference) -> bool:
    """Whether what seems a title tells something: "has made a point", "brands grew quickly (Katz, 1978)"."""
    title = reference.title or ""
    held = reference.container or reference.publisher or reference.doi or reference.url
    return title[:1].islower() or bool(_CITES_WITHIN.search(title)) or (not held and bool(_TELLS.search(title)))


def _best_short(text: str, works: Works, least: float = 0.0) -> Match | None:
    """Each way of cutting "Names, Title, pages" is tried; the surest wins."""
    matches = [works.by_short_form(people, title) for people, title in short_forms(text)]
    return max((m for m in matches if m and m.score >= least), key=lambda match: match.score, default=None)


def short_forms(text: str) -> list[tuple[tuple[Name, ...], str]]:
    """The ways in which a short form may be read as names and a title."""
    bare = pointers.LOCATOR.sub("", text).strip(" .,")
    forms: list[tuple[tuple[Name, ...], str]] = [((), _title_of(bare))]
    for cut in re.finditer(r"[,.:]\s+|\s+(?=[“\"‘«„])", bare):
        people = names(bare[: cut.start()])
        if 0 < len(people) <= 4 and cut.start() < 80:
            forms.append((people, bare[cut.end() :]))
    return forms


def _title_of(text: str) -> str:
    """The words in quotation marks, else all but the pages."""
    bare = pointers.LOCATOR.sub("", text).strip(" .,")
    quoted = _QUOTED.search(bare)
    return (quoted[1] or quoted[2]) if quoted else bare
