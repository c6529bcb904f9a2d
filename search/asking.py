"""What kind of question this is, by its first words and its turns of phrase."""

from __future__ import annotations

import re
from re import IGNORECASE
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["fact", "who", "where", "strategies", "compare", "trend", "gap", "works"]
Effect: TypeAlias = Literal["helped", "failed"]
Years: TypeAlias = tuple[int | None, int | None]

_WORKS = (
    r"(?:works?|articles?|documents?|reports?|authors?|books?|papers?|stud(?:y|ies)|publications?|sources?|"
    r"literature|scholars?)"
)
_MEANS = (
    r"(?:strateg(?:y|ies)|approach(?:es)?|methods?|measures?|means|tools?|practices?|interventions?|initiatives?|"
    r"efforts?|activities|responses?|ways|mechanisms?|forms of)"
)
_BODIES = (
    r"(?:actors?|organi[sz]ations?|ngos?|groups?|bod(?:y|ies)|people|agenc(?:y|ies)|institutions?|leaders?|missions?)"
)
_PLACES = r"(?:countr(?:y|ies)|regions?|places?|states?|contexts?|provinces?|towns?|areas?|cit(?:y|ies))"
_WHICH = r"\b(?:which|what|whose|how many)"
_STAYING_ALIVE = r"(?:protect|prevent|resist|survive|reconcile|heal|cope|stay safe)"


def _any(*turns: str) -> re.Pattern[str]:
    return re.compile("|".join(turns), IGNORECASE)


# The first that fits decides: narrower turns of phrase stand before wider ones.
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "gap",
        _any(
            r"\bno evidence\b",
            r"\bgaps?\b",
            r"\bnot (?:yet )?(?:been )?(?:studied|documented|covered|tried|written)",
            r"\bnothing (?:is )?(?:known|written)",
        ),
    ),
    (
        "works",
        _any(
            r"\b(?:who|which|what|how many)\b[^?]*\b(?:cites?|cited|citing|quotes?)\b",
            rf"{_WHICH} (?:\w+ ){{0,2}}{_WORKS}\b",
            r"\bwho (?:wrote|writes|has written|published)\b",
            r"\bwhat has been (?:written|published)\b",
            r"\bwhere (?:can|do|could) i read\b",
        ),
    ),
    (
        "trend",
        _any(
            r"\bover (?:time|the years)\b",
            r"\btrends?\b",
            r"\bhow (?:has|have|did) .{3,80}\b(?:change|evolve|develop|grow|shift)",
            r"\bsince when\b",
            r"\bfrom year to year\b",
            r"\b(?:by|per|each) year\b",
        ),
    ),
    (
        "compare",
        _any(
            r"\bcompar",
            r"\bversus\b|\bvs\b",
            r"\bdiffer(?:s|ent|ence|ences)?\b",
            r"\bsimilarit",
            r"\bin contrast\b",
            r"\brather than\b",
            r"\bmore (?:often|effective) .{2,60}\bthan\b",
        ),
    ),
    (
        "strategies",
        _any(
            rf"\b(?:which|what)(?: \w+){{0,3}} {_MEANS}\b",
            r"\brecur",
            r"\bwhat (?:is|are|was|were|has been|have been|had been)\b[^?]*\b(?:done|doing|tried|attempted)\b",
            r"\bwhat (?:do|does|did|can|could|have|has)\b[^?]*\b(?:do|done|undertake|try)\b",
            rf"\bhow (?:do|does|did|are|were|have|can)\b[^?]*\b{_STAYING_ALIVE}",
        ),
    ),
    ("where", _any(r"^\W*where\b", rf"\b(?:which|what|how many) (?:\w+ )?{_PLACES}\b")),
    (
        "who",
        _any(
            r"^\W*(?:who|whom|whose)\b",
            r"\b(?:by|to|with|from|on|against) whose\b",
            rf"{_WHICH} (?:\w+ ){{0,2}}{_BODIES}\b",
            r"\bwhom\b",
        ),
    ),
)

_RECURRING = _any(
    r"\brecur",
    rf"\b(?:across|in (?:several|many|different|various|multiple|most|more than one)) (?:\w+ )?{_PLACES}\b",
    r"\bmost (?:common|frequent|often|widespread)",
    r"\bcommonest\b",
)
_BY_REGION = re.compile(r"\b(?:across|in (?:several|many|different)) (?:\w+ )?regions\b", IGNORECASE)
_ALONE = _any(r"\bby themselves\b", r"\bon their own\b", r"\bwithout (?:outside|external|foreign)", r"\bunaided\b")
_FAILED = _any(
    r"\bfail", r"\b(?:not|never|n't|n’t) (?:work|help|succeed)", r"\bbr(?:oke|oken|eak) down\b", r"\bcollapse"
)
_HELPED = _any(
    r"\bsuccess",
    r"\bsucceed",
    r"\beffective",
    r"\b(?:did|does|has|have|was|what|that)\b[^?]*\b(?:help|worked|work)(?:ed)?\W*$",
)
_CITING = re.compile(
    r"\b(?:cites?|citing|quotes?|refers? to)\s+(?P<cited>.+)|"
    r"\b(?:where|by whom|who) (?:is|are|was|were)\s+(?P<passive>.+?)\s+cited\b",
    IGNORECASE | re.DOTALL,
)
_A_YEAR = r"((?:1[89]|20)\d\d)"
_SPAN = _any(
    rf"\b(?:between|from)\s+{_A_YEAR}\s+(?:and|to|until|till)\s+{_A_YEAR}\b", rf"\b{_A_YEAR}\s?[-–]\s?{_A_YEAR}\b"
)
_YEAR = re.compile(rf"\b(?:(since|after|from|before|until|by)\s+)?{_A_YEAR}\b(?!\s?/)", IGNORECASE)


def kind_of(question: str) -> Kind:
    """`fact` where no turn of phrase says more."""
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), "fact")


def asks_what_recurs(question: str) -> bool:
    """Whether it asks for a count over contexts, and not for what is done in one."""
    return bool(_RECURRING.search(question))


def counts_regions(question: str) -> bool:
    """Whether its contexts are regions, and not countries."""
    return bool(_BY_REGION.search(question))


def asks_who_acts_alone(question: str) -> bool:
    return bool(_ALONE.search(question))


def effect_in(question: str) -> Effect | None:
    """What the question wants to have come of it."""
    if _FAILED.search(question):
        return "failed"
    return "helped" if _HELPED.search(question) else None


def cited_work(question: str) -> str | None:
    """The words that name the work, where the question asks who cites it."""
    match = _CITING.search(question)
    named = (match["cited"] or match["passive"] or "") if match else ""
    return named.strip(" ?.!\"“”'‘’") or None


def years_in(question: str) -> Years:
    """First and last year that the question names; either end may be open."""
    if span := _SPAN.search(question):
        first, last = (int(year) for year in span.groups() if year)
        return first, last
    if not (match := _YEAR.search(question)):
        return None, None
    word, year = (match[1] or "").lower(), int(match[2])
    if word in ("since", "from", "after"):
        return year + (word == "after"), None
    if word in ("before", "until", "by"):
        return None, year - (word == "before")
    return year, year
