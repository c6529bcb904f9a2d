"""The blocks under a bibliography's heading → its entries, each whole.

Prints tell where an entry begins by a number, by a hanging indent, or only by the look of an author's name and a year.
Blocks are no guide: paragraphs hold several entries, and pages cut entries in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.manuscript import Block

_LETTER = r"[A-ZÀ-ÖØ-ÞŁŠŽČĐ]"
_PARTICLE = r"(?:(?:van|von|de|der|den|del|della|di|du|la|le|el|al|ter|bin|d’|al-)\s*)*"
_CAPITAL = re.compile(rf"^[“\"‘(\[*]*{_PARTICLE}{_LETTER}|^[—–_-]{{2,}}|^,\s(?:1[89]|20)\d\d|^\W*\d{{1,3}}[.)\]]\s|^\*")
_NUMBER = re.compile(r"^\W{0,2}(?P<number>\d{1,3})(?:[\].)]|\s)\s*(?=\S)")
_AUTHOR = re.compile(
    rf"^(?:[—–_-]{{2,}}|{_PARTICLE}{_LETTER}[\w’'-]+(?:[\s-]{_LETTER}[\w’'-]+){{0,3}},?\s*\(?{_LETTER}"
    rf"|{_LETTER}\.\s?(?:{_LETTER}\.\s?)*{_LETTER}[\w’'-]+|{_LETTER}[\w’'&/-]+(?:\s[\w’'&/-]+){{0,7}}[.,]?\s\(?(?:19|20)\d\d)"
)
_YEAR = re.compile(
    r"(?<!\d)(?:1[5-9]\d\d|20\d\d)[a-z]?(?!\d)|\b(?:forthcoming|in press|n\.\s?d\.|undated)", re.IGNORECASE
)
_ENTRY_YEAR = re.compile(r"\((?:1[5-9]|20)\d\d[a-z]?[),]|[.,]\s(?:1[5-9]|20)\d\d[a-z]?[.:,]")
_ENDED = re.compile(r"(?:[.)\]/”’\"]|\d|[a-z]{2,4}/?)\s*$")
_CUT_OFF = re.compile(r"(?:[,:;&–-]|\b(?:and|of|the|in|for|to|a|und|der|die|et|de|la))\s*$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^\W*\d{1,3}\W*$|^[–—-]?\s*\d{4}\s*[–—-]?$")  # "2008." ends an entry
_CROWDED = re.compile(
    rf"(?<=[.\d)/”])\s+(?={_LETTER}[\w’'-]+(?:\s{_LETTER}[\w’'-]+)?,\s{_LETTER}[^()]{{0,120}}?\(?(?:19|20)\d\d[a-z]?[).:,])"
    r"|(?<=[.\d)/”])\s+(?=,\s(?:1[89]|20)\d\d[a-z]?\s?(?:\[\d{4}\]\s?)?[:,.])"  # the author above, drawn as a line
)
_HEADING = re.compile(r"^(?:references|bibliography|works cited|literature cited)\b[:.]?\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
_TAIL = re.compile(
    r"(?<=[\w.)/])\s+(?=\(?\s*(?:Received|Submitted|Accepted)\s(?:on\s)?\w+\s\w+|(?:Zusammenfassung|Abstract|Résumé"
    r"|Resumen|Schlagwörter|Authors?|About the authors?|Correspondence|Address(?: for correspondence)?)\s*:)"
)
_OFF = 4.0  # points: less is no indent
_FAR = 60.0  # more is another column


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: float
    first: bool  # of its block
    glued: bool  # it begins within a word that a hyphen had parted
    item: bool  # its block is an item of a list


def entries(blocks: Sequence[Block]) -> list[str]:
    """The entries in order, without page numbers; what else stands under the heading is still among them."""
    lines = [line for block in blocks if block.kind not in ("heading", "caption", "table") for line in _lines(block)]
    starts = _starts(lines)
    return [entry for held in _joined(lines, starts) if (entry := _without_tail(held))]


def begins_entry(text: str) -> bool:
    """Whether a block reads as the beginning of an entry: an author's name first and a year soon after."""
    text = _HEADING.sub("", text)
    year = _ENTRY_YEAR.search(text[:160])
    return bool(_AUTHOR.match(text) and year and len(text) < 2500 and text[: year.start()].count(".") < 12)


def _lines(block: Block) -> Iterator[_Line]:
    offsets = [line.offset for line in block.lines] or [0]
    indents = [line.indent for line in block.lines] or [0.0]
    for index, (start, end, indent) in enumerate(zip(offsets, [*offsets[1:], len(block.text)], indents, strict=True)):
        text = _HEADING.sub("", block.text[start:end].strip())
        if text and not _PAGE_NUMBER.match(text):
            glued = start > 0 and not block.text[start - 1].isspace() and text[0].isalnum()
            yield _Line(text, indent, index == 0, glued, block.kind == "item")


def _starts(lines: Sequence[_Line]) -> list[bool]:
    """For each line whether an entry begins there."""
    if not lines:
        return []
    numbered = _numbered(lines)
    if numbered:
        return numbered
    if all(line.item or line.first for line in lines):
        return _by_blocks(lines)
    hangs = _hanging(lines)
    return hangs if hangs else _by_look(lines)


