"""Commands that say what is held: ingest, documents, delete, recode."""

from __future__ import annotations

import sys
from typing import Any

import click

from api.house import House
from api.settings import Settings
from api.show import json_option, print_json, print_table, progress_bar
from api.work import do


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--jobs", type=click.IntRange(1, 64), help="Files read at once (default: the processors).")
@click.option("--no-wait", is_flag=True, help="Return when words are searchable; vectors and coding follow.")
@click.option("--ocr", is_flag=True, help="Read pictures of pages too, by tesseract (setting: ocr_languages).")
@json_option
@click.pass_obj
def ingest(
    settings: Settings, paths: tuple[str, ...], jobs: int | None, no_wait: bool, ocr: bool, as_json: bool
) -> None:
    """Read PATHS (files or folders) into the library; what is unchanged is left alone."""
    from pathlib import Path

    given = [str(Path(path).expanduser().absolute()) for path in paths]
    with progress_bar() as progress:
        asked = {"paths": given, "jobs": jobs, "wait": not no_wait, "ocr": ocr}
        report = do(settings, "ingest", asked, progress)
    for failure in report["failed"]:
        click.echo(f"concordance: {failure['path']}: {failure['detail']}", err=True)
    print_json(report) if as_json else _print_report(report)
    sys.exit(1 if report["failed"] else 0)


def _print_report(report: dict[str, Any]) -> None:
    counted = ", ".join(f"{report[name]} {name}" for name in ("added", "updated", "unchanged"))
    click.echo(f"{counted}, {len(report['failed'])} failed ({report['seconds']:.1f} s)")
    for partial in report["partial"]:
        click.echo(f"Not all of it was read: {partial['path']}, pages {partial['pages']}: {partial['reason']}")
    for guessed in report["ocr"]:
        click.echo(f"Read from pictures, so expect errors: {guessed['path']}, pages {guessed['pages']}")
    for notice in report["notices"]:
        click.echo(f"{notice['path']}: {notice['detail']}")
    click.echo(f"The library holds {report['documents']} documents, {report['passages']} passages.")


@click.command()
@json_option
@click.pass_obj
def documents(settings: Settings, as_json: bool) -> None:
    """List the documents held."""
    from api.show_held import summary

    with House.reading(settings) as house:
        held = [summary(found) for found in house.library.documents()]
    if as_json:
        return print_json({"documents": held})
    rows = [[d["id"], d["year"] or "", len(d["authors"]) and d["authors"][0]["family"], d["title"][:70]] for d in held]
    print_table(["id", "year", "author", "title"], [[cell or "" for cell in row] for row in rows])
    return None


@click.command()
@click.argument("id")
@json_option
@click.pass_obj
def delete(settings: Settings, id: str, as_json: bool) -> None:
    """Delete document ID: no row, triple, posting or vector of it stays."""
    with progress_bar() as progress:
        removed = do(settings, "delete", {"document": id}, progress)
    if as_json:
        return print_json(removed)
    click.echo(f"Deleted “{removed['title']}” and its {removed['passages']} passages.")
    return None


@click.command()
@click.option("--all", "everything", is_flag=True, help="Every passage, not only those that are due.")
@json_option
@click.pass_obj
def recode(settings: Settings, everything: bool, as_json: bool) -> None:
    """Code again what is due; say how many statements came and went."""
    with progress_bar() as progress:
        told = do(settings, "recode", {"all": everything}, progress)
    if as_json:
        return print_json(told)
    click.echo(f"Statements that came: {told['statements_added']}; that went: {told['statements_removed']}.")
    return None
