"""A page as pdfium gives it: runs of characters of one text object, with place, size and face.

pdfium hands out characters one call at a time; asking for every one costs more than reading the page. Characters of one
text object stand together, so each object's end is found by doubling steps, and only its first and last are measured.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# What pdfium writes where it believes that a word goes on in the next line (text, single character).
_HYPHENS_AT_LINE_END = str.maketrans({"\ufffe": "-", "\x02": "-"})
_BOLD = re.compile(r"bold|black|heavy|demi|semib", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli", re.IGNORECASE)
_HEAVY = 600
_MAYBE_RAISED = re.compile(r"(?:^|(?<=[^\s\d(\[/–-]))\d{1,3}(?!\w)")
_DIGIT_HEIGHT = 2.2  # times the distance from the baseline: a full digit stands on it
_RAISED_BY, _RAISED_SIZE = 0.33, 0.6  # of the size: as raised digits are drawn where the font has no glyphs for them
_FACE_NAME_BYTES = 256
_THIN = 3.0  # points: a rule is at most so thick
_RULE = 0.08  # of the page's width: a rule is at least so long


class Face(NamedTuple):
    bold: bool
    italic: bool


class Run(NamedTuple):
    """Characters drawn by one operator. Points; the baseline `y` counts from the foot of the page.

    `spaced`: pdfium infers a space or a line's end before it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    spaced: bool = False


class PrintedPage(NamedTuple):
    """The runs of a page in the order of drawing, turned upright, and the y of the rules drawn across it.

    `pictured` is the share of the page that its largest picture covers.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[float, ...]
    pictured: float


_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
_Pointer = ctypes.c_void_p
# The generated binding builds a pointer object for each answer; as plain integers the same calls cost a third.
_object_at = ctypes.CFUNCTYPE(_Pointer, _Pointer, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, _Pointer).value or 0
)
_font_of = ctypes.CFUNCTYPE(_Pointer, _Pointer)(ctypes.cast(pdfium.FPDFTextObj_GetFont, _Pointer).value or 0)


class _Span(NamedTuple):
    start: int
    end: int
    object: int
    raised: bool = False


class PageReader:
    """Reads the pages of one open document; remembers the faces of its fonts."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._faces: dict[int, Face] = {}

    def read(self, index: int) -> PrintedPage:
        """The page at `index` (0-based). Raises what pdfium raises when the page is damaged."""
        page = self._document[index]
        try:
            width, height = page.get_size()
            rules, pictured = _drawings(page.raw, width, height)
            with _text_page(page.raw) as text:
                runs = list(self._runs(text))
            return PrintedPage(index + 1, width, height, tuple(_upright(runs)), rules, pictured)
        finally:
            page.close()

    def _runs(self, page: Any) -> Iterator[tuple[Run, int]]:
        characters = _characters(page)
        spaced = False
        for span in _spans(page, len(characters)):
            if span.object:
                for part in _parts(page, span, characters):
                    run, turn = self._measured(page, part, characters[part.start : part.end])
                    yield run._replace(spaced=spaced), turn
                    spaced = False
            else:
                spaced = True  # what belongs to no object, pdfium inferred: a space, a line's end

    def _measured(self, page: Any, span: _Span, drawn: Sequence[str]) -> tuple[Run, int]:
        text = "".join(drawn).translate(_HYPHENS_AT_LINE_END)
        last = span.end - 1
        while last > span.start and not drawn[last - span.start].strip():
            last -= 1
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(page, span.start, matrix)
        turn = _quarter(matrix)
        x, y = _turned(*_origin(page, span.start), turn)
        size = pdfium.FPDFText_GetFontSize(page, span.start) * _height(matrix)
        if span.raised:
            y, size = y + _RAISED_BY * size, _RAISED_SIZE * size
        face = self._face(page, span)
        return Run(text, x, max(x, _right(page, last, turn)), y, size, face.bold, face.italic), turn

    def _face(self, page: Any, span: _Span) -> Face:
        font = _font_of(span.object) or 0
        if font not in self._faces:
            self._faces[font] = _face_at(page, span.start)
        return self._faces[font]


@contextmanager
def _text_page(page: Any) -> Iterator[Any]:
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        raise ValueError("pdfium could not load the text of the page")
    try:
        yield text
    finally:
        pdfium.FPDFText_ClosePage(text)


