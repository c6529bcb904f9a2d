"""Small true documents and codings for the tests: of text, by rules that fit on a page."""

from __future__ import annotations

import re

from corpus.identity import document_id
from corpus.records import (
    ActorMention,
    Coding,
    Document,
    Name,
    Passage,
    PassageCoding,
    PlaceMention,
    Reference,
    StrategyUse,
)

PLACES = {"Colombia": "COL", "Burundi": "BDI", "Kenya": "KEN"}
ONTOLOGY = "# an ontology with no terms"


def document(text: str, *, reader: str = "1", references: tuple[Reference, ...] = ()) -> Document:
    """The first line is the title, each paragraph below it a passage."""
    data = text.encode()
    id = document_id(data)
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)][1:]
    passages = tuple(Passage(f"{id}-{start}", text[start:end], start, end) for start, end in spans)
    title = text.split("\n", 1)[0]
    return Document(id, text, title, passages=passages, references=references, reader=reader, media_type="text/plain")


def coding(document: Document, *, coder: str = "1", release: int = 1, person: str | None = None) -> Coding:
    """A use of mediation wherever the word stands, in the countries named beside it, and whoever is called `person`."""
    passages = tuple(_coded(passage, person) for passage in document.passages)
    return Coding(document.id, passages, coder, release)


def _coded(passage: Passage, person: str | None) -> PassageCoding:
    places = tuple(_place(name, passage.text.index(name)) for name in PLACES if name in passage.text)
    countries = tuple(sorted(PLACES[place.name] for place in places))
    word = passage.text.find("mediat")
    use = StrategyUse("mediation", "done", "mediat", word, word + 6, 0.9, agency=("local",), countries=countries)
    at = passage.text.find(person) if person else -1
    actor = ActorMention(person or "", at, at + len(person or ""), "person", "a-person", public_role=False)
    return PassageCoding(
        passage.id,
        uses=(use,) if word >= 0 else (),
        places=places,
        actors=(actor,) if at >= 0 else (),
        countries=countries,
    )


def _place(name: str, start: int) -> PlaceMention:
    return PlaceMention(name, start, start + len(name), PLACES[name], "country", (PLACES[name],))


def reference(title: str, *, family: str = "Anderson", year: int = 1999, doi: str | None = None) -> Reference:
    return Reference(f"{family}, {title}, {year}", authors=(Name(family),), year=year, title=title, doi=doi)
