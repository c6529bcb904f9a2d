"""Search, ask, recurring, evidence map: the same JSON as the commands, pages for those who prefer them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from api.access import AudienceOf, HouseOf
from api.filters import FilterParams, filter_page
from api.render import either
from api.show import with_counts
from corpus.records import Filters

router = APIRouter()


class SearchParams(FilterParams):
    q: str = Field("", description="words or a question", max_length=200_000)
    mode: Literal["hybrid", "dense", "lexical"] = "hybrid"
    top: int = Field(10, ge=1, le=200)


class AskParams(FilterParams):
    q: str = Field("", description="a question in plain language", max_length=200_000)
    question: str = Field("", description="the same as q", max_length=200_000)


class RecurringParams(FilterParams):
    by: Literal["country", "region"] = "country"
    min: int = Field(2, ge=1)
    counts: bool = False


class MapParams(FilterParams):
    rows: Literal["strategy"] = "strategy"
    columns: Literal["country", "region"] = "country"
    counts: bool = False


class Question(BaseModel):
    question: str = Field(max_length=200_000)


@router.get("/search", tags=["ask"], summary="Passages, best first, each with why")
def search(request: Request, params: Annotated[SearchParams, Query()], house: HouseOf, audience: AudienceOf) -> Any:
    result: dict[str, Any] = {"query": "", "mode": params.mode, "took_ms": 0.0, "hits": []}
    if params.q.strip():
        result = house.search(params.q, params.filters(house.ontology), params.mode, params.top, audience)
    return either(request, "search.html", result, result=result, **filter_page(params, house.ontology))


@router.get("/ask", tags=["ask"], summary="An answer made of quotations, or none")
def ask(request: Request, params: Annotated[AskParams, Query()], house: HouseOf, audience: AudienceOf) -> Any:
    question = (params.q or params.question).strip()
    result: dict[str, Any] = {"question": ""}
    if question:
        result = house.ask(question, params.filters(house.ontology), audience)
    return either(request, "ask.html", result, answer=result)


@router.post("/ask", tags=["ask"], summary="The same, for long questions")
def ask_by_post(asked: Question, house: HouseOf, audience: AudienceOf) -> dict[str, Any]:
    return house.ask(asked.question, Filters(), audience)


@router.get("/strategies/recurring", tags=["counts"], summary="Strategies done in several contexts")
def recurring(
    request: Request, params: Annotated[RecurringParams, Query()], house: HouseOf, audience: AudienceOf
) -> Any:
    rows = house.recurring(params.filters(house.ontology), params.by, params.min, audience)
    page = filter_page(params, house.ontology)
    result = {"rows": with_counts(rows) if params.counts else rows}
    return either(request, "recurring.html", result, rows=rows, by=params.by, minimum=params.min, **page)


@router.get("/evidence-map", tags=["counts"], summary="Strategy by country: documents, passages, stances")
def evidence_map(request: Request, params: Annotated[MapParams, Query()], house: HouseOf, audience: AudienceOf) -> Any:
    result = house.evidence_map(params.filters(house.ontology), params.rows, params.columns, audience)
    cells = {(cell["row"], cell["column"]): cell for cell in result["cells"]}
    page = filter_page(params, house.ontology)
    shown = {**result, "cells": with_counts(result["cells"])} if params.counts else result
    return either(request, "evidence_map.html", shown, map=result, cells=cells, **page)
