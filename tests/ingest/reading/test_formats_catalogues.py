"""Catalogues: every record is read or named as bad, whatever tool wrote them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Name
from ingest.errors import BadRecord, Damaged, DeclaresEntities, EmptyFile, IsCatalogue, ReadingError
from ingest.formats import format_of
from ingest.read import read
from ingest.reading.catalogue import Catalogue, Record, read_catalogue
from ingest.reading.csl import canonical, catalogued

BIBTEX = r"""
@string{jup = "Journal of Unarmed Protection"}
@comment{kept for later}
@article{reyes2019,
  author = {Reyes, Ana and {United Nations} and Jan de Vries and M{\"u}ller, J{\"o}rg},
  title = {{Walking} the {L}ine: \emph{Unarmed} Patrols \& Caf{\'e}s},
  journal = jup, year = 2019, month = may, number = 2, pages = {1--19}, doi = {10.5555/jup\_4},
  keywords = {ceasefire, patrols},
  file = {Full Text:files/12/Reyes - 2019.pdf:application/pdf;Notes\: mine:files/13/a_b.html:text/html},
}
@book{kaplan, author = "Oliver Kaplan", title = "Resisting War", date = {2017-03}, publisher = {CUP}, file = {k.pdf}}
"""

RIS = """Provider: a database
Content: text/plain

TY  - JOUR
ID  - reyes2019
AU  - Reyes, Ana
A1  - United Nations
TI  - Walking the Line
T2  - Journal of Unarmed Protection
PY  - 2019/05/01/
IS  - 2
SP  - 1
EP  - 19
DO  - https://doi.org/10.5555/jup_4
KW  - ceasefire
KW  - patrols
AB  - Villages asked
for patrols.
L1  - files/12/Reyes - 2019.pdf
UR  - https://example.org/a
ER  -

TY  - BOOK
AU  - Kaplan, Oliver
TI  - Resisting War
PY  - 2017
PB  - CUP
ER  -
"""

CSL = [
    {
        "id": "reyes2019",
        "type": "article-journal",
        "title": "Walking the Line",
        "author": [
            {"family": "Reyes", "given": "Ana"},
            {"literal": "United Nations"},
            {"family": "Vries", "given": "Jan", "non-dropping-particle": "de"},
        ],
        "issued": {"date-parts": [["2019", 5, 1]]},
        "container-title": "Journal of Unarmed Protection",
        "issue": 2,
        "page": "1-19",
        "DOI": "10.5555/jup_4",
        "keyword": "ceasefire, patrols",
        "abstract": "<jats:p>Villages asked for patrols.</jats:p>",
        "file": "files/12/Reyes - 2019.pdf",
    },
    {"id": "kaplan", "type": "book", "title": "Resisting War", "issued": {"raw": "2017"}},
]

ZOTERO = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/">
<bib:Article rdf:about="https://example.org/a">
 <z:itemType>journalArticle</z:itemType>
 <dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
 <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Reyes</foaf:surname><foaf:givenName>Ana</foaf:givenName>
 </foaf:Person></rdf:li><rdf:li><foaf:Person><foaf:surname>United Nations</foaf:surname></foaf:Person></rdf:li>
 </rdf:Seq></bib:authors>
 <link:link rdf:resource="#item_2"/>
 <dc:subject>ceasefire</dc:subject><dc:subject><z:AutomaticTag><rdf:value>patrols</rdf:value></z:AutomaticTag></dc:subject>
 <dc:title>Walking the Line</dc:title><dcterms:abstract>Villages asked for patrols.</dcterms:abstract>
 <dc:date>2019-05-01</dc:date><bib:pages>1-19</bib:pages>
</bib:Article>
<bib:Journal rdf:about="urn:issn:1234-5678"><dc:title>Journal of Unarmed Protection</dc:title>
 <prism:number>2</prism:number><dc:identifier>DOI 10.5555/jup_4</dc:identifier>
 <dc:identifier>ISSN 1234-5678</dc:identifier></bib:Journal>
<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType>
 <rdf:resource rdf:resource="files/12/Reyes - 2019.pdf"/><dc:title>Full Text</dc:title></z:Attachment>
<bib:Book rdf:about="#item_3"><z:itemType>book</z:itemType><dc:title>Resisting War</dc:title><dc:date>2017</dc:date>
</bib:Book>
</rdf:RDF>"""

FILES = {
    "refs.bib": BIBTEX.encode(),
    "refs.ris": RIS.encode(),
    "refs.json": json.dumps(CSL).encode(),
    "refs.rdf": ZOTERO.encode(),
}


@pytest.fixture(params=FILES)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return read_catalogue(FILES[request.param], request.param)


def test_the_same_records_whatever_wrote_them(catalogue: Catalogue) -> None:
    assert not catalogue.bad
    article, book = catalogue.records
    said = catalogued(article.item)
    assert said.title.startswith("Walking the Line")
    assert said.authors[:2] == (Name("Reyes", "Ana"), Name("United Nations"))
    assert (said.year, said.container, said.issue) == (2019, "Journal of Unarmed Protection", "2")
    assert (said.doi, said.kind, said.keywords) == ("10.5555/jup_4", "article", ("ceasefire", "patrols"))
    assert said.date in ("2019-05-01", "2019-05")
    assert article.files[0] == "files/12/Reyes - 2019.pdf"
    assert (catalogued(book.item).title, catalogued(book.item).year) == ("Resisting War", 2017)


def test_bibtex_names_and_latex() -> None:
    article, book = read_catalogue(BIBTEX.encode(), "refs.bib").records
    said = catalogued(article.item)
    assert said.title == "Walking the Line: Unarmed Patrols & Cafés"
    assert said.authors[2:] == (Name("de Vries", "Jan"), Name("Müller", "Jörg"))
    assert said.page_range == "1–19"
    assert article.files == ("files/12/Reyes - 2019.pdf", "files/13/a_b.html")
    assert (article.line, book.line) == (4, 11)
    assert (catalogued(book.item).authors, book.files) == ((Name("Kaplan", "Oliver"),), ("k.pdf",))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("In 50% of villages", "In 50% of villages"),
        (r"In 50\% of villages", "In 50% of villages"),
        ("It cost US$5 a day", "It cost US$5 a day"),
        (r"Caf{\'e}s --- open", "Cafés — open"),
        ("{UN} peace~work", "UN peace work"),
    ],
)
def test_what_people_write_in_bibtex_is_not_lost(written: str, read: str) -> None:
    (record,) = read_catalogue(f"@book{{a, title = {{{written}}}}}".encode(), "a.bib").records
    assert record.item["title"] == read


def test_a_record_is_a_document_of_its_own() -> None:
    record = read_catalogue(json.dumps(CSL).encode(), "refs.json").records[0]
    document = read(canonical(record.item), "reyes2019.json")
    assert document.title == "Walking the Line"
    assert [(passage.kind, passage.text) for passage in document.passages] == [
        ("abstract", "Villages asked for patrols.")
    ]
    assert document.authors[2] == Name("de Vries", "Jan")
    assert document.media_type == "application/vnd.citationstyles.csl+json"


def test_a_record_without_an_abstract_has_no_passage() -> None:
    document = read(canonical(CSL[1]), "kaplan.json")
    assert (document.text, document.passages) == ("Resisting War", ())


def test_canonical_bytes_do_not_hang_on_the_order_of_fields() -> None:
    assert (
        canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"type":"document","a":"é","b":1}'.encode()
    )


def test_a_catalogue_is_no_document() -> None:
    for name, data in FILES.items():
        with pytest.raises(IsCatalogue):
            read(data, name)


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (RIS.encode(), "refs.ris", "ris"),
        (RIS[RIS.index("TY") :].encode(), "export.txt", "ris"),
        (b"\xef\xbb\xbf" + RIS[RIS.index("TY") :].encode(), "export.txt", "ris"),
        (BIBTEX.encode(), "refs.txt", "bibtex"),
        (json.dumps(CSL).encode(), "refs.json", "csl-json"),
        (json.dumps(CSL[0]).encode(), "one.json", "csl"),
        (ZOTERO.encode(), "Exported Items.rdf", "zotero-rdf"),
        (b"Dear @article{ion}, TY - thanks", "letter.txt", "text"),
    ],
)
def test_content_decides(data: bytes, name: str, format: str) -> None:
    assert format_of(data, name) == format


