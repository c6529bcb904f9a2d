"""Web pages and rendered HTML: lxml reads the blocks with their notes, trafilatura tells content from furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from ingest.errors import Damaged, EmptyFile
from ingest.manuscript import Block, BlockKind, Manuscript
from ingest.reading.cleaning import clean, words
from ingest.reading.html_meta import front_of
from ingest.reading.html_notes import Noted, noted
from ingest.reading.marking import marked_text, marker
from ingest.reading.rejoining import notes_taken_out
from ingest.reading.text import decoded

_BLOCKS = words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul "
)
_SKIPPED = words("script style noscript template svg iframe form button select nav head object math ")
_FURNITURE = ("nav", "aside", "footer", "form", "script", "iframe")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(data: bytes) -> Manuscript:
    """Blocks of a page, notes tied to their markers by the links between them. Raises EmptyFile or Damaged."""
    root = parsed(data)
    return Manuscript(tuple(_content(root, blocks_of(root, _body(root)))), "text/html", front_of(root))


def blocks_of(root: HtmlElement, body: HtmlElement) -> list[Block]:
    """The blocks within an element of a page, with the notes to which its links lead."""
    return notes_taken_out([block for block in _Walk(noted(root)).blocks(body) if block.text])


def parsed(data: bytes) -> HtmlElement:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(data) if _is_utf8(data) else _declared(data))
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root: HtmlElement = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise EmptyFile from error
    except etree.LxmlError as error:
        raise Damaged from error
    return root


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return True


def _declared(data: bytes) -> str:
    found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    try:
        return data.decode(found[1].decode("ascii") if found else "cp1252")
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", "replace")


def _body(root: HtmlElement) -> HtmlElement:
    """`<main>`, or the only `<article>`, or the whole body."""
    mains = root.xpath("//main | //*[@role='main']")
    articles = root.xpath("//article[not(ancestor::article)]")
    chosen: list[HtmlElement] = mains[:1] or (articles if len(articles) == 1 else []) or root.xpath("//body") or [root]
    body: HtmlElement = (root.xpath("//body") or [root])[0]
    return chosen[0] if len(chosen[0].text_content()) > 200 else body


@dataclass
class _Walk:
    """One pass over the tree: inline text is gathered, a block's border ends the block before it."""

    notes: Noted
    gathered: list[str] = field(default_factory=list)

    def blocks(self, element: HtmlElement, kind: BlockKind = "paragraph", level: int = 0) -> Iterator[Block]:
        kind, level = _kind(element, kind, level)
        self.gathered.append(element.text or "")
        for child in element:
            yield from self._child(child, kind, level)
            self.gathered.append(child.tail or "")
        if _is_block(element):
            yield from self._ended(kind, level)

    def _child(self, child: HtmlElement, kind: BlockKind, level: int) -> Iterator[Block]:
        if child in self.notes.marks:
            self.gathered.append(marker(self.notes.marks[child]))
        elif child in self.notes.texts:
            yield from self._ended(kind, level)
            yield self._note(child)
        elif child.tag == "table" and not child.xpath(".//table") and _is_data(child):
            yield from self._ended(kind, level)
            yield Block("table", clean(" | ".join(clean(row.text_content()) for row in child.iter("tr"))))
        elif not _left_out(child):
            yield from self._read(child, kind, level)

    def _read(self, child: HtmlElement, kind: BlockKind, level: int) -> Iterator[Block]:
        if child.tag == "br":
            self.gathered.append(" ")
        elif child.tag == "sup" and re.fullmatch(r"\d{1,3}", child.text_content().strip()):
            self.gathered.append(child.text_content().strip().translate(_SUPERSCRIPTS))
        else:
            if _is_block(child):
                yield from self._ended(kind, level)
            yield from self.blocks(child, kind, level)

    def _ended(self, kind: BlockKind, level: int) -> Iterator[Block]:
        text, marks = marked_text("".join(self.gathered))
        self.gathered.clear()
        if text:
            yield Block(kind, text, level=level if kind == "heading" else 0, marks=marks)

    def _note(self, element: HtmlElement) -> Block:
        inside = _Walk(replace(self.notes, texts={}, marks=dict.fromkeys(self.notes.returns, "")))
        parts = [block.text for block in inside.blocks(element)]
        words = re.sub(r"\s*[↩︎^↑]+$", "", " ".join(parts))
        return Block("note", re.sub(r"^[.:)\]]\s+", "", words).strip(), number=self.notes.texts[element])


def _kind(element: HtmlElement, outer: BlockKind, level: int) -> tuple[BlockKind, int]:
    classes = (element.get("class") or "").lower().split()
    tag = str(element.tag)
    if re.fullmatch("h[1-6]", tag):
        return ("title", 0) if "title" in classes else ("heading", int(tag[1]))
    if tag == "p" and {"author", "date", "subtitle"} & set(classes):
        return "front", 0
    if "csl-entry" in classes:
        return "reference", 0
    kinds: dict[str, BlockKind] = {
        "li": "item",
        "blockquote": "quote",
        "pre": "quote",
        "figcaption": "caption",
        "caption": "caption",
    }
    return kinds.get(tag, outer), level


def _is_block(element: HtmlElement) -> bool:
    return element.tag in _BLOCKS


def _is_data(table: HtmlElement) -> bool:
    """A table of short cells; others only arrange a page."""
    cells = table.xpath(".//td | .//th")
    return bool(cells) and max(len(cell.text_content()) for cell in cells) < 300


def _left_out(element: HtmlElement) -> bool:
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return (
        not isinstance(element.tag, str)
        or element.tag in _SKIPPED
        or hidden
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _content(root: HtmlElement, blocks: list[Block]) -> list[Block]:
    """The blocks without a site's menus and teasers; a page that has none, or marks its article, is taken whole."""
    if _body(root).tag in ("main", "article") or not root.xpath("|".join(f"//{tag}" for tag in _FURNITURE)):
        return blocks
    main = _letters(_main_text(root))
    kept = [block for block in blocks if block.kind in ("title", "note") or _stands_in(_letters(block.text), main)]
    return kept if sum(len(block.text) for block in kept) > 300 else blocks


def _main_text(root: HtmlElement) -> str:
    import trafilatura

    bare = deepcopy(root)
    for mark in bare.xpath("//sup"):  # markers are not in our blocks either
        mark.drop_tree()
    text: str | None = trafilatura.extract(
        etree.tostring(bare, encoding="unicode"), include_comments=False, favor_recall=True
    )
    return text or ""


def _stands_in(letters: str, main: str) -> bool:
    return letters in main or (len(letters) > 120 and (letters[:60] in main or letters[-60:] in main))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())
