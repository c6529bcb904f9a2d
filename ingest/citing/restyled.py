"""Labelled strings in styles that the training corpora are short of, made from the corpora's own fields.

The corpora are mostly the natural sciences'; Chicago, MLA, Harvard and German forms with given names are rare there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Name
from ingest.citing.names import names
from ingest.citing.reference_tokens import given_names

Segment = tuple[str, str]
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("“", "”"), ("«\u00a0", "\u00a0»"), ("„", "“"))
_DASH = ("–", "-", "–", " - ", "-")


@dataclass(frozen=True, slots=True)
class Fields:
    """What the corpora hold of each field, to be recombined."""

    people: list[tuple[Name, ...]]
    bodies: list[str]
    titles: list[str]
    journals: list[str]
    containers: list[str]
    publishers: list[tuple[str, str]]  # place, publisher


def fields(strings: Iterable[Sequence[Segment]]) -> Fields:
    """The fields of labelled strings that are clean enough to be printed again."""
    held = Fields([], [], [], [], [], [])
    for segments in strings:
        by = {label: text.strip() for label, text in segments if label}
        _keep_names(held, names(by.get("author", "")))
        container = re.sub(r"(?i)^in:?\s+", "", _bare(by.get("container", "")))
        held.titles.extend(title for title in [_bare(by.get("title", ""))] if len(title) > 12)
        held.journals.extend(journal for journal in [_bare(by.get("journal", ""))] if len(journal) > 3)
        held.containers.extend([container] if len(container) > 12 else [])
        if by.get("publisher") and by.get("place"):
            held.publishers.append((_bare(by["place"]), _bare(by["publisher"])))
    return held


def _keep_names(held: Fields, found: tuple[Name, ...]) -> None:
    if found and all(name.given for name in found):
        held.people.append(found)
    elif len(found) == 1:
        held.bodies.append(found[0].family)


def _bare(text: str) -> str:
    return text.strip(" .,;:()[]“”\"'‘’«»/")


def restyled(pool: Fields, count: int, seed: int = 11) -> list[list[Segment]]:
    """`count` strings, each of fields drawn at random in a style drawn at random."""
    chance = random.Random(seed)
    kinds = (_article, _article, _book, _book, _chapter, _chapter, _report, _newspaper)
    return [chance.choice(kinds)(pool, chance) for _ in range(count)]


# ---------------------------------------------------------------- parts of a style


def _row(people: Sequence[Name], chance: random.Random, natural: bool = False) -> str:
    initials = chance.random() < 0.35
    people = people[: chance.choice((1, 1, 1, 2, 2, 3, 5))]
    first_only = chance.random() < 0.6
    people = [name if initials else _spelled_out(name, chance) for name in people]
    shown = [_shown(name, initials, natural or (first_only and i > 0)) for i, name in enumerate(people)]
    link = chance.choice((" and ", ", and ", " & ", ", & ", " and "))
    if chance.random() < 0.08:
        return shown[0] + chance.choice((" et al.", ", et al."))
    if chance.random() < 0.08:
        return chance.choice(("; ", "/", ", ")).join(shown)
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + link + shown[-1]


def _spelled_out(name: Name, chance: random.Random) -> Name:
    """The corpora have initials; the humanities print given names."""
    if not re.fullmatch(r"(?:\w\w?\.?[\s-]*)+", name.given):
        return name
    middle = f" {chance.choice('ABCDEFGHJKLMPRSTW')}." if chance.random() < 0.3 else ""
    return Name(name.family, chance.choice(given_names()) + middle)


def _shown(name: Name, initials: bool, natural: bool) -> str:
    given = " ".join(f"{word[0]}." for word in name.given.split() if word) if initials else name.given
    return f"{given} {name.family}" if natural else f"{name.family}, {given}"


def _authors(pool: Fields, chance: random.Random, natural: bool = False) -> str:
    if pool.bodies and chance.random() < 0.1:
        return chance.choice(pool.bodies)
    return _row(chance.choice(pool.people), chance, natural)


def _quoted(title: str, chance: random.Random, end: str) -> str:
    opening, closing = chance.choice(_QUOTES)
    inside = "" if title[-1] in "?!" else end
    if opening in "‘'«\u00a0„" or chance.random() < 0.2:
        return f"{opening}{title}{closing}{end}"
    return f"{opening}{title}{inside}{closing}"


def _pages(chance: random.Random) -> str:
    start = chance.randint(1, 900)
    return f"{start}{chance.choice(_DASH)}{start + chance.randint(1, 40)}"


def _year(chance: random.Random) -> str:
    letter = chance.choice("abc") if chance.random() < 0.06 else ""
    return f"{chance.randint(1945, 2024)}{letter}"


def _dated(chance: random.Random) -> str:
    year = _year(chance)
    return chance.choice(
        (f"({year})", f"({year}).", f"{year}.", f"({year}):", f"{year},", f"{year}:", f"({year}),", f"{year}.")
    )


def _number(chance: random.Random) -> str:
    volume, issue = chance.randint(1, 130), chance.randint(1, 12)
    double = f"{issue}{chance.choice('/-–')}{issue + 1}" if chance.random() < 0.1 else str(issue)
    return chance.choice(
        (
            f"{volume}({double})", f"{volume} ({double})", f"{volume}, no. {double}", f"Vol. {volume}, No. {double}",
            f"vol. {volume}, no. {double}", f"{volume}.{issue}", f"{volume}:{issue}", f"{volume}", f"{volume}/{issue}",
            f"Vol {volume}, No {issue}", f"{volume}, {issue}", f"no. {issue}", f"vol. {volume}",
        )
    )  # fmt: skip


def _imprint(pool: Fields, chance: random.Random) -> list[Segment]:
    place, publisher = chance.choice(pool.publishers)
    if chance.random() < 0.1:
        return [("place", place)]
    if chance.random() < 0.15:
        return [("publisher", publisher)]
    if chance.random() < 0.3:
        return [("publisher", publisher + ","), ("place", place)]
    return [("place", place + chance.choice((":", ":", ":", ",", " :"))), ("publisher", publisher)]


def _tail(chance: random.Random) -> list[Segment]:
    word = "".join(chance.choice("abcdefghijklmnop") for _ in range(8))
    day = (
        f"{chance.choice(('May', 'June', 'October', 'December'))} {chance.randint(1, 28)}, {chance.randint(2000, 2024)}"
    )
    url = (
        "url",
        f"{chance.choice(('http://', 'https://www.', 'www.'))}{word}.org/{word[:4]}.{chance.choice(('pdf', 'html'))}",
    )
    choices: tuple[list[Segment], ...] = (
        [url],
        [("note", "Available from:"), url, ("note", f"(accessed {day}).")],
        [("note", "Retrieved from"), url],
        [("note", f"Accessed {day}."), url],
        [("doi", f"doi:10.{chance.randint(1000, 9999)}/{word}.{chance.randint(1, 999)}")],
        [("doi", f"https://doi.org/10.{chance.randint(1000, 9999)}/{word}")],
    )
    return chance.choice(choices) if chance.random() < 0.22 else []


def _finished(segments: Sequence[Segment], chance: random.Random) -> list[Segment]:
    label, text = segments[-1]
    whole = [*segments[:-1], (label, text.rstrip(".,") + chance.choice((".", ".", "")))]
    return [(label, text.replace("..", ".") + " ") for label, text in [*whole, *_tail(chance)]]


# ---------------------------------------------------------------- styles


def _article(pool: Fields, chance: random.Random) -> list[Segment]:
    title, journal, number, pages = (
        chance.choice(pool.titles),
        chance.choice(pool.journals),
        _number(chance),
        _pages(chance),
    )
    pp = chance.choice(("", "", "pp. ", "p. ", "S. ", "pages "))
    if chance.random() < 0.5:  # the year after the author
        quoted = _quoted(title, chance, chance.choice((".", ","))) if chance.random() < 0.6 else title + "."
        comma = chance.choice((",", "", "."))
        lead = [
            ("author", _authors(pool, chance) + chance.choice((".", "", ""))),
            ("date", _dated(chance)),
            ("title", quoted),
        ]
        joint = chance.choice((":", ",", ", "))
        held = chance.choice(("", "", "", "In: ", "in "))
        return _finished(
            [*lead, ("journal", held + journal + comma), ("volume", number + joint), ("pages", pp + pages)], chance
        )
    quoted = _quoted(title, chance, ",") if chance.random() < 0.8 else title + ","
    month = chance.choice(("", "", "", "Spring ", "June ", "January/February "))
    lead = [("author", _authors(pool, chance, chance.random() < 0.5) + chance.choice((",", "."))), ("title", quoted)]
    return _finished(
        [
            *lead,
            ("journal", journal + chance.choice(("", ","))),
            ("volume", number),
            ("date", f"({month}{_year(chance)}):"),
            ("pages", pp + pages),
        ],
        chance,
    )


def _book(pool: Fields, chance: random.Random) -> list[Segment]:
    title = chance.choice(pool.titles)
    role = "author" if chance.random() < 0.85 else "editor"
    mark = "" if role == "author" else chance.choice((", eds.", " (eds.)", " (Eds.)", ", editors.", ", ed.", " (ed.)"))
    people = _authors(pool, chance, chance.random() < 0.25) + mark
    if chance.random() < 0.6:
        edition = (
            [("edition", chance.choice(("2nd ed.", "(3rd ed.).", "2. Auflage.")))] if chance.random() < 0.08 else []
        )
        head = [
            (role, people + chance.choice((".", "", ""))),
            ("date", _dated(chance)),
            ("title", title + chance.choice((".", ",", "."))),
        ]
        return _finished([*head, *edition, *_imprint(pool, chance)], chance)
    pages: list[Segment] = (
        [("pages", chance.choice(("", "p. ", "pp. ")) + str(chance.randint(1, 400)))] if chance.random() < 0.4 else []
    )
    imprint = _imprint(pool, chance)
    if chance.random() < 0.6:
        first = (imprint[0][0], "(" + imprint[0][1])
        last = [(label, text + ",") for label, text in imprint[-1:]] if len(imprint) > 1 else []
        whole = [first, *last] if last else [(first[0], first[1] + ",")]
        return _finished(
            [(role, people + ","), ("title", title), *whole, ("date", _year(chance) + "),"), *pages], chance
        )
    return _finished(
        [
            (role, people + chance.choice((",", "."))),
            ("title", title + chance.choice((",", "."))),
            *imprint,
            ("date", _year(chance) + ","),
            *pages,
        ],
        chance,
    )


def _chapter(pool: Fields, chance: random.Random) -> list[Segment]:
    title, book = chance.choice(pool.titles), chance.choice(pool.containers or pool.titles)
    editors, pages = _row(chance.choice(pool.people), chance, chance.random() < 0.75), _pages(chance)
    early = chance.random() < 0.7
    quoted = _quoted(title, chance, chance.choice((".", ","))) if chance.random() < 0.6 else title + "."
    head: list[Segment] = [("author", _authors(pool, chance) + chance.choice((".", "", ",")))]
    head += [("date", _dated(chance))] if early else []
    into = chance.choice(("In ", "In: ", "in ", "In "))
    held = chance.choice((_editors_first, _editors_last))(editors, book, into, chance)
    late: list[Segment] = [] if early else [("date", _year(chance) + ",")]
    return _finished(
        [*head, ("title", quoted), *_with_pages([*held], _imprint(pool, chance), late, pages, chance)], chance
    )


def _editors_first(editors: str, book: str, into: str, chance: random.Random) -> list[Segment]:
    mark = chance.choice((" (eds.),", " (Eds.),", " (eds)", ", eds.,", " (ed.),", " (Ed.):", " (Hrsg.):", ","))
    return [("editor", into + editors + mark), ("container", book + chance.choice((".", ",", "")))]


def _editors_last(editors: str, book: str, into: str, chance: random.Random) -> list[Segment]:
    lead = chance.choice(("edited by ", "ed. ", "eds. ", "Edited by ", "ed. by "))
    return [
        ("container", into + book + chance.choice((",", ",", "."))),
        ("editor", lead + editors + chance.choice((",", "."))),
    ]


def _with_pages(
    held: list[Segment], imprint: list[Segment], late: list[Segment], pages: str, chance: random.Random
) -> list[Segment]:
    shape = chance.choice((0, 1, 2, 3))
    if shape == 0:
        return [*held, ("pages", chance.choice(("", "pp. ")) + pages + "."), *imprint, *late]
    if shape == 1:
        return [*held, ("pages", f"(pp. {pages})."), *imprint, *late]
    end = imprint[-1]
    return [
        *held,
        *imprint[:-1],
        (end[0], end[1] + chance.choice((",", ":", "."))),
        *late,
        ("pages", chance.choice(("", "pp. ", "S. ")) + pages),
    ]


def _report(pool: Fields, chance: random.Random) -> list[Segment]:
    genre = chance.choice(
        (
            "Working Paper",
            "Discussion Paper",
            "Special Report",
            "Policy Brief",
            "PhD dissertation",
            "Report",
            "Master’s thesis",
        )
    )
    number = (
        f" {chance.randint(1, 300)}" if "thesis" not in genre and "diss" not in genre and chance.random() < 0.6 else ""
    )
    place, publisher = chance.choice(pool.publishers)
    author = (
        chance.choice(pool.bodies)
        if pool.bodies and chance.random() < 0.4
        else _row(chance.choice(pool.people), chance)
    )
    title = chance.choice(pool.titles)
    shown = _quoted(title, chance, ".") if chance.random() < 0.4 else title + "."
    end: list[Segment] = chance.choice(([("place", place + ":"), ("publisher", publisher)], [("publisher", publisher)]))
    return _finished(
        [
            ("author", author + chance.choice((".", ""))),
            ("date", _dated(chance)),
            ("title", shown),
            ("genre", f"{genre}{number}{chance.choice((',', '.'))}"),
            *end,
        ],
        chance,
    )


def _newspaper(pool: Fields, chance: random.Random) -> list[Segment]:
    day = f"{chance.choice(('March', 'April', 'August', 'November'))} {chance.randint(1, 28)}, {_year(chance)}"
    other = f"{chance.randint(1, 28)} {chance.choice(('March', 'April', 'August', 'November'))} {_year(chance)}"
    title = _quoted(chance.choice(pool.titles), chance, ",")
    pages: list[Segment] = (
        [("pages", f"{chance.choice(('p. ', ''))}{chance.randint(1, 60)}")] if chance.random() < 0.4 else []
    )
    author = _row(chance.choice(pool.people), chance, True)
    return _finished(
        [
            ("author", author + ","),
            ("title", title),
            ("journal", chance.choice(pool.journals) + ","),
            ("date", chance.choice((day, other)) + ","),
            *pages,
        ],
        chance,
    )
