"""Forms: how a work is described in one place, reduced to what can be compared."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from corpus.codec import to_json
from corpus.dois import doubts_of, normal_doi
from corpus.identity import folded, normal_symbol
from corpus.records import Name, Reference

_STOPWORDS = frozenset(
    folded(
        "a an and as at by for from in into of on or the to with der die das des dem den ein eine und im zur zum von "
        "le la les l de du d et un une en au aux el los las y del al e o da dos das em"
    ).split(" ")
)
_SUBTITLE = re.compile(r"[:?!]\s|\s[-–—]\s|(?<=\w{3})\.\s")
_ROMAN = re.compile(r"\b(?:part|parts|volume|vol|book|phase|chapter|teil|band|tome|partie|parte|tomo)\s+([ivx]+)\b")
_LAST_ROMAN = re.compile(r"\b(i{1,3}|iv|vi{0,3}|ix)$")
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_WORDED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PART_WORD = re.compile(r"\b(?:part|volume|vol|book|phase)\s+(one|two|three|four|five|six)\b")
_EDITION = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)\s+(?:rev(?:ised|\.)?\s+)?ed(?:ition|n|\.)|\b(second|third|revised)\s+ed", re.I
)
_NAMED_EDITIONS = {"second": "2", "third": "3", "revised": "revised"}
# Titles that a body or a journal gives again and again.
_GENERIC = re.compile(
    r"^(?:(?:\w+ ){0,3}reports? of the (?:\w+ ){0,2}secretary general|letters? (?:\w+ )?dated|identical letters|"
    r"resolution|statement by|press (?:release|statement)|(?:annual|progress|final|interim|quarterly|mid term) report|"
    r"introduction|conclusions?|editorial|fore ?word|preface|afterword|epilogue|interview|book reviews?|reviews?|"
    r"comments?|reply|notes?|bibliography|index|world report|country report|executive summary|working paper|"
    r"policy brief|concept note|terms of reference|strategic plan|fact ?sheet|newsletter|report of the panel)\b"
)
_REVIEW = re.compile(r"^(?:book )?reviews? (?:of|essay)\b|^(?:rezension|compte rendu|resena)\b|\bbook review$")


@dataclass(frozen=True, slots=True)
class Form:
    """Everything folded (small letters, no accents, single spaces). Equal forms are one work."""

    title: str = ""
    main: str = ""  # the title without its subtitle
    families: tuple[str, ...] = ()  # of authors; of editors, where there are no authors
    initials: str = ""  # of the first of them
    year: int | None = None
    container: str = ""
    volume: str = ""
    pages: str = ""  # the first one
    doi: str = ""  # empty when it is doubted
    symbol: str = ""
    numbers: tuple[str, ...] = ()  # of the title: parts, years, numbers of a series
    edition: str = ""
    review: bool = False
    raw: str = ""  # only where nothing else identifies it

    @property
    def id(self) -> str:
        return "f" + hashlib.sha256(to_json(self)).hexdigest()[:20]

    @property
    def generic(self) -> bool:
        """Whether many works bear such a title."""
        return bool(_GENERIC.match(self.title))


def form_of(reference: Reference, fallback: str = "") -> Form:
    """`fallback` is what identifies it when nothing else does: by default its raw form."""
    title = folded(reference.title or "")
    names = reference.authors or reference.editors
    doi = normal_doi(reference.doi or "")
    if reference.doubts or doubts_of(reference.doi, reference.raw):
        doi = ""
    symbol = normal_symbol(reference.symbol or "")
    described = Form(
        title=title,
        main=_main(reference.title or ""),
        families=tuple(_family(name) for name in names),
        initials=_initial(names[0]) if names else "",
        year=reference.year,
        container=folded(reference.container or ""),
        volume=folded(reference.volume or ""),
        pages=_first_page(reference.pages or ""),
        doi=doi,
        symbol=symbol,
        numbers=_numbers(title),
        edition=_edition(f"{reference.title or ''} {reference.raw}"),
        review=reference.type in ("review", "review-book") or bool(_REVIEW.search(title)),
    )
    if doi or symbol or _identifies(described):
        return described
    return Form(raw=folded(fallback or reference.raw), title=title, main=described.main, families=described.families)


def _identifies(form: Form) -> bool:
    """A short or common title without an author ("Annual Report") is not one work."""
    return len(form.title) >= (8 if form.families else 24) and (bool(form.families) or not form.generic)


def _family(name: Name) -> str:
    return folded(name.family).replace(" ", "") if name.given else folded(name.family)


def _initial(name: Name) -> str:
    given = folded(name.given)
    return given[:1]


def _main(title: str) -> str:
    """The title without its subtitle, which half of all citations leave out."""
    main = folded(_SUBTITLE.split(title, maxsplit=1)[0])
    return main if len(main) >= 8 else folded(title)


def _first_page(pages: str) -> str:
    found = re.match(r"\D{0,4}(\d+)", pages)
    return found[1] if found else ""


def _numbers(title: str) -> tuple[str, ...]:
    found = re.findall(r"\d+", title)
    found += [str(_ROMANS[roman]) for roman in _ROMAN.findall(title) if roman in _ROMANS]
    found += [str(_WORDED[word]) for word in _PART_WORD.findall(title)]
    if (last := _LAST_ROMAN.search(title)) and not _ROMAN.search(title):
        found.append(str(_ROMANS[last[1]]))
    return tuple(sorted(set(found)))


def _edition(text: str) -> str:
    found = _EDITION.search(text)
    return (found[1] or _NAMED_EDITIONS[found[2].lower()]) if found else ""


def content_words(title: str) -> list[str]:
    return [word for word in title.split() if word not in _STOPWORDS]


def keys_of(form: Form) -> tuple[str, ...]:
    """Every key that gives its work an address, the strongest first; never empty."""
    author = form.families[0] if form.families else ""
    keys = [f"doi:{form.doi}"] if form.doi else []
    keys += [f"un:{form.symbol}"] if form.symbol else []
    if form.raw:
        return (*keys, f"raw:{form.raw}")
    if form.title:
        keys.append(f"aty:{author}|{form.title}|{form.year or ''}")
    return tuple(keys)


def blocks_of(form: Form) -> tuple[str, ...]:
    """Only forms of neighbouring blocks are compared: an author, a year and a long word, or how the title begins."""
    return (*_beginning(form), *_authored(form, form.year))


def neighbours_of(form: Form) -> tuple[str, ...]:
    """The blocks in which forms that may be alike stand."""
    years = (form.year - 1, form.year, form.year + 1) if form.year else ()
    return (*_beginning(form), *(block for year in years for block in _authored(form, year)))


def _beginning(form: Form) -> tuple[str, ...]:
    words = content_words(form.main)
    # Hundreds of reports begin with the same words.
    return ("t:" + " ".join(words if form.generic else words[:3]),) if len(words) >= 2 else ()


def _authored(form: Form, year: int | None) -> tuple[str, ...]:
    if not form.families or year is None:
        return ()
    longest = sorted(set(content_words(form.main)), key=lambda word: (-len(word), word))[:3]
    return tuple(f"a:{form.families[0]}|{year}|{word}" for word in longest)
