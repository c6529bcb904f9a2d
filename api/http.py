"""The HTTP application: `create_app(settings)` joins the routes over one house."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from api import problems
from api.access import COOKIE
from api.house import House
from api.routes import asking, control, corrections, holdings, pages, sparql, works
from api.settings import Settings

POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
DOCS_POLICY = POLICY + "; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
ABOUT = "Search, answers and SPARQL; every answer, count and triple leads back to the words on a page."


def create_app(settings: Settings, house: House | None = None, *, token: str = "") -> FastAPI:
    """An application over `house`, or over the home of the settings, which it then holds for writing."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        if house is not None:
            app.state.house = house
            yield
            return
        with House.writing(settings) as opened:
            app.state.house = opened
            await anyio.to_thread.run_sync(opened.warm)
            yield

    app = FastAPI(title="Concordance", description=ABOUT, version="0.1.0", lifespan=life, docs_url=None, redoc_url=None)
    app.state.token = token or settings.token or secrets.token_urlsafe(24)
    problems.install(app)
    for routes in (
        pages,
        asking,
        works,
        corrections,
        holdings,
        sparql,
        control,
    ):  # works: before the addresses of single works
        app.include_router(routes.router)
    _serve_files(app)
    app.middleware("http")(_guard)
    return app


def _serve_files(app: FastAPI) -> None:
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    # FastAPI's own page loads these from another host; the same files come with this package.
    app.mount("/openapi-ui", StaticFiles(directory=Path(str(files("fastapi_offline") / "static"))))

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Concordance · API",
            swagger_js_url="/openapi-ui/swagger-ui-bundle.js",
            swagger_css_url="/openapi-ui/swagger-ui.css",
            swagger_favicon_url="/openapi-ui/favicon.png",
        )


async def _guard(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    """The owner's link becomes a cookie; every answer carries the same protections."""
    if given := request.query_params.get("token"):
        return _remember(request, given)
    response = await call(request)
    response.headers["Content-Security-Policy"] = DOCS_POLICY if request.url.path == "/docs" else POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _remember(request: Request, given: str) -> Response:
    """Taken out of the address at once, so that it stays in no history and no log of what is linked."""
    response = RedirectResponse(str(request.url.remove_query_params("token").replace(scheme="", netloc="")) or "/", 303)
    if secrets.compare_digest(given.encode(), request.app.state.token.encode()):
        response.set_cookie(COOKIE, given, httponly=True, samesite="strict")
    return response
