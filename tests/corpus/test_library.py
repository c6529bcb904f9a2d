"""The library keeps what people gave, once, and forgets it wholly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import LibraryInUse, NoLibrary, NotHeld, Outdated
from corpus.library import Library
from corpus.lock import WriterLock
from corpus.records import ActorMention, ChangeKind, Document, PassageCoding
from tests.corpus.made import ONTOLOGY, coding, document, reference

ALL: frozenset[ChangeKind] = frozenset({"document", "coding", "vectors", "entity", "release", "user-graph"})
BURUNDI = "Elders of Burundi\nElders led mediation in Burundi for years.\nNothing else happened in that valley."
COLOMBIA = "Villages of Colombia\nA village in Colombia asked for mediation by its priest, Ana Ruiz."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home", ontology=ONTOLOGY)
    yield opened
    opened.close()


def put(library: Library, made: Document, path: str | None = None) -> str:
    return library.put(made, made.text.encode(), path=Path(path) if path else None)


def vectors(made: Document) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    matrix = np.random.default_rng(1).normal(size=(len(made.passages), 8)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def rows(library: Library) -> dict[str, int]:
    """How many rows each table of what people gave and what was computed from it has."""
    names = library.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    kept = {name for (name,) in names} - {"change", "sqlite_sequence", "fact", "release"}
    return {name: library.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in sorted(kept)}


def files(library: Library) -> list[Path]:
    return [path for path in (library.home / "files").rglob("*") if path.is_file()]


def test_a_document_comes_back_as_it_was_read(library: Library) -> None:
    made = document(BURUNDI, references=(reference("Do No Harm in the field"),))
    assert put(library, made, "/a/burundi.txt") == "added"
    held = library.held(made.id)
    assert held is not None
    assert held.document == made
    assert held.paths == ("/a/burundi.txt",)
    assert library.bytes_of(made.id) == (BURUNDI.encode(), "burundi.txt")


def test_the_same_bytes_again_are_unchanged_and_change_nothing(library: Library) -> None:
    put(library, document(BURUNDI), "/a/burundi.txt")
    before, sequence = rows(library), library.sequence
    assert put(library, document(BURUNDI), "/a/burundi.txt") == "unchanged"
    assert (rows(library), library.sequence) == (before, sequence)


def test_deleting_leaves_no_row_and_no_file(library: Library) -> None:
    before = rows(library)
    made = document(COLOMBIA, references=(reference("Do No Harm in the field", doi="10.1/x"),))
    put(library, made, "/a/colombia.txt")
    library.put_coding(coding(made, person="Ana Ruiz"))
    library.put_vectors(made.id, vectors(made), "e")
    library.put_failure(Path("/a/colombia.txt"), "Damaged", "later bytes could not be read")
    assert rows(library) != before
    library.delete(made.id)
    assert {name: count for name, count in rows(library).items() if count} == {"failure": 1}
    assert files(library) == []
    words = (library.home / "library.sqlite").read_bytes() + (library.home / "library.sqlite-wal").read_bytes()
    assert b"asked for mediation" not in words
    gone = [change for change in library.changes(0, ALL) if change.kind != "release"]
    assert gone
    assert all(change.record is None for change in gone)


def test_deleting_what_is_not_held_is_said(library: Library) -> None:
    with pytest.raises(NotHeld):
        library.delete("0123456789abcdef")


def test_new_bytes_at_a_path_replace_the_old_document_and_lead_there(library: Library) -> None:
    old, new = document(BURUNDI), document("Elders of Burundi\nA new foreword.\n" + BURUNDI.split("\n", 1)[1])
    put(library, old, "/a/burundi.txt")
    assert put(library, new, "/a/burundi.txt") == "updated"
    assert library.held(old.id) is None
    assert library.redirect(old.id) == new.id
    # Its passages are found by their words.
    assert library.redirect(old.passages[0].id) == new.passages[1].id
    assert files(library) == [library.home / "files" / new_hash(new)[:2] / new_hash(new)]


def new_hash(made: Document) -> str:
    import hashlib

    return hashlib.sha256(made.text.encode()).hexdigest()


def test_a_document_goes_with_its_last_path_only(library: Library) -> None:
    old, new = document(BURUNDI), document(COLOMBIA)
    put(library, old, "/a/one.txt")
    assert put(library, old, "/a/copy.txt") == "unchanged"
    assert put(library, new, "/a/one.txt") == "updated"
    held = library.held(old.id)
    assert held is not None
    assert held.paths == ("/a/copy.txt",)
    assert library.redirect(old.id) is None


def test_an_upload_has_no_path_and_replaces_nothing(library: Library) -> None:
    put(library, document(BURUNDI))
    put(library, document(BURUNDI), "/a/burundi.txt")
    put(library, document(COLOMBIA), "/a/burundi.txt")
    assert set(library.document_ids()) == {document(BURUNDI).id, document(COLOMBIA).id}


def test_bytes_that_come_back_are_no_redirect_any_more(library: Library) -> None:
    old, new = document(BURUNDI), document(COLOMBIA)
    for made in (old, new, old):
        put(library, made, "/a/one.txt")
    assert library.held(old.id) is not None
    assert library.redirect(old.id) is None
    assert library.redirect(new.id) == old.id


def test_a_replaced_document_is_no_easier_to_see(library: Library) -> None:
    old, new = document(BURUNDI), document(COLOMBIA)
    put(library, old, "/a/one.txt")
    library.set_visibility(old.id, "members")
    put(library, new, "/a/one.txt")
    held = library.held(new.id)
    assert held is not None
    assert held.visibility == "members"


def test_reading_again_makes_coding_and_vectors_due_and_keeps_paths(library: Library) -> None:
    made = document(BURUNDI)
    put(library, made, "/a/burundi.txt")
    numbers = set(library.rows_of(passage.id for passage in made.passages).values())
    library.put_coding(coding(made))
    library.put_vectors(made.id, vectors(made), "e")
    assert library.due(reader="2", coder="1", encoder="e").reading == (made.id,)
    assert library.put_again(replace(made, reader="2"), "burundi.txt") == "updated"
    due = library.due(reader="2", coder="1", encoder="e")
    assert (due.reading, due.coding, due.vectors) == ((), (made.id,), (made.id,))
    held = library.held(made.id)
    assert held is not None
    assert held.paths == ("/a/burundi.txt",)
    assert not numbers & set(held.rowids)  # a number never means another passage


def test_vectors_come_back_unit_long_and_those_of_another_text_are_refused(library: Library) -> None:
    made = document(BURUNDI)
    put(library, made)
    given = vectors(made)
    library.put_vectors(made.id, given, "e")
    (change,) = library.changes(0, frozenset({"vectors"}))
    assert np.allclose(change.record.matrix, given, atol=1e-3)
    assert np.allclose(np.linalg.norm(change.record.matrix, axis=1), 1, atol=1e-6)
    with pytest.raises(Outdated):
        library.put_vectors(made.id, given[:1], "e")


def test_coding_counts_the_statements_that_came_and_went(library: Library) -> None:
    made = document(BURUNDI)
    put(library, made)
    assert library.put_coding(coding(made)) == (1, 0)
    assert library.put_coding(coding(made)) == (0, 0)
    assert library.put_coding(replace(coding(made), passages=())) == (0, 1)
    assert library.due(reader="1", coder="1", encoder="e").coding == ()


def test_an_import_leaves_due_only_what_it_touches(library: Library) -> None:
    one, other = document(BURUNDI), document(COLOMBIA)
    for made in (one, other):
        put(library, made)
        library.put_coding(coding(made))
    library.put_release("# a second release", touches=lambda passage, _: "priest" in passage.text)
    assert library.release().number == 2
    assert library.passages_due() == 1
    assert library.due(reader="1", coder="1", encoder="e").coding == (other.id,)
    kept = library.coding(one.id)
    assert kept is not None
    assert kept.coding.release == 2


def test_a_new_coder_makes_every_coding_due(library: Library) -> None:
    made = document(BURUNDI)
    put(library, made)
    library.put_coding(coding(made))
    assert library.due(reader="1", coder="2", encoder="e").coding == (made.id,)


def test_an_entity_is_a_function_of_the_documents_that_name_it(library: Library) -> None:
    one, other = document(BURUNDI), document("More\nMore mediation in Burundi.")
    for made in (one, other):
        put(library, made)
        library.put_coding(coding(made))
    entity = library.entity("BDI")
    assert entity is not None
    assert entity.documents == tuple(sorted((one.id, other.id)))
    start = library.sequence
    library.delete(other.id)
    changed = {change.id: change.record for change in library.changes(start, frozenset({"entity"}))}
    assert changed["BDI"].documents == (one.id,)
    library.delete(one.id)
    assert library.entity("BDI") is None


def test_bodies_that_share_a_name_get_ids_of_their_own_and_keep_them(library: Library) -> None:
    made = [document(f"{country}\nThe House of Representatives met.") for country in ("Libya", "Bosnia", "Libya again")]
    minted = []
    for one, country in zip(made, ("LBY", "BIH", "LBY"), strict=True):
        put(library, one)
        actor = ActorMention("House of Representatives", 4, 28, "government", "house-of-representatives", country)
        library.put_coding(replace(coding(one), passages=(PassageCoding(one.passages[0].id, actors=(actor,)),)))
        held = library.coding(one.id)
        assert held is not None
        minted.append(held.coding.passages[0].actors[0].actor)
    assert minted == ["house-of-representatives", "house-of-representatives-bih", "house-of-representatives"]
    library.delete(made[0].id)
    assert library.entity("house-of-representatives") is not None


def test_a_work_is_one_by_doi_or_by_author_title_and_year(library: Library) -> None:
    full = reference("Do No Harm: How Aid Can Support Peace", doi="10.1000/HARM")
    short = reference("Do No Harm in conflict")
    same = replace(full, doi="https://doi.org/10.1000/harm", title="Do no harm")
    one, other = document(BURUNDI, references=(full, short)), document(COLOMBIA, references=(same,))
    put(library, one)
    put(library, other)
    held, again = library.held(one.id), library.held(other.id)
    assert held is not None
    assert again is not None
    assert again.works[0] == held.works[0] != held.works[1]
    work = library.entity(held.works[0])
    assert work is not None
    assert work.documents == tuple(sorted((one.id, other.id)))
    assert work.label == "Do No Harm: How Aid Can Support Peace"
    assert [entity.id for entity in library.find_entities("do no harm", "work")] == [work.id]


def test_a_held_document_is_the_work_that_others_cite(library: Library) -> None:
    made = replace(document(BURUNDI), doi="10.1000/elders")
    citing = document(COLOMBIA, references=(reference("Elders of Burundi", doi="10.1000/elders"),))
    put(library, citing)
    put(library, made)
    held = library.held(made.id)
    assert held is not None
    work = library.entity(held.work)
    assert work is not None
    assert (work.held, work.documents) == ((made.id,), (citing.id,))
    library.delete(made.id)
    left = library.entity(held.work)
    assert left is not None
    assert left.held == ()


def test_a_private_person_is_kept_from_the_public_until_an_editor_decides(library: Library) -> None:
    made = document(COLOMBIA)
    put(library, made)
    library.put_coding(coding(made, person="Ana Ruiz"))
    entity, held = library.entity("a-person"), library.coding(made.id)
    assert entity is not None
    assert held is not None
    assert entity.visibility == "members"
    assert held.hidden_actors == {"a-person"}
    library.set_visibility("a-person", "public")
    held = library.coding(made.id)
    assert held is not None
    assert held.hidden_actors == frozenset()


def test_withholding_a_person_hides_the_passages_that_name_them_everywhere(library: Library) -> None:
    made = document(COLOMBIA + "\nOthers went home.")
    put(library, made)
    library.put_coding(coding(made, person="Ana Ruiz"))
    library.put_vectors(made.id, vectors(made), "e")
    start = library.sequence
    library.set_visibility("a-person", "withheld")
    changes = {change.kind: change.record for change in library.changes(start, ALL) if change.kind != "entity"}
    assert changes["document"].restricted == {made.passages[0].id}
    assert changes["coding"].held.restricted == {made.passages[0].id}
    assert changes["vectors"].restricted == {changes["document"].rowids[0]}
    entity = library.entity("a-person")
    assert entity is not None
    assert entity.public_documents == ()


def test_a_decision_outlives_the_last_document_that_names_the_person(library: Library) -> None:
    made = document(COLOMBIA)
    put(library, made)
    library.put_coding(coding(made, person="Ana Ruiz"))
    library.set_visibility("a-person", "withheld")
    library.delete(made.id)
    put(library, made)
    library.put_coding(coding(made, person="Ana Ruiz"))
    held = library.held(made.id)
    assert held is not None
    assert held.restricted == {made.passages[0].id}


def test_changes_come_in_order_each_record_once_with_what_it_is_now(library: Library) -> None:
    one, other = document(BURUNDI), document(COLOMBIA)
    for made in (one, other, one):
        put(library, made)
    library.set_visibility(one.id, "members")
    changes = library.changes(0, frozenset({"document"}))
    assert [change.id for change in changes] == [other.id, one.id]
    assert changes[-1].record.visibility == "members"
    assert library.changes(changes[0].sequence, frozenset({"document"}), limit=1) == changes[1:]


def test_graphs_of_other_tools_are_kept_as_they_were_written(library: Library) -> None:
    quads = "<http://a/s> <http://a/p> <http://a/o> <http://a/g> .\n"
    library.put_graph("http://a/g", quads)
    assert library.graph("http://a/g") == quads
    library.delete_graph("http://a/g")
    (change,) = library.changes(0, frozenset({"user-graph"}))
    assert (change.id, change.record, library.graphs()) == ("http://a/g", None, [])


def test_a_home_has_one_writer_at_a_time(tmp_path: Path) -> None:
    first, second = WriterLock(tmp_path), WriterLock(tmp_path)
    first.take()
    with pytest.raises(LibraryInUse, match=str(os.getpid())):
        second.take()
    first.release()
    second.take()
    second.release()


def test_others_read_while_one_writes(library: Library) -> None:
    put(library, document(BURUNDI))
    reader = Library(library.home, writable=False)
    assert reader.document_ids() == [document(BURUNDI).id]
    put(library, document(COLOMBIA))
    assert len(reader.document_ids()) == 2
    reader.close()


def test_there_is_no_library_to_read_where_none_was_made(tmp_path: Path) -> None:
    with pytest.raises(NoLibrary):
        Library(tmp_path / "nowhere", writable=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_new_library_begins_with_the_shipped_ontology(tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert "peace-concordance" in library.release().turtle
    assert [change.record.number for change in library.changes(0, frozenset({"release"}))] == [1]
    library.close()


def test_a_file_without_its_transaction_is_swept_at_the_next_opening(tmp_path: Path) -> None:
    library = Library(tmp_path, ontology=ONTOLOGY)
    library._keep(new_hash(document(BURUNDI)), BURUNDI.encode())  # a process killed just after this
    library.close()
    again = Library(tmp_path, ontology=ONTOLOGY)
    assert files(again) == []
    again.close()
