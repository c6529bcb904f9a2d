"""Commands that keep the library whole: status, verify, rebuild, backup, restore, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api.house import House
from api.inspecting import status as inspect
from api.settings import Settings
from api.show import json_option, print_json, progress_bar
from api.work import do


@click.command()
@json_option
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """What the library holds, which ontology is in force, what is due."""
    with House.reading(settings) as house:
        told = inspect(house)
    if as_json:
        return print_json(told)
    for name, value in told.items():
        click.echo(f"{name.replace('_', ' ')}: {value}")
    return None


@click.command()
@json_option
@click.pass_obj
def verify(settings: Settings, as_json: bool) -> None:
    """Prove that files, rows, graph, words, vectors and counts agree."""
    from corpus.verify import verify as prove

    with House.reading(settings) as house:
        faults = prove(house.library, house.derived)
    if as_json:
        print_json({"faults": faults})
    else:
        click.echo("\n".join(faults) or "Everything agrees.")
    sys.exit(1 if faults else 0)


@click.command()
@json_option
@click.pass_obj
def rebuild(settings: Settings, as_json: bool) -> None:
    """Throw away what is derived (graph, words, vectors) and make it anew from the library."""
    with progress_bar() as progress:
        told = do(settings, "rebuild", {}, progress)
    if as_json:
        return print_json(told)
    click.echo(f"Made anew: {', '.join(told['rebuilt'])}.")
    return None


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@click.pass_obj
def backup(settings: Settings, file: Path, as_json: bool) -> None:
    """Write the whole library to one FILE; it may be served meanwhile."""
    from corpus.backup import backup as write

    with House.reading(settings) as house:
        write(house.library, file)
    told = {"file": str(file), "bytes": file.stat().st_size}
    return print_json(told) if as_json else click.echo(f"Wrote {file} ({told['bytes']} bytes).")


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@json_option
@click.pass_obj
def restore(settings: Settings, file: Path, as_json: bool) -> None:
    """Make the home from a backup FILE; the home must not hold a library."""
    from corpus.backup import restore as read

    read(file, settings.home)
    with House.writing(settings) as house:
        told = house.counts("owner")
    if as_json:
        return print_json(told)
    click.echo(f"Restored {told['documents']} documents into {settings.home}.")
    return None


@click.command()
@click.option("--format", "format", type=click.Choice(["nquads", "trig", "turtle", "jsonld"]), default="nquads")
@click.pass_obj
def export(settings: Settings, format: str) -> None:
    """Write the whole graph to the standard output."""
    from graph.export import export as write

    with House.reading(settings) as house:
        write(house.graphs["owner"].newest(), format, sys.stdout.buffer)
        sys.stdout.buffer.flush()
