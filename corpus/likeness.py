"""How likely two forms describe one work: evidence for and against, weighed and added (after Fellegi and Sunter).

Each weight is a logarithm of odds. `docs/decisions` tells on which pairs they were set and measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rapidfuzz import fuzz

from corpus.dois import from_repository, nearly_equal
from corpus.forms import Form, content_words

CERTAIN = 0.96  # at or above: one work
PROPOSED = 0.50  # at or above: an editor is asked

_PRIOR = -4.0
Evidence: TypeAlias = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A probability from 0 to 1, and what speaks for and against it, the weightiest first."""

    score: float
    why: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        return self.score >= CERTAIN


def likeness(one: Form, other: Form) -> Likeness:
    """Symmetric. 0 for what can never be one work by itself: other DOIs, symbols, parts, editions."""
    if parted := _parted(one, other):
        return Likeness(0.0, (parted,))
    if one.raw or other.raw:
        return Likeness(float(one.raw == other.raw))
    evidence = [*_by_identifiers(one, other), *_by_title(one, other), *_by_authors(one, other)]
    evidence += [*_by_year(one, other), *_by_place(one, other)]
    score = 1 / (1 + math.exp(-(_PRIOR + sum(weight for weight, _ in evidence))))
    if _weak(one, other):
        score = min(score, CERTAIN - 0.01)
    told = sorted(evidence, key=lambda item: (-abs(item[0]), item[1]))
    return Likeness(round(score, 4), tuple(words for _, words in told))


def _weak(one: Form, other: Form) -> bool:
    """Whether only a person can tell: DOIs that differ, a part or an edition that one of them does not name."""
    dois = one.doi and other.doi and one.doi != other.doi
    same = (one.doi and one.doi == other.doi) or (one.symbol and one.symbol == other.symbol)
    unsaid = one.numbers != other.numbers or one.edition != other.edition
    return bool(dois or (unsaid and not same))


# ---------------------------------------------------------------- what keeps two works apart


def _parted(one: Form, other: Form) -> str:
    same_doi = bool(one.doi) and one.doi == other.doi
    if one.symbol and other.symbol and one.symbol != other.symbol:
        return "other UN symbols"
    if one.doi and other.doi and not same_doi and not _dois_may_agree(one.doi, other.doi):
        return "other DOIs"
    if (
        one.numbers
        and other.numbers
        and not (set(one.numbers) <= set(other.numbers) or set(other.numbers) <= set(one.numbers))
    ):
        return "other numbers in the title"
    if one.edition and other.edition and one.edition != other.edition:
        return "other editions"
    if one.review != other.review and not same_doi:
        return "one is a review"
    if _other_volume(one, other) and not same_doi:
        return "other volumes"
    return ""


def _dois_may_agree(one: str, other: str) -> bool:
    """A preprint's or an archive's DOI beside the publisher's, or a misprint."""
    return from_repository(one) != from_repository(other) or nearly_equal(one, other)


def _other_volume(one: Form, other: Form) -> bool:
    """A volume of a set of books; of a journal's volumes one may be a misprint, unless the pages differ too."""
    if not (one.volume and other.volume) or one.volume == other.volume:
        return False
    if not one.container and not other.container:
        return True
    return bool(one.pages and other.pages and one.pages != other.pages and _same_container(one, other))


def _same_container(one: Form, other: Form) -> bool:
    return bool(one.container and other.container) and fuzz.token_set_ratio(one.container, other.container) >= 85


# ---------------------------------------------------------------- evidence


def _by_identifiers(one: Form, other: Form) -> Iterator[Evidence]:
    if one.symbol and one.symbol == other.symbol:
        yield 16.0, "the same UN symbol"
    if one.doi and one.doi == other.doi:
        yield 9.0, "the same DOI"
    elif one.doi and other.doi:
        yield -2.5, "a repository's DOI beside a publisher's, or a misprint"


def _by_title(one: Form, other: Form) -> Iterator[Evidence]:
    if not one.title or not other.title:
        return
    agreement = title_agreement(one, other)
    if agreement == "same":
        yield _worth(one.title if len(one.title) < len(other.title) else other.title), "the same title"
    elif agreement == "short":
        short = min((one.title, other.title), key=len)
        yield 0.8 * _worth(short), "one title without the other's subtitle"
    elif agreement == "like":
        yield 1.0, "nearly the same title"
    else:
        yield -8.0, "other titles"


