"""Works are a function of how they are described and of what editors decided, whatever came first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.backup import backup, restore
from corpus.errors import NotDecided, NotTwoWorks
from corpus.library import Library
from corpus.records import Document, Name, Reference
from corpus.verify import verify
from tests.corpus.made import ONTOLOGY, document

HARM = Reference(
    "Mary B. Anderson, Do No Harm: How Aid Can Support Peace (Boulder: Lynne Rienner, 1999)",
    authors=(Name("Anderson", "Mary B."),),
    year=1999,
    title="Do No Harm: How Aid Can Support Peace",
    publisher="Lynne Rienner",
)
MEND = Reference(
    "Ruiz, A. (2012). Mending valleys after war. Journal of Valleys 3, 1-20.",
    authors=(Name("Ruiz", "Ana"),),
    year=2012,
    title="Mending valleys after war",
    container="Journal of Valleys",
    volume="3",
    pages="1-20",
    doi="10.5555/valleys.2012.3",
)
PREPRINT = replace(MEND, raw="Ruiz 2011 preprint", year=2011, container="SocArXiv", volume=None, pages=None)
PREPRINT = replace(PREPRINT, doi="10.31235/osf.io/ab12c")
LETTER = Reference("Letter one", title="Letter dated 3 May 2014 addressed to the Security Council", year=2014)
FORMS = (
    HARM,
    replace(HARM, raw="Anderson, M. B., Do no harm", title="Do No Harm", publisher=None),
    replace(HARM, raw="Anderson 2000", year=2000),
    MEND,
    PREPRINT,
    replace(MEND, raw="Ruiz, Mending Valleys", doi=None, title="Mending Valleys after War", pages=None),
    replace(MEND, raw="Ruiz, Mending Valleys", doi="10.5555/valleys.2019.7", year=2012),
    replace(MEND, raw="Ruiz, Mending valleys, part 2", title="Mending valleys after war, part 2", doi=None),
    replace(LETTER, symbol="S/2014/315"),
    replace(LETTER, symbol="S/2014/316"),
    LETTER,
    Reference("no words that say what it is"),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home", ontology=ONTOLOGY)
    yield opened
    opened.close()


def citing(number: int, *references: Reference) -> Document:
    return document(f"Paper {number}\nThe paper with the number {number} cites works.", references=references)


def put(library: Library, *documents: Document) -> None:
    for made in documents:
        library.put(made, made.text.encode())


def works(library: Library, made: Document) -> tuple[str, ...]:
    held = library.held(made.id)
    assert held is not None
    return held.works


def partition(library: Library) -> dict[str, list[tuple[str, int]]]:
    """Every work with the references that are counted to it."""
    rows = library.connection.execute("SELECT work, document, position FROM reference ORDER BY 1, 2, 3").fetchall()
    return {work: [row[1:] for row in found] for work, found in itertools.groupby(rows, key=lambda row: row[0])}


def dump(library: Library) -> list[str]:
    """All that the library holds, save the order in which it came to be."""
    names = library.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    kept = [name for (name,) in names if name not in ("change", "sqlite_sequence", "fact", "release", "document")]
    rows = [(name, row) for name in kept for row in library.connection.execute(f"SELECT * FROM {name}").fetchall()]
    rows += [("document", row) for row in library.connection.execute("SELECT id, work, record FROM document")]
    return sorted(map(repr, rows))


def test_the_same_work_in_other_words_is_one(library: Library) -> None:
    put(library, citing(1, FORMS[0]), citing(2, FORMS[1]), citing(3, FORMS[3]), citing(4, FORMS[5]))
    assert works(library, citing(1, FORMS[0])) == works(library, citing(2, FORMS[1]))
    assert works(library, citing(3, FORMS[3])) == works(library, citing(4, FORMS[5]))
    assert len(partition(library)) == 2


def test_other_dois_symbols_and_parts_are_never_one_by_themselves(library: Library) -> None:
    for number, pair in enumerate([(3, 6), (3, 7), (8, 9), (4, 3)]):
        put(library, citing(number, *(FORMS[index] for index in pair)))
        assert len(set(works(library, citing(number, *(FORMS[index] for index in pair))))) == 2


def test_what_may_be_either_of_two_works_waits_for_an_editor(library: Library) -> None:
    made = citing(1, *FORMS[8:11])
    put(library, made)
    assert len(set(works(library, made))) == 3


@given(order=st.permutations(range(len(FORMS))), split=st.integers(1, 4), gone=st.sets(st.integers(0, 11), max_size=4))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_order_of_coming_and_what_came_and_went_leave_no_trace(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], split: int, gone: set[int]
) -> None:
    documents = [citing(index, FORMS[index], FORMS[(index + split) % len(FORMS)]) for index in range(len(FORMS))]
    dumps = []
    for sequence, visitors in ((order, gone), (sorted(set(order) - gone), set())):
        library = Library(tmp_path_factory.mktemp("home"), ontology=ONTOLOGY)
        put(library, *(documents[index] for index in sequence))
        for index in sorted(visitors):
            library.delete(documents[index].id)
        assert verify(library) == []
        dumps.append((partition(library), [row for row in dump(library) if not row.startswith("('passage'")]))
        library.close()
    assert dumps[0] == dumps[1]


def merged(library: Library) -> tuple[str, str]:
    """The preprint's work and the article's, made one by an editor."""
    put(library, citing(1, MEND), citing(2, PREPRINT))
    (proposal,) = library.proposals()
    library.decide_about_works(proposal.one.id, proposal.other.id, "same", "Ines")
    return proposal.one.id, proposal.other.id


def test_a_preprint_is_proposed_accepted_and_undone_exactly(library: Library) -> None:
    put(library, citing(1, MEND), citing(2, PREPRINT))
    before = dump(library)
    one, other = merged(library)
    assert library.proposals() == []
    (work,) = partition(library)
    (old,) = {one, other} - {work}
    assert library.redirect(old) == work
    entity = library.entity(old)
    assert entity is not None
    assert entity.redirect == work
    (decision,) = library.decisions_about_works()
    assert (decision.verdict, decision.by) == ("same", "Ines")
    assert decision.at
    library.undo_about_works(other, one)
    assert dump(library) == before
    assert library.redirect(old) is None
    with pytest.raises(NotDecided):
        library.undo_about_works(one, other)


def test_what_was_refused_is_not_proposed_again_and_can_be_taken_back(library: Library) -> None:
    put(library, citing(1, MEND), citing(2, PREPRINT))
    before = dump(library)
    (proposal,) = library.proposals()
    library.decide_about_works(proposal.one.id, proposal.other.id, "other", "Ines")
    assert library.proposals() == []
    assert verify(library) == []
    library.undo_about_works(proposal.one.id, proposal.other.id)
    assert [(again.one.id, again.other.id) for again in library.proposals()] == [(proposal.one.id, proposal.other.id)]
    assert dump(library) == before


def test_a_work_put_together_wrongly_is_taken_apart(library: Library) -> None:
    put(library, citing(1, FORMS[0]), citing(2, FORMS[1]))
    (work,) = partition(library)
    long, short = sorted({address for address, _, _ in library.forms_of_work(work)})
    before = dump(library)
    library.decide_about_works(long, short, "other", "Ines")
    assert len(partition(library)) == 2
    assert library.proposals() == []
    library.undo_about_works(long, short)
    assert dump(library) == before


def test_a_decision_survives_deletion_reading_again_and_restoring(library: Library, tmp_path: Path) -> None:
    merged(library)
    before = partition(library)
    library.delete(citing(2, PREPRINT).id)
    assert verify(library) == []
    put(library, citing(2, PREPRINT))
    assert partition(library) == before
    library.put_again(replace(citing(1, MEND), reader="2"), "paper")
    assert partition(library) == before
    backup(library, tmp_path / "library.zip")
    restore(tmp_path / "library.zip", tmp_path / "restored")
    restored = Library(tmp_path / "restored")
    assert partition(restored) == before
    assert restored.decisions_about_works() == library.decisions_about_works()
    restored.close()


def test_nothing_can_be_decided_about_what_is_not_two_works(library: Library) -> None:
    put(library, citing(1, MEND))
    (work,) = partition(library)
    for other in ("wnothing", work):
        with pytest.raises(NotTwoWorks):
            library.decide_about_works(work, other, "same", "Ines")


def test_a_file_with_a_cover_page_is_another_copy_of_the_work_that_is_held(library: Library) -> None:
    article = replace(document("Mending valleys after war\nWe mend."), authors=MEND.authors, year=2012)
    with_cover = replace(document("Mending Valleys After War\nA cover.\nWe mend."), authors=MEND.authors, year=2012)
    published = replace(with_cover, doi=MEND.doi, container=MEND.container)
    put(library, citing(1, MEND), article, published)
    (work,) = partition(library)
    entity = library.entity(work)
    assert entity is not None
    assert entity.held == tuple(sorted((article.id, published.id)))
    assert entity.documents == (citing(1, MEND).id,)


def test_a_doubted_doi_identifies_nothing(library: Library) -> None:
    other = Reference("Okello, Quiet words, doi:10.5555/", title="Quiet words at noon", doi=MEND.doi, year=2001)
    put(library, citing(1, MEND), citing(2, replace(other, doubts=("it stands at two works",))))
    assert len(partition(library)) == 2


def test_a_home_of_the_first_version_opens_and_its_works_are_grouped_anew(tmp_path: Path) -> None:
    library = Library(tmp_path, ontology=ONTOLOGY)
    put(library, citing(1, MEND, HARM), citing(2, FORMS[1], PREPRINT))
    before = dump(library)
    connection = library.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    for table in ("work_decision", "form_pair", "form_block", "work_key", "formed", "form"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("CREATE TABLE work_key (key TEXT PRIMARY KEY, work TEXT NOT NULL) WITHOUT ROWID")
    connection.execute("UPDATE reference SET work = 'wold'")
    connection.execute("DELETE FROM fact WHERE key = 'works'")
    connection.execute("PRAGMA user_version = 1")
    library.close()
    upgraded = Library(tmp_path)
    assert dump(upgraded) == before
    assert verify(upgraded) == []
    upgraded.close()


def test_the_words_of_a_hidden_document_are_not_shown_where_a_public_one_has_its_own(library: Library) -> None:
    hidden = replace(
        MEND, raw="Ruiz (2012), Mending valleys after war, from the files of a friend", publisher="A press"
    )
    put(library, citing(1, hidden), citing(2, MEND))
    library.set_visibility(citing(1, hidden).id, "withheld")
    (work,) = partition(library)
    entity = library.entity(work)
    assert entity is not None
    assert entity.reference == MEND
    assert entity.public_documents == (citing(2, MEND).id,)


def test_what_an_editor_joined_stays_joined_when_a_surer_description_comes(library: Library) -> None:
    one, other = citing(1, HARM), citing(2, replace(HARM, raw="A reprint", title="Aid and war", year=2004))
    put(library, one, other)
    library.decide_about_works(*works(library, one), *works(library, other), "same", "Ines")
    addresses = set(partition(library))
    put(library, citing(3, replace(HARM, doi="10.5555/harm.1999")))
    (work,) = partition(library)
    assert {library.redirect(address) for address in addresses} == {work}
    assert verify(library) == []
