"""Statements and their corrections: what waits for an editor, what was decided; decisions behind the owner's token."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, ValidationError

from api.access import AudienceOf, HouseOf, OwnerOnly
from api.house import House
from api.render import either, prefers_html
from api.show_corrections import listed, of_passage, waiting
from api.work import WORK
from corpus.correction_asked import LISTS
from corpus.errors import BadCorrection
from ontology.errors import WrongUse

router = APIRouter(tags=["corrections"])


class Correcting(BaseModel):
    """One statement, by its address, or by passage or document, strategy and quote. What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["accept", "reject", "edit", "add", "undo"]
    number: int | None = None  # of the correction to undo
    statement: str | None = None
    document: str | None = None
    passage: str | None = None
    strategy: str | None = None
    quote: str | None = None
    to_strategy: str | None = None
    to_quote: str | None = None
    stance: str | None = None
    agency: list[str] | None = None
    effect: str | None = None
    phase: str | None = None
    factors: list[str] | None = None
    countries: list[str] | None = None
    regions: list[str] | None = None
    by: str = "owner"
    note: str | None = None


class UnreadableCorrection(WrongUse):
    """A correction names a `verdict` (accept, reject, edit, add, undo) and a statement; as JSON or as a form."""


@router.get("/corrections", summary="What editors said of statements", dependencies=[OwnerOnly])
def corrections(request: Request, house: HouseOf, lost: bool = False) -> Any:
    found = listed(house, lost=lost)
    return either(request, "corrections.html", {"corrections": found}, corrections=found, lost=lost)


@router.get(
    "/corrections/waiting", summary="Statements that wait for review, the least sure first", dependencies=[OwnerOnly]
)
def queue(
    request: Request, house: HouseOf, top: Annotated[int, Query(ge=1, le=500)] = 20, asserted: bool = False
) -> Any:
    found = waiting(house, top, asserted=asserted)
    shown = {"statements": found, "asserted": asserted, "ontology": house.ontology}
    return either(request, "waiting.html", {"statements": found}, **shown)


@router.get("/passages/{id}/statements", summary="What is said of a passage, and how editors let it stand")
def statements(id: str, house: HouseOf, audience: AudienceOf) -> dict[str, Any]:
    held = house.held_passage(house.moved(id) or id, audience)
    return {"statements": of_passage(house, held, house.moved(id) or id, audience)}


@router.post(
    "/corrections",
    summary="Accept, reject, edit or add a statement; undo a correction",
    dependencies=[OwnerOnly],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                media: {"schema": Correcting.model_json_schema()}
                for media in ("application/json", "application/x-www-form-urlencoded")
            },
        }
    },
)
async def correct(request: Request, house: HouseOf) -> Any:
    asked, back = await _asked(request)
    told = await run_in_threadpool(_done, house, asked)
    return RedirectResponse(back, 303) if prefers_html(request) else told


async def _asked(request: Request) -> tuple[Correcting, str]:
    """A program sends JSON, a page a form, whose empty fields say nothing."""
    try:
        if request.headers.get("content-type", "").startswith("application/json"):
            return Correcting.model_validate_json(await request.body()), "/corrections"
        form = await request.form()
        given: dict[str, Any] = {name: value for name, value in form.items() if value and name != "back"}
        given |= {name: _list(form.getlist(name)) for name in LISTS if name in given}
        return Correcting.model_validate(given), _within(str(form.get("back", "")))
    except ValidationError as error:
        raise UnreadableCorrection from error


def _list(values: list[Any]) -> list[str]:
    return [word for value in values for word in str(value).replace(",", " ").split()]


def _within(back: str) -> str:
    """An address of ours, and of nobody else."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/corrections"


def _done(house: House, asked: Correcting) -> dict[str, Any]:
    with house.one_at_a_time:
        if asked.verdict == "undo":
            if asked.number is None:
                raise UnreadableCorrection("To undo, name the `number` of the correction.")
            return WORK["undo-correction"](house, {"number": asked.number}, _silent)
        row = asked.model_dump(exclude_unset=True, exclude={"number"})
        told = WORK["correct"](house, {"corrections": [(1, row)], "by": asked.by}, _silent)
    if told["failed"]:
        raise BadCorrection(told["failed"][0]["detail"])
    return told


def _silent(done: int, total: int, what: str) -> None:
    pass
