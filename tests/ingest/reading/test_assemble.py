"""Whatever a reader hands on, the document's offsets hold."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Document
from ingest.errors import EmptyFile
from ingest.manuscript import Block, Manuscript, Mark
from ingest.reading.assemble import assemble
from ingest.reading.metadata import describe
from ingest.reading.passages import LIMIT, piece_counts
from ingest.reading.zones import Zone, zones

_WORDS = st.sampled_from(
    [
        *[
            "peace",
            "the",
            "villagers",
            "agreed.",
            "and",
            "met",
            "U.N.",
            "No.",
            "3",
            "(2000).",
            "“Never",
            "again,”",
            "Dr.",
        ],
        *[
            "Abdi",
            "said:",
            "it",
            "held!",
            "Was",
            "it?",
            "12.",
            "etc.",
            "über",
            "日本",
            "—",
            ";",
            "z" * 300,
            "Smith,",
            "J.",
        ],
    ]
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=120).map(" ".join)
_KINDS = st.sampled_from(
    ["heading", "paragraph", "paragraph", "paragraph", "item", "quote", "table", "note", "reference", "front", "title"]
)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind, text = draw(_KINDS), draw(_TEXTS)
    number = str(draw(st.integers(1, 9))) if kind == "note" else None
    marks = tuple(
        Mark(draw(st.integers(0, len(text))), str(draw(st.integers(1, 9)))) for _ in range(draw(st.integers(0, 2)))
    )
    return Block(kind, text, level=1 if kind == "heading" else 0, number=number, marks=marks)


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    """Blocks with pages that grow, as printing does."""
    page, paged = 1, []
    for block in draw(st.lists(blocks(), min_size=1, max_size=14)):
        turns = draw(st.booleans()) and len(block.text) > 10
        pages = ((0, page), (len(block.text) // 2, page + 1)) if turns else ((0, page),)
        page += turns
        paged.append(Block(block.kind, block.text, block.level, pages, block.marks, block.number))
    return Manuscript(tuple(paged), "application/pdf", page_count=page, page_labels=tuple(map(str, range(1, page + 1))))


def _assembled(manuscript: Manuscript) -> Document | None:
    try:
        return assemble(manuscript, "0" * 16, "test")
    except EmptyFile:
        return None


@settings(deadline=None, max_examples=60)
@given(manuscripts())
def test_every_passage_is_its_span_of_the_stored_text(manuscript: Manuscript) -> None:
    document = _assembled(manuscript)
    for passage in document.passages if document else ():
        assert passage.text == document.text[passage.start : passage.end] == passage.text.strip()
        assert passage.id == f"{document.id}-{passage.start}"


@settings(deadline=None, max_examples=60)
@given(manuscripts())
def test_passages_are_ordered_apart_and_short_enough(manuscript: Manuscript) -> None:
    document = _assembled(manuscript)
    passages = document.passages if document else ()
    assert all(before.end <= after.start for before, after in pairwise(passages))
    assert all(count <= LIMIT for count in piece_counts([passage.text for passage in passages]))


@settings(deadline=None, max_examples=60)
@given(manuscripts())
def test_no_word_of_the_body_is_lost(manuscript: Manuscript) -> None:
    document = _assembled(manuscript)
    if document is None:
        return
    kept = describe(manuscript).blocks
    read = [
        block for block, zone in zip(kept, zones(kept), strict=True) if zone in (Zone.BODY, Zone.ABSTRACT, Zone.NOTE)
    ]
    expected = sum(len("".join(block.text.split())) for block in read)
    assert sum(len("".join(passage.text.split())) for passage in document.passages) == expected


@settings(deadline=None, max_examples=60)
@given(manuscripts())
def test_pages_and_notes_lead_back_to_the_text(manuscript: Manuscript) -> None:
    document = _assembled(manuscript)
    if document is None:
        return
    body_end = min((note.start for note in document.notes), default=len(document.text))
    body = [page.page or 0 for page in document.pages if page.start < body_end]
    assert body == sorted(body)
    assert all(note.text == document.text[note.start : note.end] for note in document.notes)


def test_a_paragraph_is_divided_evenly() -> None:
    sentence = "The elders of both valleys met under the old tree and agreed to keep the road open for the market. "
    manuscript = Manuscript((Block("heading", "Roads", 2), Block("paragraph", (sentence * 11).strip())), "text/plain")
    lengths = [len(passage.text) for passage in assemble(manuscript, "a", "test").passages]
    assert len(lengths) == 2 and max(lengths) < 1.5 * min(lengths)


def test_a_passage_of_a_united_nations_document_is_cited_by_its_paragraph() -> None:
    long = (
        "The Mission continued to support local reconciliation committees in the three counties, as reported earlier. "
        * 3
    )
    lines = ["United Nations", "Security Council", "Distr.: General 7 April 2025", "Original: English", "S/2025/211"]
    blocks = [Block("paragraph", line, pages=((0, 1),)) for line in lines]
    blocks += [
        Block("heading", "Situation in the valley", 1, ((0, 1),)),
        Block("heading", "I. Introduction", 2, ((0, 1),)),
    ]
    blocks += [Block("paragraph", f"{number}. {long}".strip(), pages=((0, number),)) for number in (1, 2)]
    document = assemble(Manuscript(tuple(blocks), "application/pdf", page_labels=("1", "2")), "a", "test")
    assert (document.symbol, document.year) == ("S/2025/211", 2025)
    assert document.title == "Situation in the valley"
    assert {passage.page_label for passage in document.passages} == {"para. 1", "para. 2"}


def test_short_items_are_read_with_the_line_that_introduces_them() -> None:
    blocks = (
        Block("heading", "Rules", 2),
        Block("paragraph", "The committee agreed on:"),
        Block("item", "no weapons;"),
        Block("item", "no masks."),
    )
    passages = assemble(Manuscript(blocks, "text/plain"), "a", "test").passages
    assert [passage.text for passage in passages] == ["The committee agreed on:\n\nno weapons;\n\nno masks."]


def test_passages_that_touch_a_page_read_from_a_picture_say_so() -> None:
    words = "Elders of both villages met under the tree and agreed that the road should be open again. "
    blocks = (
        Block("paragraph", words * 12, pages=((0, 1),)),
        Block("heading", "The Road", 1, pages=((0, 2),)),
        Block("paragraph", words * 12, pages=((0, 2), (len(words) * 2, 3))),
        Block("heading", "The Well", 1, pages=((0, 3),)),
        Block("paragraph", words * 12, pages=((0, 3),)),
    )
    document = assemble(Manuscript(blocks, "application/pdf", page_count=3, ocr="eng", ocr_pages=(2,)), "x", "1")
    assert {(one.page == 2, one.from_picture) for one in document.passages} == {(True, True), (False, False)}
