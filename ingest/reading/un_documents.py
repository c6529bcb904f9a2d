"""Documents of the United Nations: symbol, date, body and title from the masthead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.citing.symbols import canonical, symbols
from ingest.manuscript import Block, Manuscript
from ingest.reading.bylines import printed_lines
from ingest.reading.dates import date_in

_DATE = re.compile(
    r"\b\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+((?:19|20)\d\d)\b"
)
_MASTHEAD = re.compile(r"United Nations|Distr\.|Original:|Nations Unies|Naciones Unidas")
_BODIES = {  # the longer beginnings first
    "A/HRC": "United Nations Human Rights Council",
    "A/C.1": "United Nations General Assembly, First Committee",
    "A/C.2": "United Nations General Assembly, Second Committee",
    "A/C.3": "United Nations General Assembly, Third Committee",
    "A/C.4": "United Nations General Assembly, Fourth Committee",
    "A/C.5": "United Nations General Assembly, Fifth Committee",
    "A/C.6": "United Nations General Assembly, Sixth Committee",
    "E/CN.4": "United Nations Commission on Human Rights",
    "E/CN.5": "United Nations Commission for Social Development",
    "E/CN.6": "United Nations Commission on the Status of Women",
    "PBC": "United Nations Peacebuilding Commission",
    "ST": "United Nations Secretariat",
    "S": "United Nations Security Council",
    "A": "United Nations General Assembly",
    "E": "United Nations Economic and Social Council",
    "TPNW": "Treaty on the Prohibition of Nuclear Weapons",
}
_AGENDA = re.compile(
    r"\bagenda items? (\d+(?:\s?\([a-z]\))*(?:(?:\s*,\s*|\s*,?\s+(?:and|to)\s+)(?:\d+|\([a-z]\))(?:\s?\([a-z]\))*)*)",
    re.IGNORECASE,
)
_ORGAN = (
    r"(?:Security Council|General Assembly|Economic and Social Council|Human Rights Council|Secretariat"
    r"|Trusteeship Council)"
)
_FURNITURE = re.compile(
    rf"(?:United Nations(?: •.*)?|Nations Unies|{_ORGAN}(?:\s+{_ORGAN})*(?:\s+Distr\..*)?|Distr\.?:?.*"
    rf"|Original:.*|English only.*"
    rf"|(?:{_ORGAN}\s+)*(?:\S+ (?:session|year)\s*)+|(?:\d{{4}} .*)?session|.*\b(?:Agenda )?items? \d+.*"
    rf"|General|Limited"
    r"|Official Records.*|\d{2}-\d{5}.*|\*?\d{7}\*?|Please recycle.*|\[?\d{1,2} \w+ \d{4}\]?|ISSN.*"
    r"|Commission on [\w\s]{3,40}"
    r"|New York, .*\d{4}|\d{1,2}[–-]\d{1,2} \w+ \d{4}|Special Committee on [\w\s]{3,60})",
    re.IGNORECASE,
)
_BY_FORM = re.compile(
    r"(?:(?:identical )?letters? dated|notes? verbales? dated|resolution \d|statement (?:submitted )?by\b"
    r"|report of the secretary-general on\b|report of the (?:\w+ ){0,3}(?:meeting|session|committee"
    r"|conference|commission)\b)|.*:\s*(?:revised )?draft resolution\W*$",
    re.IGNORECASE,
)
_UNDER_TITLE = re.compile(
    r"(?:report|note|statement|memorandum|letter)\b.{0,120}$|adopted by .*|submitted by .*|rapporteur.*|to convene .*"
    r"|\d{4} substantive session.*|\(new york.*",
    re.IGNORECASE,
)
_TEXT_BEGINS = re.compile(
    r"(?:I|1|A|Chapter I|Part one)\.?\s+\S|Summary|Contents|(?:The|Le|La)\s+(?:Security|General|Economic)\b.*,$",
    re.IGNORECASE,
)
_SYMBOLS = re.compile(r"(?:[A-Z]+/[\w/.()-]+[\s,]*)+(?:\d{1,2} \w+ \d{4})?", re.IGNORECASE)
_LONGEST_MASTHEAD = 25  # blocks


@dataclass(frozen=True, slots=True)
class UnDocument:
    symbol: str
    title: str
    body: str | None
    year: int | None
    kind: str
    front: frozenset[int]
    date: str | None = None  # ISO 8601
    agenda: str | None = None  # its items, as printed: `71 (b)`, `33 and 109`


def un_document(manuscript: Manuscript) -> UnDocument | None:
    """What the masthead says, or None when there is none: a symbol beside "United Nations", "Distr." or "Original:"."""
    blocks, heads = manuscript.blocks, manuscript.running_heads[:6]
    lines = [*(block.text for block in blocks[:_LONGEST_MASTHEAD] if len(block.text) < 300), *heads]
    symbol = next((mention.symbol for line in [*heads, *lines] for mention in symbols(line)), None)
    if symbol is None or sum(bool(_MASTHEAD.search(line)) for line in lines) < 2:
        return None
    symbol = canonical(re.split(r"-(?=[A-Z]+/)", symbol)[0])
    title, front = _title([_without_furniture(block) for block in blocks[: _LONGEST_MASTHEAD + 1]])
    return UnDocument(
        symbol=symbol,
        title=title or symbol,
        body=_body(symbol),
        year=next((int(found[1]) for line in lines if (found := _DATE.search(line))), None),
        kind=_kind(symbol, title),
        front=front | frozenset(_furniture(blocks)),
        date=next((date_in(line) for line in lines if _DATE.search(line)), None),
        agenda=next((_spaced(found[1]) for line in lines if (found := _AGENDA.search(line))), None),
    )


def _body(symbol: str) -> str | None:
    """The organ whose symbol it is: the committee or council named by the longest beginning that is known."""
    return next((body for prefix, body in _BODIES.items() if f"{symbol}/".startswith(f"{prefix}/")), None)


def _spaced(items: str) -> str:
    return " ".join(items.split()).strip(" ,")


def _kind(symbol: str, title: str) -> str:
    if "/RES/" in symbol or re.search(r"^resolution \d|draft resolution\W*$", title, re.IGNORECASE):
        return "resolution"
    return "letter" if re.match(r"(?:identical )?letters? |note verbale", title, re.IGNORECASE) else "report"


def _furniture(blocks: Sequence[Block]) -> Iterator[int]:
    """Masthead lines, and symbols and job numbers that stand alone on later pages."""
    for index, block in enumerate(blocks):
        text = block.text.strip()
        alone = re.fullmatch(r"\d{2}-\d{5}\*?|(?:[A-Z]+/[\w/.()-]+\s*)+|\d+/\d+", text)
        if alone or (index < _LONGEST_MASTHEAD and _FURNITURE.fullmatch(text)):
            yield index


def _title(blocks: Sequence[Block]) -> tuple[str, frozenset[int]]:
    """The title with the line under it that says what it is, and the blocks from the masthead to there."""
    lines = [index for index in _masthead(blocks) if _may_be_title(blocks[index].text.strip())]
    at = _title_index(blocks, lines)
    if at is None:
        return "", frozenset()
    under = [index for index in (at + 1,) if index in lines and _UNDER_TITLE.fullmatch(blocks[index].text.strip())]
    named = [index for index in under if re.match(r"(?:report|note|statement)\b", blocks[index].text, re.IGNORECASE)]
    title = ": ".join(blocks[index].text.strip(" *†") for index in (at, *named))
    return title, frozenset({*range(at + 1), *under})


def _without_furniture(block: Block) -> Block:
    """A block in which a reader joined masthead and title, without the lines of the masthead."""
    lines = printed_lines(block)
    kept = [line for line in lines if not _FURNITURE.fullmatch(line)]
    return replace(block, text=" ".join(kept), lines=block.lines[:1]) if 0 < len(kept) < len(lines) - 1 else block


def _may_be_title(text: str) -> bool:
    return len(text) > 6 and not _FURNITURE.fullmatch(text) and not _SYMBOLS.fullmatch(text)


def _masthead(blocks: Sequence[Block]) -> Iterator[int]:
    for index, block in enumerate(blocks[:_LONGEST_MASTHEAD]):
        long = len(block.text) > 330 or (len(block.text) > 120 and block.text.endswith((".", ",")))
        if index > 1 and (long or _TEXT_BEGINS.match(block.text)):
            return
        yield index


def _title_index(blocks: Sequence[Block], lines: Sequence[int]) -> int | None:
    """By its form (letters, resolutions, statements), else by the largest letters, the first of several."""
    formed = [index for index in lines if _BY_FORM.match(blocks[index].text)]
    if formed or not lines:
        return formed[0] if formed else None
    sized = max(lines, key=lambda index: (round(_size(blocks[index])), -index))
    return sized if _size(blocks[sized]) else lines[-1]


def _size(block: Block) -> float:
    return max((line.size for line in block.lines), default=0.0)
