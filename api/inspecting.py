"""What the home holds and whether all of it agrees."""

from __future__ import annotations

from typing import Any

from api.house import House
from ontology.terms import Ontology, shipped


def status(house: House) -> dict[str, Any]:
    """Holdings, ontology, what is due, what was measured when the library was made."""
    release = house.library.release()
    due = house.upkeep.due()
    return {
        "home": str(house.settings.home),
        **house.library.counts(),
        "sequence": house.library.sequence,
        "behind": {thing.name: house.library.sequence - thing.applied for thing in house.derived},
        "due": {"reading": len(due.reading), "coding": len(due.coding), "vectors": len(due.vectors)},
        "failed": [f"{failure.path}: {failure.error}" for failure in house.library.failures()],
        "release": release.number,
        "newer_ontology": _brings_more(house.ontology),
        "precision": house.library.fact("precision"),
        "operating_confidence": house.settings.operating_confidence,
    }


def _brings_more(in_force: Ontology) -> bool:
    """Whether the package brings strategies that the ontology in force lacks."""
    return bool(Ontology.load(shipped()).strategies.keys() - in_force.strategies.keys())
