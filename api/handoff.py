"""A writing command that finds a server sends its work there and prints the same JSON."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from api.show import Progress
from ontology.errors import ConcordanceError


class HandedBack(ConcordanceError):
    """The server that writes this home refused the work."""


class ServerLost(ConcordanceError):
    """The server that writes this home stopped answering. What it had finished is kept; try again."""


@dataclass(frozen=True, slots=True)
class Server:
    """What `serve` leaves in the home (mode 0600) for as long as it lives."""

    url: str
    pid: int
    token: str

    def leave_in(self, home: Path) -> None:
        place = home / "serve.json"
        fresh = place.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(self)), encoding="utf-8")
        fresh.replace(place)


def running(home: Path) -> Server | None:
    """The server that serves this home, if its process still lives."""
    try:
        server = Server(**json.loads((home / "serve.json").read_text(encoding="utf-8")))
        os.kill(server.pid, 0)
    except (OSError, ValueError, TypeError):
        return None
    return server


def hand(server: Server, work: str, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Let the server do it. Its lines are progress, then one result. Raises HandedBack, ServerLost."""
    import httpx

    headers = {"Authorization": f"Bearer {server.token}"}
    try:
        with httpx.stream(
            "POST", f"{server.url}/control/{work}", json=arguments, headers=headers, timeout=None, trust_env=False
        ) as response:
            for line in response.iter_lines():
                said = json.loads(line)
                if "progress" in said:
                    progress(*said["progress"])
                elif "result" in said:
                    result: dict[str, Any] = said["result"]
                    return result
                else:
                    raise HandedBack(said.get("detail", str(said)))
    except (httpx.HTTPError, ValueError) as error:
        raise ServerLost from error
    raise ServerLost
