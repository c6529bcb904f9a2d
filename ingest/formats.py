"""Which format a file is in: by its content, by its name only where the content is silent."""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.errors import Damaged, DeclaresEntities, UnknownFormat
from ingest.reading.cleaning import words

HEAD = 65_536  # bytes within which a format shows (an archive shows it anywhere)
CATALOGUES = frozenset({"ris", "bibtex", "csl-json", "zotero-rdf"})  # many records in one file

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_OTHERS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"MZ",
    b"{\\rtf",
    b"SQLite format",
)
_TEXTS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".txt": "text",
    ".text": "text",
    "": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_XML = (".xml", ".nxml", ".tei", ".jats", ".rdf")
_BY_CONTENT_ONLY = (*_XML, ".json", ".csljson", ".ris", ".bib", ".bibtex")
_JATS = re.compile(rb"<(?:\w+:)?(?:article-meta|journal-meta)\b|//NLM//DTD|\barticle-type=|\bdtd-version=")
_ZOTERO = re.compile(rb"zotero\.org/namespaces|purl\.org/net/biblio")
_RIS = re.compile(rb"^TY  ?- ?\w", re.MULTILINE)
_BIBTEX = re.compile(rb"^[ \t]*@(\w+)\s*[{(]", re.MULTILINE)
_BIBTEX_FIRST = re.compile(
    rb"\s*(?:%[^\n]*\s*)*@(?:article|book|comment|in\w+|manual|\w*thesis|misc|online|proceedings|preamble|report"
    rb"|string|techreport|unpublished|collection)\s*[{(]",
    re.IGNORECASE,
)
CSL_TYPES = words(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage"
)
_CSL = re.compile(rb'"type"\s*:\s*"(?:' + "|".join(CSL_TYPES).encode() + rb')"')


def format_of(data: bytes, name: str) -> str:
    """A reader's name (`pdf`, `docx`, `epub`, `html`, `jats`, `tei`, `markdown`, `text`, `csl`) or one of CATALOGUES.

    Raises UnknownFormat, or Damaged for what is not what its name says; DeclaresEntities.
    """
    extension = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, extension)
    if extension in (".pdf", ".docx", ".epub"):
        raise Damaged
    if data.startswith(_OTHERS) or _is_binary(data):
        raise UnknownFormat
    return _written(data, extension)


def _zipped(data: bytes, extension: str) -> str:
    if b"application/epub+zip" in data[:200] or b"META-INF/container.xml" in data:
        return "epub"
    if b"word/document.xml" in data:
        return "docx"
    raise Damaged if extension in (".docx", ".epub") else UnknownFormat


def _written(data: bytes, extension: str) -> str:
    """Of what is made of letters."""
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if extension not in _TEXTS and extension not in _BY_CONTENT_ONLY:
        raise UnknownFormat
    if found := _catalogue(head, extension) or _marked_up(head, extension):
        return found
    if extension not in _TEXTS:
        raise UnknownFormat
    return "html" if _HTML.match(head[:4096]) else "text" if _TEXTS[extension] == "html" else _TEXTS[extension]


def _catalogue(head: bytes, extension: str) -> str | None:
    bare = head.lstrip()
    if _RIS.match(bare) or (extension == ".ris" and _RIS.search(head)):
        return "ris"
    if _BIBTEX_FIRST.match(head) or (extension in (".bib", ".bibtex") and _BIBTEX.search(head)):
        return "bibtex"
    if bare[:1] in (b"[", b"{") and extension in (".json", ".csljson", ".txt", "") and _CSL.search(head):
        return "csl-json" if bare[:1] == b"[" else "csl"
    return None


def _marked_up(head: bytes, extension: str) -> str | None:
    """JATS, TEI, Zotero's RDF, or XHTML; a web page that says `<article>` is no JATS."""
    if not head.lstrip().startswith(b"<") and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return None
    from ingest.reading.safe_xml import name, root_of  # lxml is dear to load

    root = root_of(head)
    if root is None:
        if extension in _XML:
            raise DeclaresEntities if b"<!ENTITY" in head else Damaged
        return None
    named = name(root).lower()
    if named in ("tei", "teicorpus"):
        return "tei"
    if named == "rdf" and _ZOTERO.search(head):
        return "zotero-rdf"
    if _JATS.search(head) and named != "html":
        return "jats"
    return "html" if named == "html" and extension in _XML else None


def _is_binary(data: bytes) -> bool:
    sample = data[:4096]
    wide = sample[:2] in (b"\xff\xfe", b"\xfe\xff") or not any(sample[1:200:2]) or not any(sample[0:200:2])
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return not wide and control > len(sample) // 50
