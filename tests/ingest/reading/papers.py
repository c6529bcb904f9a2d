"""Small papers of our own in every format that is read without a renderer: the same text, the same three notes."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

TITLE = "Walking the Line: Unarmed Patrols in Mindanao"
BODY = (
    "Villages near the ceasefire line asked for patrols, and by 2014 eleven of them walked every night.",
    "They carried no weapons; observers of both sides walked with them.",
)
NOTES = ("Reyes, Ana. 2015. On Patrol. Manila: Harbour Press.", "Ibid., 4.", "Vries, “Ceasefires,” 22.")

MARKDOWN = f"""---
title: "{TITLE}"
author: [Ana Reyes, Jon B. de Vries]
date: 2019-05-01
keywords: [civilian protection, ceasefire]
---

# Background

{BODY[0]}[^1] It began with *two* roads.[^2]

## What came of it

{BODY[1]}[^3]

[^1]: {NOTES[0]}
[^2]: {NOTES[1]}
[^3]: {NOTES[2]}

# References

Reyes, Ana. 2015. *On Patrol*. Manila: Harbour Press.
"""

CONVERTED = f"""3-2019

{TITLE}

Ana Reyes

Recommended Citation

Reyes, Ana (2019) "{TITLE}," *Journal of Unarmed Protection*: Vol. 4: Iss. 1: 1-9.

DOI:

<http://dx.doi.org/10.5555/jup.4.1.7>

{TITLE}

Ana Reyes

Abstract: This article follows night patrols along a ceasefire line and asks what made them possible for so many years.

Keywords: civilian protection, ceasefire

Background

{BODY[0]}¹ It began with two roads.² The first of them led to a market that both sides used, and the second one

¹ {NOTES[0]}

² {NOTES[1]}

led to a school that had stood empty for three years. {BODY[1]}³

³ {NOTES[2]}

Bibliography

- Reyes, Ana. 2015. *On Patrol*. Manila: Harbour Press.
- Vries, Jon. 2012. "Ceasefires." *Journal of Unarmed Protection* 3 (1): 1–20.
"""


def _mark(number: int) -> str:
    return f'<a href="#fn{number}" class="footnote-ref" id="fnref{number}" role="doc-noteref"><sup>{number}</sup></a>'


def _note(number: int, text: str) -> str:
    back = f'<a href="#fnref{number}" class="footnote-back" role="doc-backlink">↩︎</a>'
    return f'<li id="fn{number}"><p>{text}{back}</p></li>'


HTML = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
<meta name="citation_author" content="Reyes, Ana"><meta name="citation_author" content="de Vries, Jon B.">
<meta name="citation_publication_date" content="2019/05/01"></head>
<body><header id="title-block-header"><h1 class="title">{TITLE}</h1>
<p class="author">Ana Reyes</p><p class="author">Jon B. de Vries</p></header>
<h1>Background</h1><p>{BODY[0]}{_mark(1)} It began with <em>two</em> roads.{_mark(2)}</p>
<h2>What came of it</h2><p>{BODY[1]}{_mark(3)}</p>
<section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol>
{"".join(_note(number, text) for number, text in enumerate(NOTES, 1))}
</ol></section></body></html>"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(**parts: str) -> bytes:
    """A DOCX file: the paper above, or with other parts (`document`, `footnotes`) in place of its own."""
    written = {"word/document.xml": _document(), "word/footnotes.xml": _footnotes(), "word/styles.xml": _styles()}
    written |= {f"word/{name}.xml": xml for name, xml in parts.items()}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in written.items():
            archive.writestr(name, xml, compresslevel=1)
    return held.getvalue()


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _reference(identifier: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{identifier}"/></w:r>'


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _document() -> str:
    paragraphs = (
        _paragraph("Titel", _run(TITLE)),
        _paragraph("Author", _run("Ana Reyes")),
        _paragraph("Heading1", _run("Background")),
        _paragraph("Body", _run(BODY[0]) + _reference(21) + _run(" It began with two roads.") + _reference(20)),
        _paragraph("Heading2", _run("What came of it")),
        _paragraph("Body", _run(BODY[1]) + _reference(35)),
    )
    return f"<w:document {_W}><w:body>{''.join(paragraphs)}</w:body></w:document>"


def _footnotes() -> str:
    notes = zip((21, 20, 35), NOTES, strict=True)
    held = "".join(f'<w:footnote w:id="{i}"><w:p>{_run(text)}</w:p></w:footnote>' for i, text in notes)
    return f'<w:footnotes {_W}><w:footnote w:id="-1"><w:p/></w:footnote>{held}</w:footnotes>'


def _styles() -> str:
    named = {
        "Titel": "Title",
        "Author": "Author",
        "Heading1": "heading 1",
        "Heading2": "heading 2",
        "Body": "Body Text",
    }
    held = "".join(f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in named.items())
    return f"<w:styles {_W}>{held}</w:styles>"
