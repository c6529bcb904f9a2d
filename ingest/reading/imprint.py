"""Year, journal, DOI and publisher from what is printed around a text: masthead, copyright line, running heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.manuscript import Block, Manuscript
from ingest.reading.bylines import printed_lines
from ingest.reading.covers import DOI
from ingest.reading.dates import date_in
from ingest.reading.issues import NO_ISSUE, Issue, issue_of, names_issue
from ingest.reading.kinds import series_in

_YEAR = re.compile(r"(?<![\d.–-])((?:19|20)\d\d)(?![\d–-]|/\d{3})")
_COPYRIGHT = re.compile(r"^.{0,60}(?:©|copyright\b|\(c\)\s*\d)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"paper\s*(?:no|nr)?\.?\s*\d|\b(?:no|nr|number|report|issue)\b\.?\s*\d|\bpublished\b|\bpp?\.\s*\d|\d\s?\(\d",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"https?://(?!\S*doi)|downloaded|accessed|abgerufen|\bam \d\d?\.|received|since|founded|reprinted"
    r"|first published in|consulté|consultado",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(r"\b(?:accepted|received|akzeptiert|eingegangen|accepté|aceptado)\b", re.IGNORECASE)
_CONTAINER = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^\d|•·:()”“\"]{5,100}?)[\s,:|•·(\[–—-]*"
    r"(?:\b(?:vol(?:ume|\.)?|jg\.?|no\.|issue|nr\.|tome|bd\.)\s*[\dIVXL№]|\d{1,3}\s*(?:\(|[.:/]\s*\d|\s(?:19|20)\d\d)"
    r"|\(?(?:19|20)\d\d\)?[,.]?\s*(?:vol|№|\d{1,3}\s*[:(]))",
    re.IGNORECASE,
)
_ARTICLE_IN = re.compile(r"(?:article|chapter) in (?P<name>[^·]{5,120}?)\s*[·•]\s", re.IGNORECASE)
_PARTS = re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[A-ZÀ-Þ])")  # sentences of a line of small print
_BEFORE_ISSN = re.compile(
    r"(?:.*?(?:https?:)?//\S+?(?<=/)(?=[A-Z]))?(?P<name>[A-ZÀ-Þ][^\d|•©]{4,120}?)[\s,(–—-]*\b(?:e-?)?ISSN\b"
)
_JOURNAL = re.compile(
    r"(?:the )?(?:[\w&’'.:,-]+ ){0,9}(?:journal|quarterly|review|revue|revista|rivista|zeitschrift|annals|bulletin)\b"
    r"(?: [\w&’'.:,-]+){0,10}",
    re.IGNORECASE,
)
_NO_CONTAINER = re.compile(
    r"licen[sc]ed|(?:working|discussion|research|policy|occasional)\s+papers?|policy brief|briefing|report no"
    r"|reihe|\bpage\b|[a-z]\.$|peer.review"
    r"|book reviews?|\bissn\b|\bdoi\b|©|copyright|\bpublish|\breceived|^by ",
    re.IGNORECASE,
)
_WELL_KNOWN = (
    "SAGE",
    "Springer",
    "Routledge",
    "Elsevier",
    "Palgrave Macmillan",
    "Taylor & Francis",
    "Wiley",
    "Nomos",
    "Brill",
)
_HOUSE_WORD = r"(?:(?!DOI|ISSN|ISBN|URL|URN|Vol)[A-ZÀ-Þ][\w&’'-]*(?:\.\w+)*|of|for|the|and|für|de|la|&)"
_HOUSE = rf"(?-i:(?P<name>{_HOUSE_WORD}(?: {_HOUSE_WORD}){{0,8}}))"
_PUBLISHER = (
    re.compile(rf"(?:©|\bcopyright\b|\(c\))\s*(?:©\s*)?(?:(?:19|20)\d\d)?(?:\s*by)?\s*{_HOUSE}", re.IGNORECASE),
    re.compile(
        rf"\b(?:published|publié|publicado|herausgegeben|verlegt) (?:by|par|por|von)(?: the)? {_HOUSE}", re.IGNORECASE
    ),
    re.compile(r"(?P<name>(?:[A-ZÀ-Þ][\w&’'-]+ ){1,4}(?:Press|Publishers|Publishing|Verlag))$"),
    re.compile(rf"\b(?P<name>{'|'.join(_WELL_KNOWN)})\b"),
)
_IS_HOUSE = re.compile(
    r"\b(?:press|publish\w*|publications|verlag|sage|gesis|institut\w*|universit\w+|group|foundation|federation|society"
    r"|association|cent(?:er|re)|council|commission|nations|bank|ltd|inc|gmbh|e\.\s?v)\b|verlag\b",
    re.IGNORECASE,
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][\s–—-]?)?(?:\d[\s–—-]?){9}[\dXx])\b")
_ISSN = re.compile(r"\bISSN\b[^\d]{0,20}(\d{4}\s?[-–—]\s?\d{3}[\dXx])\b")
_WRITTEN_DATES = ("text/markdown", "text/html")  # a PDF's or DOCX's date only says when it was saved


@dataclass(frozen=True, slots=True)
class Imprint:
    """`journal`: the container is a journal; `lines` are those in which all this was looked for."""

    year: int | None = None
    date: str | None = None
    container: str | None = None
    doi: str | None = None
    journal: bool = False
    issue: Issue = NO_ISSUE
    publisher: str | None = None
    isbn: str | None = None
    issn: str | None = None
    lines: tuple[str, ...] = ()
    small_print: tuple[str, ...] = ()  # of the first pages, where a work may cite itself


def imprint(manuscript: Manuscript, opening: Sequence[int], title: str | None) -> Imprint:
    """What the opening blocks, the small print of the first two pages and the running heads say."""
    lines = list(_lines(manuscript, opening))
    doi = _first(DOI.search(text) for text in (manuscript.front.doi or "", manuscript.front.title or "", *lines))
    series, journal = series_in(lines), _journal(manuscript, lines, title)
    year = _year(manuscript, lines, doi)
    return Imprint(
        year=year,
        date=_date(lines, year),
        container=journal or series,
        doi=doi,
        journal=journal is not None,
        issue=issue_of(lines) if journal else NO_ISSUE,
        publisher=_publisher(lines),
        isbn=re.sub(r"\W", "", _number(_ISBN, lines) or "") or None,
        issn=_number(_ISSN, lines),
        lines=tuple(lines),
        small_print=tuple(block.text for block in manuscript.blocks[:60] if _may_cite(block)),
    )


def _lines(manuscript: Manuscript, opening: Sequence[int]) -> Iterator[str]:
    blocks = manuscript.blocks
    opened = [blocks[index] for index in opening]
    for block in opened:
        if len(block.text) < 400:
            yield from dict.fromkeys((block.text, *printed_lines(block)))
    last = 1 + any(block.pages[0][1] > 1 for block in opened if block.pages)  # past a cover, or past a half-title
    small = [block for block in blocks[:60] if len(block.text) < 400 and block.pages and block.kind != "note"]
    first = [block.text for block in small if block.pages[0][1] <= last]
    yield from (text for text in first if len(text) < 250 and (_is_journal_name(text) or names_issue(text)))
    signs = (block.text for block in small if block.pages[0][1] <= 3 and block.kind != "caption")
    notes = (block for block in blocks if block.kind == "note" and block.pages and block.pages[0][1] <= last)
    yield from (note.text for note in notes if "©" in note.text and len(note.text) < 400)
    yield from (text for text in signs if re.search(r"©|copyright|\bdoi\b|\bis[sb]n\b", text, re.IGNORECASE))
    yield from (line for block in blocks[:8] for line in printed_lines(block) if len(line) < 25 and date_in(line))
    yield from dict.fromkeys(manuscript.running_heads)


def _may_cite(block: Block) -> bool:
    return len(block.text) < 600 and bool(block.pages) and block.pages[0][1] <= 2


def _first(matches: Iterable[re.Match[str] | None]) -> str | None:
    return next((match[0] for match in matches if match), None)


def _journal(manuscript: Manuscript, lines: Sequence[str], title: str | None) -> str | None:
    """As the file says it; before a volume's number, a name of several words first; a journal's name by itself."""
    if manuscript.front.container:
        return manuscript.front.container
    found = [name for name in (*_containers(lines), *_before_issn(lines)) if not _is_title(name, title)]
    several = [name for name in found if " " in name]
    alone = [line for line in map(_bare, lines[:40]) if _is_journal_name(line) and not _is_title(line, title)]
    numbered = issue_of(lines).volume is not None or _number(_ISSN, lines) is not None
    return next(iter([*several, *(alone if numbered else ()), *found]), None)


def _containers(lines: Sequence[str]) -> Iterator[str]:
    """What stands before a volume's number, in the whole line or else in a sentence of it."""
    for line in (line for line in lines if len(line) < 300):
        found = (form.match(_bare(part)) for part in (line, *_PARTS.split(line)) for form in (_ARTICLE_IN, _CONTAINER))
        names = (match["name"].strip(" ,:([–—-") for match in found if match)
        yield from [name for name in names if not _NO_CONTAINER.search(name)][:1]


