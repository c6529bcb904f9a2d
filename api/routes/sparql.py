"""The SPARQL endpoint: read only, each query in a child process that can be stopped."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.access import AudienceOf, HouseOf
from api.house import House
from api.render import environment, page, preferred, prefers_html
from corpus.records import Audience
from graph.errors import UnfitFormat

router = APIRouter(tags=["sparql"])

JSON = "application/sparql-results+json"
SELECTED = {
    JSON: "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
CONSTRUCTED = {"text/turtle": "turtle", "application/n-triples": "ntriples", "application/ld+json": "jsonld"}
EXAMPLE = """PREFIX c: <https://w3id.org/peace-concordance/ontology#>
SELECT ?strategy (COUNT(*) AS ?uses)
WHERE { ?use a c:StrategyUse ; c:strategy ?strategy }
GROUP BY ?strategy ORDER BY DESC(?uses)"""


@router.get("/sparql", summary="A SPARQL 1.1 query; without one, the service's description")
def by_get(
    request: Request, house: HouseOf, audience: AudienceOf, query: Annotated[str | None, Query()] = None
) -> Response:
    if query is None:
        if prefers_html(request):
            return page(request, "sparql.html", example=EXAMPLE)
        turtle = environment.get_template("service.ttl").render(url=request.url_for("by_get"))
        return Response(turtle, media_type="text/turtle")
    return _run(request, house, audience, query)


@router.post("/sparql", summary="A query as a form field or as the body")
async def by_post(request: Request, house: HouseOf, audience: AudienceOf) -> Response:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        query = (await request.form()).get("query")
    elif kind == "application/sparql-query":
        query = (await request.body()).decode("utf-8", errors="replace")
    else:
        raise HTTPException(415, "Send the query as application/sparql-query, or as a form's field `query`.")
    if not isinstance(query, str):
        raise HTTPException(400, "The form has no field `query`.")
    asked = query
    return await run_in_threadpool(_run, request, house, audience, asked)


def _run(request: Request, house: House, audience: Audience, query: str) -> Response:
    """Whether a query gives rows or triples is known when it is run: the caller's second choice is then taken."""
    formats = _formats(request)
    for number, format in enumerate(formats, 1):
        try:
            result = house.sparql(query, audience, format)
        except UnfitFormat:
            if number == len(formats):
                raise
        else:
            return Response(result.content, media_type=result.media_type, headers={"Vary": "Accept"})
    offers = ", ".join((*SELECTED, *CONSTRUCTED))
    raise HTTPException(406, f"None of the formats asked for is spoken here. There are: {offers}.")


def _formats(request: Request) -> list[str]:
    """A format for rows and one for triples, as far as the caller takes them."""
    if prefers_html(request):
        return ["json", "turtle"]
    chosen = (preferred(request, tuple(SELECTED), JSON), preferred(request, tuple(CONSTRUCTED), "text/turtle"))
    return [{**SELECTED, **CONSTRUCTED}[media] for media in chosen if media]
