"""Documents of the United Nations: symbol, date, body and title from the masthead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.manuscript import Block, Manuscript

SYMBOL = re.compile(r"\b(?:(?:[ASE]|ST|CEDAW|CERD|CRC|CCPR|CAT|HRI|TPNW|NPT|PBC|DP|BWC|CCW|ICCD|FCCC)(?:/[A-Z]+(?:\.\d+)?)*/(?:[A-Z]+(?:\.\d+)?/)*\d[\d/.A-Za-z-]*(?:/(?:Add|Rev|Corr|L|PV|SR|NGO|INF|WP|CRP)\.?[\d/]*)*(?:\s?\(\d{4}\))?)")  # fmt: skip
_DATE = re.compile(
    r"\b(\d{1,2})\s+(January|February|March|April|May|June|July|August|September|October|November|December)\s+((?:19|20)\d\d)\b"
)
_MASTHEAD = re.compile(r"United Nations|Distr\.|Original:|Nations Unies|Naciones Unidas")
_BODIES = {
    "S": "United Nations Security Council",
    "A": "United Nations General Assembly",
    "E": "United Nations Economic and Social Council",
}
_FURNITURE = re.compile(
    r"^(?:United Nations|Distr\.?:?.*|Original:.*|General|Limited|Security Council|General Assembly|Economic and Social Council|Please recycle.*|\d{2}-\d{5}.*|\*?\d{7}\*?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class UnDocument:
    symbol: str
    title: str
    body: str | None
    year: int | None
    kind: str
    language: str
    front: frozenset[int]


def un_document(manuscript: Manuscript) -> UnDocument | None:
    """What the masthead says, or None when the file has none: a symbol beside "United Nations", "Distr." or "Original:"."""
    opening = manuscript.blocks[:25]
    lines = [*(block.text for block in opening), *manuscript.running_heads[:6]]
    if sum(bool(_MASTHEAD.search(line)) for line in lines) < 2:
        return None
    symbol = next((found[0] for line in [*manuscript.running_heads, *lines] if (found := SYMBOL.search(line))), None)
    return _described(manuscript, symbol, lines) if symbol else None


def _described(manuscript: Manuscript, symbol: str, lines: Sequence[str]) -> UnDocument:
    date = next((found for line in lines if (found := _DATE.search(line))), None)
    title, front = _title(manuscript.blocks, symbol)
    return UnDocument(
        symbol=symbol,
        title=title or (manuscript.front.title or symbol),
        body=_BODIES.get(symbol.split("/")[0]),
        year=int(date[3]) if date else None,
        kind=_kind(symbol, title),
        language="en",
        front=front,
    )


def _kind(symbol: str, title: str) -> str:
    if "/RES/" in symbol or title.lower().startswith("resolution"):
        return "resolution"
    return "letter" if re.match(r"(?:identical )?letters? ", title, re.IGNORECASE) else "report"


def _title(blocks: Sequence[Block], symbol: str) -> tuple[str, frozenset[int]]:
    """The last heading-like line before the running text, and the masthead that leads to it."""
    end = next(
        (i for i, block in enumerate(blocks[:40]) if len(block.text) > 200 or re.match(r"1\.\s", block.text)),
        min(len(blocks), 12),
    )
    lines = [
        (i, block.text)
        for i, block in enumerate(blocks[:end])
        if not _FURNITURE.match(block.text.strip()) and not SYMBOL.fullmatch(block.text.strip())
    ]
    titles = [
        text
        for _, text in lines
        if re.match(r"(?:report|letter|identical letters|resolution|note|statement|situation)\b", text, re.IGNORECASE)
    ]
    return (titles or [text for _, text in lines] or [""])[-1 if not titles else 0], frozenset(range(end)) - {
        i for i, _ in lines[1:] if i > end
    }
