"""Symbols of UN documents, as they are printed and as they are spoken of in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DASHES = str.maketrans("‐‑–—−", "-----")

# Series that the first element of a symbol may be; CEDAW, TPNW and the like stand for their own bodies.
_SYMBOL = re.compile(
    r"(?<![\w/.])(?:S|A|E|T|ST|CAT|CCPR|CEDAW|CERD|CRC|CRPD|CMW|CED|HRI|DP|TD|UNEP|HSP|IDB|GC|NPT|BWC|CCW|TPNW|FCCC|CBD"
    r"|JIU|LC|PC|ECE|LOS|SPLOS|ISBA|ICCD|PBC|APLC|CONF)"
    r"(?:/[A-Z][A-Za-z]*\.?|/\d+|/[A-Z]+\.\d+|/\d+[A-Z]?\.?)*"
    r"(?:/(?:[A-Z]+[A-Za-z]*\.?\s?\d*|\d+|[A-Z]+\.\d+(?:-[A-Z]+\.\d+)?|[IVX]+))"
    r"(?:/(?:Add|Corr|Rev|Amend)\.\d+|/Summary|/Rev\.\d+)*"
    r"(?:\s?\((?:19|20)\d\d\)|\s?\((?:S-)?[IVXL]+\))?"
)
_COUNCIL = re.compile(r"(?<![\w/.-])(?P<number>\d{1,4})\s?\((?P<year>(?:19[4-9]|20)\d)(?P<last>\d)\)")
_COUNCIL_FRAME = re.compile(r"resolutions?|Council|resolutions? and|decisions?", re.IGNORECASE)
_ASSEMBLY = re.compile(
    r"(?<![\w/.-])(?P<session>[1-9]\d|S-\d+|ES-\d+)/(?P<number>\d{1,3})(?:\s?(?P<part>[A-Z](?![\w.])))?(?![\w/])"
)
_OLD_ASSEMBLY = re.compile(r"(?<![\w/.-])(?P<number>\d{1,4})\s?(?P<part>[A-Z])?\s?\((?P<session>(?:S-|ES-)?[IVXL]+)\)")


@dataclass(frozen=True, slots=True)
class SymbolMention:
    """A UN document named in a text: its canonical symbol and the characters that name it."""

    symbol: str
    start: int
    end: int


def canonical(symbol: str) -> str:
    """The symbol as the UN's own addresses write it: no spaces, plain hyphens."""
    return re.sub(r"\s+", "", symbol.translate(_DASHES)).rstrip("./")


def symbols(text: str) -> list[SymbolMention]:
    """Every UN document that `text` names by symbol or by resolution number, in its order."""
    found = [*_printed(text)]
    taken = [(mention.start, mention.end) for mention in found]
    for mention in _spoken(text):
        if all(mention.end <= start or end <= mention.start for start, end in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))
    return sorted(found, key=lambda mention: mention.start)


def _printed(text: str) -> Iterator[SymbolMention]:
    for match in _SYMBOL.finditer(text.translate(_DASHES)):
        if any(character.isdigit() for character in match[0]):
            yield SymbolMention(canonical(match[0]), match.start(), match.end())


def _spoken(text: str) -> Iterator[SymbolMention]:
    for match in _COUNCIL.finditer(text):
        if int(match["number"]) < 3500 and re.search(
            r"(?i)resolution|council", text[max(0, match.start() - 300) : match.end() + 60]
        ):
            year = match["year"] + match["last"]
            yield SymbolMention(f"S/RES/{match['number']}({year})", match.start(), match.end())
    for match in _ASSEMBLY.finditer(text):
        if re.search(r"(?i)resolution|assembly|decision", text[max(0, match.start() - 160) : match.start()]):
            yield SymbolMention(
                f"A/RES/{match['session']}/{match['number']}{match['part'] or ''}", match.start(), match.end()
            )
