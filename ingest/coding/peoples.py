"""Communities and governments named by a people or a nation: "Murle youth", "the Azande and the Balanda", "the Ugandan
government"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.identity import slug
from corpus.records import PlaceMention
from ingest.coding.bodies import SMALL_WORDS, Body, Span, type_of
from ontology.terms import Ontology

_GROUPS = (
    "youth|youths|community|communities|elders|elder|pastoralists|herders|farmers|women|tribe|tribes|clan|clans|"
    "villagers|people|peoples|leaders|civilians|tribesmen|cattle keepers|population|fighters|militia|militias|"
    "warriors|chiefs|refugees|traders|families|sub-clan|section"
)
_WHOLE = re.compile(r" (?:community|communities|people|peoples|tribe|tribes|clan|clans|population|sub-clan|section)$")
_PEOPLE = re.compile(rf"\b((?:[A-Z][\w’'-]+ ){{1,3}})({_GROUPS})\b")
_PAIR = re.compile(rf"\b([A-Z][\w’'-]+),? and (?:the )?(?=(?:[A-Z][\w’'-]+ ){{1,2}}(?:{_GROUPS})\b)")
_ORGANS = re.compile(
    r"\b([A-Z][\w’-]+(?: [A-Z][\w’-]+)?) "
    r"(government|authorities|army|military|parliament|police|armed forces|security forces|air force|navy|regime|"
    r"gendarmerie|judiciary|state|administration|cabinet)\b"
)
_OWN_ORGANS = re.compile(
    r"['’]s (?:(?:national|armed|federal|transitional|military|new) )?"
    r"(government|authorities|army|military|parliament|police|armed forces|security forces|regime|gendarmerie)\b"
)
_GOVERNMENT_OF = re.compile(r"\b(?:[A-Z]\w+ )?[Gg]overnment of (?:the )?$")
_SMALL = SMALL_WORDS | {"those", "many", "some", "most", "all", "several", "both", "local", "and", "where", "what"}
_NOT_PEOPLES = frozenset(
    (
        *("Christian", "Muslim", "Christians", "Muslims", "Women", "Youth", "Local", "African", "European", "Asian"),
        *("Western", "International", "National", "Community", "Religious", "Many", "Some", "Most", "Such", "Their"),
        *("Those", "Displaced", "Armed", "Indigenous", "Young", "Civil", "Rural", "Other", "Elderly", "Older"),
        *("Female", "Male", "Former", "Poor", "Urban", "Black", "White", "Nazi", "Catholic", "Protestant", "Sunni"),
        *("Shia", "Buddhist", "Hindu", "Jewish", "Political", "Tribal", "Traditional", "Opposition", "Rebel", "No"),
        *("Where", "What", "When", "While", "As", "If", "For", "But", "And", "State", "County", "Border", "Host"),
        *("Arab", "World", "Party", "Union", "Church", "Key", "New", "Two", "Three", "Four", "Five", "United Nations"),
        *("Realizing", "Engaging", "Supporting", "Including", "Empowering", "Protecting", "Peace", "UN"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class PeopleFinder:
    ontology: Ontology

    def find(self, text: str, places: Sequence[PlaceMention]) -> Iterator[Span]:
        """Named communities, and the organs of named states."""
        yield from self._peoples(text)
        yield from self._organs(text)
        yield from self._governments(text, places)

    def _organs(self, text: str) -> Iterator[Span]:
        """ "the Ugandan government"."""
        for match in _ORGANS.finditer(text):
            for first in (match.start(), match.start() + match.group(1).rfind(" ") + 1):
                if country := self._demonyms.get(text[first : match.end(1)].replace("’", "'")):
                    yield _government(text[first : match.end()], first, match.end(), country)
                    break

    def _governments(self, text: str, places: Sequence[PlaceMention]) -> Iterator[Span]:
        """ "the Government of Colombia", "Burundi's army"."""
        for place in places:
            if place.kind != "country":
                continue
            if before := _GOVERNMENT_OF.search(text[max(0, place.start - 60) : place.start]):
                start = place.start - len(before.group())
                yield _government(f"Government of {place.name}", start, place.end, place.countries[0])
            elif after := _OWN_ORGANS.match(text, place.end):
                yield _government(text[place.start : after.end()], place.start, after.end(), place.countries[0])

    def _peoples(self, text: str) -> Iterator[Span]:
        """ "Bul Nuer youth", "Dinka elders": a named community, not a nation's people."""
        for match in _PEOPLE.finditer(text):
            words = match.group(1).split()
            while words and (words[0].casefold() in _SMALL or type_of(words[0])):
                words = words[1:]
            if words and self._is_people(words) and not _opens_with_participle(text, match.start(), words):
                yield _community(" ".join([*words, match.group(2)]), match.end())
        for match in _PAIR.finditer(text):
            if self._is_people([match.group(1)]):
                yield Span(match.start(1), match.end(1), _body_of_people(match.group(1)), False)

    def _is_people(self, words: Sequence[str]) -> bool:
        plain = " ".join(words)
        return plain not in self._demonyms and not set(words) & _NOT_PEOPLES and not plain.isupper()

    @cached_property
    def _demonyms(self) -> Mapping[str, str]:
        return {demonym: country.id for country in self.ontology.countries.values() for demonym in country.demonyms}


def _government(name: str, start: int, end: int, country: str) -> Span:
    return Span(start, end, Body(name, "government", slug(name), country), True)


def _community(name: str, end: int) -> Span:
    """ "Balanda communities" are the Balanda; "Balanda youth" are some of them."""
    return Span(end - len(name), end, _body_of_people(_WHOLE.sub("", name)), False)


def _body_of_people(name: str) -> Body:
    return Body(name, "community", slug(name))


def _opens_with_participle(text: str, start: int, words: Sequence[str]) -> bool:
    before = text[:start].rstrip()
    return (not before or before[-1] in ".!?:;)") and len(words) == 1 and words[0].endswith("ing")
