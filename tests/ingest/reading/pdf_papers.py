"""Papers of our own, printed by typst as a journal prints them: running heads, columns, notes, a bibliography."""

from __future__ import annotations

import typst

HEAD = "Journal of Quiet Roads 4 (2)"
SENTENCES = (
    "Village elders met the commanders of both militias and asked for a corridor that traders could use.",
    "Women of the market association carried the messages because nobody stopped them at the checkpoints.",
    "The corridor was opened for eleven weeks, and no vehicle was stopped while observers of both sides watched it.",
    "Disagreement about grazing returned after the harvest, when herders came back from the northern pastures.",
    "A committee of twelve, half of them herders, was given the task to settle compensation within three days.",
)
ENTRIES = (
    "Adeyemi, Kunle. 2011. Bargaining at the Well: Herders, Farmers and Local Agreements. Ibadan: Harbour Press.",
    "Bergström, Lena, and Paul Otieno. 2014. “Community Observers in Three Counties.” Quiet Roads 2 (1): 14–39.",
    "Calderón, Inés. 2009. Mercados de paz: mujeres y treguas en el valle del Cauca. Cali: Editorial del Río.",
    "Diallo, Aminata. 2016. The Committee of Twelve: Arbitration after the Harvest Wars. Dakar: Baobab.",
)

_HEAD = """
#set document(title: "The Corridor", author: "Mara Lindqvist", date: none)
#set page(width: 148mm, height: 160mm, columns: {columns}, numbering: "1",
  header: align(center, text(8pt)[{head}]), footer: align(center, text(8pt)[#context counter(page).display("1")]))
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", hyphenate: {hyphenate})
#set par(justify: true, first-line-indent: 1em, spacing: 0.65em)
#show footnote.entry: set text(8pt)
#show heading: set text(12pt)
"""


def paper(columns: int = 1, hyphenate: bool = False) -> bytes:
    """An article of several pages with five footnotes, the third of which is long, and a bibliography."""
    head = _HEAD.format(columns=columns, head=HEAD, hyphenate=str(hyphenate).lower())
    title = '#place(top + center, scope: "parent", float: true, text(18pt, weight: "bold")[The Corridor and the Well])'
    return typst.compile("\n".join([head, title, *_sections(), _bibliography()]).encode(), format="pdf")


def paragraph(number: int) -> str:
    """Each paragraph begins with words of its own and ends with them, so that a test can tell it whole."""
    return f"Opening {number} of the account. {' '.join(SENTENCES)} Closing {number} of the account."


def _sections() -> list[str]:
    return [
        "= 1 A Road without Escort",
        _noted(1, "Adeyemi, *Bargaining at the Well*, 12."),
        _noted(2, "Interview with a trader, March 2010."),
        "= 2 The Committee",
        _noted(3, "Ibid., 14. " + " ".join(SENTENCES)),
        _noted(4, "Diallo, *Committee of Twelve*, 77–79."),
        _noted(5, "Calderón, *Mercados de paz*, 5."),
    ]


def _noted(number: int, note: str) -> str:
    return paragraph(number).replace("account. Village", f"account.#footnote[{note}] Village") + "\n"


def _bibliography() -> str:
    entries = "\n\n".join(f"#par(hanging-indent: 1.5em, first-line-indent: 0em)[{entry}]" for entry in ENTRIES)
    return f"#heading[References]\n{entries}\n"
