"""What a PDF says beside its pages is used where the pages are silent, and never instead of them."""

from __future__ import annotations

import io
from typing import Any

import pytest
import typst
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject

from ingest.manuscript import Manuscript
from ingest.reading.pdf import read_pdf
from ingest.reading.pdf_told import told
from tests.ingest.reading.hostile_pdfs import page_with
from tests.ingest.reading.pdf_papers import paragraph

LONG = "Traders of the market and the militias who let them pass along the road of a long and narrow valley"
PLAIN = """
#set page(width: 148mm, height: 200mm)
#set text(font: "Libertinus Serif", size: 10pt)
#set par(justify: true, spacing: 0.65em)
#show heading: set text(10pt, weight: "regular")
#show heading: set block(above: 0.65em, below: 0.65em)
"""


def headings(manuscript: Manuscript) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in manuscript.blocks if block.kind == "heading"]


def outlined(pdf: bytes, *entries: tuple[str, int]) -> bytes:
    """The file with an outline of these titles and pages (from 0)."""
    writer = PdfWriter()
    writer.append(io.BytesIO(pdf), import_outline=False)
    for title, page in entries:
        writer.add_outline_item(title=title, page_number=page)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def plain() -> bytes:
    """An article whose headings look like its text: only its outline tells them apart."""
    sections = [
        *(paragraph(1), "= The Road", paragraph(2), f"== {LONG}", paragraph(3)),
        *("=== A Corridor", paragraph(4), "#pagebreak()\n= The Committee", paragraph(5)),
    ]
    return typst.compile((PLAIN + "\n\n".join(sections)).encode(), format="pdf")


def test_headings_that_only_the_outline_shows_are_headings_of_its_levels(plain: bytes) -> None:
    assert headings(read_pdf(plain)) == [(1, "The Road"), (2, LONG), (3, "A Corridor"), (1, "The Committee")]


def test_no_word_of_the_text_is_lost_or_made_by_the_outline(plain: bytes) -> None:
    words = " ".join(block.text for block in read_pdf(plain).blocks).split()
    assert words == " ".join(block.text for block in read_pdf(outlined(plain)).blocks).split()
    assert headings(read_pdf(outlined(plain))) == []


def test_an_entry_that_is_not_printed_on_its_page_makes_no_heading(plain: bytes) -> None:
    entries = (("Contents of the volume", 0), ("The Committee", 0), ("Village elders", 0), ("1", 0), ("", 0))
    assert headings(read_pdf(outlined(plain, *entries))) == []


@pytest.mark.parametrize("title", ["2 A Corridor", "II. A  CORRIDOR", "Chapter 2: A Corridor"])
def test_a_number_in_the_outline_need_not_be_printed(plain: bytes, title: str) -> None:
    assert headings(read_pdf(outlined(plain, (title, 0)))) == [(1, "A Corridor")]


def test_a_broken_part_leaves_the_others_standing() -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(page_with("Elders met under the tree.")))
    writer.add_metadata({"/Title": "The Truce"})
    writer.root_object[NameObject("/Outlines")] = NumberObject(7)
    writer.root_object[NameObject("/PageLabels")] = NumberObject(7)
    writer.root_object[NameObject("/Metadata")] = NumberObject(7)
    writer.root_object[NameObject("/Names")] = NumberObject(7)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([NumberObject(7)])
    stream = io.BytesIO()
    writer.write(stream)
    said = told(stream.getvalue())
    assert (said.outline, said.links, said.attachments) == ((), {}, ())
    assert said.front.title == "The Truce"


def test_an_outline_that_runs_in_a_circle_ends() -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(page_with("Elders met under the tree.")))
    item = writer.add_outline_item(title="Elders met under the tree.", page_number=0)
    entry: Any = item.get_object()
    entry[NameObject("/Next")] = item
    entry[NameObject("/First")] = item
    stream = io.BytesIO()
    writer.write(stream)
    assert read_pdf(stream.getvalue()).blocks[0].text == "Elders met under the tree."
