"""Notes in HTML: a marker is a link to the note, and most notes link back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_NUMBER = re.compile(r"[\[(]?\s*(\d{1,3}|[*†‡§]{1,3}|[ivxlc]{1,6}|[a-z])\s*[\])]?")
_NOTE_TAGS = ("li", "p", "div", "aside", "dd", "td", "section")


@dataclass(frozen=True)
class Noted:
    """Marker elements and note elements with their numbers; `returns`: links that lead back from a note."""

    marks: dict[HtmlElement, str] = field(default_factory=dict)
    texts: dict[HtmlElement, str] = field(default_factory=dict)
    returns: frozenset[HtmlElement] = frozenset()


def noted(root: HtmlElement) -> Noted:
    """All pairs of marker and note that the links of a page make."""
    anchors = {element.get("id") or element.get("name"): element for element in root.xpath("//*[@id or @name]")}
    marks: dict[HtmlElement, str] = {}
    texts: dict[HtmlElement, str] = {}
    for link in root.xpath("//a[starts-with(@href, '#')]"):
        number = _NUMBER.fullmatch(link.text_content().strip())
        note = _note_at(anchors.get((link.get("href") or "")[1:])) if number and _refers(link) else None
        if number and note is not None and note not in link.iterancestors():
            marks[_whole(link)] = texts.setdefault(note, number[1])
    return Noted(marks, texts, frozenset(_returns(texts, marks)))


def _refers(link: HtmlElement) -> bool:
    """Whether a link is a marker and not, say, a number in a table of contents."""
    said = " ".join(
        (link.get("role") or "", link.get("class") or "", link.get("epub:type") or "", link.get("rel") or "")
    )
    if "backlink" in said or "footnote-back" in said:
        return False
    raised = bool(link.xpath(".//sup | ancestor::sup"))
    return (
        raised
        or bool(re.search(r"noteref|footnote|endnote|reference", said))
        or link.text_content().strip().startswith("[")
    )


def _note_at(target: HtmlElement | None) -> HtmlElement | None:
    """The block in which a note's anchor stands; an anchor inside a marker (where a note leads back to) is none."""
    if target is None or target.xpath("ancestor-or-self::sup"):
        return None
    return next((element for element in (target, *target.iterancestors()) if element.tag in _NOTE_TAGS), None)


def _whole(link: HtmlElement) -> HtmlElement:
    """The marker with its `<sup>`, so that brackets and anchors around the link go with it."""
    parent = link.getparent()
    return parent if parent is not None and parent.tag == "sup" and len(parent.text_content().strip()) < 7 else link


def _returns(texts: dict[HtmlElement, str], marks: dict[HtmlElement, str]) -> list[HtmlElement]:
    homes = {
        element.get("id")
        for mark in marks
        for element in (mark, *mark.iterancestors(), *mark.iter())
        if element.get("id")
    }
    links = [link for note in texts for link in note.xpath(".//a[starts-with(@href, '#')]")]
    return [
        link for link in links if link.get("href")[1:] in homes or link.text_content().strip() in ("↩", "↩︎", "^", "↑")
    ]
