"""Texts encoded by the Text Encoding Initiative's rules: editions, journals, and what GROBID and pandoc write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element as Element

from ingest.errors import Damaged
from ingest.manuscript import Block, Manuscript
from ingest.reading.cleaning import words
from ingest.reading.paging import paged
from ingest.reading.safe_xml import XML_ID, all_of, find, name, parse, text_of
from ingest.reading.tei_front import front_of
from ingest.reading.tei_references import reference_block
from ingest.reading.xml_walk import Grammar, Walk

MEDIA_TYPE = "application/tei+xml"
_DIVISIONS = re.compile(r"div\d?|front|back|body")
_RUNNING = words("p ab head item quote cell l seg q bibl lg sp")
_HEADNOTES = words("headnote header running")  # running heads, which GROBID keeps among the notes


def read_tei(data: bytes) -> Manuscript:
    """Blocks of a text: abstract, front, body, back, notes, bibliography. Raises Damaged or DeclaresEntities."""
    root = parse(data)
    text = find(root, ".//text")
    if text is None:
        raise Damaged("no <text> in it")
    walk = _walk(text)
    blocks, labels = paged([*_abstract(root, text, walk), *_text(text, walk), *_references(text)])
    return Manuscript(blocks, MEDIA_TYPE, front_of(root), page_labels=labels, page_count=len(labels) or None)


def _walk(text: Element) -> Walk:
    notes = dict(_notes(text))
    by_id = {note.get(XML_ID): note for note in notes if note.get(XML_ID)}
    targets = {link: by_id[_target(link)] for link in _links(text) if _target(link) in by_id}
    told_before = dict.fromkeys(_abstract_divisions(text), "")
    return Walk(_GRAMMAR, {**dict(_marks(text, notes)), **told_before}, notes, targets, dict(_cites(text)))


def _abstract(root: Element, text: Element, walk: Walk) -> Iterator[Block]:
    element = find(root, ".//profileDesc/abstract")
    element = element if element is not None else next(_abstract_divisions(text), None)
    if element is not None:
        for block in walk.whole(element):
            if block.kind != "heading":
                yield Block("abstract", block.text, marks=block.marks, cites=block.cites)


def _abstract_divisions(text: Element) -> Iterator[Element]:
    return (div for div in all_of(find(text, "front"), ".//div") if div.get("type") == "abstract")


def _text(text: Element, walk: Walk) -> Iterator[Block]:
    for part in ("front", "body", "back"):
        for element in all_of(text, part):
            yield from walk.whole(element)


def _references(text: Element) -> Iterator[Block]:
    """The entries of bibliographies; a lone <bibl> in the running text is a part of it."""
    for listing in all_of(text, ".//listBibl"):
        for entry in listing:
            if name(entry) in ("biblStruct", "bibl", "biblFull"):
                yield replace(reference_block(entry), targets=tuple(filter(None, (entry.get(XML_ID),))))


def _notes(text: Element) -> Iterator[tuple[Element, str]]:
    """Notes with their numbers: as encoded, as the reference to them prints it, or by their order."""
    printed = {_target(link): text_of(link) for link in _links(text)}
    order = 0
    for note in all_of(text, ".//note"):
        around = {name(element) for element in note.iterancestors()}
        if note.get("place") in _HEADNOTES or around & {"note", "listBibl", "biblStruct", "figure"}:
            continue
        order += 1
        number = note.get("n") or printed.get(note.get(XML_ID) or "", "")
        yield note, re.sub(r"^\W*(\w+)\W*$", r"\1", number) or str(order)


def _links(text: Element) -> Iterator[Element]:
    for tag in ("ref", "ptr"):
        yield from (link for link in all_of(text, f".//{tag}") if (link.get("target") or "").startswith("#"))


def _cites(text: Element) -> Iterator[tuple[Element, str]]:
    """References to entries of the bibliography, whether or not their type says so."""
    entries = {entry.get(XML_ID) for listing in all_of(text, ".//listBibl") for entry in listing}
    for link in all_of(text, ".//ref"):
        names = [name.removeprefix("#") for name in (link.get("target") or "").split()]
        if any(name in entries for name in names):
            yield link, " ".join(names)


def _target(link: Element) -> str:
    return (link.get("target") or "").removeprefix("#")


def _marks(text: Element, notes: dict[Element, str]) -> Iterator[tuple[Element, str]]:
    """What stands for a note's number: references to notes, and notes that stand in the running text themselves."""
    numbers = {note.get(XML_ID): number for note, number in notes.items() if note.get(XML_ID)}
    linked = set()
    for link in _links(text):
        if _target(link) in numbers:
            linked.add(_target(link))
            yield link, numbers[_target(link)]
        elif link.get("type") in ("foot", "note", "noteAnchor"):
            yield link, re.sub(r"\W", "", text_of(link))
    for note, number in notes.items():
        inline = any(name(element) in _RUNNING for element in note.iterancestors())
        if inline and note.get(XML_ID) not in linked:
            yield note, number


def _heading(element: Element) -> int:
    parent = element.getparent()
    if name(element) != "head" or parent is None or not _DIVISIONS.fullmatch(name(parent)):
        return 0
    return max(1, sum(bool(re.fullmatch(r"div\d?", name(above))) for above in element.iterancestors()))


def _page(element: Element) -> str | None:
    return (element.get("n") or "") if name(element) == "pb" else None


def _raised(element: Element) -> bool:
    rendition = f"{element.get('rend') or ''} {element.get('rendition') or ''}"
    return name(element) == "hi" and bool(re.search(r"\bsup", rendition))


_GRAMMAR = Grammar(
    kinds={
        "p": "paragraph",
        "ab": "paragraph",
        "head": "paragraph",
        "item": "item",
        "quote": "paragraph",
        "lg": "quote",
        "figDesc": "caption",
        "epigraph": "quote",
    },
    wrappers=words("div div1 div2 div3 div4 div5 body front back list figure titlePage cit sp argument formula"),
    left_out=words("listBibl note fw graphic titlePage teiHeader formula del orig sic abbr"),
    heading=_heading,
    raised=_raised,
    page=_page,
)
