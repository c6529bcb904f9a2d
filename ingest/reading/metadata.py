"""Who wrote this, when, where and under what title: by title page, cover page, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.records import Name
from ingest.citing.references import parse_references
from ingest.language import detect
from ingest.manuscript import Block, Front, Manuscript
from ingest.reading.abstracts import abstract_of, keywords_of, with_abstract_marked
from ingest.reading.bylines import listed, persons, signed
from ingest.reading.covers import Cover, cover_of, self_citation
from ingest.reading.dates import year_in
from ingest.reading.imprint import Imprint, imprint
from ingest.reading.issues import NO_ISSUE, Issue
from ingest.reading.kinds import kind_of
from ingest.reading.parting import parted
from ingest.reading.self_citation import Cited
from ingest.reading.title import largest_on_first_page
from ingest.reading.title_page import TitlePage, title_page, unguessed
from ingest.reading.un_documents import UnDocument, un_document

_JUNK_TITLE = re.compile(
    r"^microsoft (?:word|powerpoint)|\.(?:docx?|indd|pdf|tex|qxd|p65|rtf|odt)\b"
    r"|^(?:untitled|unbenannt|sin título|slide 1)"
    r"|^doi:|^[\d_\W]+\w*$|^\w+_\w+$|^abstract of\b|^layout 1$|^print\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Description:
    """What a library catalogue says of a document, and the blocks that are left when the title page is taken out."""

    blocks: tuple[Block, ...]
    title: str
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str | None = None
    doi: str | None = None
    symbol: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    kind: str | None = None
    date: str | None = None  # ISO 8601, to the month or the day
    issue: Issue = NO_ISSUE
    publisher: str | None = None
    isbn: str | None = None
    issn: str | None = None
    body: str | None = None  # the organ of the United Nations
    agenda: str | None = None


def describe(manuscript: Manuscript) -> Description:
    """Title, authors and the rest. What is printed outweighs what the file's properties claim."""
    if manuscript.front.declared and manuscript.front.title:
        return _as_declared(manuscript)
    if found := un_document(manuscript):
        return _of_un_document(manuscript, found)
    return _of_title_page(manuscript)


def _of_title_page(manuscript: Manuscript) -> Description:
    manuscript = replace(manuscript, blocks=parted(manuscript.blocks))
    front = manuscript.front
    if front.title and _JUNK_TITLE.search(front.title):
        front = replace(front, title=None)
    page = title_page(manuscript.blocks, front, manuscript.running_heads)
    opening = [manuscript.blocks[index].text for index in page.opening]
    cover = cover_of(opening, page.cover_titles)
    title, authors = _title(manuscript, front, page, cover), _authors(manuscript, page, cover)
    printed = imprint(manuscript, page.opening, title)
    families = [name.family for name in authors]
    cited = cover.cited or self_citation([*opening, *printed.small_print], title, families)
    container = (cited.container if cited else None) or printed.container
    kept = with_abstract_marked(_text_of(manuscript.blocks, page.front))
    language = front.language[:2].lower() if front.language else None
    kind = front.kind or cover.kind or _kind(manuscript, cover, printed)
    return Description(
        blocks=tuple(kept),
        title=title,
        authors=authors or _responsible(kind, printed),
        year=cited.year if cited else printed.year,
        container=container,
        doi=cover.doi or printed.doi,
        abstract=abstract_of(kept, language or _language(kept)) or front.abstract,
        keywords=keywords_of(manuscript.blocks) or front.keywords,
        language=language,
        kind=kind,
        date=printed.date if not cited or cited.year == printed.year else None,
        issue=_issue(cited, printed),
        publisher=(cited.publisher if cited else None) or printed.publisher,
        isbn=None if kind in ("article", "chapter") else printed.isbn,  # there, it is a reviewed book's
        issn=printed.issn,
    )


def _as_declared(manuscript: Manuscript) -> Description:
    """As the publisher or a cataloguer said in fields made for it; only an abstract may have to be looked for."""
    front = manuscript.front
    language = front.language[:2].lower() if front.language else None
    return Description(
        blocks=manuscript.blocks,
        title=front.title or "",
        authors=front.persons or listed(front.authors, bodies=True),
        year=year_in(front.date),
        container=front.container,
        doi=front.doi,
        abstract=front.abstract or abstract_of(manuscript.blocks, language),
        keywords=front.keywords or keywords_of(manuscript.blocks),
        language=language,
        kind=front.kind,
    )


