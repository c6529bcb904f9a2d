"""What can go wrong when a file is read. The docstring is what the person sees."""

from ontology.errors import ConcordanceError


class ReadingError(ConcordanceError):
    """This file could not be read."""

    def __str__(self) -> str:
        """What it means and what to do, then the particulars of this file."""
        meaning = " ".join((type(self).__doc__ or "").split())
        particulars = " ".join(map(str, self.args))
        return f"{meaning} ({particulars})" if particulars else meaning


class NoTextLayer(ReadingError):
    """This PDF holds pictures of pages and no text. Add --ocr to have the pictures read."""


class NoOcr(ReadingError):
    """Reading pictures of pages needs tesseract and ocrmypdf, and one of them, or the language, is not installed.
    `apt-get install tesseract-ocr` (languages: `tesseract-ocr-fra`, …; on a Mac `brew install tesseract`) and
    `pip install ocrmypdf`."""


class OcrFailed(ReadingError):
    """The pictures of this file's pages could not be read."""


class UnknownFormat(ReadingError):
    """This kind of file is not read. Known are PDF, DOCX, EPUB, HTML, JATS and TEI XML, Markdown and plain text, and
    as catalogues RIS, BibTeX, CSL-JSON and Zotero RDF."""


class Encrypted(ReadingError):
    """This file is locked, by a password or by digital rights management. Ingest a copy that is not."""


class DeclaresEntities(ReadingError):
    """This XML declares entities of its own, by which a file can exhaust a computer or spy on it. Save it without."""


class IsCatalogue(ReadingError):
    """This file is a catalogue of works, not one of them. `concordance ingest` takes it, by its path."""


class BadRecord(ReadingError):
    """This record of a catalogue could not be read; the others were."""


class Damaged(ReadingError):
    """This file is damaged or is not what its name says. Open it in its own program and save it again."""


class EmptyFile(ReadingError):
    """This file holds no text."""


class TooLarge(ReadingError):
    """This file is larger than the limits allow (settings: upload limit, pages limit)."""


class ReadingTimedOut(ReadingError):
    """Reading this file took longer than the limit, and was stopped."""


class OutOfMemory(ReadingError):
    """Reading this file needed more memory than the limit, and was stopped."""
