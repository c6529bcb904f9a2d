"""Persons whom a text names: by title, or as the tagger sees them. Those who are only cited are authors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.identity import slug
from corpus.records import PlaceMention
from ingest.coding.bodies import Body, Span, is_body_name

TITLES = Path(__file__).parent / "data" / "person_titles.txt"
_YEAR_FOLLOWS = re.compile(
    r"(?:['’]s)?,?(?: et al\.?)?(?:,? (?:and|&) [A-Z][\w’'-]+){0,2}(?:['’]s)?,? ?[(\[]?(?:19|20)\d\d[a-z]?\b"
)
_CITED_BEFORE = re.compile(
    r"(?:\b(?:[Ss]ee(?: also)?|[Cc]f\.|[Aa]ccording to|[Aa]s|[Ff]ollowing|[Ii]nterview:?|photo:?)|\()\s*"
    r"(?:[A-Z][\w.]* )?$"
)
_ARGUES = re.compile(
    r"(?:['’]s? (?:\w+ )?(?:work|study|book|article|argument|analysis|research|term|concept|notion|words?|theory|"
    r"account|point|finding|call|claim|critique|distinction|phrase|view|memoir|reading|model|question|answer)\b)|"
    r",? (?:has |have |also |rightly )?(?:argu|suggest|not(?:e|ing)|writ|wrote|observ|contend|describ|"
    r"point|find|found|conclud|claim|posit|explain|defin|show|insist|distinguish)\w*\b"
)
_ROLE = re.compile(
    r"\b(?:president|minister|spokes\w+|commander|general|leader|head of|director|chair\w*|envoy|representative|"
    r"ambassador|secretary|coordinator|bishop|imam|governor|mayor|prosecutor|judge|accused|convicted|indicted|"
    r"sentenced|charged|trial|tried|warrant|candidate|senator|deputy|chief|king|rapporteur)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset({"de", "da", "di", "do", "van", "von", "der", "den", "al", "bin", "ibn", "el", "ould", "ag"})
_NOT_IN_NAMES = frozenset({"DT", "IN", "PR", "MD", "WR", "WP", "CC", "TO"})
_NO_PERSON = re.compile(
    r"^(?:The|A|An|In|On|At|See|Be|My|Our|Save|Global|General|Reverend|Sir|Article|Resolution|Chapter|Table|Annex|"
    r"Figure|Appendix|Part|Section|Page|Camp|Mount|Lake|River|Port|Fort|Saint|Operation|Radio|Interview|"
    r"Eid|Ramadan|Easter|Christmas)\b"
)


def titled(text: str) -> Iterator[tuple[int, int, str]]:
    """Where persons are named with a title, and the family name of each."""
    for match in _titled().finditer(text):
        yield match.start(), match.end(), match.group(2).split()[-1]


def full_names(text: str, tagged: Any) -> dict[str, str]:
    """Family names to the fullest name of that person in the text."""
    names = {family: text[start:end] for start, end, family in titled(text)}
    for entity in getattr(tagged, "ents", ()):
        words = entity.text.split()
        if entity.label_ == "PERSON" and 1 < len(words) < 5 and _well_formed(entity.text):
            names.setdefault(_bare(words[-1]), _bare(entity.text))
    return names


def find_persons(
    text: str,
    tagged: Any,
    authors: frozenset[str],
    known: Mapping[str, str],
    taken: Sequence[tuple[int, int]],
    places: Sequence[PlaceMention] = (),
) -> Iterator[Span]:
    """Persons outside the `taken` spans. `authors`: family names of those cited; `known`: full names by family name."""
    blocked = [*taken, *((place.start, place.end) for place in places)]
    full = {**full_names(text, tagged), **known}
    with_title = [(start, end) for start, end, _ in titled(text)]
    for start, end in with_title:
        if _free(start, end, taken):
            yield _span(text, start, end, full, True)
    for start, end in _tagged(text, tagged):
        start, end = _with_particles(text, start, end)
        if _free(start, end, [*blocked, *with_title]) and not _is_cited(text, start, end, authors):
            yield _span(text, start, end, full, False)


def _tagged(text: str, tagged: Any) -> Iterator[tuple[int, int]]:
    """The tagger's persons, cut where they run on; a list of names parted."""
    for entity in getattr(tagged, "ents", ()):
        if entity.label_ != "PERSON":
            continue
        for part in re.finditer(r"[^,;()\n]+?(?= and |[,;()\n]|$)", entity.text):
            words = part.group()
            lead = len(words) - len(re.sub(r"^(?:and|the|\s)+", "", words))
            name = _bare(words[lead:])
            start = entity.start_char + part.start() + lead
            if name and _well_formed(name) and _is_name(tagged, start, start + len(name)):
                yield start, start + len(name)


