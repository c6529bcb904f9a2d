"""The commands as a person types them: what they print, how they end."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.conftest import concordance


@pytest.fixture(scope="module")
def home(sample_home):
    return str(sample_home)


def asked(home: str, *words: str):
    done = concordance("--home", home, *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_second_ingest_leaves_everything_alone(sample_home, tmp_path):
    from tests.conftest import ROOT

    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    report = asked(str(home), "ingest", str(ROOT / "corpus" / "sample" / "library"))
    assert report["unchanged"] == report["documents"] > 11
    assert (report["added"], report["updated"], report["failed"]) == (0, 0, [])


def test_everything_agrees(home):
    assert asked(home, "verify") == {"faults": []}


def test_search_prints_hits_with_offsets_of_their_own_text(home):
    found = asked(home, "search", "elders settle disputes between clans", "--top", "3")
    assert found["hits"]
    for hit in found["hits"]:
        assert {"rank", "score", "passage", "document", "title", "authors", "year", "page", "text", "why"} <= hit.keys()
        assert all(0 <= start < end <= len(hit["text"]) for start, end in hit["highlights"])


def test_a_filter_keeps_only_passages_of_which_it_is_true(home):
    found = asked(home, "search", "peace", "--country", "COL", "--top", "900")
    others = asked(home, "search", "peace", "--country", "COL", "--country", "KEN", "--top", "900")
    assert found["hits"]
    of_two = {passage for hit in others["hits"] for passage in (hit["passage"], *hit["alike"])}
    assert {hit["passage"] for hit in found["hits"]} < of_two


def test_strategies_recur_in_the_sample(home):
    rows = asked(home, "recurring")["rows"]
    assert len([row for row in rows if row["contexts"] >= 3]) >= 6
    for row in rows:
        assert row["contexts"] == len(row["countries"])
        assert row["documents"] == sorted(row["documents"])


def test_every_cell_of_the_evidence_map_has_documents(home):
    shown = asked(home, "evidence-map")
    rows, columns = ({item["id"] for item in shown[side]} for side in ("rows", "columns"))
    assert all(cell["row"] in rows and cell["column"] in columns and cell["documents"] for cell in shown["cells"])


def test_an_answer_quotes_its_passages_to_the_letter(home):
    answer = asked(home, "ask", "Which strategies recur across contexts?")
    assert answer["answerable"]
    assert answer["evidence"]
    assert answer["sparql"]
    passages = {hit["passage"]: hit["text"] for hit in asked(home, "search", "peace", "--top", "1000")["hits"]}
    for item in answer["evidence"]:
        assert item["quote"] in passages.get(item["passage"], item["quote"])


def test_the_sparql_that_an_answer_shows_runs_as_it_stands(home):
    answer = asked(home, "ask", "Which strategies recur across contexts?")
    done = concordance("--home", home, "sparql", answer["sparql"][0])
    assert done.returncode == 0
    assert json.loads(done.stdout)["results"]["bindings"]


def test_nothing_is_claimed_about_what_the_library_does_not_hold(home):
    answer = asked(home, "ask", "What is the boiling point of tungsten?")
    assert (answer["answerable"], answer["answer"], answer["evidence"]) == (False, None, [])


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["search", "peace", "--colour", "red"], 2, "--colour"),
        (["search", ""], 2, "nothing to look for"),
        (["serach", "peace"], 2, "serach"),
        (["search", "peace", "--strategy", "early-waring"], 2, "early-warning"),
        (["ask", "  "], 2, "nothing to look for"),
        (["parse", "no-such-file.pdf"], 2, "no-such-file.pdf"),
        (["ingest", "no-such-file.pdf"], 1, "no-such-file.pdf"),
        (["sparql", "SELEKT * WHERE { ?s ?p ?o }"], 2, "line 1"),
        (["sparql", "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], 1, "SERVICE"),
        (["sparql", "DELETE WHERE { ?s ?p ?o }"], 1, "only read"),
        (["delete", "0000000000000000"], 1, "0000000000000000"),
        (["evaluate", "retrieval", "."], 2, "corpus.jsonl"),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(sample_home, tmp_path, words, status, says):
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    done = concordance("--home", str(home), *words)
    told = [line for line in done.stderr.splitlines() if line.startswith("concordance:")]
    assert done.returncode == status, done.stderr
    assert len(told) == 1
    assert says in told[0]
    assert "Traceback" not in done.stderr


def test_a_home_without_a_library_is_told(tmp_path):
    done = concordance("--home", str(tmp_path / "empty"), "search", "peace")
    assert done.returncode == 1
    assert "ingest" in done.stderr


def test_a_home_that_another_command_writes_is_named(sample_home, tmp_path):
    from corpus.lock import WriterLock

    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    lock = WriterLock(home)
    lock.take()
    try:
        refused = concordance("--home", str(home), "recode")
        read = concordance("--home", str(home), "search", "peace", "--json")
    finally:
        lock.release()
    assert refused.returncode == 1
    assert "writing" in refused.stderr
    assert json.loads(read.stdout)["hits"], "reading goes on beside a writer"


def test_a_file_over_the_limit_is_refused_and_the_rest_is_kept(tmp_path):
    (tmp_path / "huge.txt").write_bytes(b"")
    with (tmp_path / "huge.txt").open("r+b") as file:
        file.truncate(200_000_000)
    (tmp_path / "small.txt").write_text("Elders mediated between clans in Wajir, Kenya.\n", "utf-8")
    done = concordance("--home", str(tmp_path / "home"), "ingest", str(tmp_path), "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert [failure["error"] for failure in report["failed"]] == ["TooLarge"]
    assert report["added"] == 1


def test_lines_are_extracted_in_order_and_a_bad_one_is_named():
    lines = '{"id": "a", "text": "In 2003 women in Liberia protested for peace."}\nnonsense\n{"id": "c", "text": ""}\n'
    done = concordance("extract", stdin=lines)
    coded = [json.loads(line) for line in done.stdout.splitlines()]
    assert [passage["id"] for passage in coded] == ["a", None, "c"]
    assert coded[0]["countries"] == ["LBR"]
    assert done.returncode == 1
    assert "line 2" in done.stderr


def test_references_are_taken_apart_line_by_line():
    line = "Odendaal, Andries. 2013. A Crucial Link: Local Peace Committees. Washington, DC: USIP Press."
    (reference,) = map(json.loads, concordance("references", stdin=line + "\n").stdout.splitlines())
    assert (reference["authors"][0]["family"], reference["year"]) == ("Odendaal", 2013)


def test_a_backup_is_restored_into_an_empty_home(sample_home, tmp_path, home):
    archive, new = tmp_path / "library.backup", str(tmp_path / "new")
    assert concordance("--home", home, "backup", str(archive)).returncode == 0
    assert concordance("--home", new, "restore", str(archive)).returncode == 0
    assert asked(new, "verify") == {"faults": []}
    assert len(asked(new, "documents")["documents"]) == len(asked(home, "documents")["documents"])
