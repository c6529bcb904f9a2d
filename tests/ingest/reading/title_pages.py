"""First pages of our own, set by typst as journals, repositories, universities and presses set theirs."""

from __future__ import annotations

import random

import typst

_SETUP = """
#set page(width: 170mm, height: 240mm, margin: 22mm, numbering: none)
#set text(font: "Libertinus Serif", size: 10.5pt)
#set par(justify: true)
#show footnote.entry: set text(8pt)
"""
PROSE = (
    "Village elders met the commanders of both militias and asked for a corridor that traders could use. "
    "Women of the market association carried the messages, because nobody stopped them at the checkpoints. "
    "The corridor stayed open for eleven weeks, and no vehicle was stopped while observers of both sides watched it. "
)
_WORDS = PROSE.lower().replace(".", "").replace(",", "").split()
TITLE = "The Corridor and the Well: Truces That Traders Keep"
BYLINE = "Mara Lindqvist and Paul Otieno"


def prose(seed: int) -> str:
    """A paragraph whose lines stand nowhere else: a line that returns at the top of pages would be a running head."""
    order = random.Random(seed)
    sentences = (" ".join(order.sample(_WORDS, 14)).capitalize() for _ in range(9))
    return ". ".join(sentences) + "."


_ARTICLE = f"""
#align(center)[#text(17pt, weight: "bold")[{TITLE}] \\ #v(3mm) #text(12pt)[{BYLINE}]]
#v(6mm)
*Abstract:* {PROSE}

*Keywords:* truces, traders, corridors

#text(13pt, weight: "bold")[Introduction]

{prose(1)}
"""
_TERMS = (
    "This document is made available under Deposit Licence. We grant a non-exclusive, non-transferable, individual and "
    "limited right to using this document. This document is solely intended for your personal, non-commercial use. "
    "All of the copies of this document must retain all copyright information regarding legal protection."
)


def page(text: str) -> bytes:
    """A PDF with these pages, and three more of running text."""
    rest = "".join(f"#pagebreak()\n{prose(number)}\n\n{prose(number + 50)}\n" for number in range(100, 400, 100))
    return typst.compile(f"{_SETUP}\n{text}\n{rest}".encode(), format="pdf")


def article(foot: str) -> bytes:
    """An article with its imprint at the foot of the first page."""
    return page(f"{_ARTICLE}\n#place(bottom, text(8pt)[{foot}])")


def covered(cover: str) -> bytes:
    """An article behind a repository's cover page."""
    return page(f"{cover}\n#pagebreak()\n{_ARTICLE}")