def _before_issn(lines: Sequence[str]) -> Iterator[str]:
    """ "Quiet Roads: A Journal of Truces (ISSN 1234-5678)"."""
    for line in lines:
        found = _BEFORE_ISSN.match(line) if len(line) < 300 else None
        if found and not _NO_CONTAINER.search(found["name"]):
            yield found["name"].strip(" ,:([–—-")


def _is_journal_name(line: str) -> bool:
    return len(line) < 110 and bool(_JOURNAL.fullmatch(line)) and not _NO_CONTAINER.search(line)


def _is_title(name: str, title: str | None) -> bool:
    """The title itself, or its beginning as a running head repeats it."""
    return bool(title) and (title or "").lower().startswith(name.lower())


def _bare(line: str) -> str:
    return re.sub(r"^[\d\W_]+\s+", "", line).strip(" •·|")


def _publisher(lines: Sequence[str]) -> str | None:
    """Who holds the rights or is said to publish it, if that is a house and not the author."""
    found = (match["name"].strip(" ,–-") for form in _PUBLISHER for line in lines if (match := form.search(line)))
    return next((name for name in found if _IS_HOUSE.search(name) or name in _WELL_KNOWN), None)


def _number(form: re.Pattern[str], lines: Iterable[str]) -> str | None:
    found = next((match[1] for line in lines if (match := form.search(line))), None)
    return re.sub(r"\s*[–—-]\s*|\s+", "-", found).upper() if found else None


