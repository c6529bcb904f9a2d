"""How well places are found and located on GeoVirus: detection F1, and the share within 161 km (100 miles)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from lxml import etree

from corpus.records import PlaceMention
from ingest.coding.code import Coder
from ontology.terms import Ontology, shipped

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Toponym:
    start: int
    end: int
    lat: float
    lon: float


def evaluate(file: Path, coder: Coder | None = None) -> dict[str, Any]:
    """A name counts as found where one of ours overlaps it. Names without coordinates of ours are not within reach."""
    coder = coder or Coder(Ontology.load(shipped()))
    right = found = wanted = near = 0
    for text, toponyms in _articles(file):
        ours = coder.places(text)
        hits = [(place, toponym) for toponym in toponyms for place in ours if _overlap(place, toponym)]
        right += len({toponym for _, toponym in hits})
        near += len({toponym for place, toponym in hits if _km(place, toponym) <= NEAR_KM})
        found += len(ours)
        wanted += len(toponyms)
    precision, recall = right / max(1, found), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    scores = {"precision": precision, "recall": recall, "f1": f1, "within_161_km": near / max(1, right)}
    return {name: round(value, 3) for name, value in scores.items()} | {"toponyms": wanted}


def _articles(file: Path) -> Iterator[tuple[str, list[Toponym]]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for article in etree.parse(str(file), parser).iter("article"):
        yield article.findtext("text") or "", [_toponym(location) for location in article.iter("location")]


def _toponym(location: Any) -> Toponym:
    start, end = (int(location.findtext(name)) for name in ("start", "end"))
    return Toponym(start, end, float(location.findtext("lat")), float(location.findtext("lon")))


def _overlap(place: PlaceMention, toponym: Toponym) -> bool:
    return place.start < toponym.end and toponym.start < place.end


def _km(place: PlaceMention, toponym: Toponym) -> float:
    """Distance over the earth's surface; infinite where we have no coordinates."""
    if place.lat is None or place.lon is None:
        return float("inf")
    lat, other = radians(place.lat), radians(toponym.lat)
    half = sin((lat - other) / 2) ** 2 + cos(lat) * cos(other) * sin(radians(place.lon - toponym.lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))
