"""What a PDF says beside its pages is used where the pages are silent, and never instead of them."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
import typst
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject

from corpus.records import Document
from ingest.manuscript import Front, Manuscript
from ingest.read import as_json, read
from ingest.reading.pdf import read_pdf
from ingest.reading.pdf_told import told
from tests.ingest.reading.hostile_pdfs import page_with
from tests.ingest.reading.pdf_papers import ENTRIES, paragraph

LINKS = (
    "https://doi.org/10.5555/well.2011",
    "https://harbour.example.org/observers",
    "https://scholar.google.com/scholar?q=calderon",
    "https://doi.org/10.5555",
)
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


def test_an_outline_of_a_thousand_entries_for_one_page_costs_no_more_than_a_hundred(plain: bytes) -> None:
    crowded = outlined(plain, *((f"The Committee of {number}", 0) for number in range(1000)), ("A Corridor", 0))
    began = time.process_time()
    assert headings(read_pdf(crowded)) == []
    assert time.process_time() - began < 20


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


@pytest.fixture(scope="module")
def linked() -> Document:
    """An article with a link over each entry of its bibliography; a fifth entry prints a DOI, and links to another."""
    printed = "Eze, Ngozi. 2018. “Markets at Night.” Quiet Roads 6 (1): 3–21. \\ https://doi.org/10.5555/night.18"
    entries = [*zip(ENTRIES, LINKS, strict=True), (printed, "https://doi.org/10.5555/other.9")]
    shown = [(entry.replace("//", r"\/\/"), link) for entry, link in entries]  # or typst makes a link of its own
    lines = [f'#par(hanging-indent: 1.5em)[#link("{link}")[{entry}]]' for entry, link in shown]
    source = "\n\n".join([PLAIN, "= The Road", paragraph(1), paragraph(2), "#strong[References]", *lines])
    return read(typst.compile(source.encode(), format="pdf"), "article.pdf")


def test_a_link_over_an_entry_gives_what_is_not_printed(linked: Document) -> None:
    told_of = {reference.raw[:5]: reference for reference in linked.references}
    assert len(linked.references) == 5
    adeyemi, bergstrom = told_of["Adeye"], told_of["Bergs"]
    assert (adeyemi.doi, adeyemi.url, adeyemi.from_link) == ("10.5555/well.2011", None, ("doi",))
    assert (bergstrom.doi, bergstrom.url, bergstrom.from_link) == (None, LINKS[1], ("url",))


def test_searches_and_broken_dois_are_no_addresses_and_what_is_printed_stays(linked: Document) -> None:
    told_of = {reference.raw[:5]: reference for reference in linked.references}
    for name in ("Calde", "Diall"):
        assert (told_of[name].doi, told_of[name].url, told_of[name].from_link) == (None, None, ())
    assert (told_of["Eze, "].doi, told_of["Eze, "].from_link) == ("10.5555/night.18", ())


def test_a_doi_from_a_link_is_known_by_as_a_printed_one_and_said_to_be_from_a_link(linked: Document) -> None:
    reference = next(one for one in as_json(linked)["references"] if one["raw"].startswith("Adeyemi"))
    assert (reference["doi"], reference["from_link"], reference["doubts"]) == ("10.5555/well.2011", ["doi"], [])


def test_attached_files_are_named() -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(page_with("Elders met under the tree.")))
    writer.add_attachment("table.csv", b"year,truce\n1999,yes\n")
    stream = io.BytesIO()
    writer.write(stream)
    assert as_json(read(stream.getvalue(), "described.pdf"))["attachments"] == ["table.csv"]


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>{doctype}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
prism:publicationDate="2014-03-01"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt>
</dc:title><dc:creator><rdf:Seq><rdf:li>Mara Lindqvist</rdf:li><rdf:li>Kunle Adeyemi</rdf:li></rdf:Seq></dc:creator>
<prism:doi>https://doi.org/10.5555/corridor.4</prism:doi></rdf:Description></rdf:RDF></x:xmpmeta>"""


def with_xmp(title: str = "The Corridor", doctype: str = "", **info: str) -> bytes:
    writer = PdfWriter()
    writer.append(io.BytesIO(page_with("Elders met under the tree.")))
    writer.xmp_metadata = XMP.format(title=title, doctype=doctype).encode()
    writer.add_metadata({f"/{name}": said for name, said in info.items()})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_xmp_tells_what_the_info_dictionary_does_not() -> None:
    front = told(with_xmp()).front
    assert (front.title, front.authors) == ("The Corridor", ("Mara Lindqvist", "Kunle Adeyemi"))
    assert (front.date, front.doi) == ("2014-03-01", "10.5555/corridor.4")


def test_xmp_replaces_nothing_that_the_info_dictionary_says() -> None:
    front = told(with_xmp(Title="The Truce", Author="Ana Reyes")).front
    assert (front.title, front.authors, front.doi) == ("The Truce", ("Ana Reyes",), "10.5555/corridor.4")


def test_entities_in_xmp_are_not_expanded_and_what_is_no_xml_says_nothing() -> None:
    declared = '<!DOCTYPE x [<!ENTITY a "Truce "><!ENTITY b "&a;&a;&a;">]>'
    assert told(with_xmp("&b;", doctype=declared)).front == Front()
    assert told(with_xmp("<broken", Author="Ana Reyes")).front == Front(authors=("Ana Reyes",))


def test_what_xmp_claims_is_distrusted_as_the_info_dictionary_is() -> None:
    assert read(with_xmp("Microsoft Word - final_3.docx"), "a.pdf").title != "Microsoft Word - final_3.docx"
