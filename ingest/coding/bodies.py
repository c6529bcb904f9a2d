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
_INSIDE = frozenset(["of", "for", "the", "on", "in", "to", "and", "against", "de", "la", "del", "des", "et", "du", "y"])
_OF = re.compile(r"\b(?:of|for|on|in|to|against|with)\b")
_EVERYBODY = re.compile(r"^(?:United Nations|UN|African Union|European Union|AU|EU)\b")
_WORLDWIDE = re.compile(r"\b(?:International|Global|World|Worldwide|Transnational)\b")
SMALL_WORDS = frozenset(
    ("the", "a", "an", "in", "on", "at", "by", "with", "for", "from", "as", "this", "these")  # before a name, not of it
)
_OPENERS = SMALL_WORDS | {"that", "its", "their", "his", "her", "our", "when", "while", "after"}


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


def find_built(text: str, words: Sequence[Stem], known: Sequence[Span] = ()) -> Iterator[Span]:
    """Runs of capitals around a head word ("Wajir Peace Committee"); "and" beside a known body parts two."""
    edges = {offset for span in known for offset in (span.start, span.end)}
    position = 0
    while position < len(words):
        last = _run_end(text, words, position)
        if last > position:
            yield from _bodies_of(text, words[position:last], edges)
        position = max(last, position + 1)


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
    plain = (
        re.sub(r"['’]s?$", "", word.text.replace("’", "'")) if len(words) == 1 else word.text.replace("’", "'")
        for word in words
    )
    return " ".join(plain)


def _bare_end(word: Stem) -> int:
    return word.end - (len(word.text) - len(re.sub(r"['’]s?$", "", word.text)))


def _run_end(text: str, words: Sequence[Stem], first: int) -> int:
    """Where the run of capitals that begins here ends (exclusive), small words inside it bridged."""
    if not words[first].text[0].isupper() or words[first].text.casefold() in _OPENERS:
        return first
    last = position = first
    while position < len(words):
        word = words[position]
        gap = text[words[position - 1].end : word.start] if position > first else " "
        comma = gap == ", " and re.match(r"(?:Ministry|Department|Committee) ", text[words[first].start :])
        if not (gap in (" ", "-", "–", "\n", "/") or (comma and word.text[0].isupper() and not word.text.isupper())):
            break
        if word.text[0].isupper():
            last = position + 1
        elif word.text not in _INSIDE or position - last > 1:
            break
        position += 1
    return last


def _bodies_of(text: str, run: Sequence[Stem], edges: set[int]) -> Iterator[Span]:
    """One body, or two when "and" joins two that each have a head word or of which one is known."""
    for number in range(len(run) - 2, 0, -1):
        left, right = run[:number], run[number + 1 :]
        if run[number].text == "and" and (_at_edge(text, left, right, edges) or _both_bodies(text, left, right)):
            yield from _bodies_of(text, left, edges)
            yield from _bodies_of(text, right, edges)
            return
    while len(run) > 1 and run[0].text.casefold() in _OPENERS | {"and", "of"}:
        run = run[1:]
    run = _without_place(text, run)
    name = text[run[0].start : run[-1].end] if run else ""
    if len(run) > 1 and type_of(name):
        yield Span(run[0].start, run[-1].end, built(name), False)


def _both_bodies(text: str, left: Sequence[Stem], right: Sequence[Stem]) -> bool:
    return all(type_of(text[part[0].start : part[-1].end]) for part in (left, right))


def _at_edge(text: str, left: Sequence[Stem], right: Sequence[Stem], edges: set[int]) -> bool:
    """Whether a known body ends before "and" or begins behind it."""
    start = right[1].start if right[0].text == "the" and len(right) > 1 else right[0].start
    return left[-1].end in edges or start in edges


def _without_place(text: str, run: Sequence[Stem]) -> Sequence[Stem]:
    """ "Center for Peacebuilding in Sri Lanka": where it works is no part of its name, unlike a mission's."""
    inside = [number for number, word in enumerate(run) if word.text == "in"]
    if inside and inside[-1] and type_of(text[run[0].start : run[inside[-1]].start]) not in (None, "igo"):
        return run[: inside[0]]
    return run


def _spelled_out(acronym: str, before: Sequence[Stem]) -> Sequence[Stem] | None:
    """The words before whose initials are the acronym's letters, small words free."""
    letters = [letter.casefold() for letter in acronym if letter.isupper()]
    position = len(before)
    for letter in reversed(letters):
        position -= 1
        while (
            position >= 0
            and before[position].text.casefold() in _INSIDE
            and before[position].text[0].casefold() != letter
        ):
            position -= 1
        if position < 0 or before[position].text[0].casefold() != letter:
            return None
    return before[position:] if len(letters) > 1 and before[position].text[0].isupper() else None