@pytest.mark.parametrize(
    ("data", "name", "keys", "bad"),
    [
        (
            "TY  - BOOK\nTI  - Lost\nTY  - BOOK\nTI  - Kept\nER  -\nstray words\n",
            "refs.ris",
            ["Kept"],
            [(1, "Lost", 1, "it does not end with ER"), (3, "", 6, "it does not begin with TY")],
        ),
        (
            "TY  - BOOK\nTI  - Kept\nER  -\nTY  - BOOK\nAU  - A, B\nER  -\nTY  - JOUR\nTI  - Cut",
            "refs.ris",
            ["Kept"],
            [(2, "line 4", 4, "it has no title"), (3, "Cut", 7, "it does not end with ER")],
        ),
        (
            "@book{a, title={A}}\n@book{b, title = {No end\n@book{a, title={B}}\n@misc{c, author={X}}\n"
            "@book{d, title={D}, author={A,B,C,D,E}}\n@book{e, title={E}}",
            "refs.bib",
            ["a", "e"],
            [
                (2, "b", 2, "braces"),
                (3, "a", 3, "Duplicate entry key"),
                (4, "c", 4, "it has no title"),
                (5, "d", 5, "Too many commas"),
            ],
        ),
        (
            '[{"type":"book","title":"A","id":1}, {"type":"book"}, 7, {"type":7,"title":"x"}, {"id":"n","title":" "}]',
            "refs.json",
            ["1"],
            [(2, "", None, "no title"), (3, "", None, "object"), (4, "", None, "type"), (5, "n", None, "no title")],
        ),
    ],
    ids=["ris-unended", "ris-cut", "bibtex", "csl"],
)
def test_bad_records_are_named_and_the_rest_goes_on(
    data: str, name: str, keys: list[str], bad: list[tuple[int, str, int | None, str]]
) -> None:
    found = read_catalogue(data.encode(), name)
    assert [record.key for record in found.records] == keys
    assert [(one.number, one.key, one.line) for one in found.bad] == [one[:3] for one in bad]
    assert all(why in one.why for one, (*_, why) in zip(found.bad, bad, strict=True))


