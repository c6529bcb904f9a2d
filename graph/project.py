"""Records become quads: pure converters, one for each kind of record, named by what they convert.

A document's graph has two parts that come at different times: what was read (`held_to_quads`) and what a coder says of
it (`coding_to_quads`). The shape of the data stands at the head of `ontology/peace.ttl`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from corpus.records import (
    ActorMention,
    Audience,
    Citation,
    Document,
    Held,
    HeldCoding,
    Name,
    Note,
    Passage,
    PassageCoding,
    PlaceMention,
    Reference,
    StrategyUse,
)
from graph.names import TYPE, Addresses, cito, concept, in_order, moment, term, year

Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]

SELECTORS = (term("oa:TextQuoteSelector"), term("oa:TextPositionSelector"))


def held_to_quads(held: Held, at: Addresses, audience: Audience) -> Iterator[Quad]:
    """A document as read: its description, passages, notes, citations. Nothing when this audience must not see it."""
    if audience == "public" and held.visibility != "public":
        return
    graph = at.document_graph(held.document.id)
    yield from _in(graph, _document(held, at))
    for passage in held.document.passages:
        if _seen(held, passage.id, audience):
            yield from _in(graph, _passage(passage, held.document, at))
    for index, note in enumerate(held.document.notes):
        yield from _in(graph, _note(index, note, held, at, audience))
    yield from _in(graph, _citations(held, at, audience))


def coding_to_quads(coded: HeldCoding, at: Addresses, audience: Audience) -> Iterator[Quad]:
    """What a coder says of a document, each statement with the run that made it and the words it rests on.

    Waiting statements are left out; for the public also hidden actors and the passages that it must not see.
    """
    held = coded.held
    if audience == "public" and held.visibility != "public":
        return
    graph = at.document_graph(held.document.id)
    yield from _in(graph, _run(coded, at))
    for said in _said(coded, at, audience):
        yield from _in(graph, _passage_coding(said, at))
    yield from _in(graph, _cells(coded, at, audience))


@dataclass(frozen=True, slots=True)
class _Said:
    """A passage with what is said of it, and to whom what may be shown."""

    passage: Passage
    coding: PassageCoding
    uses: tuple[tuple[int, StrategyUse], ...]  # the asserted ones, by their place in the coding
    run: NamedNode
    hidden: frozenset[str]
    citations: tuple[Citation, ...]  # the document's
    works: tuple[str, ...]  # of the document's references
    audience: Audience


def _said(coded: HeldCoding, at: Addresses, audience: Audience) -> Iterator[_Said]:
    held = coded.held
    passages = {passage.id: passage for passage in held.document.passages}
    hidden = coded.hidden_actors if audience == "public" else frozenset()
    for coding in coded.coding.passages:
        if coding.passage in passages and _seen(held, coding.passage, audience):
            uses = tuple((index, use) for index, use in enumerate(coding.uses) if coded.coding.asserted(use))
            run, document = at.run(held.document.id), held.document
            yield _Said(passages[coding.passage], coding, uses, run, hidden, document.citations, held.works, audience)


def _in(graph: NamedNode, statements: Iterator[Statement]) -> Iterator[Quad]:
    return (Quad(subject, predicate, value, graph) for subject, predicate, value in statements)


def _seen(held: Held, passage: str, audience: Audience) -> bool:
    return audience == "owner" or held.public(passage)


# ---------------------------------------------------------------- what was read


def _document(held: Held, at: Addresses) -> Iterator[Statement]:
    document = held.document
    subject = at.document(document.id)
    yield subject, TYPE, term("bibo:Document")
    yield subject, term("dcterms:identifier"), Literal(document.id)
    yield subject, term("dcterms:title"), Literal(document.title)
    yield subject, term("dcterms:language"), Literal(document.language)
    yield subject, term("c:realizes"), at.work(held.work)
    for author in in_order(family_first(name) for name in document.authors):
        yield subject, term("c:author"), Literal(author)
    for keyword in in_order(document.keywords):
        yield subject, term("c:keyword"), Literal(keyword)
    yield from bibliographic(subject, document)
    yield from _published(subject, document)
    for work in in_order(held.works):
        yield subject, term("cito:cites"), at.work(work)


def bibliographic(subject: NamedNode, described: Document | Reference) -> Iterator[Statement]:
    if described.year is not None:
        yield subject, term("dcterms:issued"), year(described.year)
    if described.container:
        yield subject, term("c:container"), Literal(described.container)
    if described.doi:
        yield subject, term("bibo:doi"), Literal(described.doi)
    for doubt in in_order(described.doubts):
        yield subject, term("c:doubt"), Literal(doubt)
    if described.symbol:
        yield subject, term("bibo:number"), Literal(described.symbol)


def _published(subject: NamedNode, document: Document) -> Iterator[Statement]:
    """Where and by whom it was published. The abstract is left out: its words are passages, which may be withheld."""
    said = {
        "dcterms:type": document.kind,
        "dcterms:date": document.date,
        "dcterms:publisher": document.publisher,
        "bibo:volume": document.volume,
        "bibo:issue": document.issue,
        "bibo:pages": document.page_range,
        "bibo:isbn": document.isbn,
        "bibo:issn": document.issn,
    }
    for predicate, value in said.items():
        if value:
            yield subject, term(predicate), Literal(value)


def family_first(name: Name) -> str:
    """`Moix, Bridget`; a body's name as it is."""
    return f"{name.family}, {name.given}" if name.given else name.family


