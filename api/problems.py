"""One table from our errors to HTTP, and the problem document (RFC 9457) that a caller reads."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.render import page, prefers_html
from corpus.errors import BadCorrection, LibraryInUse, NoLibrary, NotDecided, NotHeld, NotTwoWorks, QuoteNotFound
from graph import errors as graph_errors
from ingest.coding.learning import TooFewCorrections
from ingest.errors import ReadingError, TooLarge
from ontology.errors import ConcordanceError, OntologyError, WrongUse

logger = logging.getLogger(__name__)

STATUS: dict[type[ConcordanceError], int] = {
    NotHeld: 404,
    NotDecided: 404,
    NotTwoWorks: 409,
    BadCorrection: 422,
    TooFewCorrections: 409,
    QuoteNotFound: 422,
    NoLibrary: 503,
    LibraryInUse: 503,
    TooLarge: 413,
    ReadingError: 422,
    graph_errors.MalformedQuery: 400,
    graph_errors.UpdateRefused: 403,
    graph_errors.ServiceRefused: 403,
    graph_errors.UnfitFormat: 406,
    graph_errors.QueryTimedOut: 503,
    graph_errors.TooManyRows: 503,
    graph_errors.QueryTooLarge: 503,
    graph_errors.QueryTooDeep: 400,
    graph_errors.QueryCrashed: 503,
    graph_errors.NoSnapshot: 503,
    graph_errors.UnknownAddress: 404,
    WrongUse: 400,
    OntologyError: 422,
    ConcordanceError: 500,
}


def status_of(error: ConcordanceError) -> int:
    """The status of the nearest class in the table."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem(status: int, detail: str, kind: str = "about:blank", **more: Any) -> dict[str, Any]:
    return {"type": kind, "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}


def answer(request: Request, body: dict[str, Any]) -> Response:
    """The problem in the form that the caller prefers."""
    headers = {"Retry-After": "5"} if body["status"] == 503 else {}
    if body["status"] == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if prefers_html(request):
        return page(request, "problem.html", status=body["status"], headers=headers, problem=body)
    return JSONResponse(body, body["status"], headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Every error becomes a problem document; nothing internal leaks."""

    @app.exception_handler(ConcordanceError)
    def of_ours(request: Request, error: ConcordanceError) -> Response:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()
        return answer(request, problem(status_of(error), str(error), f"urn:concordance:problem:{name}"))

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> Response:
        return answer(request, problem(error.status_code, str(error.detail)))

    @app.exception_handler(RequestValidationError)
    def of_parameters(request: Request, error: RequestValidationError) -> Response:
        wrong = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return answer(request, problem(422, wrong, "urn:concordance:problem:parameters"))

    @app.exception_handler(Exception)
    def of_nobody(request: Request, error: Exception) -> Response:
        logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return answer(request, problem(500, "Something failed here. It is in the server's log."))
