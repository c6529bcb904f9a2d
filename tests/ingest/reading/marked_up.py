"""The paper of `papers` in the formats of publishers: rendered by pandoc, and written by hand where they say more."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pypandoc

from tests.ingest.reading import papers


@cache
def by_pandoc(format: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper"
        pypandoc.convert_text(papers.MARKDOWN, format, "markdown", outputfile=str(file), extra_args=["--standalone"])
        return file.read_bytes()


JATS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN" "JATS-publishing1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article" xml:lang="en">
<front>
<journal-meta><journal-title-group><journal-title>Journal of Unarmed Protection</journal-title></journal-title-group>
</journal-meta>
<article-meta>
<article-id pub-id-type="doi">10.5555/jup.4.1.7</article-id>
<title-group><article-title>Walking the Line<xref ref-type="fn" rid="thanks">*</xref></article-title>
<subtitle>Unarmed Patrols in <italic>Mindanao</italic></subtitle></title-group>
<contrib-group>
<contrib contrib-type="author"><name><surname>Reyes</surname><given-names>Ana</given-names></name></contrib>
<contrib contrib-type="author"><name><surname>de Vries</surname><given-names>Jon B.</given-names>
<suffix>Jr.</suffix></name></contrib>
<contrib contrib-type="author"><collab>Patrol Archive</collab></contrib>
<contrib contrib-type="editor"><name><surname>Not</surname><given-names>Me</given-names></name></contrib>
</contrib-group>
<author-notes><fn id="thanks"><p>The authors thank the walkers.</p></fn></author-notes>
<pub-date pub-type="epub"><year>2018</year></pub-date>
<pub-date pub-type="ppub"><year>2019</year></pub-date>
<abstract abstract-type="graphical"><p>A picture.</p></abstract>
<abstract><title>Abstract</title><p>This article follows night patrols along a ceasefire line.</p></abstract>
<kwd-group><title>Keywords</title><kwd>civilian protection</kwd><kwd>ceasefire</kwd></kwd-group>
</article-meta>
</front>
<body>
<p>{papers.BODY[0]}<xref ref-type="fn" rid="n1"><sup>1</sup></xref> Caf&eacute;s opened again.</p>
<sec><title>What came of it</title>
<p>{papers.BODY[1]}<fn id="n2"><label>2</label><p>{papers.NOTES[2]}</p></fn> See <xref ref-type="bibr"
rid="r1">Reyes (2015)</xref>.</p>
<fig><label>Figure 1</label><caption><p>Two roads.</p></caption><graphic xlink:href="a.png"/></fig>
<table-wrap><table><tr><td>Village</td><td>Walkers</td></tr><tr><td>Pikit</td><td>11</td></tr></table></table-wrap>
</sec>
</body>
<back>
<fn-group><fn id="n1"><label>1</label><p>{papers.NOTES[0]}</p></fn></fn-group>
<ref-list><title>References</title>
<ref id="r1"><element-citation publication-type="book"><person-group person-group-type="author"><name>
<surname>Reyes</surname><given-names>Ana</given-names></name></person-group><year>2015</year><source>On Patrol</source>
<publisher-loc>Manila</publisher-loc><publisher-name>Harbour Press</publisher-name></element-citation></ref>
<ref id="r2"><label>2</label><mixed-citation publication-type="journal"><string-name><surname>Vries</surname>,
<given-names>Jon</given-names></string-name>. <year>2012</year>.
&#8220;<article-title>Ceasefires</article-title>.&#8221;
<source>Journal of Unarmed Protection</source> <volume>3</volume> (<issue>1</issue>):
<fpage>1</fpage>&#8211;<lpage>20</lpage>.
<pub-id pub-id-type="doi">10.5555/jup.3.1.1</pub-id></mixed-citation></ref>
<ref id="r3">
<mixed-citation>Kaplan, Oliver. 2017. Resisting War. Cambridge: Cambridge University Press.</mixed-citation>
</ref>
</ref-list>
</back>
</article>
""".encode()

