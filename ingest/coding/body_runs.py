"""Bodies without an entry in any table: runs of capitals around a head word ("Wajir Peace Committee")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.coding.bodies import INSIDE, SMALL_WORDS, Span, built, type_of
from ingest.coding.stems import Stem

_OPENERS = SMALL_WORDS | {
    *("that", "its", "their", "his", "her", "our", "my", "when", "while", "after", "before", "since", "neither", "nor"),
    *("either", "both", "see", "what", "where", "under", "within", "between", "through", "and", "of", "members"),
}

_DATES = frozenset(
    (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
)
_JOINTS = frozenset((" ", "-", "–", "\n", "/", " ’", " '", "’ ", "' "))
_TAKES_THE = frozenset(("of", "for", "on", "in", "to", "against", "and", "within", "&"))
_LISTED = re.compile(r"[A-Z][\w-]*(?:, (?:and )?[A-Z][\w-]*(?: [A-Z][\w-]*)?)*,? (?:and|&) [A-Z]")
_SUBJECT_LIST = re.compile(
    r"\b(?:Ministry|Department|Committee|Commission|Office|Group|Council|Agency|Centre|Center|Institute|Network|"
    r"Directorate|Bureau|Secretariat)(?: of| for| on)(?: the)? [A-Z][\w-]*(?:, [A-Z][\w-]*)*$"
)


def find_built(text: str, words: Sequence[Stem], known: Sequence[Span] = ()) -> Iterator[Span]:
    """Runs of capitals around a head word ("Wajir Peace Committee"); "and" beside a known body parts two."""
    edges = {offset for span in known for offset in (span.start, span.end)}
    position = 0
    while position < len(words):
        last = _run_end(text, words, position)
        if last > position:
            yield from _bodies_of(text, words[position:last], edges)
        position = max(last, position + 1)


def _run_end(text: str, words: Sequence[Stem], first: int) -> int:
    """Where the run of capitals that begins here ends (exclusive), small words inside it bridged."""
    if not words[first].text[0].isupper() or words[first].text.casefold() in _OPENERS:
        return first
    last = position = first
    while position < len(words):
        word = words[position]
        gap = text[words[position - 1].end : word.start] if position > first else " "
        if not (gap in _JOINTS or (gap == ", " and _goes_on(text, words, first, position))):
            break
        if word.text in _DATES and position > first:
            break
        if word.text == "the" and position > first and words[position - 1].text.casefold() not in _TAKES_THE:
            break
        if word.text[0].isupper() or (word.text == "s" and gap.endswith(("’", "'"))):
            last = position + 1
        elif word.text not in INSIDE or position - last > 1:
            break
        position += 1
    return last


def _goes_on(text: str, words: Sequence[Stem], first: int, position: int) -> bool:
    """A comma inside a name: "Ministry of Water, Land and Peace", "Working Group on Women, Youth and Peace"."""
    listed = re.match(
        r"[A-Z][\w-]*(?:, (?:and )?[A-Z][\w-]*(?: [A-Z][\w-]*)?)*,? (?:and|&) [A-Z]", text[words[position].start :]
    )
    if not listed or words[position].text.isupper():
        return False
    so_far = text[words[first].start : words[position - 1].end]
    return bool(_SUBJECT_LIST.search(so_far))


def _bodies_of(text: str, run: Sequence[Stem], edges: set[int]) -> Iterator[Span]:
    """One body, or two when "and" joins two that each have a head word or of which one is known."""
    for number in range(len(run) - 2, 0, -1):
        left, right = run[:number], run[number + 1 :]
        if (
            run[number].text == "and"
            and right
            and (right[0].text == "the" or _at_edge(text, left, right, edges) or _both_bodies(text, left, right))
        ):
            yield from _bodies_of(text, left, edges)
            yield from _bodies_of(text, right, edges)
            return
    run = _behind_the(run)
    while len(run) > 1 and run[0].text.casefold() in _OPENERS:
        run = run[1:]
    run = _without_possessive(text, run)
    run = _without_place(text, run)
    name = text[run[0].start : run[-1].end] if run else ""
    if len(run) > 1 and type_of(name):
        yield Span(run[0].start, run[-1].end, built(name), False)


def _behind_the(run: Sequence[Stem]) -> Sequence[Stem]:
    """ "Recommendation to the National Commission": an article behind "to" begins the name."""
    starts = [number + 2 for number in range(len(run) - 2) if (run[number].text, run[number + 1].text) == ("to", "the")]
    return run[starts[-1] :] if starts else run


def _without_possessive(text: str, run: Sequence[Stem]) -> Sequence[Stem]:
    if run and re.search(r"['’]s?$", run[-1].text):
        bare = re.sub(r"['’]s?$", "", run[-1].text)
        return [*run[:-1], run[-1]._replace(text=bare, end=run[-1].start + len(bare))]
    return run


def _parts(text: str, left: Sequence[Stem], right: Sequence[Stem], edges: set[int]) -> bool:
    return right[0].text == "the" or _at_edge(text, left, right, edges) or _both_bodies(text, left, right)


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
