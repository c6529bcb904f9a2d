"""Books as EPUB: the chapters in the order of their spine become one page, its links and notes kept."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import html as lxml_html
from lxml.html import HtmlElement

from ingest.errors import Damaged, EmptyFile, Encrypted
from ingest.manuscript import Block, Manuscript
from ingest.reading.archive import Archive, opened
from ingest.reading.epub_package import Package, package_of
from ingest.reading.html import blocks_of, parsed
from ingest.reading.marking import page_marker
from ingest.reading.paging import paged
from ingest.reading.safe_xml import all_of, parse

MEDIA_TYPE = "application/epub+zip"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # fonts made unfit for copying
_NO_TEXT = re.compile(r"\b(?:cover|titlepage|toc|landmarks|page-list|copyright-page|loi|lot)\b")
_SCHEMES = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def read_epub(data: bytes) -> Manuscript:
    """Blocks of a book. Raises Damaged, Encrypted where it is under digital rights management, TooLarge, EmptyFile."""
    with opened(data) as archive:
        _refuse_locked(archive)
        package = package_of(archive, _package_path(archive))
        book = _bound(_chapters(archive, package))
    blocks, labels = paged(_without_title_page(blocks_of(book, book), package))
    return Manuscript(blocks, MEDIA_TYPE, package.front, page_labels=labels, page_count=len(labels) or None)


def _refuse_locked(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    methods = all_of(parse(archive.read(_ENCRYPTION)), ".//EncryptedData/EncryptionMethod")
    if any(method.get("Algorithm") not in _FONTS for method in methods):
        raise Encrypted("digital rights management")


def _package_path(archive: Archive) -> str:
    for file in all_of(parse(archive.read(_CONTAINER)), ".//rootfile"):
        if path := file.get("full-path"):
            return path
    raise Damaged("its container names no package")


def _chapters(archive: Archive, package: Package) -> Iterator[tuple[str, HtmlElement]]:
    """Each file of the spine with its path; what is missing of them makes the book damaged."""
    for path in package.spine:
        try:
            yield path, parsed(archive.read(path))
        except EmptyFile:
            continue


def _bound(chapters: Iterator[tuple[str, HtmlElement]]) -> HtmlElement:
    """One body that holds all chapters; an id is told from the same id of another chapter by its file."""
    book: HtmlElement = lxml_html.Element("body")
    for path, root in chapters:
        for body in root.xpath("//body")[:1]:
            if not _NO_TEXT.search(body.get("epub:type") or ""):
                _readdress(body, path)
                _mark_pages(body)
                body.tag = "div"
                book.append(body)
    return book


def _readdress(body: HtmlElement, path: str) -> None:
    for element in body.iter():
        for key in ("id", "name"):
            if own := element.get(key):
                element.set(key, f"{path}#{own}")
        href = element.get("href")
        if href and not _SCHEMES.match(href):
            element.set("href", "#" + _absolute(path, href))


def _absolute(path: str, href: str) -> str:
    file, _, fragment = unquote(href).partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    return f"{target}#{fragment}"


def _mark_pages(body: HtmlElement) -> None:
    """Where a page of the printed book begins, its number goes into the running text as a marker."""
    for element in body.iter():
        kind = f"{element.get('epub:type') or ''} {element.get('role') or ''}"
        if isinstance(element.tag, str) and "pagebreak" in kind:
            label = element.get("title") or element.get("aria-label") or element.text_content()
            number = re.search(r"\d+|[ivxlc]+$", label.strip() or (element.get("id") or ""))
            for child in list(element):
                element.remove(child)
            element.tag, element.text = "span", page_marker(number[0] if number else "")
            element.attrib.pop("hidden", None)


def _without_title_page(blocks: list[Block], package: Package) -> list[Block]:
    if not package.front.title:
        return blocks
    return [block for block in blocks if block.kind not in ("title", "front")]