TEI = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title level="a" type="main">{papers.TITLE}</title></titleStmt>
<publicationStmt><publisher/></publicationStmt>
<sourceDesc><biblStruct><analytic>
<author><persName><forename type="first">Ana</forename><surname>Reyes</surname></persName><affiliation><orgName>Patrol
Archive</orgName></affiliation></author>
<author><persName><forename type="first">Jon</forename><forename type="middle">B</forename><surname>de
Vries</surname></persName></author>
<title level="a" type="main">{papers.TITLE}</title></analytic>
<monogr><title level="j">Journal of Unarmed Protection</title><imprint><biblScope unit="volume">4</biblScope>
<date type="published" when="2019-05-01">1 May 2019</date></imprint></monogr>
<idno type="DOI">10.5555/jup.4.1.7</idno></biblStruct></sourceDesc></fileDesc>
<profileDesc><textClass><keywords><term>civilian protection</term><term>ceasefire</term></keywords></textClass>
<abstract><p>This article follows night patrols along a ceasefire line.</p></abstract></profileDesc></teiHeader>
<text xml:lang="en"><body>
<pb n="7"/><div><head n="1">Background</head>
<p>{papers.BODY[0]}<ref type="foot" target="#foot_0">1</ref> It began <pb n="8"/>with two roads.</p></div>
<div><head>What came of it</head><p>{papers.BODY[1]}<ref type="foot" target="#foot_1">2</ref></p></div>
<note place="headnote">Walking the Line</note>
<note place="foot" n="1" xml:id="foot_0">{papers.NOTES[0]}</note>
<note place="foot" n="2" xml:id="foot_1">{papers.NOTES[2]}</note>
</body><back><div type="references"><listBibl>
<biblStruct xml:id="b0"><monogr><title level="m">On Patrol</title><author><persName><forename>Ana</forename>
<surname>Reyes</surname></persName></author><imprint><date type="published" when="2015"/><pubPlace>Manila</pubPlace>
<publisher>Harbour Press</publisher></imprint></monogr><note type="raw_reference">{papers.NOTES[0]}</note></biblStruct>
<biblStruct xml:id="b1"><analytic><title level="a">Ceasefires</title><author><persName><forename>Jon</forename>
<surname>Vries</surname></persName></author></analytic><monogr><title level="j">Journal of Unarmed Protection</title>
<imprint><biblScope unit="volume">3</biblScope><biblScope unit="issue">1</biblScope><biblScope unit="page" from="1"
to="20"/><date when="2012"/></imprint></monogr></biblStruct>
<bibl>Kaplan, Oliver. 2017. Resisting War. Cambridge: Cambridge University Press.</bibl>
</listBibl></div></back></text></TEI>
""".encode()

_CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title id="t">Walking the Line</dc:title>
<meta refines="#t" property="title-type">main</meta><dc:title id="s">Unarmed Patrols in Mindanao</dc:title>
<meta refines="#s" property="title-type">subtitle</meta>
<dc:creator id="a">Ana María Reyes Cruz</dc:creator><meta refines="#a" property="file-as">Reyes Cruz, Ana María</meta>
<dc:creator id="i">Ines Paint</dc:creator><meta refines="#i" property="role">ill</meta>
<dc:identifier>doi:10.5555/book.7</dc:identifier><dc:language>en-GB</dc:language><dc:date>2019-05-01</dc:date>
<dc:subject>ceasefire</dc:subject><dc:description>&lt;p&gt;On &lt;i&gt;patrols&lt;/i&gt;.&lt;/p&gt;</dc:description>
</metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="c1" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="notes.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="nav"/><itemref idref="c1"/><itemref idref="c2"/><itemref idref="n" linear="no"/>
</spine></package>"""


def _chapter(body: str) -> str:
    return (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>x</title></head><body>{body}</body></html>"
    )


def _reference(number: int, target: str) -> str:
    return f'<a epub:type="noteref" href="{target}" id="back{number}">{number}</a>'


def _aside(number: int, back: str, text: str) -> str:
    return (
        f'<aside epub:type="footnote" id="n{number}"><p><a href="{back}#back{number}">{number}</a>. {text}</p></aside>'
    )


def _break(page: str) -> str:
    return f'<span epub:type="pagebreak" id="p{page}" title="{page}"/>'


BOOK: Mapping[str, str] = {
    "META-INF/container.xml": _CONTAINER,
    "OPS/book.opf": _PACKAGE,
    "OPS/nav.xhtml": _chapter('<nav epub:type="toc"><ol><li><a href="text/one.xhtml">One</a></li></ol></nav>'),
    "OPS/text/one.xhtml": _chapter(
        f"<h1>Background</h1><p>{_break('12')}{papers.BODY[0]}{_reference(1, '../notes.xhtml#n1')} "
        f"It began with {_break('13')}two roads.</p>"
    ),
    "OPS/text/two b.xhtml": _chapter(
        f"<h1>What came of it</h1><p>{papers.BODY[1]}{_reference(2, '../notes.xhtml#n2')}</p>"
    ),
    "OPS/notes.xhtml": _chapter(
        _aside(1, "text/one.xhtml", papers.NOTES[0]) + _aside(2, "text/two%20b.xhtml", papers.NOTES[2])
    ),
}


def epub(parts: Mapping[str, str | bytes] = BOOK) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


LOCKED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData
xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>
<CipherData><CipherReference URI="OPS/text/one.xhtml"/></CipherData></EncryptedData></encryption>"""
