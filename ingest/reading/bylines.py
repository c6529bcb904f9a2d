"""Names of persons as title pages and file properties print them: a row of names, or anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from corpus.records import Name
from ingest.manuscript import Block
from ingest.reading.cleaning import words as word_list

_PARTICLES = word_list("van von der den de del della di da dos du e la le ten ter bin ibn al el zu zur vom y abu ")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DEGREES = re.compile(
    r",?\s*\b(?:Ph\.?\s?D|M\.?Sc|LL\.?M|Esq|MBA|MPH|BSc)\b\.?|(?<![\w.])(?:Dr|Prof|Ass|Mag|PD|Priv\.-Doz"
    r"|Dipl\.-\w+)\.\s?"
    r"|(?<![\w.])(?:iur|phil|jur|rer|nat|pol|med|habil|h\.\s?c|hab)\.\s?|^(?:(?:Associate|Assistant|Full"
    r"|Emeritus|Independent)\s+)?(?:Dr|Prof|Professor|Scholar|Mr|Mrs|Ms|Sir|PD)\b\.?\s+"
)
_MARKS = re.compile(
    r"[*∗†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹\ue000-\uf8ff]+|(?<=[^\W\d_])\d{1,2}(?:,\d{1,2})*\b|\[\d+\]|\(\d+\)|https?://orcid\.org/\S+"
)
_BETWEEN = re.compile(
    r"\s*(?:;|,?\s+(?:and|und|et|y|e|with|AND|UND|ET)\s+|,?\s*&\s*|\s[|•·]\s|,\s*(?!(?:Jr|Sr|I{2,3}|IV)\b))\s*"
)
_BETWEEN_SURELY = re.compile(r"\s*(?:;|,?\s+(?:and|AND)\s+|,)\s*")  # "Andrade e Barros" is one family name
_ROLE = re.compile(
    r"\s*(?:(?:associate|assistant|full|adjunct|senior|research|visiting|post-?doctoral)\s+)*"
    r"(?:professor|lecturer|researcher|fellow|student|candidate|director|analyst|ph\.?d)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:authors?|by|von|par|por|autor(?:en|es|as)?|auteure?s?)\W*", re.IGNORECASE)
_LONGEST = 700  # characters of a byline with its affiliations
_LAST = 6  # blocks of a text, in which it may be signed
_INITIAL = r"(?:[A-ZÀ-Þ]\.?-?){1,3}"
_WORD = r"(?:[dlDO]['’])?[A-ZÀ-ÞĀ-ž][\w'’ʼ.-]*"
_PERSON = re.compile(rf"(?:{_WORD}|{_INITIAL})(?:[ -]+(?:{_WORD}|{_INITIAL}|{'|'.join(sorted(_PARTICLES))}))+")
_NO_NAME = re.compile(
    r"\b(?:universit\w*|universidad|institut\w*|department|school|college|cent(?:er|re)|faculty"
    r"|program(?:me)?|council|nations|organi[sz]ation"
    r"|ministry|journal|review|volume|issue|press|research|studies|studien|academy|foundation|association"
    r"|committee|society|abstract|introduction"
    r"|republic|editor\w*|author\w*|article|paper|vol|email|correspondence|working|project|peace|conflict"
    r"|international|security|law|the|of|for|in|that|how|why|what|when|who|whose|their|its|through|after|against|without"
    r"|on|from|to|january|february|march|april|june|july|august|september|october|november|december|usa"
    r"|uk|germany|states|kingdom|street|road"
    r"|references?|bibliography|contents?|notes?|papers?|discussion|series|manuscript|accepted|review"
    r"|table|section|forum|social|science|sciences|history|politics|policy|new|development|learning"
    r"|models?|theory)\b",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"\b[A-ZÀ-Þ][\w'’.-]+(?: \w+)? (?:University|College|Institute|Academy|Universität|School)\b"
    r"|\b(?:University|College|Academy) (?:of|for) (?:the )?[A-ZÀ-Þ]|\bUniversit(?:é|à|ät|eit|et|a|atea|ad)\b\s+\w"
    r"|\bUniversidade?\b|\bUniwersytet\b"
    r"|\b(?:Department|Faculty|School|Institute|Ministry|Cent(?:er|re)) (?:of|for) [A-ZÀ-Þ]"
    r"|\b(?:Institut|Instituto|Istituto|Fakultät|Faculté|Facultad|Departamento|Dipartimento) \w+|Hochschule\b|@"
)


def is_affiliation(text: str) -> bool:
    """Whether a line says where an author works."""
    return len(text) < 200 and bool(_AFFILIATION.search(text))


def person(text: str) -> Name:
    """One name in parts: `Family, Given` or `Given Family`; particles go with the family name."""
    text = _plain(text)
    if "," in text:
        family, _, given = text.partition(",")
        return Name(family.strip(), given.strip(" ,"))
    words = text.split() or [""]
    suffix = [words.pop()] if len(words) > 2 and words[-1].strip(".,").lower() in _SUFFIXES else []
    first = _family_begins(words)
    before = [_cased(word) for word in words[:first]] if text.isupper() else words[:first]
    return Name(" ".join(map(_cased, words[first:])), " ".join(before + suffix))


def _cased(word: str) -> str:
    """LINDQVIST as Lindqvist; initials and particles as they are."""
    return word.title() if word.isupper() and len(word) > 3 and "." not in word else word


def _family_begins(words: list[str]) -> int:
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return first


def persons(text: str) -> tuple[Name, ...]:
    """The persons of a byline, or none when the text is anything else (an institution, a heading, a sentence)."""
    line = re.sub(r"^\s*(?:by|von|par|por|di|authors?:?)\s+", "", _plain(text), flags=re.IGNORECASE).strip(" ,.")
    for parts in (_parts(line, _BETWEEN), _parts(line, _BETWEEN_SURELY)):
        if parts and len(line) < 300 and all(_is_person(part) for part in parts):
            return tuple(person(part) for part in parts)
    return ()


def named(block: Block) -> tuple[Name, ...]:
    """The persons of a byline, also when its first lines only are names and an affiliation follows."""
    if whole := persons(block.text):
        return whole
    if len(block.text) > _LONGEST or not block.lines:
        return ()
    lines = [line for line in printed_lines(block)[:12] if not _LABEL.fullmatch(line)]
    found = [(_named_first(line), is_affiliation(line)) for line in lines]
    if not found or not found[0][0]:
        return ()
    byline = list(takewhile(any, found))
    return tuple(name for index, (names, _) in enumerate(byline) if _begins_entry(byline, index) for name in names)


def _begins_entry(byline: Sequence[tuple[tuple[Name, ...], bool]], index: int) -> bool:
    """Whether the names of a line are an author's: after an affiliation, its town may look like one ("Port City")."""
    after = index > 0 and not byline[index - 1][0]
    return not after or (index + 1 < len(byline) and byline[index + 1][1])