def _year(manuscript: Manuscript, lines: Sequence[str], doi: str | None) -> int | None:
    """As the author wrote it; as printed; in the DOI; as accepted; as the file was saved."""
    front = manuscript.front
    if front.date and manuscript.media_type in _WRITTEN_DATES:
        return year_within(front.date)
    printed = next((int(year) for line in _ranked(lines) for year in _YEAR.findall(line)), None)
    return printed or year_within(doi) or _accepted(manuscript) or _saved(manuscript)


def _ranked(lines: Sequence[str]) -> list[str]:
    """Lines that may say the year: beside a volume, beside ©, as a date, beside a number, and the rest."""
    ours = [line for line in lines if not _NOT_OURS.search(line)]
    volumes = [line for line in lines if names_issue(line)]
    dated = [line for line in ours if date_in(line) and len(line) < 160]
    rights = [line for line in ours if _COPYRIGHT.search(line)]
    return [*volumes, *rights, *dated, *(line for line in ours if _NUMBERED.search(line)), *ours]


def _date(lines: Sequence[str], year: int | None) -> str | None:
    """The month or day of publication (ISO 8601), where a short line gives one in the year of publication."""
    ours = (line for line in lines if len(line) < 160 and not _NOT_OURS.search(line))
    dates = (date for line in ours if (date := date_in(line)))
    return next((date for date in dates if year and date.startswith(str(year))), None)


def year_within(text: str | None) -> int | None:
    """The year in a date as files write it: `2019-05-01`, `D:20180511…`, `May 2019`, or in a DOI."""
    found = re.search(r"(?<!\d)(?:D:)?((?:19|20)\d\d)(?=\D|$|\d{4}(?:\D|$)|\d{10})", text or "")
    return int(found[1]) if found else None


def _accepted(manuscript: Manuscript) -> int | None:
    """The last year in "Received 4 July 2011; accepted 28 November 2011", on the first two pages or the last."""
    blocks = [*manuscript.blocks[:40], *manuscript.blocks[-5:]]
    said = (block.text for block in blocks if len(block.text) < 250 and _ACCEPTED.search(block.text))
    years = [int(year) for text in said for year in _YEAR.findall(text)]
    return max(years, default=None)


def _saved(manuscript: Manuscript) -> int | None:
    """The year in which the file was saved, if the text speaks of it or the one before; else it is a later copy."""
    saved = year_within(manuscript.front.date)
    years = (int(year) for block in manuscript.blocks for year in re.findall(r"\b(?:19|20)\d\d\b", block.text))
    latest = max((year for year in years if saved and year <= saved), default=0)
    return saved if saved and saved - latest <= 1 else None
