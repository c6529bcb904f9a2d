"""How alike two references are, and a short form and a reference: 0 to 1."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from corpus.records import Reference
from ingest.citing.symbols import canonical


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


def families(reference: Reference) -> list[str]:
    """The keys of those who made it, authors before editors."""
    return [family_key(name.family) for name in (*reference.authors, *reference.editors)]


def same(one: Reference, other: Reference) -> bool:
    """Whether two references of one document are to the same work."""
    if one.symbol and other.symbol:
        return canonical(one.symbol) == canonical(other.symbol)
    if one.doi and other.doi:
        return one.doi.lower() == other.doi.lower()
    if one.year and other.year and abs(one.year - other.year) > 1:
        return False
    if not one.title or not other.title:
        return fold(one.raw) == fold(other.raw)
    alike = title_score(fold(one.title), fold(other.title))
    shared = bool(set(families(one)[:2]) & set(families(other)[:2]))
    known = bool(families(one)) and bool(families(other))
    return alike >= 0.9 if shared else (not known and alike >= 0.95 and one.year == other.year)


def title_score(one: str, other: str) -> float:
    """1.0 for equal titles and for a title without its subtitle; a series' "Part 1" and "Part 2" differ."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) and len(one.split()) == len(other.split()):
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 12 and long.startswith(short):
        return 1.0
    whole = fuzz.ratio(one, other) / 100
    return max(whole, fuzz.ratio(short, long[: len(short)]) / 100 if len(short.split()) >= 4 else 0.0)


def author_score(keys: list[str], known: Reference) -> float:
    """1.0 when the first author and all other named ones are the work's; less when only later ones are."""
    people = families(known)
    if not keys or not people:
        return 0.0
    shared = sum(key in people for key in keys) / len(keys)
    if keys[0] == people[0]:
        return 0.6 + 0.4 * shared if len(keys) > 1 or len(people) > 3 else (1.0 if len(people) == 1 else 0.9)
    return 0.5 * shared if keys[0] in people else 0.0


def short_score(keys: list[str], title: str, known: Reference) -> float:
    """How surely a shortened title, folded, with these families' keys before it, means a work."""
    if not title:
        return 0.0
    own = fold(known.title or known.raw)
    likeness = 1.0 if own.startswith(title) else _short_likeness(title, own)
    if not keys:
        return likeness if len(title) >= 12 else 0.0
    author = author_score(keys, known)
    return 0.3 * author + 0.7 * likeness if author else 0.0


def _short_likeness(title: str, own: str) -> float:
    """How likely a shortened title, folded, is this one: its words in a row count more than its words."""
    in_a_row = fuzz.partial_ratio(title, own) if len(title) <= len(own) else fuzz.ratio(title, own)
    return max(in_a_row / 100 - 0.02, fuzz.token_set_ratio(title, own) / 100 - 0.1)
