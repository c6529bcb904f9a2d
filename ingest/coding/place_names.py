"""Names of places as they stand in a text: with their type word, and those that no gazetteer lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.identity import slug
from corpus.records import PlaceMention
from ingest.coding.place_scores import LOCATIVE, Evidence

_TYPE = re.compile(
    r" (?:County|State|Province|District|Region|Governorate|Department|Municipality|Town|City|Village|Camp|Canton|"
    r"Prefecture|Territory|Payam|Valley|Forest|North|South|East|West|Centre|district|county|"
    r"province|governorate)\b(?! of)"
)
_GREATER = re.compile(r"\b(?:Greater|Upper|Lower|Inner|Central|Northern|Southern|Eastern|Western|Old) $")
_UNLISTED = re.compile(
    r"\b((?:[A-Z][\w’'-]+ ){1,3})(?:County|Province|District|Governorate|Canton|Prefecture|Payam|Village|Valley|"
    r"Forest|Camp|"
    r"district|county|province|governorate|village|canton|payam)\b"
)
_NO_NAMES = frozenset(
    [
        "The",
        "This",
        "That",
        "These",
        "In",
        "At",
        "Each",
        "Every",
        "Our",
        "Its",
        "National",
        "Local",
        "Federal",
        "State",
        "Provincial",
        "Several",
        "Internal",
    ]
)


def whole_name(evidence: Evidence, start: int, end: int) -> tuple[int, int]:
    """ "Warrap State", "Greater Tonj", "Rumbek Centre": the name with the words that belong to it."""
    if match := _TYPE.match(evidence.text, end):
        end = match.end()
    if match := _GREATER.search(evidence.text[:start]):
        start = match.start()
    return start, end


def unlisted(evidence: Evidence, found: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Places that the gazetteer lacks, by their type word or by the tagger and a preposition, put in the one country
    that the text speaks of."""
    country = _only_country(evidence)
    if country is None:
        return
    taken = [(place.start, place.end) for place in found]
    for start, end in sorted({*_by_type(evidence.text), *_by_tagger(evidence, found)}):
        if all(end <= a or b <= start for a, b in taken) and not evidence.is_taken(start):
            taken.append((start, end))
            name = evidence.text[start:end]
            yield PlaceMention(name, start, end, f"{slug(name)}-{country.lower()}", "area", (country,))


def _only_country(evidence: Evidence) -> str | None:
    ranked = sorted(evidence.weights.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < 0.6 or (len(ranked) > 1 and ranked[1][1] > 0.6 * ranked[0][1]):
        return None
    return ranked[0][0]


def _by_type(text: str) -> Iterator[tuple[int, int]]:
    for match in _UNLISTED.finditer(text):
        words = match.group(1).split()
        while words and (words[0] in _NO_NAMES or words[0].casefold() in LOCATIVE):
            words = words[1:]
        if words:
            yield (
                text.rindex(words[0], match.start(), match.end())
                if len(words) == 1
                else text.index(" ".join(words), match.start()),
                match.end(),
            )


def _by_tagger(evidence: Evidence, found: Sequence[PlaceMention]) -> Iterator[tuple[int, int]]:
    for start, end, label in evidence.spans:
        name = evidence.text[start:end]
        if (
            label not in ("GPE", "LOC", "FAC")
            or not re.fullmatch(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}", name)
            or name.isupper()
        ):
            continue
        before = evidence.text[max(0, start - 30) : start]
        located = re.search(r"\b(\w+) (?:the )?$", before)
        listed = re.search(r"(?:, |, and | and |\()$", before) and any(0 < start - place.end < 40 for place in found)
        if (located and located.group(1).casefold() in LOCATIVE) or listed:
            yield start, end