def _named_first(line: str) -> tuple[Name, ...]:
    """The names of a line that goes on with what its author is, or where: "JANE DOE Harbour University"."""
    line = re.sub(r"^\d{1,2}[.)]\s+", "", line)
    if names := persons(line):
        return names
    head, comma, rest = line.partition(",")
    if comma and not re.search(r"\w{3,}\.\s", head) and (is_affiliation(rest) or _ROLE.match(rest)):
        return persons(head)
    words = line.split()
    capitals = len(list(takewhile(str.isupper, words)))
    apart = capitals >= 2 and is_affiliation(" ".join(words[capitals:]))
    return persons(" ".join(words[:capitals])) if apart else ()


def signed(blocks: Sequence[Block]) -> tuple[Name, ...]:
    """Who signs at the end of a text, as reviewers and writers of short pieces do."""
    for index, block in enumerate(blocks):
        under = blocks[min(index + 1, len(blocks) - 1)].kind
        ends = index >= len(blocks) - _LAST or (under in ("heading", "note") and block.kind != "heading")
        if index > 2 and ends and len(block.text) < 250 and (names := _signature(block)):
            return names
    return ()


def _signature(block: Block) -> tuple[Name, ...]:
    """The names in a block that holds nothing but names and affiliations, line by line."""
    lines = printed_lines(block)
    found = [persons(line) for line in lines]
    others = [line for line, names in zip(lines, found, strict=True) if not names]
    if block.kind == "note" or not all(map(is_affiliation, others)):
        return ()
    return tuple(name for names in found for name in names)


def printed_lines(block: Block) -> list[str]:
    borders = [*(line.offset for line in block.lines), len(block.text)] if block.lines else [0, len(block.text)]
    return [line for start, end in pairwise(borders) if (line := block.text[start:end].strip())]


def _parts(line: str, between: re.Pattern[str]) -> list[str]:
    parts = [part for part in between.split(line) if part]
    if len(parts) == 2 and re.fullmatch(rf".*,\s*{_WORD}", line):  # "Harun Weber, Wien"
        parts.pop()
    return parts


def _is_person(text: str) -> bool:
    words = text.split()
    acronym = (
        len(words) > 1 and len(words[0]) > 2 and words[0].isupper() and "." not in words[0] and not words[-1].isupper()
    )
    return 2 <= len(words) <= 6 and bool(_PERSON.fullmatch(text)) and not acronym and not _NO_NAME.search(text)


def _plain(text: str) -> str:
    return " ".join(_DEGREES.sub("", _MARKS.sub("", text).strip()).split()).strip(" ,")


def listed(authors: tuple[str, ...], *, bodies: bool) -> tuple[Name, ...]:
    """Names that a file's properties list: each entry is a person, or several parted by semicolons or `and`.

    What is no person's name is a body's where `bodies` are believed, else left out (a PDF's author may be a login).
    """
    found: list[Name] = []
    for entry in authors:
        for part in re.split(r"\s*;\s*|\s+(?:and|und|et|&)\s+", entry):
            found.extend(persons(part) or _other(part, bodies))
    return tuple(found)


def _other(part: str, bodies: bool) -> tuple[Name, ...]:
    if re.fullmatch(r"[^\s,]+(?: [^\s,]+)?,\s*[^,]+", part.strip()):
        return (person(part),)
    return (Name(" ".join(part.split())),) if bodies and part.strip() else ()
