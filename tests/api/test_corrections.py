"""Statements accepted, rejected, edited, added and undone: by the command, over HTTP, on the page of a passage."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus.library import Library
from tests.api.serving import serving
from tests.conftest import concordance
from tests.corpus.made import coding, document
from tests.corpus.test_corrections import TEXT

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("corrections") / "home"
    library = Library(home)
    held = document(TEXT)
    library.put(held, TEXT.encode(), path=Path("/a/elders.txt"))
    library.put_coding(coding(held))
    library.close()
    return home


def run(home: Path, *words: str, status: int = 0) -> dict[str, object]:
    done = concordance("--home", str(home), *words, "--json")
    assert done.returncode == status, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def countries(home: Path) -> dict[str, list[str]]:
    rows = run(home, "recurring", "--min", "1")["rows"]
    assert isinstance(rows, list)
    return {row["strategy"]: row["countries"] for row in rows}


def test_a_file_of_corrections_is_taken_in_shown_in_counts_and_graph_and_undone(made, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(made, home)
    id = document(TEXT).id
    file = tmp_path / "mine.csv"
    file.write_text(
        "verdict,document,strategy,quote,to_strategy,countries,by\n"
        f"edit,{id},mediation,mediation in Burundi,negotiation,BDI RWA,Ines\n"
        f"add,{id},rescue,hid strangers in their attics,,KEN,Ines\n"
        f"accept,{id},mediation,words that stand nowhere,,,Ines\n",
        encoding="utf-8",
    )
    told = run(home, "correct", str(file), status=1)
    assert (told["statements_added"], told["statements_removed"]) == (2, 1)
    (failed,) = told["failed"]
    assert (failed["row"], failed["error"]) == (4, "QuoteNotFound")
    assert countries(home) == {"mediation": ["COL"], "negotiation": ["BDI", "RWA"], "rescue": ["KEN"]}
    query = (
        "SELECT ?who ?sure ?review ?strategy { ?use prov:wasAttributedTo ?who ; c:confidence ?sure ; "
        "c:review ?review ; c:strategy ?strategy } ORDER BY ?strategy"
    )
    rows = json.loads(concordance("--home", str(home), "sparql", query).stdout)["results"]["bindings"]
    assert [row["review"]["value"] for row in rows] == ["edited by Ines", "added by Ines"]
    assert rows[0]["who"]["value"].endswith("/editors/ines")
    assert float(rows[0]["sure"]["value"]) == 1.0
    assert run(home, "verify") == {"faults": []}
    exported = concordance("--home", str(home), "corrections", "export").stdout
    assert exported.startswith("verdict,document,passage,strategy,quote")
    for row in run(home, "corrections")["corrections"]:
        run(home, "corrections", "undo", str(row["number"]))
    assert countries(home) == {"mediation": ["BDI", "COL"]}
    (tmp_path / "again.csv").write_text(exported, encoding="utf-8")
    assert len(run(home, "corrections", "import", str(tmp_path / "again.csv"))["corrections"]) == 2
    assert countries(home)["negotiation"] == ["BDI", "RWA"]


def test_wrong_use_is_said_in_one_line(made, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(made, home)
    for words, status, said in (
        (("correct", "nofile.csv"), 2, "There is no file nofile.csv"),
        (("correct", "0000", "accept", "--strategy", "mediation", "--quote", "x"), 1, "no document 0000"),
        (("corrections", "undo", "7"), 1, "No correction 7"),
    ):
        done = concordance("--home", str(home), *words)
        assert done.returncode == status
        assert said in done.stderr


@pytest.fixture(scope="module")
def served(made, tmp_path_factory):
    with serving(made, tmp_path_factory.mktemp("served") / "home") as found:
        yield found


def test_over_http_the_owner_decides_and_the_public_sees_what_holds(served):
    passage = next(p.id for p in document(TEXT).passages if "Burundi" in p.text)
    with served.client() as public, served.client(owner=True) as owner:
        (shown,) = public.get(f"/passages/{passage}/statements").json()["statements"]
        asked = {"verdict": "accept", "statement": shown["statement"], "by": "Ines"}
        assert public.post("/corrections", json=asked).status_code == 401
        assert public.get("/corrections").status_code == 401
        assert owner.post("/corrections", json={"verdict": "praise"}).status_code == 400
        assert owner.post("/corrections", json={**asked, "statement": f"{passage}~0"}).status_code == 422
        (made_,) = owner.post("/corrections", json=asked).json()["corrections"]
        assert made_["verdict"] == "accepted"
        (held,) = public.get(f"/passages/{passage}/statements").json()["statements"]
        assert (held["confidence"], held["review"]["verdict"], held["review"]["by"]) == (1.0, "accepted", "an editor")
        (mine,) = owner.get(f"/passages/{passage}/statements").json()["statements"]
        assert mine["review"]["by"] == "Ines"
        undone = owner.post("/corrections", json={"verdict": "undo", "number": made_["number"]}).json()
        assert undone["undone"]["number"] == made_["number"]
        assert owner.get("/corrections").json() == {"corrections": []}
        assert {"get", "post"} <= public.get("/openapi.json").json()["paths"]["/corrections"].keys()


def test_on_the_passages_page_the_owner_presses_buttons(served):
    passage = next(p.id for p in document(TEXT).passages if "Colombia" in p.text)
    with served.client(accept="text/html") as public, served.client(owner=True, accept="text/html") as owner:
        shown = public.get(f"/passages/{passage}").text
        assert "mediation" in shown
        assert "<button" not in shown
        assert "Reject" in owner.get(f"/passages/{passage}").text
        said = owner.get(f"/passages/{passage}/statements", headers={"Accept": "application/json"}).json()
        address = said["statements"][0]["statement"]
        back = f"/passages/{passage}#statements"
        form = {
            "statement": address,
            "verdict": "edit",
            "stance": "proposed",
            "agency": ["none", "local"],
            "back": back,
        }
        done = owner.post("/corrections", data=form)
        assert (done.status_code, done.headers["location"]) == (303, back)
        page = owner.get(f"/passages/{passage}").text
        assert "edited by owner" in page
        (kept,) = owner.get("/corrections", headers={"Accept": "application/json"}).json()["corrections"]
        assert (kept["stance"], kept["agency"], kept["countries"]) == ("proposed", ["local"], ["COL"])
        assert "Colombia" in owner.get("/corrections").text
        rejecting = {"passage": passage, "strategy": "mediation", "quote": "mediation", "verdict": "reject"}
        assert (
            owner.post("/corrections", data={**rejecting, "back": "//elsewhere"}).headers["location"] == "/corrections"
        )
        assert "rejected by owner" in owner.get(f"/passages/{passage}").text
        assert "rejected" not in public.get(f"/passages/{passage}").text
        assert "Statements to review" in owner.get("/corrections/waiting").text
