"""`make bench`: where the time goes, on the shipped sample; printed, and written to docs/benchmarks.md."""

from __future__ import annotations

import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from api.house import House
from api.settings import load
from corpus.records import Filters
from ingest.measuring.pypdf_runs import speeds as speeds_of
from tests.conftest import ROOT, concordance

SAMPLE = ROOT / "corpus" / "sample" / "library"
QUERIES = ("elders mediating land disputes", "women's part in peace talks", "former fighters coming home", "trauma")
QUESTION = "Which strategies recur across contexts?"


def milliseconds(work: Callable[[], object], times: int) -> tuple[float, float]:
    """The median and the 95th percentile of so many runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def rows(home: Path) -> Iterator[tuple[str, str]]:
    speeds = speeds_of(sorted(SAMPLE.glob("*.pdf")))
    yield "reading PDFs, layout and all, pages a second of CPU", f"{speeds['read_pdf']}"
    yield "the same pages by pypdf's `extract_text`, no layout", f"{speeds['pypdf extract_text']}"
    begun = time.perf_counter()
    concordance("--home", str(home), "ingest", str(SAMPLE))
    yield "`concordance ingest` of the sample, everything coded and encoded", f"{time.perf_counter() - begun:.1f} s"
    begun = time.perf_counter()
    concordance("--home", str(home), "search", QUERIES[0])
    yield "`concordance search`, a cold command", f"{time.perf_counter() - begun:.2f} s"
    with House.reading(replace(load(home), home=home)) as house:
        house.warm()
        for mode in ("lexical", "dense", "hybrid"):
            yield f"search, {mode}, encoding included", shown(lambda m=mode: every_query(house, m), len(QUERIES))  # type: ignore[misc]
        filters = Filters(countries=("COL", "KEN"))
        yield "search, hybrid, two countries", shown(lambda: house.search(QUERIES[0], filters, "hybrid", 10, "owner"))
        yield "recurring", shown(lambda: house.recurring(Filters(), "country", 2, "owner"))
        yield "evidence map", shown(lambda: house.evidence_map(Filters(), "strategy", "country", "owner"))
        yield "ask", shown(lambda: house.ask(QUESTION, Filters(), "owner"))
        query = "SELECT * WHERE { ?s ?p ?o } LIMIT 10"
        yield "SPARQL, ten rows, through the worker", shown(lambda: house.sparql(query, "owner"))


def every_query(house: House, mode: str) -> None:
    for query in QUERIES:
        house.search(query, Filters(), mode, 10, "owner")


def shown(work: Callable[[], object], parts: int = 1) -> str:
    middle, slow = milliseconds(work, 20)
    return f"{middle / parts:.1f} / {slow / parts:.1f} ms"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measured = list(rows(Path(folder) / "home"))
    head = (
        "# Benchmarks\n\nWritten by `make bench`, never by hand. The shipped sample, one request at a time; "
        f"median / 95th percentile of 20. {platform.machine()}, Python {platform.python_version()}.\n\n"
    )
    table = "| what | time |\n|---|---|\n" + "".join(f"| {what} | {took} |\n" for what, took in measured)
    (ROOT / "docs" / "benchmarks.md").write_text(head + table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
