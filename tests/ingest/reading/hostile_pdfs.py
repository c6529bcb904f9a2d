"""PDFs that are broken or want to do harm, made here: `python -m tests.ingest.reading.hostile_pdfs FOLDER`."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter

MEGABYTE = 1 << 20


def page_with(text: str = "Elders met under the tree and the fighting stopped.") -> bytes:
    """A sound PDF of one page with one line."""
    return _document(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())


def _document(
    content: bytes,
    filters: bytes = b"",
    pages: int = 1,
    kids: bytes | None = None,
    box: bytes = b"0 0 612 792",
    resources: bytes = b"/Font<</F1 5 0 R>>",
    font: bytes = b"/Subtype/Type1/BaseFont/Helvetica",
    others: Sequence[bytes] = (),
) -> bytes:
    """Five objects (catalogue, pages, page, content, font) and then `others`, numbered from 6."""
    listed = kids or b" ".join(b"3 0 R" for _ in range(pages))
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, listed),
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>" % (box, resources),
            _stream(content, filters),
            b"<</Type/Font%s>>" % font,
            *others,
        ]
    )


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def _file(bodies: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    size = len(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start))


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


def chained_bomb(size: int = 768 * MEGABYTE, layers: int = 3) -> bytes:
    """As the one before, larger and packed more often, so that a megabyte unpacks to `size` bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"(a) Tj ".ljust(MEGABYTE)) for _ in range(size // MEGABYTE)) + packer.flush()
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    return _document(packed, b"/Filter[" + b"/FlateDecode" * layers + b"]")


def many_bombs(pages: int = 30, size: int = 64 * MEGABYTE) -> bytes:
    """Pages each of which unpacks to `size` bytes."""
    return _document(zlib.compress(b" " * size, 9), b"/Filter/FlateDecode", pages=pages)


def picture_bomb(side: int = 30_000) -> bytes:
    """A picture of 900 million points in a few kilobytes."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(side // 8)) for _ in range(side)) + rows.flush()
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray" % (side, side)
    picture = _stream(packed, entries + b"/Filter/FlateDecode")
    return _document(b"q 612 0 0 792 0 0 cm /I Do Q", resources=b"/XObject<</I 6 0 R>>", others=[picture])


def object_stream_loop() -> bytes:
    """Object streams each of which extends the other, and a catalogue said to lie in one of them."""
    body = bytearray(b"%PDF-1.7\n")
    places = []
    for number, other in ((1, 2), (2, 1)):
        places.append(len(body))
        packed = zlib.compress(b"3 0 <</Type/Catalog/Pages 3 0 R>>")
        entries = b"/Type/ObjStm/N 1/First 4/Extends %d 0 R/Filter/FlateDecode" % other
        body += b"%d 0 obj" % number + _stream(packed, entries) + b" endobj\n"
    start = len(body)
    rows = [(0, 0, 65535), (1, places[0], 0), (2, 2, 0), (2, 1, 0), (1, start, 0)]
    table = b"".join(kind.to_bytes(1, "big") + a.to_bytes(4, "big") + b.to_bytes(2, "big") for kind, a, b in rows)
    entries = b"/Type/XRef/Size 5/W[1 4 2]/Root 3 0 R"
    return bytes(body + b"4 0 obj" + _stream(table, entries) + b" endobj\nstartxref\n%d\n%%%%EOF\n" % start)


def nested_forms(depth: int = 20_000) -> bytes:
    """A form in a form in a form, and the innermost holds the outermost."""
    forms = [_form(b"/X Do", b"/X %d 0 R" % (7 + number if number < depth - 1 else 6)) for number in range(depth)]
    return _document(b"/X Do", resources=b"/XObject<</X 6 0 R>>", others=forms)


def doubling_forms(depth: int = 40) -> bytes:
    """Each form draws the next one twice: 2⁴⁰ times in all."""
    forms = [_form(b"/X Do /X Do", b"/X %d 0 R" % (7 + number)) for number in range(depth)]
    return _document(b"/X Do", resources=b"/XObject<</X 6 0 R>>", others=[*forms, _form(b"", b"")])


def page_of_forms(text: str, depth: int) -> bytes:
    """A sound PDF whose one line stands in a form, which stands in another."""
    forms = [_form(b"q 1 0 0 1 0 0 cm /X Do Q", b"/X %d 0 R" % (7 + number)) for number in range(depth - 1)]
    line = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    last = _stream(line, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>")
    return _document(b"q /X Do Q", resources=b"/XObject<</X 6 0 R>>", others=[*forms, last])


def _form(content: bytes, drawn: bytes) -> bytes:
    return _stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<<%s>>>>" % drawn)


def huge_page() -> bytes:
    """A page larger than a country, without a word."""
    return _document(b"0 0 m 1e30 1e30 l S", box=b"-1e30 -1e30 1e30 1e30")


def wrong_fonts() -> bytes:
    """A composite font whose parts are missing, whose program is rubbish and which calls itself its descendant."""
    font = b"/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 6 0 R/FontFile2 7 0 R"
    rubbish = bytes(range(256)) * 64
    others = [_stream(b"begincmap 1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange"), _stream(rubbish)]
    return _document(b"BT /F1 12 Tf 72 700 Td <00> Tj <FFFF> Tj ET", font=font, others=others)


def deep_arrays(depth: int = 500_000) -> bytes:
    """A catalogue of arrays in arrays."""
    return b"%PDF-1.7\n1 0 obj" + b"[" * depth + b"]" * depth + b" endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


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
        picture_bomb,
        object_stream_loop,
        nested_forms,
        huge_page,
        wrong_fonts,
        deep_arrays,
        many_pages,
        locked,
        picture_only,
        wrong_extension,
    )
}

# To be read only in a process that has limits.
BOMBS: dict[str, Callable[[], bytes]] = {made.__name__: made for made in (chained_bomb, many_bombs, doubling_forms)}


def fill(folder: Path) -> None:
    """All of them, and 500 MB of zeros that take no room on the disk."""
    for name, made in {**HOSTILE, **BOMBS}.items():
        (folder / f"{name}.pdf").write_bytes(made())
    with (folder / "many_zeros.pdf").open("wb") as sparse:
        sparse.truncate(500_000_000)


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
