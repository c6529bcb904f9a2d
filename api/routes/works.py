"""Works that may be one: an editor's list, and decisions behind the owner's token."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError

from api.access import AudienceOf, HouseOf, OwnerOnly
from api.render import either, prefers_html
from api.show_works import decisions, proposals
from api.work import WORK
from ontology.errors import WrongUse

router = APIRouter(tags=["works"])


class Decided(BaseModel):
    """`one` and `other` are addresses of works; `undo` forgets what was decided about the two."""

    one: str
    other: str
    verdict: Literal["same", "other", "undo"]
    by: str = "owner"


class UnreadableDecision(WrongUse):
    """A decision names `one` and `other`, two works, and a `verdict`: same, other or undo; as JSON or as a form."""


@router.get("/works/proposals", summary="Works that may be one and wait for an editor, and what was decided")
def waiting(
    request: Request, house: HouseOf, audience: AudienceOf, top: Annotated[int, Query(ge=1, le=1000)] = 50
) -> Any:
    found = {
        "proposals": proposals(house, audience, top),
        "decisions": decisions(house) if audience == "owner" else [],
    }
    return either(request, "proposals.html", found, editor=audience == "owner", **found)


@router.post(
    "/works/proposals",
    summary="Accept, refuse or undo: that two works are one",
    dependencies=[OwnerOnly],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                media: {"schema": Decided.model_json_schema()}
                for media in ("application/json", "application/x-www-form-urlencoded")
            },
        }
    },
)
async def decide(request: Request, house: HouseOf) -> Any:
    from fastapi.concurrency import run_in_threadpool

    told = await run_in_threadpool(_done, house, await _decided(request))
    return RedirectResponse("/works/proposals", 303) if prefers_html(request) else told


async def _decided(request: Request) -> Decided:
    """A program sends JSON, a page a form."""
    try:
        if request.headers.get("content-type", "").startswith("application/json"):
            return Decided.model_validate_json(await request.body())
        return Decided.model_validate(dict(await request.form()))
    except ValidationError as error:
        raise UnreadableDecision from error


def _done(house: Any, decided: Decided) -> dict[str, Any]:
    with house.one_at_a_time:
        return WORK["works"](house, decided.model_dump(), lambda done, total, what: None)
