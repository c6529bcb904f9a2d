"""Imports run one way, and the page on the architecture names the folders that there are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BELOW = {
    "ontology": set(),
    "corpus": {"ontology"},
    "ingest": {"corpus", "ontology"},
    "graph": {"corpus", "ontology"},
    "search": {"graph", "ingest", "corpus", "ontology"},
    "api": {"search", "graph", "ingest", "corpus", "ontology"},
}


STAGES = {"citing": set(), "coding": set(), "reading": {"citing"}, "measuring": {"citing", "coding", "reading"}}


def imported(path: Path) -> Iterator[str]:
    """The top-level names that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("folder", BELOW)
def test_a_folder_imports_only_those_below_it(folder):
    for path in (ROOT / folder).rglob("*.py"):
        upward = set(imported(path)) & BELOW.keys() - BELOW[folder] - {folder}
        assert not upward, f"{path.relative_to(ROOT)} imports {upward}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_of_reading_imports_only_those_before_it(stage):
    others = STAGES.keys() - STAGES[stage] - {stage}
    for path in (ROOT / "ingest" / stage).glob("*.py"):
        used = {other for other in others if f"from ingest.{other}" in path.read_text(encoding="utf-8")}
        assert not used, f"{path.relative_to(ROOT)} imports {used}"


def test_the_page_on_the_architecture_names_every_folder():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders == {*BELOW, "tests"}
    assert not [folder for folder in folders if f"`{folder}/`" not in page]


@pytest.mark.parametrize("module", ["api.command", "search.hybrid", "search.plan", "search.answer", "corpus.library"])
def test_a_cold_command_imports_neither_torch_nor_spacy(module):
    import subprocess
    import sys

    code = f"import sys, {module}; print(*({{'torch', 'spacy', 'sentence_transformers'}} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == ""
