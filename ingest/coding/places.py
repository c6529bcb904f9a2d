"""Places that a text names: found, told apart by their context, and resolved to ISO codes and GeoNames ids."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from corpus.records import PlaceMention
from ingest.coding.gazetteer import Index, key, load_index
from ingest.coding.place_names import unlisted, whole_name
from ingest.coding.place_scores import Evidence, Reading, best_reading
from ingest.coding.place_words import Words, words_of
from ontology.places import Country, Region
from ontology.terms import Ontology

LONGEST = 6
MIDDLES = Path(__file__).parent / "data" / "country_middles.tsv"
NOWHERE: Mapping[str, float] = MappingProxyType({})
_JOINT = re.compile(r"[ \u00a0\n'’.\-–]{1,3}|, ")


_OFFICE = re.compile(r"\b(?:President|Chair\w*|Vice-\w+|Rapporteur|Ambassador|Representative)\b.{0,50}\($")
_MEETING = re.compile(
    r"\b(?:together with|sponsor\w*|representatives? of|delegations?|statements?|draft resolution|voted?)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A run of words that some country, region or demonym is called by."""

    start: int
    end: int
    kind: str  # country, region or demonym
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Gazetteer:
    """Finds places. `context` weighs countries (0 to 1) that the surroundings speak of; `spans` are a tagger's
    entities (start, end, label) that count as evidence."""

    ontology: Ontology
    folder: Path | None = None

    def find(
        self,
        text: str,
        *,
        context: Mapping[str, float] = NOWHERE,
        spans: Sequence[tuple[int, int, str]] = (),
        questions: bool = False,
    ) -> list[PlaceMention]:
        """The places named in `text`, in its order. `questions`: countries, regions and subdivisions in any case."""
        words = words_of(text)
        named = list(self._named(text, words, questions))
        fixed = [mention for mention in map(_Resolver(self.ontology, text, context, named), named) if mention]
        weights = _weights(context, named, fixed)
        taken = [(name.start, name.end) for name in named]
        evidence = Evidence(text, words, spans, taken, weights, questions)
        below = self._below(evidence)
        unknown = [] if questions else list(unlisted(evidence, [*fixed, *below]))
        return sorted([*fixed, *below, *unknown], key=lambda mention: mention.start)

    def nationals(self, text: str) -> list[tuple[int, str]]:
        """Offsets of nationalities ("Burundian NGOs") and the country that each implies."""
        named = self._named(text, words_of(text), questions=False)
        return [(name.start, name.ids[0]) for name in named if name.kind == "demonym" and len(name.ids) == 1]

    def countries(self, text: str) -> list[str]:
        """The ISO codes of the countries spelled out in `text`, as often as they are; without looking below them."""
        named = list(self._named(text, words_of(text), questions=False))
        mentions = map(_Resolver(self.ontology, text, NOWHERE, named), named)
        return [mention.place for mention in mentions if mention and mention.kind == "country"]

    # ------------------------------------------------------------ countries, regions, demonyms

    def _named(self, text: str, words: Words, questions: bool) -> Iterator[Named]:
        position = 0
        while position < len(words):
            found = self._longest(text, words, position, questions)
            if found and not self._part_of_another(text, words, position, found[2]):
                kind, ids, count = found
                yield Named(words[position].start, words[position + count - 1].end, kind, ids)
            position += found[2] if found else 1

    def _part_of_another(self, text: str, words: Words, position: int, count: int) -> bool:
        """New Mexico, Mexico City, Niger Delta, British Columbia: a place whose name holds a country's."""
        wider = words[max(0, position - 1) : position + count], words[position : position + count + 1]
        for run in wider:
            if len(run) > count and run[0].capital and run[-1].capital and _joined(text, run, commas=False):
                known = self._index.named(key(text[run[0].start : run[-1].end]))
                if any(place.kind in ("subdivision", "area") or place.population > 100_000 for place in known):
                    return True
        return False

    def _longest(
        self, text: str, words: Words, position: int, questions: bool
    ) -> tuple[str, tuple[str, ...], int] | None:
        if not (questions or words[position].capital or words[position].text in self._small_starts):
            return None
        for count in range(min(LONGEST, len(words) - position), 0, -1):
            run = words[position : position + count]
            if not _joined(text, run) or not (questions or run[-1].capital or count > 1):
                continue
            surface = text[run[0].start : run[-1].end]
            for name, kind, ids in self._names.get(key(surface), ()):
                if (questions and _in_any_case(name, surface)) or _as_written(name, surface):
                    return kind, ids, count
        return None

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
        """Key to (name as the ontology writes it, kind, ids); several ids where countries share a name."""
        table: dict[str, dict[tuple[str, str], dict[str, None]]] = {}
        for name, kind, id in self._all_names():
            table.setdefault(key(name), {}).setdefault((name, kind), {})[id] = None
        order = ("country", "region", "demonym")
        return {
            name_key: sorted(
                ((n, kind, tuple(ids)) for (n, kind), ids in entries.items()), key=lambda e: order.index(e[1])
            )
            for name_key, entries in table.items()
        }

    def _all_names(self) -> Iterator[tuple[str, str, str]]:
        for country in self.ontology.countries.values():
            yield from ((name, "country", country.id) for name in _spelled(country))
            yield from ((name, "demonym", country.id) for name in country.demonyms)
            yield from ((name + "s", "demonym", country.id) for name in country.demonyms if name.endswith(("n", "i")))
        for region in self.ontology.regions.values():
            yield from ((name, "region", region.id) for name in _spelled(region))
        yield "Congo", "country", "COG"

    @cached_property
    def _small_starts(self) -> frozenset[str]:
        """First words of names that are written small ("the Sahel", "former Yugoslavia")."""
        firsts = (name.split()[0] for entries in self._names.values() for name, _, _ in entries if " " in name)
        return frozenset(first for first in firsts if first[:1].islower() and first != "the")

    # ------------------------------------------------------------ below the country

    def _below(self, evidence: Evidence) -> list[PlaceMention]:
        """Two rounds: what the first finds tells the second which country it is in."""
        first = list(self._readings(evidence))
        where = dict(evidence.weights)
        for reading in first:
            for iso in reading.place.countries:
                where[iso] = max(where.get(iso, 0.0), 0.7)
        second = self._readings(replace(evidence, weights=where)) if first else iter(first)
        return [_mention(evidence, reading) for reading in second]

    def _readings(self, evidence: Evidence) -> Iterator[Reading]:
        words, position = evidence.words, 0
        while position < len(words):
            reading = self._reading(evidence, position)
            if reading:
                yield reading
            position += reading.count if reading else 1

    def _reading(self, evidence: Evidence, position: int) -> Reading | None:
        words = evidence.words
        if not (words[position].capital or evidence.questions) or evidence.is_taken(words[position].start):
            return None
        for count in range(min(LONGEST, len(words) - position), 0, -1):
            run = words[position : position + count]
            if evidence.is_taken(run[-1].start) or not _joined(evidence.text, run, commas=False):
                continue
            if (run[-1].capital or evidence.questions) and (
                reading := best_reading(self._index, evidence, position, count)
            ):
                return reading
        return None

    @cached_property
    def _index(self) -> Index:
        return load_index(self.folder)


