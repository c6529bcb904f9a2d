"""What several folders of tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def gold() -> Path:
    """The shared literature and gold sets, which are never part of the project."""
    folder = Path(os.environ.get("CONCORDANCE_GOLD", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip(f"the shared literature is not at {folder} (set CONCORDANCE_GOLD)")
    return folder


@pytest.fixture(scope="session")
def literature(gold: Path) -> Path:
    return gold / "literature"


@pytest.fixture(scope="session")
def moix(literature: Path) -> Path:
    """The article on community-based atrocity prevention, as Markdown with Chicago footnotes."""
    return literature / "journal" / "moix-2016.md"
