"""The shortest run of a passage's own words that carries a statement."""

from __future__ import annotations

from typing import Any

MOST_WORDS = 16


def is_verb(token: Any) -> bool:
    return bool(token.tag_.startswith(("VB", "MD")))


def quote_span(tagged: Any, start: int, end: int) -> tuple[int, int]:
    """From the verb that governs the matched words, or from their noun phrase, to where that phrase ends."""
    span = tagged.char_span(start, end, alignment_mode="expand")
    if span is None:
        return start, end
    tokens = {*span, *_phrase(span.root)}
    verb = _governor(span.root)
    if verb is not None and abs(verb.i - span.root.i) <= MOST_WORDS // 2:
        tokens.add(verb)
    if is_verb(span.root):
        tokens |= {
            token for child in span.root.children if child.dep_ in ("dobj", "nsubjpass") for token in _phrase(child)
        }
    first, last = min(token.i for token in tokens), max(token.i for token in tokens)
    if last - first >= MOST_WORDS:
        first, last = (
            min(span.start, max(first, span.end - MOST_WORDS)),
            max(span.end - 1, min(last, span.start + MOST_WORDS)),
        )
    first, last = max(first, span.sent.start), min(last, span.sent.end - 1)
    return _without_marks(tagged, min(first, span.start), max(last, span.end - 1))


def _phrase(root: Any) -> set[Any]:
    """A noun with what stands before it, and a first "of" or "for" phrase behind it."""
    tokens = {root, *(token for token in root.lefts if token.dep_ not in ("relcl", "punct", "nsubj", "cc"))}
    for right in root.rights:
        if right.dep_ == "prep" and right.lower_ in ("of", "for", "between"):
            tokens |= {right, *(token for child in right.children for token in (child, *child.lefts))}
            break
    return tokens


def _governor(token: Any) -> Any:
    for _ in range(3):
        if token.head is token:
            return None
        token = token.head
        if is_verb(token):
            return token
    return None


def _without_marks(tagged: Any, first: int, last: int) -> tuple[int, int]:
    while first < last and (tagged[first].is_punct or tagged[first].is_space):
        first += 1
    while last > first and (tagged[last].is_punct or tagged[last].is_space):
        last -= 1
    return tagged[first].idx, tagged[last].idx + len(tagged[last])