@dataclass(frozen=True, slots=True)
class _Resolver:
    """Turns a name of countries or regions into a mention; two Congos and a demonym are its hard cases."""

    ontology: Ontology
    text: str
    context: Mapping[str, float]
    named: list[Named]

    def __call__(self, name: Named) -> PlaceMention | None:
        if name.kind == "demonym" or self._is_other(name):
            return None
        if name.kind == "region":
            region = self.ontology.regions[name.ids[0]]
            return PlaceMention(self.text[name.start : name.end], name.start, name.end, region.id, "region")
        country = self.ontology.countries[self._likeliest(name)]
        lat, lon = _middles().get(country.id, (None, None))
        return PlaceMention(
            country.label, name.start, name.end, country.id, "country", (country.id,), lat, lon, country.geonames
        )

    def _likeliest(self, name: Named) -> str:
        beside = {id for other in self.named if other is not name and len(other.ids) == 1 for id in other.ids}
        return max(name.ids, key=lambda id: ((id in beside) + self.context.get(id, 0.0), -name.ids.index(id)))

    def _is_other(self, name: Named) -> bool:
        """A river, a gulf, an American state, a person: not the country."""
        before, after = self.text[: name.start], self.text[name.end :]
        if re.match(r" (River|Basin|Street|Avenue|Declaration on|University Press)\b", after):
            return True
        if re.search(r"\b(Gulf of|Sea of|Lake|River|University of|Mr\.?|Ms\.?|Mrs\.?|Dr\.?) $", before):
            return True
        return (name.ids[0] == "GEO" and self._in_america()) or self._is_delegation(name)

    def _is_delegation(self, name: Named) -> bool:
        """States that speak or sponsor at a meeting, or the nationality of its president: who acts, not where."""
        before, after = self.text[max(0, name.start - 60) : name.start], self.text[name.end : name.end + 1]
        if before.endswith("(") and after == ")" and _OFFICE.search(before):
            return True
        listed = [other for other in self.named if other.kind == "country" and abs(other.start - name.start) < 400]
        return len(listed) >= 8 and bool(_MEETING.search(self.text))

    def _in_america(self) -> bool:
        beside = {other.ids[0] for other in self.named}
        return ("USA" in beside or self.context.get("USA", 0) > 0.3) and not beside & {"RUS", "ARM", "AZE", "UKR"}


