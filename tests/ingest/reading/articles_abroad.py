"""Articles of our own in German, French and Spanish: an abstract, sections, footnotes, a bibliography."""

from __future__ import annotations

from pathlib import Path

import typst

_TEXTS = Path(__file__).parent / "data"


def article(language: str) -> bytes:
    """The article in `de`, `fr` or `es`."""
    return typst.compile((_TEXTS / f"article_{language}.typ").read_bytes(), format="pdf")
