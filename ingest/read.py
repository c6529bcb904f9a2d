"""From a file's bytes to a document: the content decides which reader, the name only where the content is silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from corpus.identity import document_id
from corpus.records import Document, Name
from ingest.errors import EmptyFile, IsCatalogue
from ingest.formats import CATALOGUES, format_of
from ingest.manuscript import Manuscript
from ingest.reading.assemble import assemble
from ingest.reading.ocr import Ocr

READER = "2"  # raise it when the same bytes would be read otherwise: the library reads such documents again


def read(data: bytes, name: str, ocr: Ocr | None = None) -> Document:
    """The document that a file holds. `name` is its file name, read only for its extension.

    With `ocr`, pictures of pages are read too. Raises a ReadingError that says what is wrong: EmptyFile, UnknownFormat,
    Damaged, Encrypted, NoTextLayer, TooLarge; NoOcr, OcrFailed.
    """
    return assemble(manuscript(data, name, ocr), document_id(data), READER)


def manuscript(data: bytes, name: str, ocr: Ocr | None = None) -> Manuscript:
    """The blocks of a file, by the reader of its format."""
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile
    kind = format_of(data, name)
    if kind in CATALOGUES:
        raise IsCatalogue
    return _pdf(data, ocr) if kind == "pdf" else _READERS[kind](data)


def _pdf(data: bytes, ocr: Ocr | None) -> Manuscript:
    from ingest.reading.pdf import read_pdf

    return read_pdf(data, ocr=ocr)


def _docx(data: bytes) -> Manuscript:
    from ingest.reading.docx import read_docx

    return read_docx(data)


def _epub(data: bytes) -> Manuscript:
    from ingest.reading.epub import read_epub

    return read_epub(data)


def _csl(data: bytes) -> Manuscript:
    from ingest.reading.csl import read_csl

    return read_csl(data)


def _jats(data: bytes) -> Manuscript:
    from ingest.reading.jats import read_jats

    return read_jats(data)


def _tei(data: bytes) -> Manuscript:
    from ingest.reading.tei import read_tei

    return read_tei(data)


def _html(data: bytes) -> Manuscript:
    from ingest.reading.html import read_html

    return read_html(data)


def _markdown(data: bytes) -> Manuscript:
    from ingest.reading.markdown import read_markdown
    from ingest.reading.text import decoded

    return read_markdown(decoded(data))


def _text(data: bytes) -> Manuscript:
    from ingest.reading.text import decoded, read_text

    return read_text(decoded(data))


_READERS: dict[str, Callable[[bytes], Manuscript]] = {
    "csl": _csl,
    "docx": _docx,
    "epub": _epub,
    "html": _html,
    "jats": _jats,
    "tei": _tei,
    "markdown": _markdown,
    "text": _text,
}


def as_json(document: Document) -> dict[str, Any]:
    """The document as `concordance parse` prints it."""
    from ingest.citing.references import as_json as reference_as_json

    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "authors": [_name(author) for author in document.authors],
        "year": document.year,
        "container": document.container,
        "doi": document.doi,
        "doubts": list(document.doubts),
        "symbol": document.symbol,
        "abstract": document.abstract,
        "keywords": list(document.keywords),
        "language": document.language,
        "kind": document.kind,
        "date": document.date,
        "volume": document.volume,
        "issue": document.issue,
        "page_range": document.page_range,
        "publisher": document.publisher,
        "isbn": document.isbn,
        "issn": document.issn,
        "body": document.body,
        "agenda": document.agenda,
        "media_type": document.media_type,
        "page_count": document.page_count,
        "unread_pages": list(document.unread_pages),
        "ocr": document.ocr or None,
        "ocr_pages": list(document.ocr_pages),
        "attachments": list(document.attachments),
        "sections": [{"heading": one.heading, "level": one.level, "page": one.page} for one in document.sections],
        "passages": [asdict(passage) for passage in document.passages],
        "notes": [
            {
                "number": note.number,
                "page": note.page,
                "text": note.text,
                "references": list(note.references),
                "links": [asdict(link) for link in note.links],
            }
            for note in document.notes
        ],
        "references": [reference_as_json(reference) for reference in document.references],
        "citations": [
            {
                "passage": one.passage,
                "text": one.text,
                "references": list(one.references),
                "note": one.note,
                "links": [asdict(link) for link in one.links],
                "sentence": document.text[slice(*one.sentence)] if one.sentence else None,
            }
            for one in document.citations
        ],
    }


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given}
