"""What a coder says of a document becomes quads, each statement with the run that made it and the words it rests on.

The document as read is `graph/project_reading.py`'s. The shape of the data stands at the head of `ontology/peace.ttl`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from corpus.records import (
    ActorMention,
    Audience,
    Citation,
    HeldCoding,
    Passage,
    PassageCoding,
    PlaceMention,
    StrategyUse,
)
from graph.names import TYPE, Addresses, cito, concept, in_order, moment, term
from graph.statements import Statement, in_graph, seen, words

SELECTORS = (term("oa:TextQuoteSelector"), term("oa:TextPositionSelector"))


def coding_to_quads(coded: HeldCoding, at: Addresses, audience: Audience) -> Iterator[Quad]:
    """What a coder says of a document, each statement with the run that made it and the words it rests on.

    Waiting statements are left out; for the public also hidden actors and the passages that it must not see.
    """
    held = coded.held
    if audience == "public" and held.visibility != "public":
        return
    graph = at.document_graph(held.document.id)
    yield from in_graph(graph, _run(coded, at))
    for said in _said(coded, at, audience):
        yield from in_graph(graph, _passage_coding(said, at))
    yield from in_graph(graph, _cells(coded, at, audience))


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
        if coding.passage in passages and seen(held, coding.passage, audience):
            uses = tuple((index, use) for index, use in enumerate(coding.uses) if coded.coding.asserted(use))
            run, document = at.run(held.document.id), held.document
            yield _Said(passages[coding.passage], coding, uses, run, hidden, document.citations, held.works, audience)


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
    yield from words(subject, said.passage, start, end)


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
