"""What kind of work a reference names, as a CSL type."""

from __future__ import annotations

import re
from collections.abc import Mapping

_THESIS = re.compile(r"\b(thesis|dissertation|diss\.|ph\.?\s?d|habilitation)", re.IGNORECASE)
_PAPER = re.compile(r"\b(paper presented|presented (?:at|to)|conference on|annual meeting|proceedings)", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(working paper|discussion paper|policy (?:brief|paper|note)|briefing|occasional paper|special report"
    r"|report|issue brief)\b",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(times|guardian|post|herald|tribune|telegraph|le monde|news|reuters|al jazeera|el tiempo|el país|gazette|daily"
    r"|bbc|economist|independent|newspaper|chronicle|observer|standard|nation)\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(resolution|treaty|convention on|statute of|constitution of|protocol to|act of|law no)\b", re.IGNORECASE
)


def csl_type(raw: str, fields: Mapping[str, str]) -> str:
    """`article-journal`, `article-newspaper`, `chapter`, `book`, `thesis`, `report`, `paper-conference`, `legislation`,
    `webpage` or `document`, by the fields that were found."""
    if symbol := fields.get("symbol"):
        return "legislation" if "/RES/" in symbol else "report"
    if _THESIS.search(raw):
        return "thesis"
    journal, volume = fields.get("journal", ""), fields.get("volume", "")
    if journal:
        return "article-newspaper" if _NEWS.search(journal) and not volume else "article-journal"
    return _without_journal(raw, fields)


def _without_journal(raw: str, fields: Mapping[str, str]) -> str:
    if _PAPER.search(raw):
        return "paper-conference"
    if fields.get("container"):
        return "chapter"
    if _REPORT.search(fields.get("genre", "") + " " + fields.get("note", "") + " " + fields.get("collection", "")):
        return "report"
    if fields.get("publisher"):
        return "book"
    if fields.get("url"):
        return "webpage"
    if _LAW.search(fields.get("title", "")) and not fields.get("author"):
        return "legislation"
    return "book" if fields.get("place") else "report" if _REPORT.search(raw) else "document"
