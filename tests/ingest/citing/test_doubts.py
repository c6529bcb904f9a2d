"""A suspicious DOI is flagged and stays as printed."""

from __future__ import annotations

import pytest

from corpus.dois import doubts_of
from corpus.records import Document, Reference
from ingest.citing.doubts import OWN, TWICE, with_doubts
from ingest.citing.references import parse_references


@pytest.mark.parametrize(
    ("doi", "raw", "doubt"),
    [
        ("10.5555/abc.2012.17.Accessed", "", "punctuation or words"),
        ("10.5555/abc.2012.17).", "", "punctuation or words"),
        ("10.1080/14678802", "doi:10.1080/14678802. 2010.511508", "spaces"),
        ("10.5555/abc.", "doi:10.5555/abc. 2010.511508", "spaces"),
        ("10.1080/14678802", "", "cut off"),
        ("10.5555/abc-", "", "cut off"),
        ("10.5555/S0140(05", "", "cut off"),
        ("10.0123/abc.2012", "", "prefix"),
        ("10.123456789/4711", "", "prefix"),
        ("10.5555/https://example.org/a", "", "web address"),
        ("10.5555/abc.2012.17/full", "", "web page"),
        ("10.5555/abc.201210.5555/abd.2013", "", "two DOIs"),
        ("10.5555/abc%2F2012", "", "code"),
        ("abc/2012", "", "form of a DOI"),
    ],
)
def test_what_is_suspicious_is_named(doi: str, raw: str, doubt: str) -> None:
    assert any(doubt in found for found in doubts_of(doi, raw)), doubts_of(doi, raw)


@pytest.mark.parametrize(
    "doi",
    [
        "10.1080/14678802.2010.511508",
        "10.1177/0022343313481012",
        "10.1016/S0140-6736(05)67894-1",
        "10.1016/j.worlddev.2012.06.008",
        "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
        "10.1093/isq/sqy021",
        "10.1017/S0020818300027764",
        "10.1111/j.1467-7660.2010.01671.x",
        "10.31235/osf.io/ab12c",
        "https://doi.org/10.5281/zenodo.1234567",
    ],
)
def test_sound_dois_are_not_doubted(doi: str) -> None:
    raw = f"Okello, G. (2010). A title. Journal, 3(2), 1-20. https://doi.org/{doi}. Accessed 3 May 2012"
    assert doubts_of(doi, raw) == ()


def test_a_doi_at_two_titles_of_a_bibliography_is_doubted_at_both_and_nowhere_else() -> None:
    references = (
        Reference("a", title="Mending valleys after war", doi="10.5555/valleys.3"),
        Reference("b", title="Quiet words at noon", doi="10.5555/VALLEYS.3"),
        Reference("c", title="Elders and feuds", doi="10.5555/feuds.1"),
        Reference("d", title="Mending valleys", doi="10.5555/own.9"),
    )
    document = with_doubts(Document("id", "text", "Markets of the north", doi="10.5555/own.9", references=references))
    assert [reference.doubts for reference in document.references] == [(TWICE,), (TWICE,), (), (OWN,)]
    assert [reference.doi for reference in document.references] == [reference.doi for reference in references]


def test_a_reference_string_keeps_its_doi_as_printed() -> None:
    raw = "Okello, G. (2010). Quiet words at noon. Journal of Valleys, 3(2), 1-20. doi:10.1080/14678802."
    (reference,) = parse_references([raw])
    assert reference.doi == "10.1080/14678802"
    assert reference.doubts
