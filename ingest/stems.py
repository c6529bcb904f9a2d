"""Words made comparable: inflection and the two English spellings folded, meaning left alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:['’]\w+)?")

_IRREGULAR = {
    form: base
    for base, forms in {
        "begin": "began begun", "bring": "brought", "build": "built rebuilt", "choose": "chose chosen", "come": "came",
        "break": "broke broken", "fall": "fell fallen", "fight": "fought", "find": "found", "flee": "fled", "give": "gave given",
        "go": "went gone", "hide": "hid hidden", "hold": "held", "keep": "kept", "lead": "led", "leave": "left", "lose": "lost",
        "make": "made", "man": "men", "woman": "women", "child": "children", "meet": "met", "person": "people persons",
        "rise": "rose risen", "run": "ran", "say": "said", "see": "saw seen", "seek": "sought", "send": "sent", "set": "setting",
        "speak": "spoke spoken", "spread": "spreading", "stand": "stood", "strike": "struck", "take": "took taken",
        "teach": "taught", "tell": "told", "undertake": "undertook undertaken", "win": "won", "withdraw": "withdrew withdrawn",
        "write": "wrote written", "be": "is are was were been being am", "have": "has had having", "do": "does did done doing",
    }.items()
    for form in forms.split()
}  # fmt: skip
_SPELLINGS = (
    ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ises", "izes"), ("ise", "ize"), ("programme", "program"),
    ("labour", "labor"), ("neighbour", "neighbor"), ("behaviour", "behavior"), ("honour", "honor"), ("defence", "defense"),
    ("centre", "center"), ("theatre", "theater"), ("rumour", "rumor"),
)  # fmt: skip


class Stem(NamedTuple):
    text: str  # as printed
    stem: str
    start: int
    end: int


def stems(text: str) -> list[Stem]:
    """Each word of `text` with its stem and place; hyphens part words."""
    return [Stem(m.group(), stem(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


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
