"""What can go wrong when a file is read. The docstring is what the person sees."""

from ontology.errors import ConcordanceError


class ReadingError(ConcordanceError):
    """This file could not be read."""

    def __str__(self) -> str:
        """What it means and what to do, then the particulars of this file."""
        meaning = (type(self).__doc__ or "").strip()
        particulars = " ".join(map(str, self.args))
        return f"{meaning} ({particulars})" if particulars else meaning


class NoTextLayer(ReadingError):
    """This PDF holds pictures of pages and no text. Run it through ocrmypdf first, then ingest the result."""


class UnknownFormat(ReadingError):
    """This kind of file is not read. Known are PDF, Markdown, HTML, DOCX and plain text."""


class Encrypted(ReadingError):
    """This PDF asks for a password. Save a copy without one and ingest that."""


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
