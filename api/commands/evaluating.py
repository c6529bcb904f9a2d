"""Commands that measure: each prints the figures of one stage against a gold set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api.house import House
from api.settings import Settings
from api.show import json_option, print_json
from ontology.errors import WrongUse

PATH = click.argument("path", type=click.Path(exists=True, path_type=Path))


@click.group()
def evaluate() -> None:
    """Measure a stage against a gold set."""


@evaluate.command()
@PATH
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--qrels", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def retrieval(path: Path, queries: Path | None, qrels: Path | None, as_json: bool) -> None:
    """nDCG@10, recall@100 and MRR@10 over a BEIR folder: lexical, dense, fused, hybrid."""
    from search.evaluate import retrieval as measure

    _show(measure(path, queries, qrels), as_json)


@evaluate.command()
@PATH
@json_option
@click.pass_obj
def questions(settings: Settings, path: Path, as_json: bool) -> None:
    """Hit rates, and answered or refused, over questions about the library of the home."""
    from search.evaluate import questions as measure

    with House.reading(settings) as house:
        _show(measure(path, house), as_json)


@evaluate.command()
@PATH
@json_option
def passages(path: Path, as_json: bool) -> None:
    """Strategies, countries, places, actors, stance, agency, effect and phase against coded passages."""
    from ingest.measuring.passages import evaluate as measure

    _show(measure(path), as_json)


@evaluate.command()
@PATH
@json_option
def places(path: Path, as_json: bool) -> None:
    """Toponyms found and resolved."""
    from ingest.measuring.places import evaluate as measure

    _show(measure(path), as_json)


@evaluate.command()
@PATH
@json_option
def entities(path: Path, as_json: bool) -> None:
    """Organisations, places and persons found, over texts of the re3d kind."""
    from ingest.measuring.entities import evaluate as measure

    _show(measure(path), as_json)


@evaluate.command()
@PATH
@json_option
def references(path: Path, as_json: bool) -> None:
    """Reference strings by field, references end to end from files, UN citations: what the folder allows."""
    from ingest.measuring.references import evaluate as measure
    from ingest.read import read

    _show(_measured(measure(path, read), path), as_json)


@evaluate.command()
@PATH
@json_option
def parsing(path: Path, as_json: bool) -> None:
    """Footnote zones, running heads, note markers; title, author, year; passages against another reader; speed."""
    from ingest.measuring.fidelity import evaluate as passages_as_printed
    from ingest.measuring.markers import evaluate as markers
    from ingest.measuring.metadata import evaluate as metadata
    from ingest.measuring.parsing import evaluate as layout
    from ingest.measuring.pypdf_runs import speeds
    from ingest.read import read

    figures = {
        **layout(path),
        "markers_by_page": markers(path),
        "metadata": metadata(path),
        "passages": passages_as_printed(path, read),
        "pages_a_second_of_cpu": speeds(sorted(path.rglob("*.pdf"))),
    }
    _show(figures, as_json)


class NothingToMeasure(WrongUse):
    """There is no gold set of this kind here."""


def _measured(figures: dict[str, Any], path: Path) -> dict[str, Any]:
    if not figures:
        raise NothingToMeasure(f"There is no gold set of this kind at {path}. Name the folder that holds it.")
    return figures


def _show(figures: dict[str, Any], as_json: bool) -> None:
    print_json(figures) if as_json else _print(figures, "")


def _print(figures: dict[str, Any], indent: str) -> None:
    for name, value in figures.items():
        if isinstance(value, dict):
            click.echo(f"{indent}{name}")
            _print(value, indent + "  ")
        else:
            click.echo(f"{indent}{name}: {value:.3f}" if isinstance(value, float) else f"{indent}{name}: {value}")
