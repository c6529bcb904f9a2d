"""What the tests of coding share: the shipped ontology, and one coder made once."""

from __future__ import annotations

from functools import lru_cache

from ingest.coding.code import Coder
from ingest.coding.places import Gazetteer
from ontology.terms import Ontology, shipped


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    return Ontology.load(shipped())


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer(ontology())


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder(ontology())
