"""Groups that a text describes and does not name: "Iraqi security forces", "the rebels". Mentions, never actors."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BODIES = (
    "forces|troops|regime|opposition|coalition|governments?|authorities|army|military|police|militias?|air force|navy|"
    "parliament|ministry|command|units?|international community|partners|allies|parties|security services"
)
_PEOPLE = (
    "rebels|militants|fighters|terrorists|insurgents|extremists|soldiers|combatants|civilians|refugees|families|"
    "service members|peacekeepers|population|villagers|protesters|victims|militiamen|gunmen|jihadists|"
    "officials|leaders|ministers|diplomats|humanitarian agencies|aid agencies|aid workers"
)
_CAPITAL = "Coalition|Forces|Troops|Government|Army|Military|Navy|Opposition|Police|Command"
_BEFORE = (
    r"[A-Z][\w.’'-]+|armed|military|security|tactical|ground|moderate|local|national|partner|international|opposition|"
    "rebel|foreign|civil|tribal|special|government|coalition"
)
_GROUP = re.compile(rf"\b(?:(?:[Tt]he|[Aa]n?) )?(?:(?:{_BEFORE}) ){{0,3}}(?:{_BODIES}|{_PEOPLE}|{_CAPITAL})\b")


def find_groups(text: str) -> Iterator[tuple[int, int]]:
    """Characters [start, end) of each group described in `text`."""
    return (match.span() for match in _GROUP.finditer(text))
