"""What writes: done here when this process may write, by the server when one serves the home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.handoff import hand, running
from api.house import House
from api.settings import Settings
from api.show import Progress

Arguments = dict[str, Any]
Work = Callable[[House, Arguments, Progress], dict[str, Any]]


def do(settings: Settings, work: str, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Raises LibraryInUse when another command writes this home."""
    if server := running(settings.home):
        return hand(server, work, arguments, progress)
    with House.writing(settings, work) as house:
        return WORK[work](house, arguments, progress)


def ingest(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    paths = [Path(path) for path in arguments["paths"]]
    report = house.upkeep.ingest(paths, jobs=arguments.get("jobs"), wait=arguments.get("wait", True), progress=progress)
    return report.as_json()


def delete(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    held = house.held(arguments["document"])
    house.library.delete(held.document.id)
    house.catch_up()
    return {"deleted": held.document.id, "title": held.document.title, "passages": len(held.document.passages)}


def recode(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    return house.upkeep.recode(everything=arguments.get("all", False), progress=progress)


def import_ontology(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    return house.import_ontology(arguments["turtle"], arguments.get("note", ""), progress)


def visibility(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    house.library.set_visibility(arguments["id"], arguments["visibility"])
    house.catch_up()
    return {"id": arguments["id"], "visibility": arguments["visibility"]}


def rebuild(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    return house.rebuild(progress)


WORK: dict[str, Work] = {
    "delete": delete,
    "import-ontology": import_ontology,
    "ingest": ingest,
    "rebuild": rebuild,
    "recode": recode,
    "visibility": visibility,
}
