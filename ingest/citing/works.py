"""The works that one document cites: each kept once, however often and in whatever form it is named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from corpus.records import Name, Reference
from ingest.citing.symbols import canonical

CERTAIN = 0.72  # below this a short form is not taken for a known work
_TITLE_ALONE = 0.88


@dataclass(frozen=True, slots=True)
class Match:
    """A known work and how surely it is meant, 0 to 1."""

    index: int
    score: float


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower-case letters and digits parted by single spaces, without accents: "Séverine" and "Severine" are one."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", re.sub(r"['’‘]", "", plain.casefold())))


@lru_cache(maxsize=20_000)
def family_key(family: str) -> str:
    """ "Mac Ginty" and "MacGinty", "van Tongeren" and "Van Tongeren" have one key."""
    return fold(family).replace(" ", "")


def _families(reference: Reference) -> list[str]:
    return [family_key(name.family) for name in (*reference.authors, *reference.editors)]


class Works:
    """Grows while a document's bibliography and then its notes are read; an index never changes."""

    def __init__(self, references: Iterable[Reference] = ()) -> None:
        self.references: list[Reference] = []
        for reference in references:
            self.add(reference)

    def add(self, reference: Reference) -> int:
        """The index of this work: that of the same work if it is known, else a new one."""
        known = self._same(reference)
        if known is None:
            self.references.append(reference)
            return len(self.references) - 1
        self.references[known] = _joined(self.references[known], reference)
        return known

    def by_symbol(self, symbol: str) -> int | None:
        return next((i for i, known in enumerate(self.references) if known.symbol == symbol), None)

    def by_author_year(self, families: tuple[str, ...], year: int, letter: str = "") -> Match | None:
        """The work of these authors and this year; "2010a" is told from "2010b" by the entry as printed."""
        keys = [family_key(family) for family in families]
        found = [Match(i, _author_score(keys, r)) for i, r in enumerate(self.references) if r.year == year]
        found = [match for match in found if match.score > 0]
        lettered = [m for m in found if letter and f"{year}{letter}" in self.references[m.index].raw]
        return max(lettered or found, key=lambda match: match.score, default=None)

    def by_short_form(self, authors: tuple[Name, ...], title: str) -> Match | None:
        """The work that "Kaplan, “Protecting Civilians in Civil War”" means, or a title alone."""
        keys, wanted = [family_key(name.family) for name in authors], fold(title)
        matches = [Match(i, _short_score(keys, wanted, known)) for i, known in enumerate(self.references)]
        best = max(matches, key=lambda match: match.score, default=None)
        return best if best and best.score >= (CERTAIN if keys else _TITLE_ALONE) else None

    def by_author(self, authors: tuple[Name, ...]) -> Match | None:
        """The one work of these authors, the latest named of several (less sure): for "op. cit."."""
        keys = [family_key(name.family) for name in authors]
        found = [Match(i, _author_score(keys, known)) for i, known in enumerate(self.references)]
        found = [match for match in found if match.score > 0]
        return Match(found[-1].index, found[-1].score / len(found)) if found else None

    def _same(self, reference: Reference) -> int | None:
        for index, known in enumerate(self.references):
            if _are_same(known, reference):
                return index
        return None


def _are_same(one: Reference, other: Reference) -> bool:
    if one.symbol and other.symbol:
        return canonical(one.symbol) == canonical(other.symbol)
    if one.doi and other.doi:
        return one.doi.lower() == other.doi.lower()
    if one.year and other.year and abs(one.year - other.year) > 1:
        return False
    if not one.title or not other.title:
        return fold(one.raw) == fold(other.raw)
    alike = _title_score(fold(one.title), fold(other.title))
    shared = bool(set(_families(one)[:2]) & set(_families(other)[:2]))
    known = bool(_families(one)) and bool(_families(other))
    return alike >= 0.9 if shared else (not known and alike >= 0.95 and one.year == other.year)


def _title_score(one: str, other: str) -> float:
    """1.0 for equal titles and for a title without its subtitle; a series' "Part 1" and "Part 2" differ."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) and len(one.split()) == len(other.split()):
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 12 and long.startswith(short):
        return 1.0
    whole = fuzz.ratio(one, other) / 100
    return max(whole, fuzz.ratio(short, long[: len(short)]) / 100 if len(short.split()) >= 4 else 0.0)


def _author_score(keys: list[str], known: Reference) -> float:
    """1.0 when the first author and all other named ones are the work's; less when only later ones are."""
    families = _families(known)
    if not keys or not families:
        return 0.0
    shared = sum(key in families for key in keys) / len(keys)
    if keys[0] == families[0]:
        return 0.6 + 0.4 * shared if len(keys) > 1 or len(families) > 3 else (1.0 if len(families) == 1 else 0.9)
    return 0.5 * shared if keys[0] in families else 0.0


def _short_score(keys: list[str], title: str, known: Reference) -> float:
    if not title:
        return 0.0
    own = fold(known.title or known.raw)
    likeness = 1.0 if own.startswith(title) else _short_likeness(title, own)
    if not keys:
        return likeness if len(title) >= 12 else 0.0
    author = _author_score(keys, known)
    return 0.3 * author + 0.7 * likeness if author else 0.0


def _short_likeness(title: str, own: str) -> float:
    """How likely a shortened title, folded, is this one: its words in a row count more than its words."""
    in_a_row = fuzz.partial_ratio(title, own) if len(title) <= len(own) else fuzz.ratio(title, own)
    return max(in_a_row / 100 - 0.02, fuzz.token_set_ratio(title, own) / 100 - 0.1)


def _joined(known: Reference, new: Reference) -> Reference:
    """One entry from two forms: the bibliography's words lead, a field that it lacks is filled."""
    first, second = (known, new) if known.found_in != "notes" or len(known.raw) >= len(new.raw) else (new, known)
    filled = {
        field: getattr(first, field) or getattr(second, field)
        for field in ("authors", "editors", "year", "title", "container", "doi", "url", "symbol", "publisher", "place")
    }
    places = {known.found_in, new.found_in}
    if "both" in places or places == {"bibliography", "notes"}:
        return replace(first, **filled, found_in="both")
    return replace(
        first, **filled, found_in=next((p for p in ("bibliography", "notes") if p in places), known.found_in)
    )