def _passage(passage: Passage, document: Document, at: Addresses) -> Iterator[Statement]:
    subject = at.passage(passage.id)
    yield subject, TYPE, term("c:Passage")
    yield subject, term("dcterms:isPartOf"), at.document(document.id)
    yield subject, term("dcterms:language"), Literal(passage.language)
    yield subject, term("c:text"), Literal(passage.text)
    yield subject, term("c:start"), Literal(passage.start)
    yield subject, term("c:end"), Literal(passage.end)
    yield subject, term("c:kind"), Literal(passage.kind)
    if passage.page is not None:
        yield subject, term("c:page"), Literal(passage.page)
    if passage.end_page is not None:
        yield subject, term("c:endPage"), Literal(passage.end_page)
    if passage.page_label:
        yield subject, term("c:pageLabel"), Literal(passage.page_label)
    if passage.section:
        yield subject, term("c:section"), Literal(passage.section)
    if any(page in document.ocr_pages for page in (passage.page, passage.end_page)):
        yield subject, term("c:readFromPicture"), Literal(True)


def _note(index: int, note: Note, held: Held, at: Addresses, audience: Audience) -> Iterator[Statement]:
    subject = at.note(held.document.id, index)
    yield subject, TYPE, term("c:Note")
    yield subject, term("dcterms:isPartOf"), at.document(held.document.id)
    yield subject, term("c:number"), Literal(note.number)
    if note.page is not None:
        yield subject, term("c:page"), Literal(note.page)
    if _note_seen(note, held, audience):
        yield subject, term("c:text"), Literal(note.text)
    for work in in_order(held.works[position] for position in note.references):
        yield subject, term("cito:cites"), at.work(work)


def _note_seen(note: Note, held: Held, audience: Audience) -> bool:
    """A note's words are also a passage's; what hides that passage hides them here."""
    over = (p.id for p in held.document.passages if p.start < note.end and note.start < p.end)
    return all(_seen(held, passage, audience) for passage in over)


def _citations(held: Held, at: Addresses, audience: Audience) -> Iterator[Statement]:
    """A node for each work that a place in the text cites, and what each passage cites."""
    passages = {passage.id: passage for passage in held.document.passages}
    cites: dict[Statement, None] = {}
    for index, cited in enumerate(held.document.citations):
        if _seen(held, cited.passage, audience):
            passage = passages[cited.passage]
            yield from _citation(index, cited, passage, held, at)
            cites |= {(at.passage(passage.id), term("cito:cites"), at.work(work)): None for work in _works(cited, held)}
    yield from cites


def _works(cited: Citation, held: Held) -> list[str]:
    return in_order(held.works[position] for position in cited.references)


