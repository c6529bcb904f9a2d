"""An editor's faults, each named with its place and its mend."""

from __future__ import annotations

import pytest

from ontology.check import check

HEAD = 'concept:peace-huts a skos:Concept ; skos:inScheme concept:strategies ; skos:notation "peace-huts" ;'
SOUND = f"""
{HEAD}
    skos:broader concept:customary-justice ; skos:prefLabel "peace huts"@en ;
    skos:definition "Places where women of a village settle disputes."@en .
"""


def test_what_is_shipped_has_no_fault(in_force: str) -> None:
    assert check(in_force, in_force).errors == ()


def test_a_sound_new_term_has_no_fault(strategies: str, in_force: str) -> None:
    assert check(strategies + SOUND, in_force).ok


@pytest.mark.parametrize(
    ("sound", "faulty", "says"),
    [
        (' ; skos:prefLabel "peace huts"@en', "", "no name in English"),
        ("skos:definition", "skos:scopeNote", "no definition"),
        (' ; skos:notation "peace-huts"', "", "no identifier"),
        ('"peace-huts"', '"Peace Huts"', "no identifier"),
        ('"peace-huts"', '"mediation"', "has the identifier"),
        (" ; skos:inScheme concept:strategies", "", "no concept scheme"),
        ("skos:broader concept:customary-justice ;", "", "under no broader"),
        ("concept:customary-justice", "concept:customary-justise", "does not exist"),
        ("concept:customary-justice", "concept:peace-huts", "circle"),
        ('"peace huts"@en', '"peace huts"', "says no language"),
        ('"peace huts"@en', '"peace huts"@en, "x"@zz', "unknown language"),
        ('"peace huts"@en', '"peace huts"@en, "palava huts"@en', "2 names"),
        ('"peace huts"@en', '"Mediation"@en', "name of mediation too"),
        ('"peace huts"@en', '"peace huts"@en ; skos:altLabel "* hut"@en', "gap"),
        ("skos:prefLabel", "skos:preflabel", "does not exist"),
        ("skos:definition", "owl:deprecated true ; skos:definition", "nothing replaces it"),
    ],
)
def test_each_fault_is_named_with_its_line(strategies: str, in_force: str, sound: str, faulty: str, says: str) -> None:
    prefix = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    text = prefix + strategies + SOUND.replace(sound, faulty, 1)
    errors = check(text, in_force).errors
    (fault, *_) = [fault for fault in errors if says in fault.fault] or pytest.fail(str(errors))
    assert fault.mend
    assert fault.line == 1 + next(
        n for n, line in enumerate(text.splitlines()) if line.startswith("concept:peace-huts")
    )


def test_a_syntax_error_has_its_line(strategies: str, in_force: str) -> None:
    lines = strategies.splitlines()
    number = next(index for index, line in enumerate(lines) if "concept:mediation a" in line)
    lines[number] = lines[number].replace(" ;", "", 1)
    (fault,) = check("\n".join(lines), in_force).errors
    assert fault.line == number + 1
    assert "not valid Turtle" in fault.fault


def test_a_codebook_identifier_cannot_go(strategies: str, in_force: str) -> None:
    report = check(strategies.replace("concept:rescue a", "concept:saving a").replace('"rescue"', '"saving"'), in_force)
    assert [fault.term for fault in report.errors if "codebook" in fault.fault] == ["rescue"]


def test_a_file_that_declares_nothing_would_change_nothing(in_force: str) -> None:
    prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix concept: <https://x.org/> ."
    assert "would change nothing" in check(prefixes + SOUND, in_force).errors[0].fault


def test_general_shared_and_missing_terms_are_worth_a_look(strategies: str, in_force: str) -> None:
    added = SOUND.replace('"peace huts"@en', '"peace huts"@en ; skos:altLabel "the war"@en, "dialogue process"@en')
    warnings = " ".join(fault.fault for fault in check(strategies + added, in_force).warnings)
    assert "“the war” is so general" in warnings
    assert "“dialogue process” also belongs to dialogue" in warnings
    assert "“peace-huts”, now in force, is missing" in check(strategies, in_force + SOUND).warnings[-1].fault
