"""What several folders of tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the shipped sample, made once by the command that anybody types. Read it; copy it to write."""
    home = tmp_path_factory.mktemp("sample") / "home"
    done = concordance("--home", str(home), "ingest", str(ROOT / "corpus" / "sample" / "library"), "--json")
    assert done.returncode == 0, done.stderr
    return home


def concordance(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line as a person does: a process of its own."""
    command = [sys.executable, "-m", "api.command", *words]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=ROOT, timeout=280)


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
