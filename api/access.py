"""Who asks: the owner, by a token, or the public. HTTP without a token is the public, on loopback too."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from api.house import House
from corpus.records import Audience

COOKIE = "concordance"


def house_of(request: Request) -> House:
    house: House = request.app.state.house
    return house


def audience_of(request: Request) -> Audience:
    """Raises 401 for a token that is not the owner's: a mistyped token is told, not quietly ignored."""
    given = _token(request)
    if given is None:
        return "public"
    if secrets.compare_digest(given.encode(), request.app.state.token.encode()):
        return "owner"
    if "authorization" in request.headers:
        raise HTTPException(401, "This token is not the owner's. `concordance serve` prints the right one.")
    return "public"


def owner_only(request: Request) -> None:
    if audience_of(request) != "owner":
        raise HTTPException(
            401, "Writing needs the owner's token: Authorization: Bearer …, as `concordance serve` prints."
        )


def _token(request: Request) -> str | None:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    return request.cookies.get(COOKIE)


HouseOf = Annotated[House, Depends(house_of)]
AudienceOf = Annotated[Audience, Depends(audience_of)]
OwnerOnly = Depends(owner_only)
