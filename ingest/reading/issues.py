"""Volume, issue and pages as mastheads print them: "Vol. 16 No. 1 (2007), pp. 83–98", "12(1): 133–135"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_RANGE = r"(?P<pages>\d{1,4}\s?[-–—]\s?\d{1,4})(?!\s?[-–—]?\d)"
_NUMBER = r"\d{1,3}(?:\s?[-–/]\s?\d{1,3})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:vol(?:ume|umen)?|jg|jahrgang|bd|band|tome?|tom|t)\b\.?\s*(?P<volume>\d{{1,3}}|[IVXLC]+\b).{{0,25}}?"
        rf"(?:\b(?:no|nr|issue|iss|heft|h|núm|numéro|number|num)\b|\bn[°º]|№)\.?\s*(?P<issue>{_NUMBER})",
        rf"(?<![\d.])(?P<volume>\d{{1,3}})\s?\((?P<issue>{_NUMBER})\)",
        r"\((?:19|20)\d\d\)\s?(?P<volume>\d{1,3})\s?(?:\((?P<issue>\d{1,2})\))?(?=\s?:)",
        r"(?<![\d.])(?P<volume>\d{1,3})\s?\((?:19|20)\d\d\)\s?(?P<issue>\d{1,2})?\b",
        r"\b(?:vol(?:ume|umen)?|jg|jahrgang|bd|band)\b\.?\s*(?P<volume>\d{1,3})(?:\s?:\s?(?P<issue>\d{1,2}))?\b",
        r"(?<![\d./])(?P<issue>\d{1,2})/(?:19|20)\d\d\b",
    )
)
_PAGES = (
    re.compile(rf"\b(?:pp?|s|pages?|seiten?|págs?|str)\b\.?:?\s*{_RANGE}", re.IGNORECASE),
    re.compile(rf"[:,)]\s*(?:\d{{1,2}},\s*)?{_RANGE}(?=\W*$|\s*[.|©(,;])"),
)


@dataclass(frozen=True, slots=True)
class Issue:
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


NO_ISSUE = Issue()


def issue_of(lines: Iterable[str]) -> Issue:
    """What the first line that names a volume says; pages also from another line."""
    held = [line for line in lines if len(line) < 400]
    for line in held:
        for form in _FORMS:
            if found := form.search(line):
                parts = found.groupdict()
                return Issue(parts.get("volume"), parts.get("issue"), _pages(line[found.end() :]) or _pages_in(held))
    return Issue(pages=_pages_in(held))


def names_issue(line: str) -> bool:
    """Whether a line names a volume or an issue of a journal."""
    return any(form.search(line) for form in _FORMS)


def _pages_in(lines: Iterable[str]) -> str | None:
    return next((pages for line in lines if (pages := _pages(line, surely=True))), None)


def _pages(text: str, *, surely: bool = False) -> str | None:
    """A range that rises and is no span of years; `surely` where it must be called pages."""
    for form in _PAGES[:1] if surely else _PAGES:
        if found := form.search(text):
            first, last = (int(number) for number in re.findall(r"\d+", found["pages"])[:2])
            if first < last and not (1900 <= first < 2100 and last < 2100):
                return f"{first}–{last}"
    return None