def _citation(index: int, cited: Citation, passage: Passage, held: Held, at: Addresses) -> Iterator[Statement]:
    for number, work in enumerate(_works(cited, held)):
        subject = at.citation(passage.id, index, number)
        yield subject, TYPE, term("cito:Citation")
        yield subject, term("c:inPassage"), at.passage(passage.id)
        yield subject, term("cito:hasCitingEntity"), at.document(held.document.id)
        yield subject, term("cito:hasCitedEntity"), at.work(work)
        # A document's offsets lie in its stored text, those of all words here in their passage's.
        yield from _words(subject, passage, cited.start - passage.start, cited.end - passage.start)
        if cited.sentence:
            first, last = cited.sentence[0] - passage.start, cited.sentence[1] - passage.start
            yield subject, term("c:sentence"), Literal(passage.text[max(0, first) : last])
        if (note := _note_cited(cited, held.document.notes)) is not None:
            yield subject, term("c:note"), at.note(held.document.id, note)
        yield from _link(subject, work, cited, held, at)


def _link(subject: NamedNode, work: str, cited: Citation, held: Held, at: Addresses) -> Iterator[Statement]:
    """How surely, and in what form, a citation means a work, and which others it may mean."""
    links = [link for link in cited.links if held.works[link.reference] == work]
    if not links:
        return
    surest = max(links, key=lambda link: link.score)
    yield subject, term("c:confidence"), Literal(float(surest.score))
    yield subject, term("c:form"), Literal(surest.how)
    for other in in_order(held.works[reference] for reference, _ in surest.alternatives):
        if other != work:
            yield subject, term("c:mayMean"), at.work(other)


def _note_cited(cited: Citation, notes: Sequence[Note]) -> int | None:
    """The note of that number; where chapters number anew, one with the same references."""
    numbered = [index for index, note in enumerate(notes) if note.number == cited.note]
    same = [index for index in numbered if notes[index].references == cited.references]
    return next(iter(same or numbered), None)


def _words(subject: NamedNode, passage: Passage, start: int, end: int) -> Iterator[Statement]:
    yield subject, term("oa:exact"), Literal(passage.text[start:end])
    yield subject, term("oa:start"), Literal(start)
    yield subject, term("oa:end"), Literal(end)


# ---------------------------------------------------------------- what a coder says


def _run(coded: HeldCoding, at: Addresses) -> Iterator[Statement]:
    document = coded.held.document
    subject = at.run(document.id)
    yield subject, TYPE, term("c:CodingRun")
    yield subject, TYPE, term("prov:Activity")
    yield subject, term("prov:used"), at.document(document.id)
    yield subject, term("c:coder"), Literal(coded.coding.coder)
    yield subject, term("c:release"), Literal(coded.coding.release)
    if document.reader:
        yield subject, term("c:reader"), Literal(document.reader)


def _passage_coding(said: _Said, at: Addresses) -> Iterator[Statement]:
    passage, coding = at.passage(said.passage.id), said.coding
    for country in in_order(coding.countries):
        yield passage, term("c:country"), at.entity(country)
    for country in in_order(coding.implied_countries):
        yield passage, term("c:impliedCountry"), at.entity(country)
    if coding.phase:
        yield passage, term("c:phase"), concept(coding.phase)
    for index, place in enumerate(coding.places):
        yield from _place_mention(index, place, said, at)
    for index, actor in enumerate(coding.actors):
        if actor.actor not in said.hidden:
            yield from _actor_mention(index, actor, said, at)
    for index, use in said.uses:
        yield from _use(index, use, said, at)
    yield from dict.fromkeys(_cited_for(said, at))


def _cited_for(said: _Said, at: Addresses) -> Iterator[Statement]:
    """What the passage cites works for: said of the citation, with its cue, and of the passage itself."""
    for told in said.coding.cited_for:
        works = in_order(said.works[position] for position in said.citations[told.citation].references)
        work, function = said.works[told.reference], cito(told.function)
        citation = at.citation(said.passage.id, told.citation, works.index(work))
        yield citation, term("cito:hasCitationCharacterization"), function
        yield citation, term("c:citedBy"), Literal(told.cue)
        yield at.passage(said.passage.id), function, at.work(work)


def _place_mention(index: int, place: PlaceMention, said: _Said, at: Addresses) -> Iterator[Statement]:
    subject = at.place_mention(said.passage.id, index)
    yield from _mention(subject, place, said, at)
    yield subject, term("c:names"), at.entity(place.place)