SSOAR = covered(f"""
#text(18pt, weight: "bold")[{TITLE}] \\ #text(13pt)[Lindqvist, Mara; Otieno, Paul]

Veröffentlichungsversion / Published Version \\ Zeitschriftenartikel / journal article

#text(9pt)[*Empfohlene Zitierung / Suggested Citation:*]

#text(9pt)[Lindqvist, Mara ; Otieno, Paul: {TITLE}. In: _Journal of Quiet Roads_ 4 (2014), 2, pp. 14-39.]

#text(8pt)[*Terms of use:*]

#text(8pt)[{_TERMS}]
""")
JSTOR = covered(f"""
#text(14pt, weight: "bold")[{TITLE}]

Author(s): {BYLINE}

Source: _Journal of Quiet Roads_, Vol. 4, No. 2 (May, 2014), pp. 14-39

Published by: Harbour University Press

Stable URL: http://stable.example/40012345

Your use of the archive indicates your acceptance of the Terms and Conditions of Use, and of the licence under which
the archive lets readers download what it holds, unless you have obtained permission from the publisher.
""")
HAL = covered(f"""
#text(17pt)[{TITLE}] \\ #text(12pt)[Mara Lindqvist, Paul Otieno]

*To cite this version:*

Mara Lindqvist, Paul Otieno. {TITLE}. Journal of Quiet Roads, 2014, 4 (2), pp.14-39.

HAL is a multi-disciplinary open access archive for the deposit and dissemination of scientific research documents.
""")
WORKING_PAPER = page(f"""
#align(right)[*Harbour Institute Working Paper No. 17*]
#v(30mm)
#text(20pt)[{TITLE}]

#text(12pt)[{BYLINE}]

November 2013
#pagebreak()
""")
THESIS = page(f"""
#align(center)[#text(18pt, weight: "bold")[{TITLE}]
#v(10mm)
#text(13pt)[Mara Lindqvist]
#v(10mm)
A thesis submitted in partial fulfilment of the requirements for the degree of Doctor of Philosophy

Harbour University

September 2012]
#pagebreak()
""")
LAW_REVIEW = page(f"""
#align(center)[#text(15pt)[THE CORRIDOR AND THE WELL: TRUCES THAT TRADERS KEEP]
#v(4mm)
#text(10.5pt)[MARA LINDQVIST#super[\\*] AND PAUL OTIENO#super[†]]]

{prose(20)}

{prose(1)}

#place(bottom, text(8pt)[\\* Professor of Law. © 2014 Harbour Law Review, Vol. 12, No. 1, pp. 1–40.])
""")
REVIEW = typst.compile(
    f"""{_SETUP}
#text(14pt, style: "italic")[Book review]

#text(11pt, weight: "bold")[Herders and Farmers: A History of Wells]

Aminata Diallo. Dakar: Baobab, 2011. 253 pp.

#text(8pt)[Journal of Quiet Roads, Vol. 4, No. 2 (2014), pp. 133–134]

{prose(1)}

{prose(40)}

Mara Lindqvist \\ Harbour University
""".encode(),
    format="pdf",
)
BLANKET_TYPE = page(f"""
#text(10.5pt)[#par(leading: 1.6em)[{TITLE} \\ Mara Lindqvist \\ Harbour University \\ Port City]]
#pagebreak()
{prose(60)}
""")
NETWORK = covered(f"""
See discussions, stats, and author profiles for this publication at: https://network.example/publication/1234

#text(15pt)[{TITLE}]

#text(9pt)[Article in Journal of Quiet Roads · May 2014]

#text(8pt)[2 authors, including:]

#text(8pt)[The user has requested enhancement of the downloaded file.]
""")
PUBLISHER = covered(f"""
#text(9pt)[Journal of Quiet Roads] \\ #text(8pt)[ISSN: 1234-5678 (Print) Journal homepage: https://example.org/jqr]

#text(16pt)[{TITLE}]

#text(10pt)[{BYLINE}]

#text(8pt)[To cite this article: Mara Lindqvist & Paul Otieno (2014) {TITLE}, Journal of Quiet Roads, 4:2, 14-39]

#text(8pt)[To link to this article: https://doi.org/10.1080/1234.2014.17]

#text(8pt)[Published online: 03 Mar 2014.]
""")
UNIVERSITY = covered(f"""
#text(12pt)[Harbour University] \\ #text(14pt)[Harbour Digital Commons]

#text(16pt)[{TITLE}]

Mara Lindqvist \\ Harbour University

Paul Otieno

Follow this and additional works at: https://commons.example.edu/fac

*Recommended Citation*

Lindqvist, Mara and Otieno, Paul, "{TITLE}" (2014). _Journal of Quiet Roads_, 4(2), 14-39.
""")
BRIEF = page(f"""
#text(26pt, weight: "bold")[Bargaining for Passage]

#text(15pt)[How market women keep roads open]

#v(60mm) Policy Brief No. 12 | March 2019

*Harbour Peace Foundation*
#pagebreak()
#text(9pt)[© 2019 Harbour Peace Foundation. All rights reserved. ISBN 978-1-2345-6789-7]
#pagebreak()
#text(16pt)[Executive summary]

{prose(3)}
""")
BOOK = page(
    """
#align(center)[#text(22pt)[The Corridor and the Well]

#text(14pt)[Truces That Traders Keep]

#v(20mm) #text(14pt)[Mara Lindqvist]

#v(60mm) Harbour University Press]
#pagebreak()
#text(8pt)[First published 2011 \\ Harbour University Press \\ ISBN 978-1-2345-6789-7 \\ © Mara Lindqvist 2011]
"""
    + "".join(f"#pagebreak()\n{prose(number)}\n" for number in range(600, 700))
)
