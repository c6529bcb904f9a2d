"""Every name and group of a text, whether it acts or not: organisations, persons, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ingest.coding.acting import acts
from ingest.coding.actors import ActorFinder
from ingest.coding.groups import find_groups
from ingest.coding.places import Gazetteer
from ingest.coding.tagger import tagger
from ontology.terms import Ontology


@dataclass(frozen=True, slots=True)
class Name:
    """Characters [start, end) of a text, and what they name."""

    start: int
    end: int
    kind: Literal["organisations", "persons", "places"]


class NameFinder:
    """Finds names by what the coder knows of actors and places."""

    def __init__(self, ontology: Ontology) -> None:
        self._gazetteer = Gazetteer(ontology)
        self._actors = ActorFinder(ontology)

    def find(self, text: str) -> list[Name]:
        """The names of `text`, in its order; a country that acts is a place and an organisation."""
        tagged = tagger()(text)
        return sorted(self._names(text, tagged), key=lambda name: (name.start, name.end))

    def _names(self, text: str, tagged: Any) -> Iterator[Name]:
        spans = [(entity.start_char, entity.end_char, entity.label_) for entity in tagged.ents]
        places = self._gazetteer.find(text, spans=spans)
        yield from (Name(place.start, place.end, "places") for place in places)
        yield from (Name(start, end, "organisations") for start, end in find_groups(text))
        for span in self._actors.named(text, tagged, places=places):
            if not span.body.id.startswith("state-") or acts(text, tagged, span):
                yield Name(span.start, span.end, "persons" if span.body.type == "person" else "organisations")
