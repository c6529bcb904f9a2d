"""Records as the pages and the lists show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import islice
from typing import Any

from api.house import House
from corpus.records import Audience, Entity, Filters, Held, HeldCoding, Passage
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
        "ocr_pages": list(document.ocr_pages),
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
        "quotes": [] if entity.kind == "work" else list(islice(_passages_naming(house, entity, audience), 12)),
        "citing": list(islice(_citing(house, entity, audience), 100)) if entity.kind == "work" else [],
    }


def _citing(house: House, work: Entity, audience: Audience) -> Iterator[dict[str, Any]]:
    """Each place that cites a work: its sentence, how surely it means this work, and what for, if the words say."""
    for id in work.documents:
        held = house.library.held(id)
        if held is None or (audience == "public" and held.visibility != "public"):
            continue
        functions = _functions(house, held, work.id)
        passages = {passage.id: passage for passage in held.document.passages}
        for index, cited in enumerate(held.document.citations):
            meant = any(held.works[reference] == work.id for reference in cited.references)
            if meant and (audience == "owner" or held.public(cited.passage)):
                start, end = cited.sentence or (cited.start, cited.end)
                links = [link for link in cited.links if held.works[link.reference] == work.id]
                yield {
                    "quote": held.document.text[start:end],
                    "start": start,
                    "end": end,
                    "passage": cited.passage,
                    **_place(passages[cited.passage]),
                    "title": held.document.title,
                    "year": held.document.year,
                    "function": functions.get(index),
                    "link": max(links, key=lambda link: link.score, default=None),
                }


def _functions(house: House, held: Held, work: str) -> dict[int, str]:
    """By citation of the document, the name of what it cites the work for."""
    coded = house.library.coding(held.document.id)
    told = [one for passage in coded.coding.passages for one in passage.cited_for] if coded else []
    concepts = house.ontology.citation_functions
    return {
        one.citation: concepts[one.function].label
        for one in told
        if held.works[one.reference] == work and one.function in concepts
    }


def _passages_naming(house: House, entity: Entity, audience: Audience) -> Iterator[dict[str, Any]]:
    """Passages whose coding names the actor or place, or whose citations mean the work."""
    for id in (*entity.documents, *entity.held):
        held, coded = house.library.held(id), house.library.coding(id)
        if held is None:
            continue
        named = _naming(coded, entity.id) if coded else set()
        cited = {c.passage for c in held.document.citations if any(held.works[r] == entity.id for r in c.references)}
        for passage in held.document.passages:
            if passage.id in named | cited and (audience == "owner" or held.public(passage.id)):
                yield {
                    "text": passage.text,
                    "passage": passage.id,
                    "page": passage.page,
                    "page_label": passage.page_label,
                }


def _naming(coded: HeldCoding, entity: str) -> set[str]:
    return {
        passage.passage
        for passage in coded.coding.passages
        if any(place.place == entity for place in passage.places) or any(a.actor == entity for a in passage.actors)
    }


def uses_of(house: House, strategy: str, audience: Audience) -> Iterator[dict[str, Any]]:
    """The asserted statements of a strategy and what is narrower, each with its words and where they stand."""
    wanted = house.ontology.narrower(strategy)
    passages = house.table.passages(Filters(strategies=(strategy,)))
    for id in dict.fromkeys(passage.rsplit("-", 1)[0] for passage in sorted(passages)):
        held, coded = house.library.held(id), house.library.coding(id)
        if held and coded and (audience == "owner" or held.visibility == "public"):
            yield from _of_document(held, coded, wanted, audience)


def _of_document(held: Held, coded: HeldCoding, wanted: Set[str], audience: Audience) -> Iterator[dict[str, Any]]:
    texts = {passage.id: passage for passage in held.document.passages}
    for coding in coded.coding.passages:
        passage = texts.get(coding.passage)
        if passage is None or not (audience == "owner" or held.public(passage.id)):
            continue
        for use in coding.uses:
            if use.strategy in wanted and coded.coding.asserted(use):
                yield {
                    **{name: getattr(use, name) for name in ("stance", "agency", "effect", "quote", "countries")},
                    "review": use.editor.verdict if use.editor else None,
                    "start": passage.start + use.start,
                    "end": passage.start + use.end,
                    "passage": passage.id,
                    **_place(passage),
                    "title": held.document.title,
                    "year": held.document.year,
                }


def _place(passage: Passage) -> dict[str, Any]:
    return {"page": passage.page, "page_label": passage.page_label, "from_picture": passage.from_picture}


def _lines(house: House, ids: tuple[str, ...], audience: Audience) -> list[dict[str, Any]]:
    found = [held for id in ids if (held := house.library.held(id))]
    return [line(held) for held in found if audience == "owner" or held.visibility == "public"]


def strategy(house: House, concept: Concept, audience: Audience, country: str, stance: str) -> dict[str, Any]:
    """A strategy's statements, those of one country together."""
    stances: dict[str, int] = defaultdict(int)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for use in uses_of(house, concept.id, audience):
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
