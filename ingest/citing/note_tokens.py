"""A note as tokens, and what a token shows of where citations begin and end.

Training and splitting share this module, so that a model always sees what it was trained on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.citing.note_rules import by_rules
from ingest.citing.pointers import BACK, IBID, LOCATOR, OP_CIT, SIGNAL
from ingest.citing.reference_tokens import cue_of, is_given_name

_TOKEN = re.compile(r"[^\s;]+;*|;+")
_EDGE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_YEAR = re.compile(r"^(?:1[5-9]|20)\d\d[a-z]?$")
_SHAPES = ((re.compile(r"[A-ZÀ-ÖØ-Þ]+"), "A"), (re.compile(r"[a-zß-öø-ÿ]+"), "a"), (re.compile(r"\d+"), "0"))
_ABBREVIATED = re.compile(
    r"^(?:\w|al|op|ob|loc|cit|ibid|anm|fn|vol|no|pp?|eds?|cf|vgl|hg|hrsg|trans|ch|para|paras|art|[A-Z]\w{0,3})$"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = _words("""
is are was were be been has have had does do did not this that these those which who it they we he she there here
would could should may might can will i my our his her their its but than because although however while when where
ist sind war waren wird werden wurde hat haben nicht dies diese dieser sich auch er sie es wir auf
est sont était étaient fut a ont ne pas ce cette ces qui que il elle nous ils sur
es son era fue fueron han ha no esta este estos que se lo como nos sobre
""")
_SEE = _words("""
see cf compare vgl siehe voir véase ver accord contra but also quoted cited citing quoting according auch aussi
también zit nach on for
""")
_OPEN, _SHUT = "([“«„", ")]”»"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a note with its punctuation; a semicolon goes with the word before it."""

    text: str
    start: int
    end: int


def note_tokens(text: str) -> list[Token]:
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def features(tokens: Sequence[Token], text: str) -> list[list[str]]:
    """What each token shows, its neighbours, and the stretch between stops that it stands in."""
    own = [_own(token) for token in tokens]
    stretches = _stretches(tokens, text)
    depths, cuts = _depths(tokens), _cuts(tokens, text)
    rows = []
    for index in range(len(tokens)):
        row = [*own[index], *stretches[index], f"depth={depths[index]}", f"cut={cuts[index]}", "bias"]
        for step, near in ((-2, "--"), (-1, "-"), (1, "+"), (2, "++"), (3, "+++")):
            there = index + step
            row += [f"{near}{fact}" for fact in own[there]] if 0 <= there < len(tokens) else [f"{near}none"]
        rows.append(row)
    return rows


def _own(token: Token) -> list[str]:
    before, word, after = (part for part in _split(token.text))
    lower = word.lower()
    shape = word
    for pattern, sign in _SHAPES:
        shape = pattern.sub(sign, shape)
    facts = [f"shape={shape[:6]}", f"before={before[:2]}", f"after={_after(word, after)}"]
    if lower in _SEE or lower in _PLAIN:
        facts.append(f"word={lower}")
    facts += [name for name, holds in (("year", _YEAR.match(word)), ("plain", lower in _PLAIN)) if holds]
    if cue := cue_of(lower):
        facts.append(f"cue={cue}")
    if is_given_name(lower) and word[:1].isupper():
        facts.append("given")
    if len(word) < 12 and (
        IBID.match(token.text) or lower in ("ibid", "supra", "cit", "hereinafter", "anm", "fn", "n")
    ):
        facts.append("back")
    return facts


def _split(text: str) -> tuple[str, str, str]:
    match = _EDGE.match(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _after(word: str, after: str) -> str:
    """The punctuation behind a word; a stop after an abbreviation or initial is told from the end of a sentence."""
    if after.startswith(".") and _ABBREVIATED.match(word):
        return "abbr" + after[1:3]
    return after[:3]


def _cuts(tokens: Sequence[Token], text: str) -> list[str]:
    """Whether the rules would begin a piece at a token, go on with one, or leave it out as a signal."""
    found = ["out"] * len(tokens)
    for piece in by_rules(text):
        for index, token in enumerate(tokens):
            if token.start < piece.end and piece.start < token.end:
                found[index] = "begin" if token.start <= piece.start < token.end else "in"
    return found


def _depths(tokens: Sequence[Token]) -> list[int]:
    """How many brackets or quotation marks are open where a token begins (at most 2)."""
    depth, found = 0, []
    for token in tokens:
        found.append(min(2, max(0, depth)))
        depth = max(0, depth + sum((c in _OPEN) - (c in _SHUT) for c in token.text))
    return found


def _stretches(tokens: Sequence[Token], text: str) -> list[list[str]]:
    """For each token what can be said of its stretch, from one semicolon or end of a sentence to the next."""
    ends = [index for index, token in enumerate(tokens) if _is_stop(tokens, index)]
    found: list[list[str]] = []
    start = 0
    for end in [*ends, len(tokens) - 1]:
        if end < start:
            continue
        facts = _of_stretch(tokens[start : end + 1], text)
        found += [
            [*facts, "first" if index == start else "last" if index == end else "inner"]
            for index in range(start, end + 1)
        ]
        start = end + 1
    return found


def _is_stop(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.text.endswith(";"):
        return True
    _, word, after = _split(token.text)
    ahead = tokens[index + 1].text.lstrip("“\"‘'«„(") if index + 1 < len(tokens) else ""
    return after[:1] in (".", "?", "!") and not _ABBREVIATED.match(word) and ahead[:1].isupper()


def _of_stretch(tokens: Sequence[Token], text: str) -> list[str]:
    said = text[tokens[0].start : tokens[-1].end]
    words = [_split(token.text)[1].lower() for token in tokens]
    plain = sum(word in _PLAIN for word in words)
    facts = [f"words={min(6, len(words) // 4)}", f"plain={min(3, plain)}"]
    checks = {
        "has-year": any(_YEAR.match(word) for word in words),
        "year-in-brackets": re.search(r"\([^()]*\b(?:1[5-9]|20)\d\d[a-z]?\)", said),
        "quoted": re.search(r"[“\"‘«„]", said),
        "pages": LOCATOR.search(said),
        "published": any(cue_of(word) in ("publisher", "journal", "volume", "place") for word in words),
        "led": SIGNAL.match(said),
        "points": OP_CIT.search(said) or BACK.search(said) or IBID.search(said),
        "given": is_given_name(words[0]),
        "digits": not any(character.isalpha() for character in said),
    }
    return [*facts, *(f"of-{name}" for name, holds in checks.items() if holds)]
