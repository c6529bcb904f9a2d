"""Works that may be one: listed, decided about and undone, by the command and over HTTP."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus.library import Library
from tests.api.serving import serving
from tests.conftest import concordance
from tests.corpus.test_works import MEND, PREPRINT, citing, put


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which one paper cites an article and another its preprint."""
    home = tmp_path_factory.mktemp("works") / "home"
    library = Library(home)
    put(library, citing(1, MEND), citing(2, PREPRINT))
    library.close()
    return home


def test_a_proposal_is_accepted_and_undone_by_the_command(made, tmp_path):
    home = str(tmp_path / "home")
    shutil.copytree(made, home)
    (proposal,) = json.loads(concordance("--home", home, "works", "--json").stdout)["proposals"]
    one, other = proposal["one"]["id"], proposal["other"]["id"]
    assert 0.5 <= proposal["score"] < 0.96
    assert "the same title" in proposal["why"]
    told = json.loads(concordance("--home", home, "works", "accept", one, other, "--by", "Ines", "--json").stdout)
    assert told["now"][one] == told["now"][other]
    assert "Nothing waits" in concordance("--home", home, "works").stdout
    (decision,) = json.loads(concordance("--home", home, "works", "decided", "--json").stdout)["decisions"]
    assert (decision["verdict"], decision["by"]) == ("same", "Ines")
    replaced = "SELECT ?old ?new { ?old dcterms:isReplacedBy ?new }"
    (row,) = json.loads(concordance("--home", home, "sparql", replaced).stdout)["results"]["bindings"]
    assert row["new"]["value"].endswith(told["now"][one])
    assert json.loads(concordance("--home", home, "verify", "--json").stdout) == {"faults": []}
    assert concordance("--home", home, "works", "undo", one, other).returncode == 0
    assert json.loads(concordance("--home", home, "works", "--json").stdout)["proposals"] == [proposal]
    assert json.loads(concordance("--home", home, "sparql", replaced).stdout)["results"]["bindings"] == []
    assert json.loads(concordance("--home", home, "verify", "--json").stdout) == {"faults": []}


def test_what_cannot_be_decided_is_said_in_one_line(made, tmp_path):
    shutil.copytree(made, tmp_path / "home")
    refused = concordance("--home", str(tmp_path / "home"), "works", "accept", "wnothing", "welse")
    assert refused.returncode == 1
    assert "knows no work wnothing" in refused.stderr


@pytest.fixture(scope="module")
def served(made, tmp_path_factory):
    with serving(made, tmp_path_factory.mktemp("served") / "home") as found:
        yield found


def test_over_http_everybody_reads_and_the_owner_decides(served):
    with served.client() as public, served.client(owner=True) as owner:
        (proposal,) = public.get("/works/proposals").json()["proposals"]
        one, other = proposal["one"]["id"], proposal["other"]["id"]
        decision = {"one": one, "other": other, "verdict": "same"}
        assert public.post("/works/proposals", json=decision).status_code == 401
        assert owner.post("/works/proposals", json={"one": one}).status_code == 400
        now = owner.post("/works/proposals", json=decision).json()["now"][one]
        (old,) = {one, other} - {now}
        moved = public.get(f"/works/{old}")
        assert (moved.status_code, moved.headers["location"]) == (308, f"/works/{now}")
        assert owner.post("/works/proposals", json=decision).status_code == 409
        assert "Undo" in owner.get("/works/proposals", headers={"Accept": "text/html"}).text
        assert "Undo" not in public.get("/works/proposals", headers={"Accept": "text/html"}).text
        form = {**decision, "verdict": "undo"}
        undone = owner.post("/works/proposals", data=form, headers={"Accept": "text/html"})
        assert (undone.status_code, undone.headers["location"]) == (303, "/works/proposals")
        assert owner.post("/works/proposals", data=form).status_code == 404
        assert public.get("/works/proposals").json()["proposals"] == [proposal]
        page = public.get("/works/proposals", headers={"Accept": "text/html"}).text
        assert "One work" not in page
        assert "Mending valleys after war" in page
        assert {"get", "post"} <= public.get("/openapi.json").json()["paths"]["/works/proposals"].keys()


def test_a_works_page_says_how_documents_describe_it_and_by_how_many_works_it_is_cited(served):
    with served.client(accept="text/html") as public:
        work = public.get("/works/proposals", headers={"Accept": "application/json"}).json()["proposals"][0]["one"]
        page = public.get(f"/works/{work['id']}").text
        assert "/works/proposals" in public.get("/documents").text
        assert "Cited by" in page
        assert work["cited"] in page