def test_a_file_without_a_record_in_a_zotero_export_is_named() -> None:
    loose = ZOTERO.replace('<link:link rdf:resource="#item_2"/>', "")
    assert [(one.number, one.key) for one in read_catalogue(loose.encode(), "x.rdf").bad] == [
        (3, "files/12/Reyes - 2019.pdf")
    ]


def test_records_of_one_key_are_told_apart() -> None:
    two = json.dumps([{**CSL[1]}, {**CSL[1], "title": "Another"}]).encode()
    assert [record.key for record in read_catalogue(two, "refs.json").records] == ["kaplan", "kaplan-2"]


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        ('[{"type":"book","title":"A"},', "cut.json", Damaged),
        ('[{"type":"book"},' + "[" * 200_000, "deep.json", Damaged),
        ('{"type":"book"}', "one.json", BadRecord),
        (ZOTERO[:900], "cut.rdf", Damaged),
        ('<!DOCTYPE r [<!ENTITY a "ha">]>' + ZOTERO.replace("Resisting", "&a;"), "laughs.rdf", DeclaresEntities),
        ("  ", "empty.bib", EmptyFile),
    ],
)
def test_catalogues_that_are_bad_as_a_whole(data: str, name: str, error: type[ReadingError]) -> None:
    reader = read if name in ("one.json", "empty.bib") else read_catalogue
    with pytest.raises(error):
        reader(data.encode(), name)


# ---------------------------------------------------------------- laws

_WORDS = st.text(
    st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="\r\n\x85\u2028\u2029"), max_size=30
)
_RIS_RECORD = st.tuples(_WORDS, _WORDS, st.booleans(), st.booleans())


@given(st.lists(_RIS_RECORD, min_size=1, max_size=12))
def test_every_ris_record_is_read_or_bad(records: list[tuple[str, str, bool, bool]]) -> None:
    text = "".join(
        "TY  - BOOK\n"
        + (f"TI  - T{title}\n" if titled else f"N1  - {title}\n")
        + f"AU  - {author}\n"
        + ("ER  - \n\n" if ended else "")
        for title, author, titled, ended in records
    )
    found = read_catalogue(text.encode(), "refs.ris")
    assert len(found.records) + len(found.bad) == len(records)
    assert len(found.records) == sum(titled and ended for _, _, titled, ended in records)
    assert [one.number for one in (*found.records, *found.bad)] != [] and len(
        {one.number for one in (*found.records, *found.bad)}
    ) == len(records)


_BRACED = st.text(st.characters(categories=("L", "N", "Zs")), max_size=20)


@given(st.lists(st.tuples(_BRACED, st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_every_bibtex_entry_is_read_or_bad(entries: list[tuple[str, bool, bool]]) -> None:
    text = "\n".join(
        f"@book{{k{n}, {'title' if titled else 'note'} = {{T{words}{'}' if closed else ''}" + ("}" if closed else "")
        for n, (words, titled, closed) in enumerate(entries)
    )
    found = read_catalogue(text.encode(), "refs.bib")
    assert len(found.records) + len(found.bad) == len(entries)
    assert len(found.records) == sum(titled and closed for _, titled, closed in entries)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = st.sampled_from(["title", "author", "issued", "DOI", "keyword", "abstract", "language", "page", "file", "id"])


@given(st.lists(_JSON | st.dictionaries(_FIELDS, _JSON, max_size=6), max_size=6))
def test_whatever_a_csl_item_holds_it_is_read_or_bad(items: list[object]) -> None:
    data = json.dumps([{"type": "book", "title": "First"}, *items]).encode()
    found = read_catalogue(data, "refs.json")
    assert len(found.records) + len(found.bad) == len(items) + 1
    for record in found.records:
        assert isinstance(record, Record)
        assert read(canonical(record.item), "record.json").title == catalogued(record.item).title
