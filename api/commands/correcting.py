"""An editor's commands about statements: what waits, what was corrected, accept, reject, edit, add, undo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from api.house import House
from api.settings import Settings
from api.show import json_option, print_json, progress_bar
from api.work import do
from corpus.errors import BadCorrection
from ontology.errors import WrongUse

BY = click.option("--by", default="owner", show_default=True, help="Who decides: kept with the correction.")
SAID = ("stance", "agency", "effect", "phase", "factors", "countries", "regions")


@click.group(invoke_without_command=True)
@click.option("--lost", is_flag=True, help="Only those whose words stand nowhere in their document any more.")
@json_option
@click.pass_context
def corrections(ctx: click.Context, lost: bool, as_json: bool) -> None:
    """List what editors said of statements, the latest first; see what waits, import, export, undo."""
    if ctx.invoked_subcommand is not None:
        return None
    from api.show_corrections import listed

    with House.reading(ctx.obj) as house:
        found = listed(house, lost=lost)
    if as_json:
        return print_json({"corrections": found})
    for row in found:
        _print_correction(row)
    return None if found else click.echo("No correction.")


def _print_correction(row: dict[str, Any]) -> None:
    said = " → ".join(filter(None, (row["strategy"], row["to_strategy"])))
    where = row["passage"] or "LOST: its words stand nowhere in the document now"
    click.echo(f"{row['number']}  {row['verdict']} by {row['by']} at {row['at']}: {said}, {_in_words(row)}")
    click.echo(f"   “{row['to_quote'] or row['quote']}” ({row['title']}, {where})")


def _in_words(row: dict[str, Any]) -> str:
    parts = [row["stance"], *row["agency"], row["effect"] if row["effect"] != "unstated" else "", *row["countries"]]
    return ", ".join(filter(None, parts))


@corrections.command()
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@click.option("--asserted", is_flag=True, help="Also statements that count already but that are little surer.")
@json_option
@click.pass_obj
def waiting(settings: Settings, top: int, asserted: bool, as_json: bool) -> None:
    """List statements that wait for review, the least sure first."""
    from api.show_corrections import waiting as queue

    with House.reading(settings) as house:
        found = queue(house, top, asserted=asserted)
    if as_json:
        return print_json({"statements": found})
    for one in found:
        click.echo(f"{one['statement']}  {one['confidence']:.2f}  {one['strategy']}, {_in_words(one)}")
        click.echo(f"   “{one['quote']}” in: {one['text']}\n")
    return None if found else click.echo("Nothing waits for an editor.")


@corrections.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@BY
@json_option
@click.pass_obj
def import_(settings: Settings, file: Path, by: str, as_json: bool) -> None:
    """Take in the corrections of FILE: JSON, JSON lines or CSV, with the fields that `export` writes."""
    _take_in(settings, _rows(file), by, as_json)


@corrections.command()
@click.option("--format", "format", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.pass_obj
def export(settings: Settings, format: str) -> None:
    """Print every correction in force, as `import` takes it in."""
    from corpus.correction_file import as_csv, as_row

    with House.reading(settings) as house:
        kept = list(house.library.corrections())
    if format == "json":
        return print_json({"corrections": [as_row(one) for one in kept]})
    return click.echo(as_csv(kept), nl=False)


@corrections.command()
@click.argument("number", type=int)
@json_option
@click.pass_obj
def undo(settings: Settings, number: int, as_json: bool) -> None:
    """Forget correction NUMBER: what stood before it stands again."""
    with progress_bar() as progress:
        told = do(settings, "undo-correction", {"number": number}, progress)
    if as_json:
        return print_json(told)
    return click.echo(f"Undone: {told['undone']['verdict']} by {told['undone']['by']}, {told['undone']['strategy']}.")


@click.command()
@click.argument("target")
@click.argument("verdict", type=click.Choice(["accept", "reject", "edit", "add"]), required=False)
@click.option("--strategy", default="", help="Of the statement, where TARGET is a passage or a document.")
@click.option("--quote", default="", help="The words that it rests on, likewise.")
@click.option("--to-strategy", help="The strategy that it is.")
@click.option("--to-quote", help="Better words of the same passage.")
@click.option("--stance", help="done, proposed or criticised.")
@click.option("--agency", help="local, national, external: several with commas; none.")
@click.option("--effect", help="helped, failed, mixed or unstated.")
@click.option("--phase", help="before, during, after or none.")
@click.option("--countries", help="ISO 3166-1 alpha-3, several with commas; none.")
@click.option("--regions", help="Regions of the ontology, several with commas; none.")
@click.option("--factors", help="Several with commas; none.")
@click.option("--note", help="Why.")
@BY
@json_option
@click.pass_obj
def correct(
    settings: Settings,
    /,
    target: str,
    verdict: str | None,
    strategy: str,
    quote: str,
    by: str,
    as_json: bool,
    **said: str,
) -> None:
    """Accept, reject, edit or add one statement, or take in a FILE of corrections.

    TARGET is a statement's address (`corrections waiting` and the page of a passage show it), a passage or a document;
    of the latter two --strategy and --quote say which statement is meant.
    """
    if verdict is None:
        return _take_in(settings, _rows(Path(target)), by, as_json)
    kind = "statement" if "~" in target else "passage" if "-" in target else "document"
    given = {name: value for name, value in said.items() if value is not None}
    row = {"verdict": verdict, kind: target, "strategy": strategy, "quote": quote, **given}
    return _take_in(settings, [(1, row)], by, as_json)


def _rows(file: Path) -> list[tuple[int, dict[str, Any]]]:
    from corpus.correction_file import rows

    try:
        return rows(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WrongUse(f"There is no file {file}. To decide about one statement, say what: accept, reject …") from error
    except UnicodeDecodeError as error:
        raise BadCorrection(f"{file} is not UTF-8 text. Save it as UTF-8 and try again.") from error


def _take_in(settings: Settings, rows: list[tuple[int, dict[str, Any]]], by: str, as_json: bool) -> None:
    with progress_bar() as progress:
        told = do(settings, "correct", {"corrections": rows, "by": by}, progress)
    for failure in told["failed"]:
        click.echo(f"concordance: correction {failure['row']}: {failure['detail']}", err=True)
    if as_json:
        print_json(told)
    else:
        came, went = told["statements_added"], told["statements_removed"]
        click.echo(f"Corrections: {len(told['corrections'])}. Statements that came: {came}; that went: {went}.")
    sys.exit(1 if told["failed"] else 0)
