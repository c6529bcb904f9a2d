"""An editor's first path: a term that only the Turtle knows is checked, compared, put in force, and found in texts."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.conftest import concordance

TERM = """
<https://w3id.org/peace-concordance/concept/vigil> a <http://www.w3.org/2004/02/skos/core#Concept> ;
    <http://www.w3.org/2004/02/skos/core#inScheme> <https://w3id.org/peace-concordance/concept/strategies> ;
    <http://www.w3.org/2004/02/skos/core#notation> "vigil" ;
    <http://www.w3.org/2004/02/skos/core#prefLabel> "vigils"@en ;
    <http://www.w3.org/2004/02/skos/core#definition> "Standing together in public for peace."@en ;
    <http://www.w3.org/2004/02/skos/core#broader> <https://w3id.org/peace-concordance/concept/nonviolent-action> .
"""


@pytest.fixture
def home(sample_home, tmp_path):
    shutil.copytree(sample_home, tmp_path / "home")
    return str(tmp_path / "home")


@pytest.fixture
def terms(home, tmp_path):
    file = tmp_path / "terms.ttl"
    file.write_text(concordance("--home", home, "ontology", "export").stdout, encoding="utf-8")
    return file


def test_a_new_term_is_found_in_the_texts_at_once(home, terms):
    terms.write_text(terms.read_text("utf-8") + TERM, "utf-8")
    assert json.loads(concordance("--home", home, "ontology", "check", str(terms), "--json").stdout)["errors"] == []
    assert "vigils" in concordance("--home", home, "ontology", "diff", str(terms)).stdout
    told = json.loads(concordance("--home", home, "ontology", "import", str(terms), "--json").stdout)
    assert told["added"]
    assert told["statements_added"] >= 1
    found = json.loads(concordance("--home", home, "search", "women", "--strategy", "vigil", "--json").stdout)
    assert all("vigil" in hit["text"].casefold() for hit in found["hits"])
    assert found["hits"]
    assert json.loads(concordance("--home", home, "verify", "--json").stdout) == {"faults": []}


def test_a_file_that_changes_nothing_says_so(home, terms):
    assert "changes nothing" in concordance("--home", home, "ontology", "diff", str(terms)).stdout


def test_a_fault_is_named_with_its_line_and_its_mend_and_is_not_put_in_force(home, terms):
    terms.write_text(terms.read_text("utf-8") + TERM.replace("prefLabel", "altLabel"), "utf-8")
    report = json.loads(concordance("--home", home, "ontology", "check", str(terms), "--json").stdout)
    (fault,) = report["errors"]
    assert fault["term"] == "vigil"
    assert fault["mend"]
    assert fault["line"] > 100
    refused = concordance("--home", home, "ontology", "import", str(terms))
    assert refused.returncode == 1
    assert "vigil" in refused.stderr
