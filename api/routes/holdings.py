"""What is held, each thing at its own address: HTML, JSON-LD or Turtle by `Accept`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, BackgroundTasks, Query, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api import show_corrections, show_held, show_works
from api.access import AudienceOf, HouseOf, OwnerOnly
from api.house import House
from api.render import either, page, preferred
from api.work import WORK
from corpus.errors import NotHeld
from corpus.records import Audience, Entity, Held
from graph.describe import describe

router = APIRouter(tags=["holdings"])


def described(request: Request, house: House, audience: Audience, address: str) -> Response | None:
    """The graph's description for a program; None where a page is preferred."""
    chosen = preferred(request, ("text/html", "application/ld+json", "text/turtle", "application/json"))
    if chosen == "text/html":
        return None
    found = describe(house.view(audience), address, "turtle" if chosen == "text/turtle" else "jsonld")
    return Response(found.content, media_type=found.media_type, headers={"Vary": "Accept"})


@router.get("/documents", summary="The documents held")
def documents(request: Request, house: HouseOf, audience: AudienceOf) -> Any:
    held = [found for found in house.library.documents() if audience == "owner" or found.visibility == "public"]
    listed = [show_held.summary(found) for found in held]
    return either(request, "documents.html", {"documents": listed}, documents=[show_held.line(h) for h in held])


@router.post("/documents", status_code=201, summary="Add a document", dependencies=[OwnerOnly])
async def upload(file: UploadFile, house: HouseOf, tasks: BackgroundTasks) -> JSONResponse:
    data = await file.read(house.settings.upload_bytes + 1)
    id, outcome = await run_in_threadpool(house.upkeep.upload, data, file.filename or "upload")
    tasks.add_task(house.upkeep.work)
    return JSONResponse({"id": id, "outcome": outcome}, 200 if outcome == "unchanged" else 201, background=tasks)


@router.delete("/documents/{id}", summary="Delete a document and every trace of it", dependencies=[OwnerOnly])
def delete(id: str, house: HouseOf) -> dict[str, Any]:
    return WORK["delete"](house, {"document": id}, lambda done, total, what: None)


@router.get("/documents/{id}", summary="A document; the page opens at a passage")
def document(
    id: str,
    request: Request,
    house: HouseOf,
    audience: AudienceOf,
    passage: str = "",
    start: Annotated[int | None, Query(ge=0)] = None,
    end: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    if target := house.moved(id):
        return RedirectResponse(f"/documents/{target}", 308)
    held = house.held(id, audience)
    if answer := described(request, house, audience, f"documents/{id}"):
        return answer
    return _opened(request, house, held, audience, passage, start, end)


@router.get("/passages/{id}", summary="A passage, shown in its document")
def passage(
    id: str,
    request: Request,
    house: HouseOf,
    audience: AudienceOf,
    start: Annotated[int | None, Query(ge=0)] = None,
    end: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    if target := house.moved(id):
        return RedirectResponse(f"/passages/{target}", 308)
    held = house.held_passage(id, audience)
    if answer := described(request, house, audience, f"passages/{id}"):
        return answer
    return _opened(request, house, held, audience, id, start, end)


def _opened(
    request: Request, house: House, held: Held, audience: Audience, here: str, start: int | None, end: int | None
) -> Response:
    """The document's page, open at a passage with what is said of it."""
    said = show_corrections.of_passage(house, held, here, audience)
    shown = show_held.reading(held, audience, here, start, end)
    editor = audience == "owner"
    return page(request, "document.html", **shown, statements=said, editor=editor, ontology=house.ontology)


@router.get("/entities/{id}", summary="An actor or a place")
@router.get("/works/{id}", summary="A work: held, cited, or both")
def entity(id: str, request: Request, house: HouseOf, audience: AudienceOf) -> Response:
    folder = request.url.path.split("/")[1]
    if target := house.moved(id):
        return RedirectResponse(f"/{folder}/{target}", 308)
    found = _entity(house, id, audience)
    if answer := described(request, house, audience, f"{folder}/{id}"):
        return answer
    known_as = show_works.forms(house, found, audience) if found.kind == "work" else []
    works = show_works.citing_works(house, found, audience) if found.kind == "work" else 0
    shown = show_held.named(house, found, audience)
    return page(request, "entity.html", entity=found, known_as=known_as, citing_works=works, **shown)


@router.get("/strategies/{id}", summary="A strategy and the words that speak of it")
def strategy(
    id: str,
    request: Request,
    house: HouseOf,
    audience: AudienceOf,
    country: str = "",
    stance: Literal["done", "proposed", "criticised", ""] = "",
) -> Response:
    concept = house.ontology.strategies.get(id) or house.ontology.branches.get(id)
    if concept is None:
        raise NotHeld(f"The ontology in force has no strategy `{id}`.")
    if answer := described(request, house, audience, concept.iri):
        return answer
    return page(request, "strategy.html", **show_held.strategy(house, concept, audience, country, stance))


def _entity(house: House, id: str, audience: Audience) -> Entity:
    found = house.library.entity(id)
    if found is None or (audience == "public" and not _open_to_all(found)):
        raise NotHeld(f"There is nothing here under `{id}`.")
    return found


def _open_to_all(entity: Entity) -> bool:
    """A work is, where a document that the public may see cites it or is it."""
    return entity.visibility == "public" and (entity.kind != "work" or bool(entity.public_documents))
