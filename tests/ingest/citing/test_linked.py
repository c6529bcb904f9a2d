"""What a publisher linked to the bibliography is a citation of that work, whatever its words look like."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.records import Citation, Document
from ingest.read import as_json, read

WORKS = (
    ("Adeyemi", 2011, "Bargaining at the Well"),
    ("Bergström", 2014, "Observers in Three Counties"),
    ("Calderón", 2009, "Markets of Peace"),
    ("Diallo", 2016, "The Committee of Twelve"),
)
BEFORE = "Village elders met the commanders of both militias and asked for a corridor that traders could use. "

JATS = """<?xml version="1.0"?><article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><title-group>
<article-title>The Corridor</article-title></title-group></article-meta></front><body><sec><title>A Road</title>
{body}</sec></body><back><ref-list><title>References</title>{entries}</ref-list></back></article>"""
JATS_ENTRY = """<ref id="b{number}"><element-citation publication-type="book"><person-group person-group-type="author">
<name><surname>{family}</surname><given-names>Kunle</given-names></name></person-group><year>{year}</year>
<source>{title}</source></element-citation></ref>"""
TEI = """<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>The Corridor</title></titleStmt></fileDesc></teiHeader><text><body><div><head>A Road</head>{body}</div></body>
<back><div type="references"><listBibl>{entries}</listBibl></div></back></text></TEI>"""
TEI_ENTRY = """<biblStruct xml:id="b{number}"><monogr><title level="m">{title}</title><author><persName>
<forename>Kunle</forename><surname>{family}</surname></persName></author><imprint><date when="{year}"/></imprint>
</monogr></biblStruct>"""


def jats(body: str) -> Document:
    return read(_filled(JATS, JATS_ENTRY, body), "article.xml")


def tei(body: str) -> Document:
    return read(_filled(TEI, TEI_ENTRY, body), "article.xml")


def _filled(article: str, entry: str, body: str) -> bytes:
    entries = (entry.format(number=n, family=f, year=y, title=t) for n, (f, y, t) in enumerate(WORKS, 1))
    return article.format(body=f"<p>{BEFORE}{body}</p>", entries="".join(entries)).encode()


def xref(target: str, words: str) -> str:
    return f'<xref ref-type="bibr" rid="{target}">{words}</xref>'


def families(document: Document, citation: Citation) -> list[str]:
    return [document.references[index].authors[0].family for index in citation.references]


@pytest.mark.parametrize(
    ("made", "linked"),
    [(jats, xref("b2", "the observers")), (tei, '<ref type="bibr" target="#b2">the observers</ref>')],
)
def test_words_that_name_nobody_are_linked(made: Callable[[str], Document], linked: str) -> None:
    document = made(f"So wrote {linked} of the truce.")
    (citation,) = document.citations
    assert (citation.text, families(document, citation)) == ("the observers", ["Bergström"])
    assert document.text[citation.start : citation.end] == "the observers"
    (link,) = citation.links
    assert (link.how, link.score, link.start) == ("link", 1.0, citation.start)
    assert as_json(document)["citations"][0]["sentence"] == "So wrote the observers of the truce."


def test_a_link_outweighs_what_we_read_in_its_words_and_is_told_once() -> None:
    document = jats(f"So wrote {xref('b3', 'Adeyemi (2011)')}, and also Diallo (2016).")
    cited = [(one.text, families(document, one), one.links[0].how) for one in document.citations]
    assert cited == [("Adeyemi (2011)", ["Calderón"], "link"), ("Diallo (2016)", ["Diallo"], "author-year")]


def test_a_run_of_which_only_the_ends_are_linked_means_all_between() -> None:
    document = jats(f"So it was told [{xref('b1', '1')}–{xref('b3', '3')}, {xref('b4', '4')}].")
    assert [families(document, one) for one in document.citations] == [
        ["Adeyemi"],
        ["Bergström", "Calderón"],
        ["Diallo"],
    ]


def test_raised_numbers_that_are_linked_cite_and_stay_in_the_text() -> None:
    document = jats(f"So it was told.<sup>{xref('b1', '1')}</sup> Nobody doubted it.")
    (citation,) = document.citations
    assert (citation.text, families(document, citation)) == ("¹", ["Adeyemi"])
    assert "told.¹ Nobody doubted it." in document.text


def test_words_and_signs_around_a_link_stay_as_they_are() -> None:
    document = jats(
        f"It was told ({xref('b1', 'Adeyemi 2011')}, {xref('b4', '2016')}) and {xref('b2 b3', 'by others')}."
    )
    assert "It was told (Adeyemi 2011, 2016) and by others." in document.text
    assert families(document, document.citations[-1]) == ["Bergström", "Calderón"]


def test_a_link_to_nothing_cites_nothing_by_itself() -> None:
    document = jats(f"So wrote {xref('gone', 'the observers')} of the truce.")
    assert document.citations == ()
    assert "So wrote the observers of the truce." in document.text
