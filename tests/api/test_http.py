"""The service as other programs use it: a real process, real requests."""

from __future__ import annotations

import json
import time

import pytest

from tests.api.serving import serving
from tests.conftest import concordance

RDF = {"application/ld+json": b"@", "text/turtle": b"@prefix"}


@pytest.fixture(scope="module")
def served(sample_home, tmp_path_factory):
    with serving(sample_home, tmp_path_factory.mktemp("served") / "home") as found:
        yield found


@pytest.fixture
def public(served):
    with served.client() as client:
        yield client


def test_http_and_the_command_give_the_same_hits(served, public):
    typed = concordance("--home", str(served.home), "search", "women mediating", "--json")
    asked = public.get("/search", params={"q": "women mediating"}).json()
    assert [hit["passage"] for hit in asked["hits"]] == [hit["passage"] for hit in json.loads(typed.stdout)["hits"]]


def test_get_and_post_ask_the_same(public):
    question = "Which strategies recur across contexts?"
    by_get, by_post = (
        public.get("/ask", params={"q": question}).json(),
        public.post("/ask", json={"question": question}).json(),
    )
    assert by_get["answer"] == by_post["answer"] is not None


def test_every_held_thing_speaks_html_json_ld_and_turtle(served, public):
    hit = public.get("/search", params={"q": "reconciliation"}).json()["hits"][0]
    for address in (f"/documents/{hit['document']}", f"/passages/{hit['passage']}", "/strategies/reconciliation"):
        assert "<h1>" in public.get(address, headers={"Accept": "text/html"}).text
        for media, sign in RDF.items():
            told = public.get(address, headers={"Accept": media})
            assert told.headers["content-type"].startswith(media)
            assert sign in told.content


def test_a_passage_is_shown_in_its_document_with_its_words_marked(public):
    answer = public.get("/ask", params={"q": "Who works on reconciliation in Sierra Leone?"}).json()
    item = answer["evidence"][0]
    where = {"start": item["start"], "end": item["end"]}
    page = public.get(f"/passages/{item['passage']}", params=where, headers={"Accept": "text/html"}).text
    assert f'id="{item["passage"]}"' in page
    assert "<mark>" in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/documents/0000000000000000", 404),
        ("/nothing", 404),
        ("/search?q=peace&strategy=early-waring", 400),
        ("/search?q=peace&top=0", 422),
        ("/sparql?query=nonsense", 400),
        (
            "/sparql?query=SELECT%20*%20WHERE%20%7B%20SERVICE%20%3Chttp://127.0.0.1:1/%3E%20%7B%20?s%20?p%20?o%20%7D%20%7D",
            403,
        ),
    ],
)
def test_errors_are_problem_documents(public, address, status):
    answer = public.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert "Traceback" not in answer.text


def test_sparql_by_get_and_by_both_kinds_of_post(public):
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    asked = [
        public.get("/sparql", params={"query": query}),
        public.post("/sparql", data={"query": query}),
        public.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert len({answer.text for answer in asked}) == 1
    assert public.post("/sparql", content=query, headers={"Content-Type": "text/plain"}).status_code == 415
    assert "sd:Service" in public.get("/sparql").text


def test_a_graph_is_given_to_those_who_construct_one(public):
    query = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
    given = public.get("/sparql", params={"query": query}, headers={"Accept": "*/*"})
    assert given.headers["content-type"].startswith("text/turtle")
    refused = public.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert refused.status_code == 406


def test_a_query_without_end_is_stopped_and_the_service_goes_on(public):
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    begun = time.monotonic()
    answer = public.get("/sparql", params={"query": endless})
    assert answer.status_code == 503
    assert time.monotonic() - begun < 30
    assert public.get("/healthz").text == "ok\n"


def test_writing_needs_the_owners_token(served, public):
    assert public.delete("/documents/0000000000000000").status_code == 401
    wrong = public.get("/documents", headers={"Authorization": "Bearer nonsense"})
    assert wrong.status_code == 401


def test_an_upload_is_found_by_its_words_at_once_and_deletion_leaves_no_trace(served, public):
    text = b"# A made report\n\nIn Ruritania the quixotic zither players mediated between the villages of Zenda.\n"
    with served.client(owner=True) as owner:
        added = owner.post("/documents", files={"file": ("report.md", text)})
        assert added.status_code == 201
        id = added.json()["id"]
        assert (
            public.get("/search", params={"q": "quixotic zither", "mode": "lexical"}).json()["hits"][0]["document"]
            == id
        )
        assert owner.delete(f"/documents/{id}").status_code == 200
    assert public.get("/search", params={"q": "quixotic zither", "mode": "lexical"}).json()["hits"] == []
    assert public.get(f"/documents/{id}").status_code == 404
    count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '" + id + "')) }"
    (row,) = public.get("/sparql", params={"query": count}).json()["results"]["bindings"]
    assert row["n"]["value"] == "0"


def test_ingest_in_another_terminal_hands_its_work_to_the_server(served, public, tmp_path):
    (tmp_path / "note.txt").write_text("The velvet heliotrope committee reconciled two villages in Burundi.\n", "utf-8")
    done = concordance("--home", str(served.home), "ingest", str(tmp_path / "note.txt"), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["added"] == 1
    assert public.get("/search", params={"q": "velvet heliotrope"}).json()["hits"][0]["text"].startswith("The velvet")


def test_the_public_sees_no_document_that_is_withheld(served, public):
    hidden = public.get("/documents").json()["documents"][0]["id"]
    assert concordance("--home", str(served.home), "visibility", hidden, "withheld").returncode == 0
    try:
        assert public.get(f"/documents/{hidden}").status_code == 404
        assert hidden not in public.get("/documents").text
        hits = public.get("/search", params={"q": "peace", "top": 200}).json()["hits"]
        assert hidden not in {hit["document"] for hit in hits}
        query = f"ASK {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(CONTAINS(STR(?s), '{hidden}')) }}"
        assert public.get("/sparql", params={"query": query}).json()["boolean"] is False
        with served.client(owner=True) as owner:
            assert owner.get(f"/documents/{hidden}").status_code == 200
    finally:
        concordance("--home", str(served.home), "visibility", hidden, "public")


def test_the_openapi_document_names_what_there_is(public):
    paths = public.get("/openapi.json").json()["paths"]
    assert {"/search", "/ask", "/strategies/recurring", "/evidence-map", "/sparql", "/documents/{id}"} <= paths.keys()
    assert not [path for path in paths if path.startswith("/control")]


def test_a_server_that_is_killed_leaves_a_home_that_can_be_used(sample_home, tmp_path):
    with serving(sample_home, tmp_path / "home") as doomed:
        import os
        import signal

        os.kill(doomed.server.pid, signal.SIGKILL)
        doomed.process.kill()
        doomed.process.wait()
        done = concordance("--home", str(doomed.home), "verify", "--json")
    assert json.loads(done.stdout) == {"faults": []}
