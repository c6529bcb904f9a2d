"""`make evaluate GOLD=…`: every measurement against the gold sets, each by the command that anybody can type."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MEASURES = (
    ("passages", "gold/passages"),
    ("places", "gold/places/GeoVirus.xml"),
    ("references", "gold/anystyle"),
    ("references", "gold/references"),
    ("references", "gold/un_citation_links.csv"),
    ("parsing", "gold/footnotes"),
    ("parsing", "gold/references"),
    ("parsing", "literature"),
    ("retrieval", "gold/retrieval/scifact"),
)


def concordance(*words: str) -> Any:
    """Run a command and read its JSON; what it says beside goes to the person."""
    done = subprocess.run([sys.executable, "-m", "api.command", *words], stdout=subprocess.PIPE, text=True)
    if done.returncode and not done.stdout:
        raise SystemExit(f"`concordance {' '.join(words)}` ended with status {done.returncode}")
    return json.loads(done.stdout)


def flat(figures: dict[str, Any], above: str = "") -> Iterator[tuple[str, float | int]]:
    """The numbers of nested figures, each under its path."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{name}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield above + name, value


def report(title: str, figures: dict[str, Any]) -> None:
    print(f"\n{title}")
    for name, value in flat(figures):
        print(f"  {name:56} {value:.3f}" if isinstance(value, float) else f"  {name:56} {value}")


def main(folder: Path) -> None:
    if not (folder / "gold").is_dir():
        raise SystemExit(f"No gold sets at {folder}: nothing is measured. Name their folder: make evaluate GOLD=…")
    for stage, path in MEASURES:
        command = f"concordance evaluate {stage} {path}"
        report(command, concordance("evaluate", stage, str(folder / path), "--json"))
    with tempfile.TemporaryDirectory() as home:
        told = concordance("--home", home, "ingest", str(folder / "literature"), "--json")
        report("concordance ingest literature", {name: told[name] for name in ("documents", "passages", "seconds")})
        asked = ("evaluate", "questions", str(folder / "gold/questions"), "--json")
        report("concordance evaluate questions gold/questions", concordance("--home", home, *asked))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
