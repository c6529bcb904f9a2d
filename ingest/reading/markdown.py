"""Markdown, both as people write it (`#`, `[^1]`) and as it comes out of converted pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from ingest.manuscript import Block, BlockKind, Manuscript
from ingest.reading.cleaning import clean
from ingest.reading.front_matter import split_front_matter
from ingest.reading.marking import marked_text, marker
from ingest.reading.rejoining import halves_rejoined, headings_found, notes_taken_out


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)


def read_markdown(text: str) -> Manuscript:
    """Blocks of a Markdown text; real footnotes and superscript ones alike become notes and marks."""
    front, body = split_front_matter(text)
    tokens = _parser().parse(body)
    blocks = [block for block in _blocks(tokens, _numbers(tokens)) if block.text]
    blocks = halves_rejoined(headings_found(notes_taken_out(blocks)))
    return Manuscript(blocks=tuple(blocks), media_type="text/markdown", front=front)


def _numbers(tokens: Sequence[Token]) -> dict[str, str]:
    """The number under which each footnote is printed: its label, or its order where labels are words."""
    labels = {_label(token): token.meta.get("id", 0) + 1 for token in tokens if token.type == "footnote_open"}
    numeric = all(label.isdigit() for label in labels)
    return {label: label if numeric else str(order) for label, order in labels.items()}


def _label(token: Token) -> str:
    return str(token.meta.get("label") or token.meta.get("id", 0) + 1)


def _blocks(tokens: Sequence[Token], numbers: dict[str, str]) -> Iterator[Block]:
    """One block for each paragraph, item, heading, whole note or whole table."""
    opened: list[str] = []
    number = ""
    gathered: list[str] = []  # the paragraphs of the note, the cells of the table that is open
    for token in tokens:
        whole = next((name for name in ("footnote_open", "table_open") if name in opened), None)
        if token.type == "inline" and whole:
            gathered.append(_inlines(token, numbers))
        elif token.type == "inline":
            yield _block(token, opened, numbers)
        elif token.type in ("fence", "code_block"):
            yield Block("quote", clean(token.content))
        elif token.type == "tr_close":
            gathered.append("|")
        elif token.type == "footnote_close":
            yield _note(gathered, number)
        elif token.type == "table_close":
            yield _table(gathered)
        if token.type == "footnote_open":
            number = numbers[_label(token)]
        _follow(opened, token)


def _follow(opened: list[str], token: Token) -> None:
    if token.nesting > 0:
        opened.append(token.type if token.type != "heading_open" else token.tag)
    elif token.nesting < 0 and opened:
        opened.pop()


def _note(gathered: list[str], number: str) -> Block:
    text, _ = marked_text(" ".join(gathered))
    gathered.clear()
    return Block("note", text, number=number)


def _table(gathered: list[str]) -> Block:
    text, marks = marked_text(" ".join(gathered).rstrip("| "))
    gathered.clear()
    return Block("table", text, marks=marks)


def _block(token: Token, opened: Sequence[str], numbers: dict[str, str]) -> Block:
    text, marks = marked_text(_inlines(token, numbers))
    if re.fullmatch("h[1-6]", opened[-1]):
        return Block("heading", re.sub(r"\s*\{[#.][^}]*\}$", "", text), level=int(opened[-1][1]), marks=marks)
    return Block(_kind(opened), text, marks=marks)


def _inlines(token: Token, numbers: dict[str, str]) -> str:
    return "".join(_inline(child, numbers) for child in token.children or ())


def _kind(opened: Sequence[str]) -> BlockKind:
    kinds: dict[str, BlockKind] = {"list_item_open": "item", "blockquote_open": "quote"}
    return next((kinds[name] for name in reversed(opened) if name in kinds), "paragraph")


def _inline(token: Token, numbers: dict[str, str]) -> str:
    if token.type == "footnote_ref":
        return marker(numbers.get(_label(token), _label(token)))
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return _html_inline(token.content)
    return token.content if token.type in ("text", "code_inline", "text_special") else ""


def _html_inline(tag: str) -> str:
    return " " if tag.lower().startswith("<br") else ""
