"""DOIs of a document and of its references that may be wrong: kept as printed, and said to be doubted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from corpus.dois import doubts_of, normal_doi
from corpus.identity import folded
from corpus.records import Document, Reference

TWICE = "another work in this bibliography bears the same DOI"
OWN = "it is the DOI of the document that cites"


def with_doubts(document: Document) -> Document:
    """Whatever speaks against a DOI is written beside it; none is changed."""
    references = tuple(
        replace(reference, doubts=doubts)
        for reference, doubts in zip(document.references, _doubts(document, document.references), strict=True)
    )
    return replace(document, references=references, doubts=doubts_of(document.doi))


def _doubts(document: Document, references: Sequence[Reference]) -> list[tuple[str, ...]]:
    shared = _of_several_works(references)
    own = normal_doi(document.doi or "")
    found = []
    for reference in references:
        doi = normal_doi(reference.doi or "")
        beside = [TWICE] if doi in shared else []
        if doi and doi == own and not _alike(reference.title, document.title):
            beside.append(OWN)
        found.append((*doubts_of(reference.doi, reference.raw), *beside))
    return found


def _of_several_works(references: Sequence[Reference]) -> set[str]:
    """DOIs that stand at works with other titles: one of them at least is wrong."""
    titles: defaultdict[str, list[str | None]] = defaultdict(list)
    for reference in references:
        if reference.doi:
            titles[normal_doi(reference.doi)].append(reference.title)
    return {doi for doi, of in titles.items() if any(not _alike(of[0], other) for other in of[1:])}


def _alike(one: str | None, other: str | None) -> bool:
    """A missing title says nothing."""
    return not one or not other or fuzz.token_set_ratio(folded(one), folded(other)) >= 70
