"""Articles as journals and PubMed Central publish them (JATS, NLM): everything is said in elements, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from ingest.errors import Damaged
from ingest.manuscript import Block, Manuscript
from ingest.reading.cleaning import words
from ingest.reading.jats_front import front_of
from ingest.reading.jats_references import reference_blocks
from ingest.reading.safe_xml import all_of, find, name, parse, text_of
from ingest.reading.xml_walk import Grammar, Walk

MEDIA_TYPE = "application/jats+xml"
_SECTIONS = words("sec app ack ref-list notes glossary bio boxed-text fn-group abstract trans-abstract body back")
_NOTE_LINKS = words("fn footnote author-notes table-fn")


def read_jats(data: bytes) -> Manuscript:
    """Blocks of an article: abstract, body, back matter, notes, references. Raises Damaged or DeclaresEntities."""
    root = parse(data)
    article = root if name(root) == "article" else find(root, ".//article")
    if article is None:
        raise Damaged("no <article> in it")
    notes = dict(_notes(article))
    walk = Walk(_GRAMMAR, dict(_marks(article, notes)), notes, dict(_targets(article, notes)), dict(_cites(article)))
    blocks = (*_abstract(article, walk), *_text(article, walk), *_references(article))
    return Manuscript(blocks, MEDIA_TYPE, front_of(article))


def _abstract(article: Element, walk: Walk) -> Iterator[Block]:
    """The abstract, without those that are made for tables of contents."""
    for element in all_of(article, "front/article-meta/abstract"):
        if not element.get("abstract-type"):
            for block in walk.whole(element):
                if block.kind != "heading" and block.text:
                    yield Block("abstract", block.text, marks=block.marks, cites=block.cites)


def _text(article: Element, walk: Walk) -> Iterator[Block]:
    for part in ("body", "back", "floats-group"):
        if (element := find(article, part)) is not None:
            yield from walk.whole(element)


def _references(article: Element) -> Iterator[Block]:
    for listing in all_of(article, ".//ref-list"):
        yield from reference_blocks(listing)


def _notes(article: Element) -> Iterator[tuple[Element, str]]:
    """Footnotes of the text with their numbers: of authors and tables only those that the text refers to."""
    cited = {link.get("rid"): text_of(link) for part in ("body", "back") for link in _links(find(article, part))}
    for order, note in enumerate(_footnotes(article), 1):
        number = _label(note) or re.sub(r"\W*(\w+)\W*", r"\1", cited.get(note.get("id"), "")) or str(order)
        yield note, number


def _footnotes(article: Element) -> Iterator[Element]:
    for note in all_of(article, ".//fn"):
        around = {name(element) for element in note.iterancestors()}
        if not around & {"author-notes", "table-wrap-foot", "table-wrap", "front", "sub-article", "response"}:
            yield note


def _label(note: Element) -> str | None:
    label = text_of(find(note, "label")) or note.get("symbol") or ""
    return re.sub(r"^[\W_]*(\w+)[\W_]*$", r"\1", label) or None


def _links(part: Element | None) -> Iterator[Element]:
    return (link for link in all_of(part, ".//xref") if link.get("ref-type") in _NOTE_LINKS)


def _marks(article: Element, notes: dict[Element, str]) -> Iterator[tuple[Element, str]]:
    """What stands for a note's number: links to notes, and notes that stand in the running text themselves."""
    numbers = {note.get("id"): number for note, number in notes.items() if note.get("id")}
    linked = set()
    for link in all_of(article, ".//xref"):
        if link.get("ref-type") in _NOTE_LINKS:
            linked.add(link.get("rid"))
            yield _raised(link), numbers.get(link.get("rid"), "")
    for note, number in notes.items():
        inline = any(name(element) in ("p", "title", "td") for element in note.iterancestors())
        if inline and note.get("id") not in linked:
            yield note, number


def _targets(article: Element, notes: dict[Element, str]) -> Iterator[tuple[Element, Element]]:
    by_id = {note.get("id"): note for note in notes if note.get("id")}
    for link in all_of(article, ".//xref"):
        if (note := by_id.get(link.get("rid"))) is not None:
            yield _raised(link), note


def _raised(link: Element) -> Element:
    """The marker with the <sup> around it."""
    parent = link.getparent()
    return parent if parent is not None and name(parent) == "sup" and text_of(parent) == text_of(link) else link


def _cites(article: Element) -> Iterator[tuple[Element, str]]:
    for link in all_of(article, ".//xref"):
        if link.get("ref-type") == "bibr" and link.get("rid"):
            yield link, link.get("rid", "")


def _heading(element: Element) -> int:
    parent = element.getparent()
    if name(element) != "title" or parent is None or name(parent) not in _SECTIONS:
        return 0
    return max(1, sum(name(above) in ("sec", "app", "ack", "ref-list") for above in element.iterancestors()))


_GRAMMAR = Grammar(
    kinds={
        "p": "paragraph",
        "title": "paragraph",
        "list-item": "item",
        "disp-quote": "quote",
        "verse-group": "quote",
        "preformat": "quote",
        "caption": "caption",
        "def-item": "item",
    },
    wrappers=words("sec body back list boxed-text fig table-wrap disp-formula app ack fn-group notes statement speech"),
    left_out=words(
        "ref-list label graphic media object-id alternatives tex-math math table-wrap-foot sec-meta permissions "
        "disp-formula inline-formula fn contrib-group attrib counts"
    ),
    heading=_heading,
    raised=lambda element: name(element) == "sup",
    page=lambda element: None,
)
