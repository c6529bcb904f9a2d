"""The blocks under a bibliography's heading → its entries, each whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.manuscript import Block

_STARTS = re.compile(
    r"^\W*(?:\[\d+\]|\d{1,3}[.)]\s|[—–_-]{2,}|(?:(?:van|von|de|der|den|del|della|di|du|la|le|el|al|al-|d’|ter)\s+)*[A-ZÀ-ÞŁŠŽČ])"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)[a-z]?(?!\d)|\bforthcoming\b|\bn\.d\.", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:[,:;&–-]|\b(?:and|of|the|in|for|to|a|und|der|et|de))\s*$")
_AUTHOR_YEAR_START = re.compile(
    r"(?<=[.\d)/”])\s+(?=[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?,\s[A-ZÀ-Þ][^()]{0,120}?\(?(?:19|20)\d\d[a-z]?[).:,])"
)


def entries(blocks: Sequence[Block]) -> list[str]:
    """The entries in order. Lists give theirs as items, prints by hanging indents or by how an entry begins."""
    parts = [part for block in blocks if block.kind not in ("heading", "caption", "table") for part in _parts(block)]
    return list(_whole(" ".join(part.split()) for part in parts if part.strip()))


def _parts(block: Block) -> list[str]:
    starts = _hanging(block)
    if starts:
        ends = [*starts[1:], len(block.text)]
        return [block.text[start:end] for start, end in zip(starts, ends, strict=True)]
    return _crowded(block.text) if block.kind != "item" else [block.text]


def _hanging(block: Block) -> list[int]:
    """Where the lines begin that stand left of the others; empty when the indents tell nothing."""
    if len(block.lines) < 2:
        return []
    left = min(line.indent for line in block.lines)
    outer = [line.offset for line in block.lines if line.indent - left < 3]
    if len(outer) == len(block.lines):
        return []
    starts = [offset for offset in outer if _STARTS.match(block.text[offset:])]
    return [0, *(offset for offset in starts if offset > 0)]


def _crowded(text: str) -> list[str]:
    """A paragraph that holds several author-year entries, cut where each begins."""
    return _AUTHOR_YEAR_START.split(text) if len(_YEAR.findall(text)) > 1 and len(text) > 200 else [text]


def _whole(parts: Iterable[str]) -> Iterable[str]:
    """Entries cut by a page break are joined again."""
    held = ""
    for part in parts:
        if held and _continues(held, part):
            held = held[:-1] + part if held.endswith("-") and part[:1].islower() else f"{held} {part}"
        else:
            if held:
                yield held
            held = part
    if held:
        yield held


def _continues(held: str, part: str) -> bool:
    return bool(not _STARTS.match(part) or _CUT_OFF.search(held) or not (_YEAR.search(held) or _YEAR.search(part)))
