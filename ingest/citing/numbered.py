"""Citations by number: "[3–5, 9]" in the text means the entries of a bibliography that bears those numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ingest.citing.author_year import Dated, DatedCitation
from ingest.citing.works import Match

_NUMBER = re.compile(r"^\W{0,2}(\d{1,3})(?:[\].)]|\s)")
_BRACKET = re.compile(r"\[\s?\d{1,3}(?:\s?[,;–—-]\s?\d{1,3})*(?:,\s?(?:pp?|S)\.\s?[\d–-]+)?\s?\]")
_RUN = re.compile(r"(\d{1,3})(?:\s?[–—-]\s?(\d{1,3}))?")
_PAGES = re.compile(r",\s?(?:pp?|S)\.\s?[\d–-]+")
_LONGEST_RUN = 30
_SURE = 0.95


def numbers(entries: Sequence[str]) -> list[int]:
    """The numbers that a bibliography's entries bear; empty where they do not run on from one to the next."""
    found = [int(match[1]) if (match := _NUMBER.match(entry)) else 0 for entry in entries]
    pairs = list(pairwise(found))
    runs_on = sum(0 < after - before <= 2 and before > 0 for before, after in pairs)
    return found if len(found) >= 3 and runs_on >= 0.8 * len(pairs) else []


def numbered_citations(text: str, entries: Mapping[int, int]) -> list[DatedCitation]:
    """Those of a running text; `entries` leads from a number to the reference's index."""
    found = []
    for match in _BRACKET.finditer(text) if entries else ():
        cited = tuple(_cited(match, entries))
        if cited:
            found.append(DatedCitation(*match.span(), cited))
    return found


def _cited(bracket: re.Match[str], entries: Mapping[int, int]) -> Iterator[Dated]:
    for run in _RUN.finditer(_PAGES.sub("", bracket[0])):
        first, last = int(run[1]), int(run[2] or run[1])
        for number in range(first, min(last, first + _LONGEST_RUN) + 1):
            if number in entries:
                start = bracket.start() + run.start()
                yield Dated(Match(entries[number], _SURE), start, bracket.start() + run.end())