def _characters(page: Any) -> list[str]:
    """One string for each of pdfium's characters, so that their positions stay its indexes."""
    count = max(0, pdfium.FPDFText_CountChars(page))
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(page, 0, count, buffer) - 1
    text = bytes(buffer)[: max(0, written) * 2].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return list(text)
    return [_character(pdfium.FPDFText_GetUnicode(page, i)) for i in range(count)]


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _spans(page: Any, count: int) -> Iterator[_Span]:
    handle = ctypes.cast(page, _Pointer).value
    start = 0
    while start < count:
        drawn = _object_at(handle, start)
        end = start + 1 if not drawn else _end_of(handle, start, count, drawn)
        yield _Span(start, end, drawn or 0)
        start = end


def _end_of(handle: int | None, start: int, count: int, drawn: int) -> int:
    low, step = start, 1
    while low + step < count and _object_at(handle, low + step) == drawn:
        low, step = low + step, step * 2
    high = min(low + step, count)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _object_at(handle, middle) == drawn else (low, middle)
    return high


def _parts(page: Any, span: _Span, characters: Sequence[str]) -> Iterator[_Span]:
    """The span, cut at digits that a font draws small and raised by glyphs of their own, on the same line and size."""
    drawn = characters[span.start : span.end]
    text = "".join(drawn)
    start = span.start
    if len(text) == len(drawn) and any(map(str.isdigit, drawn)):
        for found in _MAYBE_RAISED.finditer(text):
            first, end = span.start + found.start(), span.start + found.end()
            if _is_raised(page, first):
                if first > start:
                    yield span._replace(start=start, end=first)
                yield span._replace(start=first, end=end, raised=True)
                start = end
    if start < span.end:
        yield span._replace(start=start)


def _is_raised(page: Any, index: int) -> bool:
    """Does the digit's outline begin well above the baseline?"""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(page, index, left, right, bottom, top)
    height = top.value - bottom.value
    return 0 < height < _DIGIT_HEIGHT * (bottom.value - _origin(page, index)[1])


def _origin(page: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page, index, x, y)
    return x.value, y.value


def _right(page: Any, index: int, turn: int) -> float:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page, index, box)
    corners = (box.left, box.bottom), (box.right, box.top)
    return max(_turned(x, y, turn)[0] for x, y in corners)


def _height(matrix: Any) -> float:
    """How much the matrix stretches letters upwards; a slant, as in a feigned italic, adds nothing."""
    breadth = math.hypot(matrix.a, matrix.b)
    return abs(matrix.a * matrix.d - matrix.b * matrix.c) / breadth if breadth else 0.0


def _quarter(matrix: Any) -> int:
    """How many quarter turns, against the clock, the text is turned."""
    return round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """The point as the reader of this text sees it, the page turned so that the text stands upright."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _upright(runs: list[tuple[Run, int]]) -> Iterator[Run]:
    """The runs of the page's main direction: what stands across it is a watermark or a margin's imprint."""
    weights: Counter[int] = Counter()
    for run, turn in runs:
        weights[turn] += len(run.text)
    main = weights.most_common(1)[0][0] if weights else 0
    return (run for run, turn in runs if turn == main)


def _face_at(page: Any, index: int) -> Face:
    name = ctypes.create_string_buffer(_FACE_NAME_BYTES)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(page, index, name, _FACE_NAME_BYTES, flags)
    spelled = name.value.decode("utf-8", "replace")
    heavy = pdfium.FPDFText_GetFontWeight(page, index) >= _HEAVY
    return Face(heavy or bool(_BOLD.search(spelled)), bool(_ITALIC.search(spelled)))


def _drawings(page: Any, width: float, height: float) -> tuple[tuple[float, ...], float]:
    """The y of thin horizontal lines, and the share of the page that the largest picture covers."""
    rules, pictured = [], 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for i in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, i)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind not in (*_PICTURES, pdfium.FPDF_PAGEOBJ_PATH):
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            continue
        wide, tall = right.value - left.value, top.value - bottom.value
        if kind in _PICTURES:
            pictured = max(pictured, wide * tall / (width * height))
        elif tall < _THIN and wide > _RULE * width:
            rules.append((top.value + bottom.value) / 2)
    return tuple(rules), pictured
