"""The start page, and whether the service is up."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from api.access import AudienceOf, HouseOf
from api.render import page, prefers_html
from corpus.records import Filters

router = APIRouter()

EXAMPLES = (
    "Which strategies recur across contexts?",
    "What are communities in Colombia doing to protect themselves?",
    "Who works on trauma healing?",
    "Which works discuss local peace committees?",
)


@router.get("/", include_in_schema=False)
def start(request: Request, house: HouseOf, audience: AudienceOf) -> Response:
    if not prefers_html(request):
        return RedirectResponse("/docs", 303)
    rows = house.recurring(Filters(), "country", 2, audience)[:12]
    return page(
        request,
        "home.html",
        counts=house.counts(audience),
        examples=EXAMPLES,
        rows=rows,
        by="country",
        minimum=2,
    )


@router.get("/healthz", tags=["operation"], summary="The process answers")
def healthz() -> PlainTextResponse:
    return PlainTextResponse("ok\n")


@router.get("/readyz", tags=["operation"], summary="Everything derived has caught up with the library")
def readyz(house: HouseOf) -> PlainTextResponse:
    behind = house.behind()
    return PlainTextResponse("ready\n" if not behind else f"catching up: {behind}\n", 503 if behind else 200)


@router.get("/metrics", tags=["operation"], summary="Counts, in the text format of Prometheus")
def metrics(house: HouseOf) -> PlainTextResponse:
    lines = (f"concordance_{name} {number}\n" for name, number in house.counts("public").items())
    return PlainTextResponse("".join(lines), media_type="text/plain; version=0.0.4")
