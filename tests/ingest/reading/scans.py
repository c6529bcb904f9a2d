"""Scans of our own: what typst prints becomes a picture, and pictures become pages."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import typst

WORDS = (
    "The elders of both valleys met at the well in the spring and agreed on a truce of ninety days.",
    "Women of the market carried letters between the camps, and the road to the harbour was opened again.",
    "A committee of herders and farmers settled the compensation for the cattle that had been lost in the raids.",
    "When the rains failed the quarrel returned, and the same elders were asked to sit under the tree once more.",
)
_PAGE = '#set page(width: 148mm, height: 160mm)\n#set text(font: "Libertinus Serif", size: 12pt, lang: "en")\n'


def printed(pages: int = 1) -> str:
    """Pages of text, as typst's markup."""
    title = '#text(18pt, weight: "bold")[The Truce at the Well]\n\n'
    return _PAGE + title + "\n#pagebreak()\n".join("\n\n".join(WORDS) for _ in range(pages))


def text_pdf(pages: int = 1) -> bytes:
    made: bytes = typst.compile(printed(pages).encode(), format="pdf")
    return made


def scanned_pdf(pages: int = 1) -> bytes:
    """The same pages as pictures and nothing else."""
    return _of_pictures(_pictures(pages), "")


def partly_scanned_pdf() -> bytes:
    """A page of text and then a page that is a picture."""
    return _of_pictures(_pictures(2)[1:], printed() + "\n#pagebreak()\n")


def _pictures(pages: int) -> list[bytes]:
    made = typst.compile(printed(pages).encode(), format="png", ppi=200)
    return made if isinstance(made, list) else [made]


def _of_pictures(pictures: list[bytes], before: str) -> bytes:
    with TemporaryDirectory() as folder:
        for number, picture in enumerate(pictures):
            Path(folder, f"{number}.png").write_bytes(picture)
        filled = "\n#pagebreak()\n".join(
            f'#page(margin: 0pt)[#image("{number}.png", width: 100%)]' for number in range(len(pictures))
        )
        source = Path(folder, "scan.typ")
        source.write_text((before or _PAGE) + filled, encoding="utf-8")
        made: bytes = typst.compile(source, format="pdf")
        return made
