"""Records as the pages and the lists show them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from api.house import House
from corpus.records import Audience, Entity, Filters, Held, Passage
from ontology.terms import Concept


def summary(held: Held) -> dict[str, Any]:
    """A document as `documents` lists it."""
    document = held.document
    return {
        "id": document.id,
        "title": document.title,
        "authors": [{"family": name.family, "given": name.given} for name in document.authors],
        "year": document.year,
        "language": document.language,
        "work": held.work,
        "visibility": held.visibility,
        "passages": len(document.passages),
        "notes": len(document.notes),
        "references": len(document.references),
        "pages": document.page_count,
        "unread_pages": list(document.unread_pages),
    }


def line(held: Held) -> dict[str, Any]:
    return {**summary(held), "authors": held.document.authors}


def reading(held: Held, audience: Audience, here: str, start: int | None, end: int | None) -> dict[str, Any]:
    """A document's page, open at a passage; `start` and `end` mark words of the stored text."""
    document = held.document
    seen = [p for p in document.passages if audience == "owner" or held.public(p.id)]
    opened = next((p for p in seen if p.id == here), None)
    references = list(zip(held.works, document.references, strict=False))
    return {
        "document": document,
        "passages": seen,
        "here": here,
        "spans": _spans(opened, start, end),
        "references": sorted(references, key=lambda pair: pair[1].raw.casefold()),
    }


def _spans(passage: Passage | None, start: int | None, end: int | None) -> list[tuple[int, int]]:
    if passage is None or start is None or end is None:
        return []
    first, last = max(start - passage.start, 0), min(end - passage.start, len(passage.text))
    return [(first, last)] if first < last else []


def named(house: House, entity: Entity, audience: Audience) -> dict[str, Any]:
    """Where an entity stands: the documents that name or are it, and a few of the passages."""
    return {
        "held": _lines(house, entity.held, audience),
        "documents": _lines(house, entity.documents, audience),
        "quotes": house.quotes_of(entity, audience),
    }


def _lines(house: House, ids: tuple[str, ...], audience: Audience) -> list[dict[str, Any]]:
    found = [held for id in ids if (held := house.library.held(id))]
    return [line(held) for held in found if audience == "owner" or held.visibility == "public"]


def strategy(house: House, concept: Concept, audience: Audience, country: str, stance: str) -> dict[str, Any]:
    """A strategy's statements, those of one country together."""
    of_concept = Filters(strategies=(concept.id,))
    stances: dict[str, int] = defaultdict(int)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for use in house.uses(of_concept, audience):
        stances[use["stance"]] += 1
        if (not country or country in use["countries"]) and (not stance or use["stance"] == stance):
            for code in [country] if country else use["countries"] or [""]:
                groups[code].append(use)
    return {
        "concept": concept,
        "narrower": sorted(house.ontology.narrower(concept.id) - {concept.id}),
        "stances": dict(sorted(stances.items())),
        "groups": sorted(groups.items(), key=lambda group: (not group[0], -len(group[1]), group[0])),
        "filtered": bool(country or stance),
    }
