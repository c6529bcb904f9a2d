"""Headings that say what follows them."""

from __future__ import annotations

import re

_NUMBER = r"\W*(?:[\dIVX]+\.?\s+)?"
BIBLIOGRAPHY = re.compile(
    _NUMBER + r"(?:(?:list of |selected |cited |general )?references(?: cited| list)?|reference list"
    r"|bibliographic(?:al)? references|(?:select(?:ed)? |general )?bibliography|works cited|literature(?: cited| list)?"
    r"|(?:zitierte )?literatur(?:verzeichnis|hinweise|angaben)?|quellen(?:verzeichnis)?|bibliographie"
    r"|quellen-? und literatur(?:verzeichnis)?|références(?: bibliographiques)?|bibliografía|bibliografia"
    r"|referencias(?: bibliográficas)?|riferimenti bibliografici|referências(?: bibliográficas)?|sources)\W*",
    re.IGNORECASE,
)
PART_OF_BIBLIOGRAPHY = re.compile(
    r"\b(?:sources|literature|books|articles|documents|internet|websites|cases|quellen|literatur)\b", re.IGNORECASE
)
ENDNOTES = re.compile(
    _NUMBER + r"(?:notes|endnotes|end notes|anmerkungen|endnoten|notas|note|foot ?notes?)\W*", re.IGNORECASE
)
CAPTION = re.compile(
    r"(?:figure|fig\.|table|box|map|chart|tabelle|abbildung|abb\.|grafik|tableau|cuadro|tabla|gráfico|figura)\s+"
    r"(?:\d|[IVX]+\b)",
    re.IGNORECASE,
)


def names_apparatus(text: str) -> bool:
    """Does this whole line head a bibliography or notes?"""
    return len(text) < 60 and text[:1].isupper() and bool(BIBLIOGRAPHY.fullmatch(text) or ENDNOTES.fullmatch(text))
