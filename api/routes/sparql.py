"""The SPARQL endpoint: read only, each query in a child process that can be stopped."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from api.access import AudienceOf, HouseOf
from api.render import page, preferred, prefers_html

router = APIRouter(tags=["sparql"])

SELECTED = {
    "application/sparql-results+json": "json",
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
        return Response(house.service_description(), media_type="text/turtle")
    return _run(request, house, audience, query)


@router.post("/sparql", summary="A query as a form field or as the body")
async def by_post(request: Request, house: HouseOf, audience: AudienceOf) -> Response:
    from anyio.to_thread import run_sync

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
    return await run_sync(lambda: _run(request, house, audience, asked))


def _run(request: Request, house: HouseOf, audience: AudienceOf, query: str) -> Response:
    selected = preferred(request, (*SELECTED, "*/*"), "application/sparql-results+json")
    constructed = preferred(request, (*CONSTRUCTED, "*/*"), "text/turtle")
    if selected is None and constructed is None and not prefers_html(request):
        offers = ", ".join((*SELECTED, *CONSTRUCTED))
        raise HTTPException(406, f"None of the formats asked for is spoken here. There are: {offers}.")
    formats = (SELECTED.get(selected or "", "json"), CONSTRUCTED.get(constructed or "", "turtle"))
    result = house.sparql(query, audience, formats)
    return Response(result.body, media_type=result.media_type, headers={"Vary": "Accept"})
