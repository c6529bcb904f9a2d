"""Works that may be one, and what was decided about them, as the pages and the lists show them."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import Any

from api.house import House
from corpus.records import Audience, Entity


def proposals(house: House, audience: Audience, top: int) -> list[dict[str, Any]]:
    """The likeliest ones; for the public only works that it may see."""
    found = (
        {"one": _side(p.one), "other": _side(p.other), "score": p.score, "why": list(p.why)}
        for p in house.library.proposals()
        if audience == "owner" or (p.one.public_documents and p.other.public_documents)
    )
    return list(islice(found, top))


def _side(work: Entity) -> dict[str, Any]:
    reference = work.reference
    return {
        "id": work.id,
        "label": work.label,
        "cited": reference.raw if reference else work.label,
        "year": reference.year if reference else None,
        "doi": reference.doi if reference else None,
        "documents": len(work.documents),
        "held": len(work.held),
    }


def decisions(house: House) -> list[dict[str, Any]]:
    """All of them, the latest first, with what each address is called now."""
    return [
        {
            "one": found.one,
            "other": found.other,
            "verdict": found.verdict,
            "by": found.by,
            "at": found.at,
            "labels": [_label(house, found.one), _label(house, found.other)],
        }
        for found in house.library.decisions_about_works()
    ]


def _label(house: House, id: str) -> str | None:
    work = house.library.entity(house.moved(id) or id)
    return work.label if work else None


def forms(house: House, work: Entity, audience: Audience) -> list[dict[str, Any]]:
    """How documents that this audience may see describe a work; what was put together can so be taken apart."""
    seen = {*work.documents, *work.held} if audience == "owner" else set(work.public_documents)
    words: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for id, described, document in house.library.forms_of_work(work.id):
        if document in seen:
            words[id][document] = described
    return [{"id": id, "words": max(of.values(), key=len), "documents": len(of)} for id, of in sorted(words.items())]


def citing_works(house: House, work: Entity, audience: Audience) -> int:
    """By how many works it is cited: a work that is held in two files cites once."""
    citing = work.documents if audience == "owner" else work.public_documents
    held = (house.library.held(id) for id in citing if id in work.documents)
    return len({found.work for found in held if found})
