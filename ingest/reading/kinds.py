"""Which kind of document this is: article, chapter, report, book or thesis (letters and resolutions are the UN's)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.manuscript import Manuscript

_THESIS = re.compile(
    r"\b(?:ph\.?\s?d\.?|doctoral|master'?s?|bachelor'?s?|licentiate|m\.?phil\.?)\s+(?:thesis|dissertation)\b"
    r"|\b(?:thesis|dissertation|diplomarbeit|masterarbeit|magisterarbeit|bachelorarbeit|inaugural-?dissertation|thèse"
    r"|mémoire|tesis|tesi)\b.{0,200}\b(?:submitted|presented|degree|fulfil\w*|erlangung|eingereicht|vorgelegt|grades?"
    r"|présentée?|soutenue|obtention|optar|título|grado|laurea)\b"
    r"|\b(?:submitted|presented) (?:in|to) .{0,120}\b(?:fulfil\w*|requirements)\b.{0,120}\bdegree\b"
    r"|^(?:inaugural-?)?dissertation$|^(?:diplom|master|magister|bachelor)arbeit$|^tesis doctoral$|^thèse de doctorat$",
    re.IGNORECASE | re.DOTALL,
)
_SERIES = re.compile(
    r"^(?P<name>(?:[\w’'&.-]+ ){0,7}"
    r"(?:(?:working|discussion|occasional|research|policy|briefing|issue|conference|technical) papers?|policy briefs?)"
    r"(?: series)?(?: (?:of|in|on) [^\d]{3,60}(?: \d{4})?)?)\b"
    r"|^(?P<reihe>(?:schriften)?reihe [^\d]{4,60}|[\w-]* ?\w*(?:arbeitspapiere?|methodenberichte?|forschungsberichte?"
    r"|diskussionspapiere?|cuadernos de trabajo|documents? de travail|documentos? de trabajo))\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:annual|final|special|country|research|mission|progress|technical|evaluation) report\b"
    r"|\bpolicy (?:brief|note|report|paper)s?\b|\bbriefing\b|\breport n[o°]\b|\bwhite paper\b|\breport to\b",
    re.IGNORECASE,
)
_MANUSCRIPT = re.compile(
    r"accepted (?:manuscript|version|for publication)|article in press|just accepted", re.IGNORECASE
)
_CHAPTER = re.compile(r"(?:chapter|kapitel|chapitre|capítulo)\s+(?:\d{1,2}|[IVXL]+)\b.{0,150}", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN\b")
_PRESS = re.compile(
    r"\bpress\b|\bpublish(?:ers|ing)\b|\bverlag\b|\béditions?\b|\beditorial\b|\broutledge\b|\bspringer\b|\bpalgrave\b"
    r"|\bbrill\b|\bhandbook\b",
    re.IGNORECASE,
)
_PAGES_OF_BOOK = 90
_PAGES_OF_ARTICLE = 60
_WITHIN = 6  # a file whose first page bears a higher number was part of something larger


def kind_of(manuscript: Manuscript, lines: Sequence[str], *, journal: bool, doi: bool) -> str:
    """By what the opening says of itself, then by what surrounds it, its length and its page numbers."""
    pages = manuscript.page_count or 0
    opening = " ".join(lines)
    if _THESIS.search(opening[:3000]):
        return "thesis"
    if pages >= _PAGES_OF_BOOK and _ISBN.search(opening) and _PRESS.search(opening):
        return "book"
    if any(_CHAPTER.fullmatch(line.strip()) for line in lines[:12]) and pages < _PAGES_OF_BOOK:
        return "chapter"
    if series_in(lines) or _says(_REPORT, lines[:12]):
        return "article" if journal and not series_in(lines) else "report"
    manuscript_of_article = _says(_MANUSCRIPT, [*lines, *manuscript.running_heads[:10]])
    if journal or doi or manuscript_of_article or _within_another(manuscript):
        return "article"
    return "report"


def series_in(lines: Iterable[str]) -> str | None:
    """The series of papers whose name stands in a line of its own: "Working Paper Series of the …", "Reihe …"."""
    found = (match for line in lines if len(line) < 120 and (match := _SERIES.search(line.strip(" -–—•"))))
    named = [" ".join((match["name"] or match["reihe"]).split()) for match in found]
    return max(named, key=lambda name: (len(name.split()) > 2, -named.index(name)), default=None)


def _says(pattern: re.Pattern[str], lines: Iterable[str]) -> bool:
    return any(pattern.search(line) for line in lines if len(line) < 200)


def _within_another(manuscript: Manuscript) -> bool:
    """Printed pages that begin past the first few, in a file of an article's length."""
    numbers = [int(label) for label in manuscript.page_labels[:4] if label and label.isdigit()]
    return bool(numbers) and numbers[0] > _WITHIN and (manuscript.page_count or 0) <= _PAGES_OF_ARTICLE
