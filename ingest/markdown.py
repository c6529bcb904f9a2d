"""Markdown, both as people write it (`#`, `[^1]`) and as it comes out of converted pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from ingest.cleaning import clean
from ingest.front_matter import split_front_matter
from ingest.manuscript import Block, BlockKind, Manuscript
from ingest.marking import marked_text, marker
from ingest.rejoining import halves_rejoined, headings_found, notes_taken_out


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)


def read_markdown(text: str) -> Manuscript:
    """Blocks of a Markdown text; real footnotes and superscript ones alike become notes and marks."""
    front, body = split_front_matter(text)
    blocks = [block for block in _blocks(_parser().parse(body)) if block.text]
    blocks = halves_rejoined(headings_found(notes_taken_out(blocks)))
    return Manuscript(blocks=tuple(blocks), media_type="text/markdown", front=front)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """One block for each inline token, its kind by what is open around it."""
    note: str | None = None
    opened: list[str] = []
    level = 0
    for token in tokens:
        if token.type == "footnote_open":
            note = _label(token)
        elif token.type == "footnote_close":
            note = None
        elif token.type == "heading_open":
            level = int(token.tag[1])
        if token.type == "inline":
            yield _block(token, opened, level, note)
        elif token.type in ("fence", "code_block"):
            yield Block("quote", clean(token.content))
        elif token.nesting > 0:
            opened.append(token.type)
        elif token.nesting < 0 and opened:
            opened.pop()


def _label(token: Token) -> str:
    return str(token.meta.get("label") or token.meta.get("id", 0) + 1)


def _block(token: Token, opened: Sequence[str], level: int, note: str | None) -> Block:
    text, marks = marked_text("".join(_inline(child) for child in token.children or ()))
    if note is not None:
        return Block("note", text, number=note)
    kind = _kind(opened)
    return Block(kind, text, level=level if kind == "heading" else 0, marks=marks)


def _kind(opened: Sequence[str]) -> BlockKind:
    kinds: dict[str, BlockKind] = {
        "heading_open": "heading",
        "table_open": "table",
        "list_item_open": "item",
        "blockquote_open": "quote",
    }
    return next((kinds[name] for name in reversed(opened) if name in kinds), "paragraph")


def _inline(token: Token) -> str:
    if token.type == "footnote_ref":
        return marker(_label(token))
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return _html_inline(token.content)
    return token.content if token.type in ("text", "code_inline", "text_special") else ""


def _html_inline(tag: str) -> str:
    return " " if tag.lower().startswith("<br") else ""
