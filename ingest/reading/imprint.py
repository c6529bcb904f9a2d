"""Year, journal and DOI from what is printed around a text: masthead, copyright line, running heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.manuscript import Block, Manuscript
from ingest.reading.covers import DOI

_YEAR = re.compile(r"(?<![\d.–-])((?:19|20)\d\d)(?![\d–-]|/\d{3})")
_STRONG = re.compile(
    r"©|copyright|\bvol(?:ume)?\b|\bjg\b|\bno\b\.?\s*\d|\bnr\b|\bissue\b|\d\s?\(\d|paper\s*(?:no"
    r"|nr)?\.?\s*\d|\bpublished\b|\bpp?\.\s*\d"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio"
    r"|septiembre|octubre)\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"https?://(?!\S*doi)|downloaded|accessed|abgerufen|\bam \d\d?\.|received|since|founded", re.IGNORECASE
)
_CONTAINER = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^\d|•·:()]{5,100}?)[\s,:|•·(\[–—-]*"
    r"(?:\b(?:vol(?:ume|\.)?|jg\.?|no\.|issue|nr\.)|\d{1,3}\s*(?:\(|[.:/]\s*\d|\s(?:19|20)\d\d))",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"licen[sc]ed|(?:working|discussion|research|policy|occasional)\s+papers?|reihe|\bpage\b|[a-z]\.$", re.IGNORECASE
)
_WRITTEN_DATES = ("text/markdown", "text/html")  # a PDF's or DOCX's date only says when it was saved


@dataclass(frozen=True, slots=True)
class Imprint:
    year: int | None = None
    container: str | None = None
    doi: str | None = None


def imprint(manuscript: Manuscript, opening: Sequence[int]) -> Imprint:
    """What the opening blocks, the small print of the first two pages and the running heads say."""
    lines = list(_lines(manuscript, opening))
    doi = _first(DOI.search(text) for text in (manuscript.front.doi or "", *lines))
    container = manuscript.front.container or next(_containers(lines), None)
    return Imprint(_year(manuscript, lines, doi), container, doi)


def _lines(manuscript: Manuscript, opening: Sequence[int]) -> Iterator[str]:
    blocks = manuscript.blocks
    yield from (blocks[index].text for index in opening if len(blocks[index].text) < 400)
    small = (block.text for block in blocks[:40] if len(block.text) < 400 and _on_first_pages(block))
    yield from (text for text in small if re.search(r"©|copyright|\bdoi\b|\bissn\b", text, re.IGNORECASE))
    yield from dict.fromkeys(manuscript.running_heads)


def _on_first_pages(block: Block) -> bool:
    return bool(block.pages) and block.pages[0][1] <= 2 and block.kind != "note"


def _first(matches: Iterable[re.Match[str] | None]) -> str | None:
    return next((match[0] for match in matches if match), None)


def _containers(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        found = _CONTAINER.match(re.sub(r"^\d+\s+", "", line)) if len(line) < 200 else None
        if found and not _SERIES.search(found["name"]):
            yield found["name"].strip(" ,:([–—-")


def _year(manuscript: Manuscript, lines: Sequence[str], doi: str | None) -> int | None:
    """As the author wrote it; as printed, best beside volume or ©; in the DOI; as the file was saved."""
    front = manuscript.front
    ours = [line for line in lines if not _NOT_OURS.search(line)]
    ranked = [line for line in ours if _STRONG.search(line)] + ours
    printed = next((int(found[1]) for line in ranked if (found := _YEAR.search(line))), None)
    if front.date and manuscript.media_type in _WRITTEN_DATES:
        return year_within(front.date)
    return printed or year_within(doi) or _saved(manuscript)


def year_within(text: str | None) -> int | None:
    """The year in a date as files write it: `2019-05-01`, `D:20180511…`, `May 2019`, or in a DOI."""
    found = re.search(r"(?<!\d)(?:D:)?((?:19|20)\d\d)(?=\D|$|\d{4}(?:\D|$)|\d{10})", text or "")
    return int(found[1]) if found else None


def _saved(manuscript: Manuscript) -> int | None:
    """The year in which the file was saved, if the text speaks of it or the one before; else it is a later copy."""
    saved = year_within(manuscript.front.date)
    years = (int(year) for block in manuscript.blocks for year in re.findall(r"\b(?:19|20)\d\d\b", block.text))
    latest = max((year for year in years if saved and year <= saved), default=0)
    return saved if saved and saved - latest <= 1 else None
