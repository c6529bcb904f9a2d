"""The sentence in which something is cited: titles, initials and "et al." do not end it."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…][”\"’'»)\]]*\s+(?=[“\"‘'«(\[]*[A-ZÀ-ÞŁŠŽČ0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:al|[A-Z]|cf|vgl|ca|vs|e\.g|i\.e|z\.B|p\.ex|pp?|nn?|no|nr|art|arts|para|paras|paragr|vol|ch|chap|ed|eds|fn|fig"
    r"|dr|mr|mrs|ms|prof|st|gen|col|op|cit|ibid|id|s|ss|ff|f|bzw|hrsg|hg|u\.a|d\.h|usw|bd|jg|anm|abs|nota|núm|págs?|véase"
    r"|esp|inc|ltd|res|doc|rev|add|sess|resp|approx|supp|j|l|q|int)\.|\bU\.S\.)$",
    re.IGNORECASE,
)


def sentence_around(text: str, start: int, end: int, floor: int = 0, ceiling: int | None = None) -> tuple[int, int]:
    """Where the sentence that holds `text[start:end]` begins and ends, between `floor` and `ceiling`."""
    ceiling = len(text) if ceiling is None else ceiling
    ends = [match for match in _END.finditer(text, floor, ceiling) if not _is_abbreviated(text, floor, match)]
    begun = max((match.end() for match in ends if match.end() <= start), default=floor)
    ended = min((match.end() for match in ends if match.end() >= end and match.end() > start), default=ceiling)
    return begun, begun + len(text[begun:ended].rstrip())


def _is_abbreviated(text: str, floor: int, match: re.Match[str]) -> bool:
    stop = match.start() + 1
    return text[match.start()] == "." and bool(_ABBREVIATED.search(text, max(floor, stop - 12), stop))