@lru_cache(maxsize=1)
def _middles() -> dict[str, tuple[float | None, float | None]]:
    lines = (line.split("\t") for line in MIDDLES.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {iso: (float(lat), float(lon)) for iso, lat, lon in lines}


def _spelled(thing: Country | Region) -> tuple[str, ...]:
    return tuple(name for name in (thing.label, *thing.aliases) if name)


def _as_written(name: str, surface: str) -> bool:
    """Acronyms only in capitals, other names with theirs ("CAR" is no "car", "Chad" no "chad")."""
    if name.isupper():
        return surface.replace(".", "") == name.replace(".", "")
    return surface.isupper() or surface[:1] == name[:1] or surface[:1].isupper()


def _in_any_case(name: str, surface: str) -> bool:
    return not name.isupper() or (len(surface) > 2 and surface.casefold() not in ("car", "usa."))


def _joined(text: str, run: Words, commas: bool = True) -> bool:
    pairs = itertools.pairwise(run)
    return all(
        (joint := text[a.end : b.start]) and _JOINT.fullmatch(joint) and (commas or "," not in joint) for a, b in pairs
    )


def _weights(context: Mapping[str, float], named: list[Named], fixed: list[PlaceMention]) -> dict[str, float]:
    weights = {iso: min(1.0, 1.5 * share) for iso, share in context.items()}
    for name in named:
        if name.kind == "demonym":
            weights.update({iso: max(weights.get(iso, 0), 0.7) for iso in name.ids})
    weights.update({iso: 1.0 for mention in fixed for iso in mention.countries})
    return weights


def _mention(evidence: Evidence, reading: Reading) -> PlaceMention:
    place, (start, end) = reading.place, whole_name(evidence, reading.start, reading.end)
    return PlaceMention(
        evidence.text[start:end],
        start,
        end,
        place.id,
        "subdivision" if place.kind == "district" else place.kind,  # type: ignore[arg-type]
        place.countries,
        place.lat,
        place.lon,
        place.geonames,
    )
