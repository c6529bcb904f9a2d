"""Organised actors in a text: those of our table of facts, and names built around a body's head word."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.identity import slug
from ingest.coding.stems import Stem, stems

DATA = Path(__file__).parent / "data"
INSIDE = frozenset(["of", "for", "the", "on", "in", "to", "and", "against", "de", "la", "del", "des", "et", "du", "y"])
_OF = re.compile(r"\b(?:of|for|on|in|to|against|with)\b")
_EVERYBODY = re.compile(r"^(?:United Nations|UN|African Union|European Union|AU|EU)\b")
_WORLDWIDE = re.compile(r"\b(?:International|Global|World|Worldwide|Transnational)\b")
SMALL_WORDS = frozenset(
    ("the", "a", "an", "in", "on", "at", "by", "with", "for", "from", "as", "this", "these")  # before a name, not of it
)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or group. `country`: whose it is, or which a mission's name implies."""

    name: str
    type: str
    id: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    body: Body
    known: bool  # from the table or the document's own glossary
    public_role: bool = True  # False: a private person


@lru_cache(maxsize=1)
def known_bodies() -> Mapping[str, Body]:
    """Every spelling of the table of facts, as words parted by spaces, to its body."""
    bodies: dict[str, Body] = {}
    with (DATA / "actors.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row and not row[0].startswith("#"):
                names, type, country, id = row[:4]
                body = Body(names.split("|")[0], type, id, country or None)
                bodies.update({_spelling(stems(name)): body for name in names.split("|")})
    return bodies


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(spelling.split()[0] for spelling in known_bodies())


def body_named(name: str) -> Body | None:
    """The body of the table that is called so, in full or by its acronym."""
    return known_bodies().get(_spelling(stems(name)))


def find_known(words: Sequence[Stem], glossary: Mapping[str, Body]) -> Iterator[Span]:
    """The longest known name at each place; acronyms only as they are written."""
    table, position = known_bodies(), 0
    firsts = _first_words() | {spelling.split()[0] for spelling in glossary}
    while position < len(words):
        opens = _spelling(words[position : position + 1]) in firsts or words[position].text in firsts
        for count in range(min(14, len(words) - position) if opens else 0, 0, -1):
            spelling = _spelling(words[position : position + count])
            if body := glossary.get(spelling) or table.get(spelling):
                yield Span(words[position].start, _bare_end(words[position + count - 1]), body, True)
                position += count - 1
                break
        position += 1


def glossary_of(text: str) -> dict[str, Body]:
    """Acronyms that the document itself spells out: "the United Nations Mission in South Sudan (UNMISS)"."""
    glossary: dict[str, Body] = {}
    for match in re.finditer(r"\((?:the )?[“\"']?([A-Z][A-Za-z&/-]*[A-Z][A-Za-z]{0,2})[”\"']?\)", text):
        acronym = match.group(1)
        before = stems(text[max(0, match.start() - 160) : match.start()])
        if (long := _spelled_out(acronym, before)) and acronym not in known_bodies():
            name = text[max(0, match.start() - 160) :][long[0].start : long[-1].end]
            body = known_bodies().get(_spelling(long)) or (built(name) if type_of(name) else None)
            if body:
                glossary[_spelling(stems(acronym))] = body
    return glossary


def is_body_name(name: str) -> bool:
    """Whether a head word makes a body of it."""
    return type_of(name) is not None


def built(name: str) -> Body:
    """What a name says of the body it names."""
    name = " ".join(name.split())
    return Body(name, type_of(name) or "local-organisation", slug(name))


@lru_cache(maxsize=20_000)
def type_of(name: str) -> str | None:
    """The type that a name's head word makes likely; None without a head word."""
    compound = _head(name, compound=True)
    head = compound or _head(_OF.split(name)[0]) or _head(name)
    if head is None:
        return None
    if _EVERYBODY.search(name):
        return "igo"
    if _WORLDWIDE.search(name) and head in ("local-organisation", "academic", "government"):
        return "igo" if head == "government" else "ingo"
    return head


def _head(name: str, compound: bool = False) -> str | None:
    """The type of the last head word; `compound`: of those only that are joined by "of" (Council of Churches)."""
    types, pattern = _heads(compound)
    found = pattern.findall(name)
    return types[found[-1]] if found else None


@lru_cache(maxsize=2)
def _heads(compound: bool) -> tuple[Mapping[str, str], re.Pattern[str]]:
    lines = (DATA / "body_heads.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    types = {head: type for head, type in pairs if (" of " in head) or not compound}
    longest_first = sorted(types, key=len, reverse=True)
    return types, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _spelling(words: Sequence[Stem]) -> str:
    """Words parted by spaces, without the possessive of the last: "World Bank's" is the World Bank."""
    *front, last = (word.text.replace("’", "'") for word in words)
    return " ".join([*front, re.sub(r"'s$|(?<=s)'$", "", last)])


def _bare_end(word: Stem) -> int:
    return word.end - (len(word.text) - len(re.sub(r"['’]s?$", "", word.text)))


def _spelled_out(acronym: str, before: Sequence[Stem]) -> Sequence[Stem] | None:
    """The words before whose initials are the acronym's letters, small words free."""
    letters = [letter.casefold() for letter in acronym if letter.isupper()]
    position = len(before)
    for letter in reversed(letters):
        position -= 1
        while (
            position >= 0
            and before[position].text.casefold() in INSIDE
            and before[position].text[0].casefold() != letter
        ):
            position -= 1
        if position < 0 or before[position].text[0].casefold() != letter:
            return None
    return before[position:] if len(letters) > 1 and before[position].text[0].isupper() else None
