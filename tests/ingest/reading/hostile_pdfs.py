"""PDFs that are broken or want to do harm, made here: `python -m tests.ingest.reading.hostile_pdfs FOLDER`."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader, PdfWriter

MEGABYTE = 1 << 20


def page_with(text: str = "Elders met under the tree and the fighting stopped.") -> bytes:
    """A sound PDF of one page with one line."""
    return _document(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())


def _document(content: bytes, filters: bytes = b"", pages: int = 1, kids: bytes | None = None) -> bytes:
    listed = kids or b" ".join(b"3 0 R" for _ in range(pages))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, listed),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def empty() -> bytes:
    return b""


def zeros(size: int = 8 * MEGABYTE) -> bytes:
    return bytes(size)


def cut_off() -> bytes:
    return page_with()[:180]


def xref_loop() -> bytes:
    """A cross-reference table whose predecessor is itself, with objects that refer to each other."""
    body = b"%PDF-1.7\n1 0 obj 2 0 R endobj\n2 0 obj 1 0 R endobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table % (len(body), len(body))


def pages_loop() -> bytes:
    """A page tree that holds itself."""
    return _document(b"", kids=b"2 0 R 2 0 R")


def flate_bomb(size: int = 256 * MEGABYTE) -> bytes:
    """A page whose content unpacks to `size` bytes of blanks, packed twice."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(size // MEGABYTE)) + packer.flush()
    return _document(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]")


def many_pages(count: int = 200_000) -> bytes:
    return _document(b"BT /F1 12 Tf 72 700 Td (Again.) Tj ET", pages=count)


def locked(password: str = "not yours") -> bytes:
    return _encrypted(password)


def locked_by_owner_only() -> bytes:
    """Readable with the empty password, as most encrypted articles are."""
    return _encrypted("")


def _encrypted(password: str) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(page_with())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def picture_only() -> bytes:
    """A page that shows a picture and no text, as a scan does."""
    return _document(b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q")


def wrong_extension() -> bytes:
    return b"PK\x03\x04 this is another kind of file"


HOSTILE: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        empty,
        zeros,
        cut_off,
        xref_loop,
        pages_loop,
        flate_bomb,
        many_pages,
        locked,
        picture_only,
        wrong_extension,
    )
}


if __name__ == "__main__":
    for name, made in HOSTILE.items():
        (Path(sys.argv[1]) / f"{name}.pdf").write_bytes(made())
