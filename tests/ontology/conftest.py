from __future__ import annotations

import pytest

from ontology.terms import Ontology, shipped
from ontology.turtle import FOLDER


@pytest.fixture(scope="session")
def in_force() -> str:
    return shipped()


@pytest.fixture(scope="session")
def ontology(in_force: str) -> Ontology:
    return Ontology.load(in_force)


@pytest.fixture(scope="session")
def strategies() -> str:
    """The file that an editor copies and changes."""
    return (FOLDER / "strategies.ttl").read_text(encoding="utf-8")
