"""A bibliography's entries as works: halves that a page parted are joined, and what follows the list is left out.

After the last entry come tables, notes on the author, imprints and lists of other books; headings seldom part them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Name, Reference
from ingest.citing.reference_tokens import is_given_name
from ingest.citing.references import parse_references

_UNDATED = re.compile(
    r"\b(?:forthcoming|in press|in preparation|n\.\s?d\.|no date|undated|o\.\s?J\.|s\.\s?f\.)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^\W*(?:(?:paper |manuscript )?received|accepted|revised|contact|correspond\w+|manuscript|annex|appendix|table"
    r"|figure|abbrevi?ations?|sources?|notes?|translated from the|date of|title|authors?|associate editors?|editorial"
    r"|e-?mail|issn|isbn|address)\b\s*(?=[:\d(A-Z-]|of |from )",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_MAIL = re.compile(r"\w@\w+[.\w-]*\.\w|\bISSN\b|\b(?:Tel|Fax|Phone)\b[.:\s]", re.IGNORECASE)
_BARE_HEAD = re.compile(r"^[^.]{2,60}?[\s,.]*\(?(?:1[89]|20)\d\d[a-z]?\)?[.:,]*$")
_CUT_SHORT = re.compile(r"(?:[,&/]|\b(?:and|of|the|in|for|und|et))\s*$")
_LONGEST_REST = 30  # words
_ENDS_THE_LIST = 3  # neighbours that are no works
_IS_A_LIST = 5


@dataclass(frozen=True, slots=True)
class _Entry:
    reference: Reference
    work: bool


def listed(raws: Sequence[str]) -> list[Reference]:
    """The works of these entries, in their order."""
    parsed = parse_references(list(_whole(raws, parse_references(raws))))
    entries = [_Entry(reference, _is_work(reference)) for reference in parsed]
    return [_family_first(entry.reference) for entry in entries[: _end(entries)] if entry.work]


def _family_first(reference: Reference) -> Reference:
    """Lists lead with the family name, also where no comma shows it: "Marks Gary, Francois Nielsen"."""
    first = reference.authors[0] if reference.authors else None
    if not first or not first.given or not is_given_name(first.family) or is_given_name(first.given):
        return reference
    if f"{first.given} {first.family}" not in reference.raw[:80]:
        return reference
    return replace(reference, authors=(Name(first.given, first.family), *reference.authors[1:]))


def _whole(raws: Sequence[str], parsed: Sequence[Reference]) -> Sequence[str]:
    """Entries with what belongs to them: a rest without a year goes to the dated entry before it."""
    whole: list[str] = []
    for raw, reference in zip(raws, parsed, strict=True):
        if whole and (_is_cut(whole[-1]) or _is_rest(reference)) and not _is_other(raw):
            whole[-1] = f"{whole[-1]} {raw}"
        else:
            whole.append(raw)
    return whole


def _is_cut(entry: str) -> bool:
    """Only people and a year, or people alone before a comma or a slash."""
    return not _is_other(entry) and bool(
        _BARE_HEAD.match(entry) or (_CUT_SHORT.search(entry) and not _YEAR.search(entry))
    )


def _is_rest(reference: Reference) -> bool:
    """Where a work stands (journal and pages, place and publisher), and neither who wrote it nor when."""
    dated = reference.year or _UNDATED.search(reference.raw)
    if dated or len(reference.raw.split()) > _LONGEST_REST or _MAIL.search(reference.raw):
        return False
    printed = reference.place and reference.publisher
    return not reference.authors and bool(reference.volume or reference.pages or reference.doi or printed)


def _is_work(reference: Reference) -> bool:
    """Whether somebody or some year is named, and something that was written."""
    raw = reference.raw
    words = re.findall(r"\w+", raw)
    if len(words) < 4 or _is_other(raw) or (_MAIL.search(raw) and not reference.year):
        return False
    people = bool(reference.authors or reference.editors)
    dated = bool(reference.year or _UNDATED.search(raw))
    held = reference.container or reference.publisher or reference.url or reference.doi or reference.symbol
    return (dated and bool(reference.title or reference.container)) or (people and bool(reference.title and held))


def _is_other(raw: str) -> bool:
    """A row of a table, or a line about the article."""
    words = re.findall(r"\w+", raw)
    return bool(_ABOUT.match(raw)) or sum(word[0].isdigit() for word in words) > 0.6 * len(words)


def _end(entries: Sequence[_Entry]) -> int:
    """Where the list ends: at the first run of neighbours that are no works, if a list stands before it."""
    works = 0
    for index, entry in enumerate(entries):
        works += entry.work
        run = entries[index : index + _ENDS_THE_LIST]
        if works >= _IS_A_LIST and len(run) == _ENDS_THE_LIST and not any(other.work for other in run):
            return index
    return len(entries)