def _actor_mention(index: int, actor: ActorMention, said: _Said, at: Addresses) -> Iterator[Statement]:
    subject = at.actor_mention(said.passage.id, index)
    yield from _mention(subject, actor, said, at)
    yield subject, term("c:names"), at.entity(actor.actor)
    yield subject, term("c:actorType"), concept(actor.type)


def _mention(subject: NamedNode, named: PlaceMention | ActorMention, said: _Said, at: Addresses) -> Iterator[Statement]:
    yield subject, TYPE, term("c:Mention")
    yield from _quoted(subject, named.start, named.end, said, at)


def _quoted(subject: NamedNode, start: int, end: int, said: _Said, at: Addresses) -> Iterator[Statement]:
    yield from ((subject, TYPE, selector) for selector in SELECTORS)
    yield subject, term("c:inPassage"), at.passage(said.passage.id)
    yield from _words(subject, said.passage, start, end)


def _use(index: int, use: StrategyUse, said: _Said, at: Addresses) -> Iterator[Statement]:
    subject = at.use(said.passage.id, index)
    yield subject, TYPE, term("c:StrategyUse")
    yield from _answered_for(subject, use, said, at)
    yield from _quoted(subject, use.start, use.end, said, at)
    yield from _claim(subject, use)
    yield from _where(subject, use, said, at)
    yield from _who(subject, use, said, at)


def _answered_for(subject: NamedNode, use: StrategyUse, said: _Said, at: Addresses) -> Iterator[Statement]:
    """The run that made it, the editor who answers for it, or both; the public learns no editor's name."""
    editor = use.editor
    if editor is None or editor.verdict == "accepted":
        yield subject, term("prov:wasGeneratedBy"), said.run
    if editor is not None:
        name = editor.by if said.audience == "owner" else "an editor"
        yield subject, term("prov:wasAttributedTo"), at.editor(name)
        yield subject, term("prov:generatedAtTime"), moment(editor.at)
        yield subject, term("c:review"), Literal(f"{editor.verdict} by {name}")


def _claim(subject: NamedNode, use: StrategyUse) -> Iterator[Statement]:
    yield subject, term("c:strategy"), concept(use.strategy)
    yield subject, term("c:stance"), concept(use.stance)
    yield subject, term("c:effect"), concept(use.effect)
    yield subject, term("c:confidence"), Literal(float(use.confidence))
    for agency in in_order(use.agency):
        yield subject, term("c:agency"), concept(agency)
    for factor in in_order(use.factors):
        yield subject, term("c:factor"), concept(factor)
    if use.phase:
        yield subject, term("c:phase"), concept(use.phase)
    if use.rule:
        yield subject, term("c:rule"), Literal(use.rule)


def _where(subject: NamedNode, use: StrategyUse, said: _Said, at: Addresses) -> Iterator[Statement]:
    for country in in_order(use.countries):
        yield subject, term("c:country"), at.entity(country)
    for region in in_order(use.regions):
        yield subject, term("c:region"), at.entity(region)
    for place in in_order(said.coding.places[index].place for index in use.places):
        yield subject, term("c:place"), at.entity(place)
    for index in dict.fromkeys(use.places):
        yield subject, term("c:placeMention"), at.place_mention(said.passage.id, index)


def _who(subject: NamedNode, use: StrategyUse, said: _Said, at: Addresses) -> Iterator[Statement]:
    actors = said.coding.actors
    shown = [index for index in dict.fromkeys(use.actors) if actors[index].actor not in said.hidden]
    for actor in in_order(actors[index].actor for index in shown):
        yield subject, term("c:actor"), at.entity(actor)
    for index in shown:
        yield subject, term("c:agentMention"), at.actor_mention(said.passage.id, index)


CELL_PREDICATE = {"done": "c:doneIn", "proposed": "c:proposedIn", "criticised": "c:criticisedIn"}


def _cells(coded: HeldCoding, at: Addresses, audience: Audience) -> Iterator[Statement]:
    """The document's summary: for each strategy and country, the stances in which it speaks of them."""
    spoken = {
        (use.strategy, country, use.stance)
        for said in _said(coded, at, audience)
        for _, use in said.uses
        for country in use.countries
    }
    for strategy, country, stance in sorted(spoken):
        yield at.cell(strategy, country), term(CELL_PREDICATE[stance]), at.document(coded.held.document.id)