def _worth(title: str) -> float:
    """How much it says that two works share this title: a long one nearly everything."""
    words = len(content_words(title))
    if Form(title=title).generic:
        return 1.5 if words < 6 else 2.5
    return {0: 0.5, 1: 2.0, 2: 3.5, 3: 4.5}.get(words, 6.0)


def title_agreement(one: Form, other: Form) -> str:
    """same | short (one is the other without its subtitle) | like | other."""
    if one.title == other.title or one.title.replace(" ", "") == other.title.replace(" ", ""):
        return "same"
    mine, theirs = content_words(one.title), content_words(other.title)
    only_mine, only_theirs = _unmatched(mine, theirs), _unmatched(theirs, mine)
    if not only_mine and not only_theirs:
        return "same" if fuzz.ratio(one.title, other.title) >= 80 else "like"
    short, long = (one, other) if len(one.title) <= len(other.title) else (other, one)
    words, main = content_words(short.title), content_words(long.main)
    # Without a sign between them, only a long title is likely to go on with a subtitle.
    if words == main or (len(words) >= 5 and content_words(long.title)[: len(words)] == words):
        return "short"
    if one.numbers == other.numbers and not _unmatched(words, main) and fuzz.ratio(short.title, long.main) >= 93:
        return "short"
    if only_mine and only_theirs:
        return "like" if fuzz.ratio(one.title, other.title) >= 94 else "other"
    # One holds all words of the other: "Peace in Mali" and "Building peace in Mali".
    return "like" if fuzz.ratio(one.title, other.title) >= 80 else "other"


def _unmatched(words: list[str], among: list[str]) -> list[str]:
    """Those that no word on the other side spells nearly alike: organisation, organization."""
    return [word for word in words if word not in among and not any(_spelled_alike(word, theirs) for theirs in among)]


def _spelled_alike(one: str, other: str) -> bool:
    if len(one) < 5 or len(other) < 5:
        return False
    return fuzz.ratio(one, other) >= 86


def _by_authors(one: Form, other: Form) -> Iterator[Evidence]:
    mine, theirs = one.families, other.families
    if not mine or not theirs:
        return
    if _same_name(mine[0], theirs[0]):
        if one.initials and other.initials and one.initials != other.initials:
            yield -2.0, "the same family name with other initials"
        else:
            yield 3.0, "the same first author"
    elif len(mine) == len(theirs) > 1 and set(mine) == set(theirs):
        yield 2.5, "the same authors in another order"
    elif any(_same_name(name, named) for name in mine for named in theirs):
        yield 1.0, "an author in common"
    else:
        yield -5.0, "other authors"


def _same_name(one: str, other: str) -> bool:
    if one == other or _acronym(one, other) or _acronym(other, one):
        return True
    short, long = sorted((one, other), key=len)
    # Of a double surname one half may stand alone.
    return len(short) >= 5 and (fuzz.ratio(one, other) >= 85 or (" " not in long and long.startswith(short)))


def _acronym(short: str, long: str) -> bool:
    """ICG is International Crisis Group."""
    words = content_words(long)
    return len(words) >= 3 and short == "".join(word[0] for word in words)


def _by_year(one: Form, other: Form) -> Iterator[Evidence]:
    if one.year is None or other.year is None:
        yield -0.5, "one without a year"
        return
    apart = abs(one.year - other.year)
    if apart == 0:
        yield 1.5, "the same year"
    elif apart == 1:
        # A body's report of the next year bears the same title; a preprint comes the year before.
        yield (-3.0 if one.generic else -0.5), "years one apart"
    else:
        yield (-3.0 if apart <= 3 else -6.0), f"years {apart} apart"


def _by_place(one: Form, other: Form) -> Iterator[Evidence]:
    if one.container and other.container:
        same = _same_container(one, other)
        yield (1.5 if same else -1.0), ("in the same place" if same else "in other places")
        if same and one.pages and other.pages:
            yield (
                (2.0 if one.pages == other.pages else -4.0),
                ("the same pages" if one.pages == other.pages else "other pages"),
            )
