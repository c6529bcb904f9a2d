"""`verify` names each way in which files, rows and derived things can disagree; a backup brings all of it back."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.backup import backup, restore
from corpus.errors import BadArchive, HomeNotEmpty
from corpus.library import Library
from corpus.records import Change, ChangeKind
from corpus.verify import verify
from tests.corpus.made import ONTOLOGY, coding, document, reference

TEXT = "Elders of Burundi\nElders led mediation in Burundi.\nThe valley was quiet."


class Followed:
    """A derived thing that says of which documents it holds something."""

    name = "followed"
    kinds: frozenset[ChangeKind] = frozenset({"document"})

    def __init__(self) -> None:
        self.applied = 0
        self.held: set[str] = set()

    def ids(self) -> set[str]:
        return self.held

    def apply(self, changes: Sequence[Change], upto: int) -> None:
        self.held |= {change.id for change in changes if change.record is not None}
        self.held -= {change.id for change in changes if change.record is None}
        self.applied = upto

    def clear(self) -> None:
        self.applied, self.held = 0, set()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home", ontology=ONTOLOGY)
    made = document(TEXT, references=(reference("Do No Harm in the field"),))
    opened.put(made, TEXT.encode(), path=Path("/a/elders.txt"))
    opened.put_coding(coding(made))
    opened.put_vectors(made.id, np.eye(2, 8, dtype=np.float32), "e")
    yield opened
    opened.close()


@pytest.fixture
def followed(library: Library) -> Followed:
    thing = Followed()
    thing.apply(library.changes(0, thing.kinds), library.sequence)
    return thing


def test_a_sound_library_has_no_fault(library: Library, followed: Followed) -> None:
    assert verify(library, [followed]) == []


def test_a_changed_or_missing_file_is_named(library: Library) -> None:
    (file,) = (library.home / "files").glob("??/*")
    file.write_text("other words")
    assert ["missing or was changed" in fault for fault in verify(library)] == [True]
    file.unlink()
    assert ["missing or was changed" in fault for fault in verify(library)] == [True]


def test_a_file_of_no_document_is_named(library: Library) -> None:
    library.files.keep("ab" * 32, b"left behind")
    assert ["belongs to no document" in fault for fault in verify(library)] == [True]


def test_a_quote_that_stands_elsewhere_is_named(library: Library) -> None:
    made = document(TEXT)
    said = coding(made)
    wrong = replace(said.passages[0], uses=tuple(replace(use, quote="peace") for use in said.passages[0].uses))
    library.put_coding(replace(said, passages=(wrong, *said.passages[1:])))
    assert ["not what stands at its offsets" in fault for fault in verify(library)] == [True]


def test_a_derived_thing_that_lags_or_holds_what_is_gone_is_named(library: Library, followed: Followed) -> None:
    followed.held = {"0123456789abcdef"}
    followed.applied -= 1
    faults = verify(library, [followed])
    assert len(faults) == 3
    assert all("rebuild" in fault for fault in faults)


def test_a_backup_brings_everything_back(library: Library, tmp_path: Path) -> None:
    backup(library, tmp_path / "out" / "library.zip")
    restore(tmp_path / "out" / "library.zip", tmp_path / "new")
    again = Library(tmp_path / "new")
    made = document(TEXT)
    assert again.held(made.id) == library.held(made.id)
    assert again.coding(made.id) == library.coding(made.id)
    assert again.bytes_of(made.id) == library.bytes_of(made.id)
    assert (again.id, again.sequence) == (library.id, library.sequence)
    assert verify(again) == []
    again.close()


def test_a_home_with_a_library_is_not_overwritten(library: Library, tmp_path: Path) -> None:
    backup(library, tmp_path / "library.zip")
    with pytest.raises(HomeNotEmpty):
        restore(tmp_path / "library.zip", library.home)


@pytest.mark.parametrize("name", ["../evil", "files/../../evil", "other.txt"])
def test_what_is_no_backup_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.zip").write_text("no archive at all")
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as archive:
        archive.writestr("library.sqlite", b"")
        archive.writestr(name, b"evil")
    for file in ("text.zip", "foreign.zip"):
        with pytest.raises(BadArchive):
            restore(tmp_path / file, tmp_path / "new")
    assert not (tmp_path / "new" / "library.sqlite").exists()
    assert not (tmp_path / "evil").exists()
