"""Text that lists sources: bibliographies, reference notes. It names many places and persons; none of them acts."""

from __future__ import annotations

import re

_ENTRY = re.compile(
    r"[A-Z][\w’'-]+, [A-Z][\w. -]{0,40}(?:\(eds?\.?\))?,? ?\((?:19|20)\d\d[a-z]?\)|"  # Autesserre, Séverine (2014)
    r"[A-Z][\w’'-]+, (?:[A-Z]\. ?)+(?:[,&]| and|\(|(?:19|20)\d\d)|"  # Moix, B. 2016
    r"[“\"][^”\"]{10,200}[,.]?[”\"],? (?:in:? )?[A-Z]|"  # “Local Peace,” Journal
    r"\b(?:19|20)\d\d\)?, [^.]{5,120}, in: [A-Z]|"
    r"\(?[A-Z][\w ]+: [A-Z][\w& .]+(?:Press|Books|Publish\w+|Routledge|Macmillan)[^)]{0,20}\)?|"
    r"\bpp?\. ?\d+|\b\d+ ?\(\d+\)[:,] ?\d+|\bdoi\b|https?://|<www\."
)
_NOTE = re.compile(
    r"\bIbid\b|\bop\. cit|^(?:See|Cf\.)\b|\bpp?\. ?\d|\bdoi\b|https?://|\([A-Z][\w ]+: [A-Z].*(?:19|20)\d\d\)|"
    r"^.{0,80}?\b(?:19|20)\d\d[a-z]?[.,)] [“\"A-Z]|\b[AS]/(?:RES/)?\d+|, (?:19|20)\d\d\)?[,.] ?\d*\.?$"
)


def is_bibliography(text: str) -> bool:
    """Whether a run of text is mostly entries of a list of works."""
    entries = len(_ENTRY.findall(text))
    return entries >= 3 and entries * 260 >= len(text)


def is_reference_note(text: str) -> bool:
    """Whether a note only cites; a note that comments is read like any passage."""
    return len(text) < 60 or bool(_NOTE.search(text))
