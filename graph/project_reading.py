"""A document as read becomes quads: pure converters, one for each kind of record, named by what they convert.

The other half of a document's graph comes later, from a coder (`graph/project_coding.py`). The shape of the data stands
at the head of `ontology/peace.ttl`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from corpus.records import Audience, Citation, Document, Held, Name, Note, Passage, Reference
from graph.names import TYPE, Addresses, in_order, term, year
from graph.statements import Statement, in_graph, seen, words


def held_to_quads(held: Held, at: Addresses, audience: Audience) -> Iterator[Quad]:
    """A document as read: its description, passages, notes, citations. Nothing when this audience must not see it."""
    if audience == "public" and held.visibility != "public":
        return
    graph = at.document_graph(held.document.id)
    yield from in_graph(graph, _document(held, at))
    for passage in held.document.passages:
        if seen(held, passage.id, audience):
            yield from in_graph(graph, _passage(passage, held.document, at))
    for index, note in enumerate(held.document.notes):
        yield from in_graph(graph, _note(index, note, held, at, audience))
    yield from in_graph(graph, _citations(held, at, audience))


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
    if passage.from_picture:
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
    return all(seen(held, passage, audience) for passage in over)


def _citations(held: Held, at: Addresses, audience: Audience) -> Iterator[Statement]:
    """A node for each work that a place in the text cites, and what each passage cites."""
    passages = {passage.id: passage for passage in held.document.passages}
    cites: dict[Statement, None] = {}
    for index, cited in enumerate(held.document.citations):
        if seen(held, cited.passage, audience):
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
        yield from words(subject, passage, cited.start - passage.start, cited.end - passage.start)
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
