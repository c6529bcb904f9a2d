"""Where a writing command hands its work to the server: lines of progress, then one result."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import StreamingResponse

from api.access import HouseOf, OwnerOnly
from api.work import WORK
from ontology.errors import ConcordanceError

router = APIRouter(include_in_schema=False, dependencies=[OwnerOnly])


@router.post("/control/{work}")
async def control(work: str, request: Request, house: HouseOf) -> StreamingResponse:
    if work not in WORK:
        raise HTTPException(404, f"There is no work called {work}.")
    arguments = await request.json()
    lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
    threading.Thread(target=_work, args=(work, house, arguments, lines), daemon=True).start()
    return StreamingResponse(_lines(lines), media_type="application/jsonl")


def _work(work: str, house: Any, arguments: dict[str, Any], lines: queue.Queue[dict[str, Any] | None]) -> None:
    """Goes on when the one who asked hangs up: what was begun is finished."""
    try:
        with house.one_at_a_time:
            result = WORK[work](house, arguments, lambda *said: lines.put({"progress": said}))
        lines.put({"result": result})
    except ConcordanceError as error:
        lines.put({"detail": str(error)})
    except Exception:
        lines.put({"detail": "The server failed at this. It is in its log."})
        raise
    finally:
        lines.put(None)


def _lines(lines: queue.Queue[dict[str, Any] | None]) -> Iterator[str]:
    while (said := lines.get()) is not None:
        yield json.dumps(said, ensure_ascii=False) + "\n"