def _with_particles(text: str, start: int, end: int) -> tuple[int, int]:
    """ "Max van der" + "Stoel": the tagger parts such names."""
    more = re.match(
        r"(?: (?:van der|van den|van|von|de|der|ag|ould|bin|al))? (?=[A-Z])([A-Z][\w-]+)", text[end : end + 40]
    )
    if more and text[:end].endswith((" van der", " van", " von", " de", " bin", " ag", " ould")):
        end += more.end()
    return start, end


def _bare(name: str) -> str:
    return re.sub(r"(?:['’]s?|[\s.,]+)$", "", name)


def _well_formed(name: str) -> bool:
    """One to four words in capitals, particles aside: no body, no acronym, no heading."""
    words = name.split()
    capital = all(word in _PARTICLES or re.match(r"[A-ZÀ-Ý]|al-|el-|d['’]", word) for word in words)
    plain = not name.isupper() or len(words) > 1
    no_body = not is_body_name(name) and not re.search(r"\d|[’']s ", name)
    return 0 < len(words) < 6 and capital and plain and no_body and not _NO_PERSON.match(name) and len(name) > 2


def _is_name(tagged: Any, start: int, end: int) -> bool:
    span = tagged.char_span(start, end, alignment_mode="expand")
    return span is not None and not any(
        token.tag_[:2] in _NOT_IN_NAMES and token.text not in _PARTICLES for token in span
    )


def _is_cited(text: str, start: int, end: int, authors: frozenset[str]) -> bool:
    """An author only: a year follows, a word of citing precedes, or the bibliography has the name."""
    after, before = text[end : end + 60], text[max(0, start - 30) : start]
    family = text[start:end].split()[-1]
    if _YEAR_FOLLOWS.match(after) or family in authors or _CITED_BEFORE.search(before):
        return True
    return bool(_ARGUES.match(after)) and not _ROLE.search(before)


def _span(text: str, start: int, end: int, full: Mapping[str, str], with_title: bool) -> Span:
    written = " ".join(_bare(text[start:end]).split())
    family = written.split()[-1]
    name = full.get(family, written) if len(written.split()) == 1 or with_title else written
    public = with_title or family in _offices(full) or bool(_ROLE.search(text[max(0, start - 80) : end + 80]))
    return Span(start, start + len(_bare(text[start:end])), Body(name, "person", slug(untitled(name))), False, public)


def _offices(full: Mapping[str, str]) -> set[str]:
    return {family for family, name in full.items() if _titled().match(name)}


def _free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return all(end <= left or right <= start for left, right in taken)


def untitled(name: str) -> str:
    """The name without what stands before it."""
    return re.sub(rf"^(?:(?:{'|'.join(_titles())})\b\.?,? ?)+", "", name) or name


@lru_cache(maxsize=1)
def _titled() -> re.Pattern[str]:
    titles = "|".join(_titles())
    word = r"(?:[A-ZÀ-Ý][\w’-]+(?:'[A-Z]\w+)?|[A-Z]\.|al-[A-Z]\w+)"
    joint = r" (?:(?:de|da|van der|van|von|bin|ibn|ould|ag|el) )?"
    return re.compile(rf"\b((?:(?:{titles})\b\.?,? )+)((?!(?:{titles}|The|In|On)\b){word}(?:{joint}{word}){{0,3}})")


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    names = TITLES.read_text(encoding="utf-8").splitlines()
    return tuple(sorted((re.escape(name) for name in names if name), key=len, reverse=True))
