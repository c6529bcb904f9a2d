"""Joins the parts over one home: the library, what is derived from it, and those who answer from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from api.settings import Settings
from corpus.derived import Derived
from corpus.errors import LibraryInUse, NoLibrary
from corpus.library import Library
from corpus.records import Audience
from corpus.uses import Uses
from graph.store import GraphStore
from ontology.terms import Ontology, shipped
from search.hybrid import Searcher
from search.vectors import VectorIndex
from search.words import Words

Progress = Callable[[int, int, str], None]


def ontology_in_force(settings: Settings) -> Ontology:
    """That of the home's library, or the shipped one where there is no library."""
    try:
        library = Library(settings.home, writable=False)
    except NoLibrary:
        return Ontology.load(shipped())
    try:
        return Ontology.load(library.release().turtle)
    finally:
        library.close()
