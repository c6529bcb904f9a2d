"""What the named queries answer with: frozen rows, ids instead of addresses."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

from graph.names import local_id

# Columns that hold addresses; rows hold the ids at their ends.
_ADDRESSES = frozenset(
    {"strategy", "said", "stance", "effect", "kind", "actor", "document", "passage", "work", "citing", "function"}
)
_LISTS = frozenset({"countries", "regions"})
_NAMES = {"said": "strategy", "issued": "year", "code": "country", "words": "quote"}


@dataclass(frozen=True, slots=True)
class FromRow:
    @classmethod
    def from_row(cls, **columns: Any) -> Self:
        """From a query's columns: addresses become ids, joined codes a sorted tuple, names ours."""
        named = {_NAMES.get(name, name): _value(name, value) for name, value in columns.items()}
        return cls(**{field.name: named[field.name] for field in fields(cls) if field.name in named})


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(sorted(set(str(value).split())))
    return local_id(value) if name in _ADDRESSES and value is not None else value


@dataclass(frozen=True, slots=True)
class Recurrence(FromRow):
    """A strategy and in how many contexts it was done; stances are numbers of passages."""

    strategy: str
    label: str
    contexts: int
    documents: int
    passages: int
    done: int
    proposed: int
    criticised: int
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellOfMap(FromRow):
    strategy: str
    label: str
    country: str
    documents: int
    passages: int
    done: int
    proposed: int
    criticised: int


@dataclass(frozen=True, slots=True)
class QuotedUse(FromRow):
    """A use with its words; `start` and `end` lie in its passage's text."""

    strategy: str
    label: str
    stance: str
    effect: str
    quote: str
    start: int
    end: int
    passage: str
    document: str
    title: str
    year: int | None
    page: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class ActorAtWork(FromRow):
    actor: str
    name: str
    kind: str | None
    strategy: str
    label: str
    country: str | None
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class DiscussingDocument(FromRow):
    document: str
    work: str
    title: str
    year: int | None
    passages: int
    done: int
    proposed: int
    criticised: int


@dataclass(frozen=True, slots=True)
class WorkCited(FromRow):
    work: str
    cited: str
    year: int | None
    documents: int


@dataclass(frozen=True, slots=True)
class CitingPlace(FromRow):
    """`quote` is the words that cite; `start` and `end` lie in the passage's text or note.

    `sentence` is the whole sentence, `function` what CiTO calls that for which the wording cites the work, if it says,
    `confidence` how surely this work is meant.
    """

    work: str
    cited: str
    document: str
    title: str
    year: int | None
    passage: str
    quote: str
    start: int
    end: int
    page: int | None
    sentence: str | None = None
    function: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class CitingDocument(FromRow):
    work: str
    cited: str
    document: str
    title: str
    year: int | None


@dataclass(frozen=True, slots=True)
class YearOfUses(FromRow):
    year: int
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class Gap(FromRow):
    strategy: str
    label: str


@dataclass(frozen=True, slots=True)
class HeldDocument(FromRow):
    document: str
    title: str
    year: int | None
    passages: int
