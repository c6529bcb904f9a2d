"""Pictures of pages → pages with text, by tesseract through ocrmypdf: a command of its own, under a time limit.

Both are optional. What they read is a guess, and the document says on which pages (`ocr_pages`).
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.errors import NoOcr, OcrFailed, ReadingTimedOut

OCR_SECONDS = 3_600.0
PAGE_SECONDS = 120  # after which tesseract gives a page up
LARGEST_PICTURE = 150  # megapixels: a page of A3 at 600 dpi has 70
_LANGUAGES = re.compile(r"[A-Za-z][A-Za-z_/]*(?:\+[A-Za-z][A-Za-z_/]*)*")
_MISSING_PART = 3  # ocrmypdf's exit status where tesseract or a language of it is missing


@dataclass(frozen=True, slots=True)
class Ocr:
    """How pictures of pages are to be read: tesseract's languages (`eng+fra`), seconds for a file, pages at once."""

    languages: str = "eng"
    seconds: float = OCR_SECONDS
    jobs: int = 1


def require_ocr() -> None:
    """Raises NoOcr, which says what to install."""
    wanting = [] if shutil.which("tesseract") else ["tesseract"]
    if importlib.util.find_spec("ocrmypdf") is None:
        wanting.append("ocrmypdf")
    if wanting:
        raise NoOcr(f"missing: {', '.join(wanting)}")


def with_text(data: bytes, pages: Sequence[int], ocr: Ocr) -> bytes:
    """The PDF with the words under the pictures of these pages (from 1).

    Raises NoOcr, OcrFailed with ocrmypdf's words, ReadingTimedOut.
    """
    require_ocr()
    if not _LANGUAGES.fullmatch(ocr.languages):
        raise OcrFailed(f"`{ocr.languages}` is no list of languages; write them like eng+fra")
    with TemporaryDirectory(prefix="concordance-ocr-") as place:
        given, made = Path(place, "given.pdf"), Path(place, "made.pdf")
        given.write_bytes(data)
        _run([*_command(pages, ocr), str(given), str(made)], place, ocr.seconds)
        return made.read_bytes()


def _command(pages: Sequence[int], ocr: Ocr) -> list[str]:
    # Forced, for a page that holds only a running head besides its picture would be skipped as text.
    return [
        *(sys.executable, "-m", "ocrmypdf", "--mode", "force", "--quiet", "--invalidate-digital-signatures"),
        *("--output-type", "pdf", "--optimize", "0", "--rasterizer", "pypdfium"),
        *("--max-image-mpixels", str(LARGEST_PICTURE), "--max-ocr-image-mpixels", str(LARGEST_PICTURE)),
        *("--tesseract-timeout", str(PAGE_SECONDS)),
        *("--jobs", str(ocr.jobs), "--language", ocr.languages, "--pages", ranges(pages)),
    ]


def _run(command: list[str], place: str, seconds: float) -> None:
    # One thread a page: tesseract's own threads make a page six times slower.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "TMPDIR": place}
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdin=nothing, stdout=nothing, stderr=subprocess.PIPE) as process:
        try:
            said = process.communicate(timeout=seconds)[1]
        except subprocess.TimeoutExpired as error:
            raise ReadingTimedOut(f"pictures of pages: {seconds:.0f} s") from error
        finally:
            _end(process)
    if process.returncode == _MISSING_PART:
        raise NoOcr(_last_words(said))
    if process.returncode:
        raise OcrFailed(_last_words(said) or f"ocrmypdf ended with status {process.returncode}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """It ends by itself the tesseracts that it started, if it is asked rather than killed."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _last_words(said: bytes) -> str:
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return " ".join(lines[-3:])[:300]


def ranges(pages: Sequence[int]) -> str:
    """`1-3,7` for 1, 2, 3, 7."""
    runs = groupby(enumerate(sorted(set(pages))), key=lambda pair: pair[1] - pair[0])
    spans = [[page for _, page in run] for _, run in runs]
    return ",".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)
