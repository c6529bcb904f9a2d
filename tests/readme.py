"""Runs the README's examples over the shipped sample and writes what they print: `python -m tests.readme`."""

from __future__ import annotations

import re
import shlex
import tempfile
import textwrap
from pathlib import Path

from tests.conftest import ROOT, concordance

README = ROOT / "README.md"
BETWEEN = re.compile(r"(<!-- examples: .*? -->\n)(.*?)(<!-- end of examples -->)", re.DOTALL)
LINES = 16

EXAMPLES = (
    ("Which strategies recur across contexts?", "concordance recurring --min 5"),
    ("The same, asked in plain words; the answer is made of quotations.", "concordance ask 'Who mediated in Burundi?'"),
    (
        "What communities did by themselves, and where it is said to have helped.",
        "concordance recurring --agency local --effect helped --min 2",
    ),
    ("A question without evidence gets none.", "concordance ask 'What is the boiling point of tungsten?'"),
    (
        "Other tools ask by SPARQL.",
        "concordance sparql --format csv 'SELECT ?strategy (COUNT(DISTINCT ?d) AS ?documents) "
        "WHERE { ?cell c:doneIn ?d ; c:strategy ?strategy } "
        "GROUP BY ?strategy ORDER BY DESC(?documents) ?strategy LIMIT 5'",
    ),
)


def examples(text: str) -> list[tuple[str, str]]:
    """Each command of the README's examples with what the README says it prints."""
    block = BETWEEN.search(text)
    assert block
    found = re.findall(r"```\n\$ (.*?)\n(.*?)```", block[2], re.DOTALL)
    return [(command, printed) for command, printed in found]


def run(home: Path, command: str) -> str:
    """What a command prints over a home, as much of it as a README wants."""
    done = concordance("--home", str(home), *shlex.split(command)[1:])
    assert done.returncode == 0, done.stderr
    lines = [part for line in done.stdout.splitlines() for part in (textwrap.wrap(line, 150) or [""])]
    return "\n".join([*lines[:LINES], *(["…"] if len(lines) > LINES else [])]) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        concordance("--home", str(home), "ingest", str(ROOT / "corpus" / "sample" / "library"))
        shown = [f"{title}\n\n```\n$ {command}\n{run(home, command)}```\n" for title, command in EXAMPLES]
    text = README.read_text(encoding="utf-8")
    README.write_text(BETWEEN.sub(lambda found: found[1] + "\n".join(shown) + found[3], text), encoding="utf-8")


if __name__ == "__main__":
    main()
