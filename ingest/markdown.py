"""Markdown, both as people write it (`#`, `[^1]`) and as it comes out of converted pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from ingest.cleaning import clean
from ingest.front_matter import split_front_matter
from ingest.manuscript import Block, BlockKind, Manuscript, Mark
from ingest.rejoining import halves_rejoined, headings_found, notes_taken_out

_MARK = re.compile(
    "\ue000([^\ue001]*)\ue001"
)  # private-use characters keep a marker's place while white space is cleaned


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
    text, marks = _text_and_marks(token)
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


def _text_and_marks(token: Token) -> tuple[str, tuple[Mark, ...]]:
    raw = "".join(_inline(child) for child in token.children or ())
    text = re.sub(" \ue000", "\ue000", clean(raw))
    marks: list[Mark] = []
    while found := _MARK.search(text):
        marks.append(Mark(found.start(), found[1]))
        text = text[: found.start()] + text[found.end() :]
    return text.strip(), tuple(replace(mark, offset=min(mark.offset, len(text.strip()))) for mark in marks)


def _inline(token: Token) -> str:
    if token.type == "footnote_ref":
        return f"\ue000{_label(token)}\ue001"
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return _html_inline(token.content)
    return token.content if token.type in ("text", "code_inline", "text_special") else ""


def _html_inline(tag: str) -> str:
    return " " if tag.lower().startswith("<br") else ""
