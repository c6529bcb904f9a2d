"""Notes made up for training: the corpora's own fields in the styles of many houses, with signals and prose of ours.

The styles, signals and sentences stand in `data/note_words.txt`, with slots for what is drawn at random.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from corpus.records import Name
from ingest.citing.restyled import Fields

Run = tuple[str, str]  # words, and "cite" for a citation or "say" for all else

_DATA = Path(__file__).parent / "data" / "note_words.txt"
_HOUSES = ("chicago", "chicago", "bluebook", "oscola", "german", "french", "printed", "printed")
_PLACES = ("London", "New York", "Oxford", "Cambridge", "Paris", "Berlin", "Princeton", "Geneva", "Nairobi", "Bogotá")
_MONTHS = ("January", "March", "May", "June", "August", "October", "December")
_QUOTES = ("“{},”", "“{},”", "‘{}’,", '"{},"', "„{}“,", "«\u00a0{}\u00a0»,", "« {} »,")
_JOINS = ("; ", "; ", "; ", " ; ", "; and ", "; et ", "; und ", ";\n")
_SLOT = re.compile(r"\{([^{}]+)\}")


@lru_cache
def words(kind: str) -> tuple[str, ...]:
    """The phrases of one kind, as the data file lists them."""
    lines = _DATA.read_text("utf-8").splitlines()
    start = lines.index(f"[{kind}]") + 1
    end = next((i for i in range(start, len(lines)) if lines[i].startswith("[")), len(lines))
    return tuple(line for line in lines[start:end] if line and not line.startswith("#"))


class NoteMaker:
    """Draws notes from a pool of fields; the same seed gives the same notes."""

    def __init__(self, pool: Fields, strings: Sequence[str], seed: int) -> None:
        self._pool = pool
        self._strings = strings  # whole references as the corpora print them
        self._chance = random.Random(seed)

    def note(self) -> list[Run]:
        """One note: commentary alone now and then, mostly one to six citations."""
        chance = self._chance
        if chance.random() < 0.14:
            return [(" ".join(self._drawn("says") for _ in range(chance.choice((1, 1, 2, 3)))), "say")]
        runs: list[Run] = [(self._drawn("says") + " ", "say")] if chance.random() < 0.12 else []
        runs += self._opening()
        count, house = chance.choice((1, 1, 1, 2, 2, 2, 3, 3, 4, 6)), chance.choice(_HOUSES)
        for index in range(count):
            runs.append((self._citation(house), "cite"))
            runs += [(self._joint(), "say")] if index + 1 < count else []
        return [*runs, (self._ending(), "say")]

    def _drawn(self, kind: str) -> str:
        """A phrase of this kind with its slots filled."""
        return _SLOT.sub(lambda match: self._slot(match[1]), self._chance.choice(words(kind)))

    # ------------------------------------------------------------ between citations

    def _opening(self) -> list[Run]:
        drawn = self._chance.random()
        kind = "signals" if drawn < 0.3 else "leads" if drawn < 0.42 else ""
        return [(self._drawn(kind) + " ", "say")] if kind else []

    def _joint(self) -> str:
        drawn = self._chance.random()
        if drawn < 0.5:
            return self._chance.choice(_JOINS)
        if drawn < 0.7:
            signal = self._drawn("signals")
            return f"; {signal[0].lower()}{signal[1:]} "
        if drawn < 0.94:
            said = self._drawn("says") + " " if drawn > 0.9 else ""
            return f". {said}{self._drawn('signals' if drawn < 0.82 or said else 'leads')} "
        return self._drawn("joints")

    def _ending(self) -> str:
        drawn = self._chance.random()
        if drawn < 0.62:
            return self._chance.choice((".", ".", ".", " ", " "))
        if drawn < 0.72:
            return " " + self._drawn("asides")
        return ". " + " ".join(self._drawn("says") for _ in range(self._chance.choice((1, 1, 2))))

    # ------------------------------------------------------------ citations

    def _citation(self, house: str) -> str:
        drawn = self._chance.random()
        if drawn < 0.36:
            return self._drawn("short" if drawn < 0.3 else "interviews").rstrip(".")
        if house == "printed":
            return self._chance.choice(self._strings).strip().rstrip(".")
        return self._drawn(house) + (self._drawn("tails") if self._chance.random() < 0.55 else "")

    def _slot(self, name: str) -> str:
        pool, chance = self._pool, self._chance
        fill: dict[str, Callable[[], str]] = {
            "title": lambda: chance.choice(pool.titles),
            "few": lambda: self._words_of_title(chance.randint(2, 6)),
            "topic": lambda: self._words_of_title(chance.randint(1, 5)).lower(),
            "quoted,": lambda: chance.choice(_QUOTES).format(chance.choice(pool.titles)),
            "journal": lambda: chance.choice(pool.journals),
            "container": lambda: chance.choice(pool.containers),
            "publisher": lambda: chance.choice(pool.publishers)[1],
            "imprint": self._imprint,
            "place": lambda: chance.choice(_PLACES),
            "month": lambda: chance.choice(_MONTHS),
            "year": lambda: str(chance.randint(1945, 2024)),
            "day": lambda: str(chance.randint(1, 28)),
            "n": lambda: str(chance.randint(2, 900)),
            "page": lambda: str(chance.randint(1, 400)),
            "end": lambda: str(chance.randint(401, 900)),
            "volume": lambda: str(chance.randint(1, 130)),
            "issue": lambda: str(chance.randint(1, 60)),
            "others": self._row,
            "families": self._families,
            "who": self._family,
            "family": self._family,
            "another": self._family,
            "party": lambda: chance.choice(
                (self._family(), self._body(), f"R ({self._family()})", self._drawn("parties"))
            ),
            "treaty": lambda: f"{self._drawn('treaties')} {self._words_of_title(3).title()}",
            "pages": lambda: self._drawn("pages"),
            "again": lambda: self._drawn("again"),
            "court": lambda: self._drawn("courts"),
            "lawjournal": lambda: self._drawn("lawjournals"),
        }
        return self._row(name.removeprefix("people")) if name.startswith("people") else fill[name]()

    def _words_of_title(self, count: int) -> str:
        first = " ".join(self._chance.choice(self._pool.titles).split()[:count])
        return first.strip(" .,:;()“”\"'") or "peace"

    def _imprint(self) -> str:
        chance = self._chance
        place, publisher = chance.choice(self._pool.publishers)
        if chance.random() < 0.2:
            place = f"{place}{chance.choice(('; ', '; ', ' and ', ', '))}{chance.choice(_PLACES)}"
        return chance.choice((f"{place}: {publisher}", f"{place}: {publisher}", publisher, place))

    def _row(self, join: str = "") -> str:
        """People as a note names them, "Mary B. Anderson and Marshall Wallace"."""
        people = [self._person(name) for name in self._chance.choice(self._pool.people)[:3]]
        link = "/" if join == "/" else f" {join.strip() or 'and'} "
        return people[0] if len(people) == 1 else ", ".join(people[:-1]) + link + people[-1]

    def _person(self, name: Name) -> str:
        initials = self._chance.random() < 0.25
        given = " ".join(f"{word[0]}." for word in name.given.split()) if initials else name.given
        return f"{given} {name.family}"

    def _family(self) -> str:
        return self._chance.choice(self._pool.people)[0].family

    def _body(self) -> str:
        return self._chance.choice(self._pool.bodies or [self._family()])

    def _families(self) -> str:
        people = [name.family for name in self._chance.choice(self._pool.people)[:3]]
        if len(people) > 2 or self._chance.random() < 0.06:
            return f"{people[0]} et al."
        return self._chance.choice((" and ", " & ", "/", " und ", " et ")).join(people)
