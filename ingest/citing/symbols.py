"""Symbols of UN documents, as they are printed and as they are spoken of in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DASHES = str.maketrans("‐‑–—−", "-----")
_SERIES = (
    r"(?:S|A|E|T|ST|CAT|CCPR|CEDAW|CERD|CRC|CRPD|CMW|CED|HRI|DP|TD|UNEP|UNW|HSP|IDB|GC|NPT|BWC|CCW|TPNW|FCCC|CBD|JIU|LC|PC"
    r"|ECE|LOS|SPLOS|ISBA|ICCD|PBC|APLC|CONF)"
)
_PART = r"(?:[A-Z][A-Za-z]*\.?\s?\d*(?:-[A-Z]+\.\d+)?|[A-Z]+\.\d+(?:-[A-Z]+\.\d+)?|\d+[A-Z]?\.?|[IVX]+)"
_SECTION = r"Sect\.\s?\d+[A-Z]?|Part\s[IVX]+|Plan outline|Introduction"
_BRACKET = rf"(?:\s?\((?:(?:19|20)\d\d|(?:S-|ES-)?[IVXL]+|{_SECTION})\))?"
_TAIL = r"(?:/(?:Add|Corr|Rev|Amend)\.\d+|/Summary)*"
_ONE = rf"{_SERIES}(?:/{_PART})+{_BRACKET}{_TAIL}"
# "A/79/675-S/2024/876" is one document of two organs: its first symbol names it.
_PRINTED = re.compile(rf"(?<![\w/.])(?P<symbol>{_ONE})(?:\s?-\s?{_ONE})*")

_COUNCIL = re.compile(r"(?<![\w/.-])(?P<number>\d{1,4})\s?\((?P<year>(?:19[4-9]|20\d)\d)\)")
_ASSEMBLY = re.compile(
    r"(?<![\w/.-])(?P<session>[1-9]\d|S-\d+|ES-\d+|(?:19|20)\d\d)/(?P<number>\d{1,3})"
    r"(?:\s?(?P<part>[A-Z](?:(?:\s?[–-]\s?|\s(?:and|to)\s)[A-Z](?![\w.]))?)(?![\w.’]))?(?![\w/])"
)
_OLD = re.compile(r"(?<![\w/.-])(?P<number>\d{1,4})(?:\s(?P<part>[A-Z]))?\s?\((?P<session>(?:S-|ES-)?[IVXL]+)\)")

_KIND = re.compile(r"\b(resolution|decision)s?\b", re.IGNORECASE)
_BODIES = (
    ("Human Rights Council", "A/HRC/RES/"),
    ("Economic and Social Council", "E/RES/"),
    ("General Assembly", "A/RES/"),
)
_WINDOW = 240  # characters in which a row of resolution numbers has its "resolutions"


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
    if not re.search(r"/|\(\d{4}\)|\([IVXL]+\)", text):
        return []
    found: list[SymbolMention] = []
    for mention in (*_printed(text), *_of_council(text), *_of_assembly(text), *_of_old_sessions(text)):
        if all(mention.end <= other.start or other.end <= mention.start for other in found):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _printed(text: str) -> Iterator[SymbolMention]:
    for match in _PRINTED.finditer(text.translate(_DASHES)):
        if any(character.isdigit() for character in match["symbol"]):
            yield SymbolMention(canonical(match["symbol"]), match.start(), match.end())


def _kind(text: str, start: int) -> tuple[str, str]:
    """Whether a number stands in a row of resolutions or of decisions, and the words before that word."""
    before = text[max(0, start - _WINDOW) : start]
    last = max(_KIND.finditer(before), key=re.Match.start, default=None)
    return (last[1].lower(), before[: last.start()]) if last else ("", before)


def _of_council(text: str) -> Iterator[SymbolMention]:
    for match in _COUNCIL.finditer(text):
        kind, _ = _kind(text, match.start())
        ahead = re.match(
            r"[\s,]*(?:and\s)?(?:\d+ \(\d{4}\)[,\s]*(?:and\s)?)*(?:of the )?(?:Security )?Council", text[match.end() :]
        )
        numbered = re.search(r"(?:No|Nos|recommendation|observation)\.?\s*$", text[: match.start()])
        if (kind == "resolution" or ahead) and not numbered and int(match["number"]) < 3500:
            yield SymbolMention(f"S/RES/{match['number']}({match['year']})", match.start(), match.end())


def _of_assembly(text: str) -> Iterator[SymbolMention]:
    for match in _ASSEMBLY.finditer(text):
        kind, before = _kind(text, match.start())
        if kind == "resolution":
            part = re.sub(r"\s?[–-]\s?|\s(?:and|to)\s", "-", match["part"] or "")
            series = _series(before, match["session"])
            yield SymbolMention(f"{series}{match['session']}/{match['number']}{part}", match.start(), match.end())


def _series(before: str, session: str) -> str:
    """Which body's resolutions these are: the one named last before the word "resolution"; by default the Assembly."""
    if len(session) == 4 and session.isdigit():
        return "E/RES/"
    named = [(before.rfind(body) + len(body), series) for body, series in _BODIES if body in before]
    end, series = max(named, default=(0, "A/RES/"))
    near = len(before) - end < 30 and "(" not in before[end:]
    return series if near else "A/RES/"


def _of_old_sessions(text: str) -> Iterator[SymbolMention]:
    for match in _OLD.finditer(text):
        kind, before = _kind(text, match.start())
        if kind == "resolution":
            number = f"{match['number']}{match['part'] or ''}({match['session']})"
            yield SymbolMention(_series(before, match["session"]) + number, match.start(), match.end())