def _text_of(blocks: Sequence[Block], front: frozenset[int]) -> list[Block]:
    """What is left without the title page; all of it where nothing would be left."""
    kept = [unguessed(block) for index, block in enumerate(blocks) if index not in front]
    return kept if any(block.text.strip() for block in kept) else list(blocks)


def _language(blocks: Sequence[Block]) -> str | None:
    """That of the text, past what may be abstracts in several languages."""
    text = " ".join(block.text for block in blocks if block.kind in ("paragraph", "quote"))
    return detect(text[len(text) // 3 :][:20_000])


def _title(manuscript: Manuscript, front: Front, page: TitlePage, cover: Cover) -> str:
    written = front.title if manuscript.media_type == "text/markdown" else None
    if cover.cited:
        return cover.cited.title
    return (
        written
        or page.title
        or front.title
        or largest_on_first_page([unguessed(block) for block in manuscript.blocks[:40]])
        or ""
    )


def _authors(manuscript: Manuscript, page: TitlePage, cover: Cover) -> tuple[Name, ...]:
    """As the author wrote them, as the cover cites them, as printed, as the properties list them if print agrees.

    Of what is printed and what the properties list, the longer row is believed where one holds the other.
    """
    front = manuscript.front
    if manuscript.media_type in ("text/markdown", "text/html") and front.authors:
        return listed(front.authors, bodies=True)
    confirmed = _confirmed(manuscript)
    if page.authors and {name.family.lower() for name in confirmed} <= {name.family.lower() for name in page.authors}:
        confirmed = ()
    printed = (
        (cover.cited.authors if cover.cited else ())
        or confirmed
        or page.authors
        or _authors_in(manuscript.running_heads)
    )
    return printed or signed(manuscript.blocks) or listed(front.authors, bodies=False)


def _confirmed(manuscript: Manuscript) -> tuple[Name, ...]:
    """What the properties list for authors, if all are named in full and among the first printed words."""
    claimed = listed(manuscript.front.authors, bodies=True)
    first = " ".join(block.text for block in manuscript.blocks[:15] if len(block.text) < 500).lower()
    full = all(name.given or " " in name.family or _is_acronym(name.family) for name in claimed)
    return claimed if full and all(name.family.lower() in first for name in claimed) else ()


def _responsible(kind: str, printed: Imprint) -> tuple[Name, ...]:
    """The house that publishes a report which names no author."""
    return (Name(printed.publisher),) if kind == "report" and printed.publisher else ()


def _is_acronym(text: str) -> bool:
    return len(text) > 2 and text.isupper()


def _authors_in(running_heads: Iterable[str]) -> tuple[Name, ...]:
    """Left pages often carry the author: `22 | Roger Cotterrell`."""
    bare = (re.sub(r"^[\d\W]+|[\d\W]+$", "", head) for head in running_heads)
    return next((found for head in bare if (found := persons(head))), ())


def _kind(manuscript: Manuscript, cover: Cover, printed: Imprint) -> str:
    journal = printed.journal or bool(cover.cited and cover.cited.container and not printed.container)
    return kind_of(manuscript, printed.lines, journal=journal, doi=bool(cover.doi or printed.doi))


def _issue(cited: Cited | None, printed: Imprint) -> Issue:
    """Volume, issue and pages as the masthead prints them, else as the work's own citation does."""
    if cited is None:
        return printed.issue
    found, masthead = parse_references([cited.text])[0], printed.issue
    if masthead.volume:
        return Issue(masthead.volume, masthead.issue, masthead.pages or found.pages)
    return Issue(found.volume, found.issue or masthead.issue, found.pages or masthead.pages)


def _of_un_document(manuscript: Manuscript, found: UnDocument) -> Description:
    kept = tuple(block for index, block in enumerate(manuscript.blocks) if index not in found.front)
    return Description(
        kept,
        found.title,
        (Name(found.body),) if found.body else (),
        found.year,
        symbol=found.symbol,
        abstract=abstract_of(kept[:12], _language(kept)),
        kind=found.kind,
        date=found.date,
        publisher="United Nations",
        body=found.body,
        agenda=found.agenda,
    )
