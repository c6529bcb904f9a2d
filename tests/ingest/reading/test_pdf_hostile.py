"""Broken and malicious PDFs end in an error of ours. Limits of time and memory are the child process's (test_child)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.errors import Damaged, EmptyFile, Encrypted, NoTextLayer, ReadingError, TooLarge
from ingest.reading.pdf import read_pdf
from tests.ingest.reading import hostile_pdfs as hostile


@pytest.mark.parametrize("name", sorted(hostile.HOSTILE))
def test_a_hostile_file_ends_in_an_error_of_ours(name: str) -> None:
    with pytest.raises(ReadingError):
        read_pdf(hostile.HOSTILE[name]())


@pytest.mark.parametrize(
    ("made", "error"),
    [
        (hostile.empty, EmptyFile),
        (hostile.zeros, Damaged),
        (hostile.cut_off, Damaged),
        (hostile.locked, Encrypted),
        (hostile.picture_only, NoTextLayer),
        (hostile.wrong_extension, Damaged),
        (hostile.many_pages, TooLarge),
        (hostile.picture_bomb, NoTextLayer),
        (hostile.nested_forms, EmptyFile),
        (hostile.huge_page, EmptyFile),
        (hostile.wrong_fonts, EmptyFile),
        (hostile.deep_arrays, Damaged),
    ],
)
def test_the_error_says_what_is_wrong(made: Callable[[], bytes], error: type[ReadingError]) -> None:
    with pytest.raises(error):
        read_pdf(made())


def test_a_file_locked_for_its_owner_only_is_read_with_the_empty_password() -> None:
    assert "Elders met" in read_pdf(hostile.locked_by_owner_only()).blocks[0].text


def test_what_stands_in_a_form_is_read_and_so_is_a_form_in_a_form() -> None:
    text = read_pdf(hostile.page_of_forms("Elders met under the tree.", depth=3)).blocks[0].text
    assert text == "Elders met under the tree."


def test_more_pages_than_the_limit_are_refused() -> None:
    with pytest.raises(TooLarge, match="3 pages"):
        read_pdf(hostile.many_pages(3), page_limit=2)


def test_every_beginning_of_a_file_is_read_or_refused_with_an_error_of_ours() -> None:
    whole = hostile.page_with()
    for end in range(1, len(whole), 37):
        try:
            read_pdf(whole[:end])
        except ReadingError:
            continue
