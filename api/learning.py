"""What editors taught: fitted, shown, put in use, undone."""

from __future__ import annotations

from typing import Any

from api.house import House
from api.show import Progress
from ingest.coding.learned import LEARNED, Learned


def learn(house: House, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Figures before and after, and the weights; nothing changes. Raises TooFewCorrections."""
    return house.upkeep.learn().as_json()


def use_learned(house: House, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Put weights in use (`learned`, as `learn` gave them; null: none), and code again what is due by that."""
    learned = Learned.from_json(arguments["learned"])
    if learned is None and house.library.fact(LEARNED) is None:
        return {"in_use": None, "statements_added": 0, "statements_removed": 0}
    house.library.put_fact(LEARNED, learned.as_json() if learned else "")
    house.forget_ontology()  # with it what explains by the old weights
    worked = house.upkeep.recode(progress=progress)
    return {
        "in_use": learned.stamp if learned else None,
        "statements_added": worked.statements_added,
        "statements_removed": worked.statements_removed,
    }
