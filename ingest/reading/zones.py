"""Which part of a scholarly text each block belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from ingest.citing.bibliography import begins_entry
from ingest.manuscript import Block


class Zone(Enum):
    FRONT = "front"  # not in the stored text
    HEADING = "heading"
    BODY = "body"
    ABSTRACT = "abstract"
    CONTENTS = "contents"
    BIBLIOGRAPHY = "bibliography"
    NOTE = "note"


def _heading_of(*names: str) -> re.Pattern[str]:
    numbering = r"(?:(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:\.\d{1,2})*[.):]?\s+)?"
    return re.compile(rf"\W*{numbering}(?:{'|'.join(names)})\W*", re.IGNORECASE)


BIBLIOGRAPHY = _heading_of(
    r"(?:list of |selected |select |cited |further |main |primary |secondary |other )*"
    r"(?:references?|bibliograph(?:y|ies)|works cited|literature(?: cited)?|sources)",
    r"(?:references?|works|literature|sources|bibliography) (?:cited|list|consulted|and (?:notes|further "
    r"reading|bibliography|sources))",
    r"cited (?:works|literature)|(?:literatur|quellen)(?:verzeichnis|angaben|hinweise|liste)?",
    r"quellen- und literaturverzeichnis|quellen und literatur|verwendete literatur|schrifttum",
    r"(?:références?|bibliographie)(?: bibliographiques?| citées| générale| sélective)?|ouvrages cités"
    r"|sources et bibliographie",
    r"bibliographic(?:al)? references",
    r"(?:referencias?|bibliografía|fuentes)(?: bibliográficas?| citadas?| consultadas?)?|obras citadas"
    r"|literatura citada",
    r"riferimenti bibliografici|bibliografia|opere citate|referências(?: bibliográficas)?|literatura|bibliografie",
)
CONTENTS = _heading_of(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|índice|contenido|indice|sumário"
)
ABSTRACT = _heading_of(
    r"abstract|summary|executive summary|zusammenfassung|abstrakt|résumé|resumen|riassunto|resumo|streszczenie"
)
INTRODUCTION = _heading_of(r"introduction|einleitung|einführung|introducción|introduzione|introdução|inleiding|wstęp")
_ABSTRACT_LABEL = re.compile(
    r"\s*(?:abstract|zusammenfassung|résumé|resumen|riassunto|resumo)\s*(?:[:.–—]\s*|-\s+|(?=[A-ZÀ-Þ]))", re.IGNORECASE
)
KEYWORDS_LABEL = re.compile(
    r"\s*(?:key\s?-?words?|schlüssel(?:wörter|begriffe)|schlagwörter|schlagworte|mots[- ]cl[ée]s?"
    r"|palabras claves?|parole chiave"
    r"|palavras-chave|słowa kluczowe|trefwoorden)\b\s*[:.–—]?\s*",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(r"(?:\.\s?){4,}\s*\d|…\s*\d+$|\s(?:\d{1,3}|[ivxl]{1,5})$")
_OPENED_BY = ((BIBLIOGRAPHY, Zone.BIBLIOGRAPHY), (CONTENTS, Zone.CONTENTS), (ABSTRACT, Zone.ABSTRACT))
_FEWEST_ENTRIES = 5
_LONGEST_ABSTRACT = 3500  # characters


def zones(blocks: Iterable[Block]) -> Iterator[Zone]:
    """The zone of each block; headings keep theirs (HEADING) wherever they stand."""
    held = list(blocks)
    found = list(_by_headings(held))
    for index in _entries_without_heading(held, found):
        found[index] = Zone.BIBLIOGRAPHY
    return iter(found)


def _entries_without_heading(blocks: list[Block], found: list[Zone]) -> Iterator[int]:
    """Rows of blocks in the last two thirds that read as a bibliography's entries, whose heading was not seen."""
    run: list[int] = []
    begun = [zone is Zone.BODY and begins_entry(block.text) for block, zone in zip(blocks, found, strict=True)]
    for index, block in enumerate(blocks):
        rest = begun[index : index + 3]
        goes_on = bool(run) and found[index] is Zone.BODY and any(rest) and len(block.text) < 400
        if begun[index] or goes_on:
            run.append(index)
            continue
        if found[index] is Zone.BODY or index == len(blocks) - 1:
            yield from run if sum(begun[i] for i in run) >= _FEWEST_ENTRIES and run[0] > len(blocks) / 3 else ()
            run = []
    yield from run if sum(begun[i] for i in run) >= _FEWEST_ENTRIES and run[0] > len(blocks) / 3 else ()


def _by_headings(blocks: Iterable[Block]) -> Iterator[Zone]:
    zone, level, length, keywords = Zone.BODY, 0, 0, ""
    for block in blocks:
        if block.kind == "note":
            yield Zone.NOTE
            continue
        if is_keywords(block) or keywords_go_on(keywords, block):
            keywords = block.text if is_keywords(block) else ""
            zone = Zone.BODY if zone is Zone.ABSTRACT else zone
            yield Zone.FRONT
            continue
        keywords = ""
        if is_heading(block):
            zone, level = _opened(block, zone, level)
            length = 0
            yield Zone.HEADING
        else:
            length += len(block.text)
            zone = _still(zone, block, length)
            yield _own(block) or zone


def heads(heading: re.Pattern[str], block: Block) -> bool:
    """Whether a block is this heading, marked as one or not."""
    return (
        block.kind in ("heading", "title", "paragraph") and len(block.text) < 80 and bool(heading.fullmatch(block.text))
    )


def is_heading(block: Block) -> bool:
    """A heading by its kind, or by words that can be nothing else."""
    return block.kind in ("heading", "title") or any(heads(heading, block) for heading, _ in _OPENED_BY)


def is_keywords(block: Block) -> bool:
    return block.kind != "note" and len(block.text) < 600 and bool(KEYWORDS_LABEL.match(block.text))


def keywords_go_on(keywords: str, block: Block) -> bool:
    """Whether a block goes on with the keywords before it: all of them after a bare label, or their second line."""
    bare = bool(keywords) and bool(KEYWORDS_LABEL.fullmatch(keywords))
    return bare or (bool(keywords) and keywords[-1] != "." and len(block.text) < 100 and block.text[:1].islower())


def abstract_label(block: Block) -> int:
    """Where the words of an abstract begin in a block that opens with its label ("Abstract: …"); 0 where none does."""
    label = _ABSTRACT_LABEL.match(block.text) if block.kind in ("paragraph", "quote", "front") else None
    return label.end() if label and len(block.text) - label.end() > 80 else 0


def _own(block: Block) -> Zone | None:
    """What a block is by itself, whatever heading it stands under."""
    if block.kind == "reference":
        return Zone.BIBLIOGRAPHY
    return Zone.ABSTRACT if block.kind == "abstract" or abstract_label(block) else None


def _opened(block: Block, zone: Zone, level: int) -> tuple[Zone, int]:
    """The zone that a heading opens; a deeper heading within a bibliography ("Books", "Laws") keeps it open."""
    for heading, opened in _OPENED_BY:
        if heads(heading, block):
            return opened, block.level
    if zone is Zone.BIBLIOGRAPHY and block.level > level:
        return zone, level
    return Zone.BODY, block.level


def _still(zone: Zone, block: Block, length: int) -> Zone:
    """Contents end with the first line that leads to no page, an abstract when it outgrows abstracts."""
    if zone is Zone.CONTENTS and len(block.text) > 90 and not _CONTENTS_LINE.search(block.text):
        return Zone.BODY
    return Zone.BODY if zone is Zone.ABSTRACT and length > _LONGEST_ABSTRACT else zone
