"""Dates as title pages print them, in ISO 8601: "3 October 2024", "October 3, 2024", "November 2005", "3. Mai 2011"."""

from __future__ import annotations

import re

_MONTHS = (
    "january januar jänner enero janvier",
    "february februar febrero février",
    "march märz marzo mars",
    "april abril avril",
    "may mai mayo",
    "june juni junio juin",
    "july juli julio juillet",
    "august agosto août",
    "september septiembre septembre",
    "october oktober octubre octobre",
    "november noviembre novembre",
    "december dezember diciembre décembre",
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\b"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)\b"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*{_YEAR}",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_MONTH},?\s+(?:de\s+)?{_YEAR}",
    )
)


def date_in(text: str) -> str | None:
    """The first date in a text, to the day or the month: `2024-10-03`, `2005-11`; None where there is none."""
    found = next((match for form in _FORMS if (match := form.search(text))), None)
    if found is None:
        return None
    month, day = found["month"], found.groupdict().get("day")
    parts = [int(month) if month.isdigit() else _NUMBER_OF[month.lower()], *([int(day)] if day else [])]
    if parts[0] > 12 or parts[-1] > 31 or 0 in parts:
        return None
    return "-".join([found["year"], *(f"{part:02d}" for part in parts)])


def year_in(text: str | None) -> int | None:
    """The first year in a date that a catalogue or a publisher wrote."""
    found = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", text or "")
    return int(found[1]) if found else None