def _numbered(lines: Sequence[_Line]) -> list[bool]:
    """By numbers that run upwards from one to the next; empty when the entries bear none."""
    starts, expected = [False] * len(lines), 0
    for index, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        number = int(match["number"]) if match else -1
        if match and (number == expected + 1 or (not expected and number < 200) or expected < number <= expected + 3):
            starts[index], expected = True, number
    count = sum(starts)
    firsts = sum(line.first for line in lines)
    return starts if count >= 3 and count >= 0.5 * min(firsts, len(lines) / 2) else []


def _by_blocks(lines: Sequence[_Line]) -> list[bool]:
    """Each block is an entry, unless it goes on with the one before."""
    before = [None, *lines[:-1]]
    return [
        line.item or prior is None or not _goes_on(prior.text, line.text)
        for prior, line in zip(before, lines, strict=True)
    ]


def _goes_on(before: str, text: str) -> bool:
    if before.rstrip()[-1:] in ("-", "–") and begins_entry(text):
        return False
    return bool(not _CAPITAL.match(text) or _CUT_OFF.search(before) or not (_YEAR.search(before) or _YEAR.search(text)))


def _hanging(lines: Sequence[_Line]) -> list[bool]:
    """By lines that stand left of their neighbours; empty when the indents tell nothing."""
    offs = [line.indent - _margin(lines, index) for index, line in enumerate(lines)]
    inner = sum(_OFF <= off < _FAR for off in offs)
    outer = [off < _OFF for off in offs]
    if inner < 0.15 * len(lines) or inner > 0.85 * len(lines):
        return []
    if _indented_first(lines, offs):
        outer = [_OFF <= off < _FAR for off in offs]
    return [out and bool(_CAPITAL.match(line.text)) for out, line in zip(outer, lines, strict=True)]


def _indented_first(lines: Sequence[_Line], offs: Sequence[float]) -> bool:
    """Whether entries begin with an indented line, as paragraphs do: then the inner lines look like authors."""
    inner = [bool(_AUTHOR.match(line.text)) for line, off in zip(lines, offs, strict=True) if _OFF <= off < _FAR]
    outer = [bool(_AUTHOR.match(line.text)) for line, off in zip(lines, offs, strict=True) if off < _OFF]
    return bool(inner and outer) and sum(inner) / len(inner) > sum(outer) / len(outer) + 0.3


def _margin(lines: Sequence[_Line], index: int) -> float:
    """The left edge of the column about a line; pages and columns stand at different places."""
    here = lines[index].indent
    if _overhangs(lines, index):
        return here
    near = lines[max(0, index - 8) : index + 9]
    return min(line.indent for line in near if abs(line.indent - here) < _FAR)


def _overhangs(lines: Sequence[_Line], index: int) -> bool:
    """Whether the next line of the same block is set further in."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return bool(following and not following.first and _OFF <= following.indent - lines[index].indent < _FAR)


def _by_look(lines: Sequence[_Line]) -> list[bool]:
    """By paragraphs, and within them by the look of an author and a year after a finished, or a short, line."""
    width = median(len(line.text) for line in lines)
    return [index == 0 or _looks_begun(lines, index, width) for index in range(len(lines))]


def _looks_begun(lines: Sequence[_Line], index: int, width: float) -> bool:
    before, line = lines[index - 1].text, lines[index]
    ahead = " ".join(other.text for other in lines[index : index + 3])[:240]
    if line.first:
        return not _goes_on(before, ahead) and (bool(_AUTHOR.match(line.text)) or bool(_ENDED.search(before)))
    finished = bool(_ENDED.search(before)) and not _CUT_OFF.search(before)
    short = len(before) < 0.93 * width or before.rstrip()[-1] in ".)]"
    return bool(_AUTHOR.match(line.text)) and bool(_YEAR.search(ahead)) and finished and short


def _joined(lines: Sequence[_Line], starts: Sequence[bool]) -> Iterator[str]:
    held = ""
    for line, begins in zip(lines, starts, strict=True):
        if begins and held:
            yield from _parted(held)
            held = line.text
        else:
            held = held + line.text if line.glued else _run_on(held, line.text)
    if held:
        yield from _parted(held)


def _run_on(held: str, text: str) -> str:
    if re.search(r"\w-$", held) and text[:1].islower():
        return held[:-1] + text
    glued = held.endswith(("-", "/")) and "http" in held.rsplit(" ", 1)[-1]
    return held + text if glued else f"{held} {text}".strip()


def _parted(entry: str) -> Iterable[str]:
    """Entries that stand in one line, cut where the next author and year begin."""
    if len(entry) < 160 or len(_YEAR.findall(entry)) < 2:
        return [entry]
    return _CROWDED.split(entry)


def _without_tail(entry: str) -> str:
    """The last entry without the abstract or the dates of receipt that are printed behind it."""
    return _TAIL.split(entry, maxsplit=1)[0].strip()
