"""What we rely on in pypdf, which is pinned: what a file says of itself."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.constants import PageLabelStyle

from ingest.reading.pdf import read_pdf
from tests.ingest.reading.hostile_pdfs import page_with


@pytest.fixture(scope="module")
def described() -> bytes:
    """Three pages with labels iv, 1, 2, an outline, a link, an attachment and a title."""
    writer = PdfWriter()
    for words in ("Elders met under the tree.", "Traders asked for a road.", "The harvest came in late."):
        writer.append(io.BytesIO(page_with(words)), import_outline=False)
    writer.set_page_label(0, 0, PageLabelStyle.LOWERCASE_ROMAN, start=4)
    writer.set_page_label(1, 2, PageLabelStyle.DECIMAL, start=1)
    part = writer.add_outline_item(title="The Well", page_number=0)
    writer.add_outline_item(title="The Committee", page_number=2, parent=part)
    writer.add_annotation(0, Link(rect=(72, 690, 200, 715), url="https://doi.org/10.1000/quiet.1"))
    writer.add_attachment("table.csv", b"year,truce\n1999,yes\n")
    writer.add_metadata(
        {"/Title": "The Truce", "/Author": "Mara Lindqvist; Kunle Adeyemi", "/Keywords": "truce, wells"}
    )
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_the_documents_own_title_authors_and_keywords_are_kept(described: bytes) -> None:
    front = read_pdf(described).front
    assert (front.title, front.authors) == ("The Truce", ("Mara Lindqvist", "Kunle Adeyemi"))
    assert front.keywords == ("truce", "wells")


def test_page_labels_are_the_files_own_where_none_is_printed(described: bytes) -> None:
    assert read_pdf(described).page_labels == ("iv", "1", "2")


def test_an_outline_has_titles_levels_and_pages(described: bytes) -> None:
    reader = PdfReader(io.BytesIO(described))
    part, inner = reader.outline
    assert not isinstance(part, list) and isinstance(inner, list)
    (chapter,) = inner
    assert not isinstance(chapter, list)
    assert [(one.title, reader.get_destination_page_number(one)) for one in (part, chapter)] == [
        ("The Well", 0),
        ("The Committee", 2),
    ]


def test_a_link_has_its_place_and_address(described: bytes) -> None:
    annotations: Any = PdfReader(io.BytesIO(described)).pages[0]["/Annots"]
    (annotation,) = (one.get_object() for one in annotations)
    assert annotation["/Subtype"] == "/Link"
    assert [float(number) for number in annotation["/Rect"]] == [72, 690, 200, 715]
    assert annotation["/A"]["/URI"] == "https://doi.org/10.1000/quiet.1"


def test_attachments_are_named(described: bytes) -> None:
    assert list(PdfReader(io.BytesIO(described)).attachments) == ["table.csv"]
