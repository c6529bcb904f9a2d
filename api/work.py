"""What writes: done here when this process may write, by the server when one serves the home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.correcting import correct, undo
from api.handoff import hand, running
from api.house import House
from api.learning import learn, use_learned
from api.settings import Settings
from api.show import Progress
from ingest.reading.ocr import require_ocr
from ontology.apply import merge
from ontology.check import check
from ontology.diff import diff, in_words
from ontology.errors import OntologyError

Arguments = dict[str, Any]
Work = Callable[[House, Arguments, Progress], dict[str, Any]]


def do(settings: Settings, work: str, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Raises LibraryInUse when another command writes this home."""
    if server := running(settings.home):
        return hand(server, work, arguments, progress)
    with House.writing(settings) as house:
        return WORK[work](house, arguments, progress)


def ingest(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    paths = [Path(path) for path in arguments["paths"]]
    ocr = house.settings.ocr_languages if arguments.get("ocr") else ""
    if ocr:
        require_ocr()
    report = house.upkeep.ingest(
        paths, jobs=arguments.get("jobs"), wait=arguments.get("wait", True), ocr=ocr, progress=progress
    )
    return report.as_json()


def delete(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    held = house.held(arguments["document"])
    house.library.delete(held.document.id)
    house.catch_up()
    return {"deleted": held.document.id, "title": held.document.title, "passages": len(held.document.passages)}


def recode(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    worked = house.upkeep.recode(everything=arguments.get("all", False), progress=progress)
    return {
        "documents": worked.coded,
        "statements_added": worked.statements_added,
        "statements_removed": worked.statements_removed,
        "failed": [{"document": id, "error": error, "detail": detail} for id, error, detail in worked.failed],
    }


def import_ontology(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Refused like `check` on errors, and where statements use a term that would go."""
    before = house.library.release().turtle
    after = merge(before, checked(arguments["turtle"], before), dict(used_terms(house)))
    difference = diff(before, after)
    told = {**difference.as_json(), "words": in_words(difference)}
    if not difference:
        return {**told, "passages": 0, "statements_added": 0, "statements_removed": 0}
    done = house.upkeep.import_release(after, arguments.get("note", ""), progress=progress)
    house.forget_ontology()
    effect = {
        "passages": done.passages,
        "statements_added": done.statements_added,
        "statements_removed": done.statements_removed,
    }
    return {**told, "release": done.release.number, **effect}


def checked(turtle: str, in_force: str) -> str:
    report = check(turtle, in_force)
    if report.errors:
        first = report.errors[0]
        raise OntologyError(
            f"Faults: {len(report.errors)}, the first in {first.term or 'the syntax'}: {first.fault} {first.mend} "
            "`concordance ontology check FILE` names them all."
        )
    return turtle


def used_terms(house: House) -> Counter[str]:
    """How many statements use each term."""
    used: Counter[str] = Counter()
    for id in house.library.document_ids():
        if coded := house.library.coding(id):
            for passage in coded.coding.passages:
                for use in passage.uses:
                    used.update([use.strategy, *use.factors])
    return used


def visibility(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    house.library.set_visibility(arguments["id"], arguments["visibility"])
    house.catch_up()
    return {"id": arguments["id"], "visibility": arguments["visibility"]}


def works(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """An editor's verdict on two works, and of which work each address is now."""
    one, other = arguments["one"], arguments["other"]
    if arguments["verdict"] == "undo":
        house.library.undo_about_works(one, other)
    else:
        house.library.decide_about_works(one, other, arguments["verdict"], arguments["by"])
    house.catch_up()
    now = {id: house.moved(id) or id for id in (one, other)}
    return {"one": one, "other": other, "verdict": arguments["verdict"], "now": now}


def rebuild(house: House, arguments: Arguments, progress: Progress) -> dict[str, Any]:
    return house.rebuild(progress)


WORK: dict[str, Work] = {
    "correct": correct,
    "delete": delete,
    "import-ontology": import_ontology,
    "ingest": ingest,
    "learn": learn,
    "rebuild": rebuild,
    "recode": recode,
    "undo-correction": undo,
    "use-learned": use_learned,
    "visibility": visibility,
    "works": works,
}
