"""Words made comparable: inflection and the two English spellings folded, meaning left alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:['’]\w+)?")

_FORMS = """
begin: began begun; bring: brought; build: built rebuilt; choose: chose chosen; come: came;
break: broke broken; fall: fell fallen; fight: fought; find: found; flee: fled; give: gave given;
go: went gone; hide: hid hidden; hold: held; keep: kept; lead: led; leave: left; lose: lost; make: made;
man: men; woman: women; child: children; meet: met; person: people persons; rise: rose risen; run: ran;
say: said; see: saw seen; seek: sought; send: sent; set: setting; speak: spoke spoken; spread: spreading;
stand: stood; strike: struck; take: took taken; teach: taught; tell: told; undertake: undertook undertaken;
win: won; withdraw: withdrew withdrawn; write: wrote written; be: is are was were been being am;
have: has had having; do: does did done doing
"""
_IRREGULAR = {form: entry.split(":")[0].strip() for entry in _FORMS.split(";") for form in entry.split(":")[1].split()}
_SPELLINGS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("programme", "program"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("behaviour", "behavior"),
    ("honour", "honor"),
    ("defence", "defense"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("rumour", "rumor"),
)


class Stem(NamedTuple):
    text: str  # as printed
    stem: str
    start: int
    end: int
    parted: bool  # a comma, full stop or bracket stands before it


def stems(text: str) -> list[Stem]:
    """Each word of `text` with its stem and place; hyphens part words."""
    words: list[Stem] = []
    for match in _WORD.finditer(text):
        gap = text[words[-1].end : match.start()] if words else ""
        parted = any(mark in gap for mark in ",.;:()[]?!")
        words.append(Stem(match.group(), stem(match.group()), match.start(), match.end(), parted))
    return words


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The same for all inflections of a word: mediates, mediated, mediating; labor, labour; rumours."""
    low = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    low = _IRREGULAR.get(low, low)
    for british, american in _SPELLINGS:
        if british in low and len(low) > len(british) + (1 if british == "ise" else -1):
            low = low.replace(british, american)
    return _base(low)


def _base(low: str) -> str:
    for ending in ("ies", "ied"):
        if low.endswith(ending) and len(low) > 4:
            return low[:-3] + "y"
    if low.endswith("es") and low[:-2].endswith(("s", "x", "z", "ch", "sh")):
        low = low[:-2]
    elif low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        low = low[:-1]
    for ending in ("ing", "ed"):
        if low.endswith(ending) and len(low) - len(ending) >= 3 and re.search("[aeiouy]", low[: -len(ending)]):
            low = low[: -len(ending)]
            if low[-1] == low[-2] and low[-1] not in "lsz":
                low = low[:-1]
            break
    return low.removesuffix("e") if len(low) > 3 else low
