"""From an editor's file to the next release: what changes, what is refused, what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.apply import CodebookTermGone, TermInUse, merge
from ontology.diff import diff, in_words
from ontology.docs import as_html, as_markdown
from ontology.errors import OntologyError
from ontology.terms import Ontology, shipped
from ontology.turtle import FOLDER, Statements

SHIPPED = shipped()
STRATEGIES = (FOLDER / "strategies.ttl").read_text(encoding="utf-8")
NEW = """
concept:peace-huts a skos:Concept ; skos:inScheme concept:strategies ; skos:notation "peace-huts" ;
    skos:broader concept:customary-justice ; skos:prefLabel "peace huts"@en ;
    skos:definition "Places where women of a village settle disputes."@en .
"""
PREFIXES = "".join(line + "\n" for line in STRATEGIES.splitlines() if line.startswith("@prefix"))
WORDS = st.text("abcdefghijklmnopqrstuvwxyz ", min_size=3, max_size=20).filter(lambda words: bool(words.strip()))


def test_nothing_differs_from_itself() -> None:
    assert not diff(SHIPPED, SHIPPED)
    assert in_words(diff(SHIPPED, SHIPPED)) == []


def test_importing_what_is_in_force_changes_nothing() -> None:
    assert not diff(SHIPPED, merge(SHIPPED, STRATEGIES, {}))
    assert not diff(SHIPPED, merge(SHIPPED, SHIPPED, {}))


@st.composite
def vocabularies(draw: st.DrawFn) -> str:
    """A scheme of a few terms, each with a name and some more labels."""
    terms = draw(st.dictionaries(st.sampled_from("abcdef"), st.sets(WORDS, min_size=1, max_size=3), max_size=4))
    described = (
        f'concept:{id} a skos:Concept ; skos:inScheme concept:things ; skos:notation "{id}" ; skos:altLabel '
        + ", ".join(f'"{words}"@en' for words in sorted(labels))
        for id, labels in terms.items()
    )
    return PREFIXES + "concept:things a skos:ConceptScheme .\n" + " .\n".join((*described, ""))


@given(vocabularies(), vocabularies())
def test_importing_twice_is_importing_once(in_force: str, file: str) -> None:
    once = merge(in_force, file, {})
    assert merge(once, file, {}) == once
    assert not diff(file, once)


@given(vocabularies(), vocabularies())
def test_what_one_diff_adds_its_reverse_removes(before: str, after: str) -> None:
    there, back = diff(before, after), diff(after, before)
    assert set(there.added) == set(back.removed)
    assert {(c.term, c.before, c.after) for c in there.changed} == {(c.term, c.after, c.before) for c in back.changed}
    assert bool(there) == bool(back) == bool(in_words(there))


@given(vocabularies())
def test_what_is_not_declared_stays(file: str) -> None:
    elsewhere = PREFIXES + "concept:other a skos:ConceptScheme .\n" + NEW.replace("concept:strategies", "concept:other")
    assert set(Statements(merge(elsewhere, file, {}))) == {*Statements(elsewhere), *Statements(file)}


def test_a_new_name_and_a_new_term_in_plain_words() -> None:
    file = STRATEGIES.replace('"mediation"@en', '"peace mediation work"@en', 1) + NEW
    assert in_words(diff(SHIPPED, merge(SHIPPED, file, {}))) == [
        "Adds “peace huts” (peace-huts) under “customary and traditional dispute resolution”.",
        "“peace mediation work” (mediation) changes the name from “mediation” to “peace mediation work”.",
    ]


def test_an_import_replaces_only_what_the_file_declares() -> None:
    before, after = Statements(SHIPPED), Statements(merge(SHIPPED, STRATEGIES + NEW, {}))
    for term in before:
        assert {p: sorted(map(str, v)) for p, v in before.of(term).items()} == {
            p: sorted(map(str, v)) for p, v in after.of(term).items()
        }


def test_a_term_in_use_cannot_just_vanish() -> None:
    with_huts = merge(SHIPPED, STRATEGIES + NEW, {})
    with pytest.raises(TermInUse, match="7 statements use “peace-huts”"):
        merge(with_huts, STRATEGIES, {"peace-huts": 7})
    assert "peace-huts" not in Ontology.load(merge(with_huts, STRATEGIES, {})).strategies


def test_a_term_in_use_may_go_when_another_takes_its_place() -> None:
    with_huts = merge(SHIPPED, STRATEGIES + NEW, {})
    heir = NEW.replace(
        "skos:definition", "owl:deprecated true ; dcterms:isReplacedBy concept:mediation ; skos:definition"
    )
    file = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n" + STRATEGIES + heir
    ontology = Ontology.load(merge(with_huts, file, {"peace-huts": 7}))
    assert "peace-huts" not in ontology.strategies
    assert ontology.concepts["peace-huts"].replaced_by == "mediation"


def test_the_codebook_s_identifiers_cannot_be_removed() -> None:
    without = STRATEGIES.replace("concept:rescue a skos:Concept", "concept:saving a skos:Concept")
    with pytest.raises(CodebookTermGone, match="rescue"):
        merge(SHIPPED, without, {})


def test_what_is_not_turtle_is_not_imported() -> None:
    with pytest.raises(OntologyError, match="not valid Turtle"):
        merge(SHIPPED, STRATEGIES + "concept:x a", {})


def test_the_vocabulary_is_printed_whole() -> None:
    ontology = Ontology.load(SHIPPED)
    text = as_markdown(ontology)
    assert all(f"(`{id}`)" in text for id in (*ontology.strategies, *ontology.factors, "sahel"))
    assert as_html(ontology).count("<h3>") == len(ontology.strategies)
