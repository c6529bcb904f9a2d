"""What can go wrong with a library. The docstring is what the person sees."""

from ontology.errors import ConcordanceError


class LibraryError(ConcordanceError):
    """The library could not do this."""


class NoLibrary(LibraryError):
    """There is no library here yet. `concordance ingest PATH` or `concordance demo` makes one; --home says where."""


class LibraryInUse(LibraryError):
    """Another command is writing to this library. Wait until it has ended, or give another --home."""


class NewerLibrary(LibraryError):
    """This library was made by a newer version of Concordance. Upgrade the program, then open it again."""


class NotHeld(LibraryError):
    """The library holds nothing under this id."""


class Outdated(LibraryError):
    """This was computed from a text that has changed since; it is not stored. It will be computed again."""


class BadArchive(LibraryError):
    """This file is no backup of a library, or it is damaged."""


class HomeNotEmpty(LibraryError):
    """There is a library here already. Restore into an empty home, or move the old one away first."""


class NotTwoWorks(LibraryError):
    """These are not two works about which anything can be decided."""


class NotDecided(LibraryError):
    """Nothing was decided about these works."""


class BadCorrection(LibraryError):
    """This correction says nothing that could hold of a passage."""


class QuoteNotFound(LibraryError):
    """The words of this correction stand in no passage of the document."""
