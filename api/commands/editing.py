"""An editor's commands: check, diff and import an ontology; decide who may be seen."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api.house import House
from api.settings import Settings
from api.show import json_option, print_json, progress_bar
from api.work import do
from ontology.errors import OntologyError

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


def in_force(settings: Settings) -> str:
    """The Turtle in force in the home, or what the package brings where there is no library."""
    from corpus.errors import NoLibrary
    from ontology.terms import shipped

    try:
        with House.reading(settings) as house:
            return house.library.release().turtle
    except NoLibrary:
        return shipped()


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise OntologyError(f"{file} is not UTF-8 text. Save it as UTF-8 and try again.") from error


@click.group()
def ontology() -> None:
    """Check, compare and put in force the terms that passages are coded by."""


@ontology.command()
@FILE
@json_option
@click.pass_obj
def check(settings: Settings, file: Path, as_json: bool) -> None:
    """Name each fault of FILE with its place and its mend."""
    from ontology.check import check as examine

    report = examine(text_of(file), in_force(settings))
    if as_json:
        print_json(report.as_json())
    else:
        for kind, faults in (("error", report.errors), ("warning", report.warnings)):
            for fault in faults:
                place = f"{file}:{fault.line}" if fault.line else str(file)
                named = f"{fault.term}: " if fault.term else ""
                click.echo(f"{place}: {kind}: {named}{fault.fault} {fault.mend}")
        click.echo(f"Errors: {len(report.errors)}. Warnings: {len(report.warnings)}.")
    sys.exit(1 if report.errors else 0)


@ontology.command()
@FILE
@json_option
@click.pass_obj
def diff(settings: Settings, file: Path, as_json: bool) -> None:
    """Say in plain words what FILE would change."""
    from ontology.apply import replaced
    from ontology.diff import diff as compare
    from ontology.diff import in_words

    before = in_force(settings)
    try:
        difference = compare(before, replaced(before, text_of(file)))
    except SyntaxError as error:
        raise OntologyError(f"{file} is not valid Turtle: {error}") from error
    if as_json:
        return print_json(difference.as_json())
    click.echo("\n".join(in_words(difference)) or "FILE changes nothing.")
    return None


@ontology.command("import")
@FILE
@json_option
@click.pass_obj
def import_(settings: Settings, file: Path, as_json: bool) -> None:
    """Put FILE in force, code the affected passages again, say how many statements came and went."""
    with progress_bar() as progress:
        told = do(settings, "import-ontology", {"turtle": text_of(file), "note": file.name}, progress)
    if as_json:
        return print_json(told)
    click.echo("\n".join(told["words"]) or "FILE changes nothing.")
    click.echo(
        f"Passages looked at again: {told['passages']}. "
        f"Statements that came: {told['statements_added']}; that went: {told['statements_removed']}."
    )
    return None


@ontology.command()
@click.pass_obj
def export(settings: Settings) -> None:
    """Print the ontology in force, as Turtle."""
    click.echo(in_force(settings), nl=False)


@ontology.command()
@json_option
@click.pass_obj
def release(settings: Settings, as_json: bool) -> None:
    """Say which release is in force."""
    with House.reading(settings) as house:
        number = house.library.release().number
    return print_json({"number": number}) if as_json else click.echo(f"Release {number} is in force.")


@ontology.command()
@click.pass_obj
def docs(settings: Settings) -> None:
    """Print the vocabulary for readers, as Markdown."""
    from ontology.docs import as_markdown
    from ontology.terms import Ontology

    click.echo(as_markdown(Ontology.load(in_force(settings))))


@click.command()
@click.argument("id")
@click.argument("visibility", type=click.Choice(["public", "members", "withheld"]))
@json_option
@click.pass_obj
def visibility(settings: Settings, id: str, visibility: str, as_json: bool) -> None:
    """Decide who may see the document or the person ID: the public, the members, or nobody but the owner."""
    with progress_bar() as progress:
        told = do(settings, "visibility", {"id": id, "visibility": visibility}, progress)
    return print_json(told) if as_json else click.echo(f"{id} is now {visibility}.")
