"""Citations by author and year: "Kaplan (2013a, 2014)", "(see Autesserre 2010: 12; 2014)", "(2010)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.citing.likeness import fold
from ingest.citing.names import names
from ingest.citing.pointers import SIGNAL
from ingest.citing.works import NAMED, Match, Works

_YEAR_WORDS = r"(?:1[89]\d\d|20[0-4]\d)[a-z]?\b"
_BRACKET = re.compile(
    rf"\([^()]{{0,300}}?\b{_YEAR_WORDS}[^()]{{0,300}}\)|\[[^\[\]]{{0,200}}?\b{_YEAR_WORDS}[^\[\]]{{0,200}}\]"
)
_NAME = (
    r"(?:(?:van|von|de|der|den|del|di|du|la|le|al|el|bin|Mac|Van|Von|De|Del|Di|Du|La|Le)[\s-]+)*[A-ZÀ-ÞŁŠŽČĐ][\w’'-]+"
)
_AND = r"(?:,\s|,?\s(?:and|und|et|y|e|&)\s|/)"
_ET_AL = r"(?:,?\s(?:et\sal\.?|and\s(?:colleagues|others)|u\.\s?a\.|y\sotros),?)"
_NARRATIVE = re.compile(
    rf"(?P<names>{_NAME}(?:{_AND}{_NAME})*{_ET_AL}?)(?:’s?|'s?)?\s[(\[](?P<years>{_YEAR_WORDS}(?:[^()\[\]]{{0,80}}))[)\]]"
)
_ITEM = re.compile(rf"^(?P<names>[^\d]*?)[\s,(:]*(?P<years>{_YEAR_WORDS}.*)$", re.DOTALL)
_YEARS = re.compile(
    r"(?<![\d–-])(?P<year>1[89]\d\d|20[0-4]\d)(?![\d])(?P<letters>[a-z](?:\s?[,&/]\s?[a-z])*(?![\w]))?(?!\s?[–-]\s?\d)"
)
_LETTER = re.compile(r"[a-z]")
_POSSESSIVE = re.compile(r"[’']s\b")
_WINDOW = 120  # characters before a bare "(2010)" in which its author is spoken of
_SPOKEN_OF = 0.7  # how sure such a citation is


@dataclass(frozen=True, slots=True)
class Dated:
    """One work cited by author and year: its words lie at `start` to `end` of the text searched."""

    match: Match
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DatedCitation:
    """One printed citation, "(Kaplan 2013; Autesserre 2010)", and the works it cites."""

    start: int
    end: int
    cited: tuple[Dated, ...]


def dated_citations(text: str, works: Works) -> list[DatedCitation]:
    """Those of a running text that mean known works, in its order."""
    found = [c for match in _NARRATIVE.finditer(text) if (c := _narrative(match, works)).cited]
    taken = [(citation.start, citation.end) for citation in found]
    for match in _BRACKET.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            cited = tuple(_in_bracket(text, match.start() + 1, match.end() - 1, works))
            found += [DatedCitation(*match.span(), cited)] if cited else []
    return sorted(found, key=lambda citation: citation.start)


def _narrative(match: re.Match[str], works: Works) -> DatedCitation:
    cited = of_people(match["names"], match["years"], match.start("years"), works)
    return DatedCitation(*match.span(), tuple(_from(cited, match.start(), match.end())))


def _from(cited: list[Dated], start: int, end: int) -> Iterator[Dated]:
    """The first work's words begin with the names."""
    for index, dated in enumerate(cited):
        begin = dated.start if index else start
        yield Dated(dated.match, begin, dated.end if index + 1 < len(cited) else end)


def _in_bracket(text: str, start: int, end: int, works: Works) -> Iterator[Dated]:
    people, first = "", True
    for item in re.finditer(r"[^;]+", text[start:end]):
        led = _led(item[0])
        if match := _ITEM.match(item[0][led:]):
            people = match["names"].strip(" ,(") or people
            at = start + item.start() + led
            cited = of_people(people, match["years"], at + match.start("years"), works) if people else []
            if first and not people:
                cited = _spoken_of(text, start - 1, match["years"], at, works)
            yield from _from(cited, at, start + item.end())
        first = False


def _led(item: str) -> int:
    """How many characters of an item are "see also" and the like."""
    led = 0
    while match := SIGNAL.match(item[led:]):
        led += match.end()
    return led


def of_people(people: str, years: str, at: int, works: Works) -> list[Dated]:
    """The works of these people and years; `at` is where `years` begins in the text."""
    keys = tuple(name.family for name in names(people))
    found = []
    for year in _YEARS.finditer(years):
        for letter in _LETTER.findall(year["letters"] or "") or [""]:
            match = works.by_author_year(keys, int(year["year"]), letter, least=NAMED)
            found += [Dated(match, at + year.start(), at + year.end())] if match else []
    return found


def _spoken_of(text: str, before: int, years: str, at: int, works: Works) -> list[Dated]:
    """A bare "(2010)" means a work of that year whose first author the words before it name."""
    year = _YEARS.match(years)
    if not year or len(years) > year.end() + 12:
        return []
    said = f" {fold(_POSSESSIVE.sub('', text[max(0, before - _WINDOW) : before]))} "
    named = {
        index: place for index in works.of_year(int(year["year"])) if (place := _last_named(works, index, said)) >= 0
    }
    if not named:
        return []
    index = max(named, key=lambda i: named[i])
    return [
        Dated(Match(index, _SPOKEN_OF / len(named), tuple((i, 0.3) for i in named if i != index)), at, at + year.end())
    ]


def _last_named(works: Works, index: int, said: str) -> int:
    people = works.references[index].authors[:1]
    family = fold(people[0].family) if people else ""
    return said.rfind(f" {family} ") if len(family) > 2 else -1
