"""Which part of a scholarly text each block belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from ingest.manuscript import Block


class Zone(Enum):
    HEADING = "heading"
    BODY = "body"
    ABSTRACT = "abstract"
    CONTENTS = "contents"
    BIBLIOGRAPHY = "bibliography"
    NOTE = "note"


_NUMBERING = r"(?:(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:\.\d{1,2})*[.):]?\s+)?"


def _heading_of(*names: str) -> re.Pattern[str]:
    return re.compile(_NUMBERING + "(?:" + "|".join(names) + r")\s*[:.]?", re.IGNORECASE)


BIBLIOGRAPHY = _heading_of(
    "(?:list of |selected |cited |further |main |primary |secondary |select )?(?:references?|bibliograph(?:y|ies)|works cited|literature|sources)",
    "(?:references?|works|literature|sources|bibliography) (?:cited|list|consulted|and (?:notes|further reading|bibliography|sources))",
    "cited (?:works|literature)", "(?:primary|secondary|other) (?:sources|literature|works)", "literature cited",
    "(?:literatur|quellen)(?:verzeichnis|angaben|hinweise|liste)?", "quellen und literatur(?:verzeichnis)?", "verwendete literatur", "schrifttum",
    "(?:références?|bibliographie)(?: bibliographiques?| citées| générale| sélective)?", "ouvrages cités", "sources et bibliographie",
    "(?:referencias?|bibliografía|fuentes)(?: bibliográficas?| citadas?| consultadas?)?", "obras citadas", "literatura citada",
    "(?:riferimenti bibliografici|bibliografia|opere citate|referências(?: bibliográficas)?|literatura|bibliografie)",
)  # fmt: skip
CONTENTS = _heading_of(
    "(?:table of )?contents",
    "inhalt(?:sverzeichnis)?",
    "table des matières",
    "sommaire",
    "índice",
    "contenido",
    "indice",
    "sumário",
)
ABSTRACT = _heading_of(
    "abstract",
    "summary",
    "executive summary",
    "zusammenfassung",
    "abstrakt",
    "résumé",
    "resumen",
    "riassunto",
    "resumo",
    "sommario",
    "streszczenie",
)
APPENDIX = _heading_of(
    "append(?:ix|ices).*",
    "annex(?:es)?.*",
    "anhang.*",
    "annexe.*",
    "anexo.*",
    "about the authors?",
    "acknowledge?ments?",
    "biographical notes?.*",
)
_ABSTRACT_LABEL = re.compile(
    r"\s*(?:abstract|zusammenfassung|résumé|resumen|riassunto|resumo)\s*(?:[:.–—]\s*|-\s+|(?=[A-ZÀ-Þ]))", re.IGNORECASE
)
KEYWORDS_LABEL = re.compile(r"\s*(?:key\s?-?words?|schlüsselwörter|schlagwörter|schlagworte|mots[- ]clés|palabras clave|parole chiave|palavras-chave|słowa kluczowe)\s*[:.–—]?\s*", re.IGNORECASE)  # fmt: skip
_CONTENTS_LINE = re.compile(r"(?:\.\s?){4,}\s*\d|…\s*\d+$|\s(?:\d{1,3}|[ivxl]{1,5})$")


def zones(blocks: Iterable[Block]) -> Iterator[Zone]:
    """The zone of each block; headings keep theirs (HEADING) wherever they stand."""
    zone, level = Zone.BODY, 0
    for block in blocks:
        if block.kind == "note":
            yield Zone.NOTE
        elif block.kind in ("heading", "title"):
            zone, level = _opened(block, zone, level)
            yield Zone.HEADING
        else:
            zone = _still(zone, block)
            if abstract_label(block):
                yield Zone.ABSTRACT
                continue
            yield Zone.BIBLIOGRAPHY if block.kind == "reference" else zone


def abstract_label(block: Block) -> int:
    """Where the words of an abstract begin in a block that opens with its label ("Abstract: …"); 0 where none does."""
    label = _ABSTRACT_LABEL.match(block.text) if block.kind != "note" else None
    return label.end() if label and len(block.text) - label.end() > 80 else 0


def _opened(block: Block, zone: Zone, level: int) -> tuple[Zone, int]:
    """The zone that a heading opens; a deeper heading within a bibliography ("Books", "Laws") keeps it open."""
    for heading, opened in ((BIBLIOGRAPHY, Zone.BIBLIOGRAPHY), (CONTENTS, Zone.CONTENTS), (ABSTRACT, Zone.ABSTRACT)):
        if heading.fullmatch(block.text.strip()):
            return opened, block.level
    if zone is Zone.BIBLIOGRAPHY and block.level > level:
        return zone, level
    return Zone.BODY, block.level


def _still(zone: Zone, block: Block) -> Zone:
    ended = zone is Zone.CONTENTS and len(block.text) > 90 and not _CONTENTS_LINE.search(block.text)
    return Zone.BODY if ended else zone
