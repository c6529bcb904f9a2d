"""An editor's commands about works: what may be one, what was decided, and how it is undone."""

from __future__ import annotations

from typing import Any

import click

from api.house import House
from api.settings import Settings
from api.show import json_option, print_json, progress_bar
from api.work import do

BY = click.option("--by", default="owner", show_default=True, help="Who decides: kept with the decision.")
ONE, OTHER = click.argument("one"), click.argument("other")


@click.group(invoke_without_command=True)
@click.option("--top", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@json_option
@click.pass_context
def works(ctx: click.Context, top: int, as_json: bool) -> None:
    """List works that may be one and wait for an editor; accept, refuse or undo."""
    if ctx.invoked_subcommand is not None:
        return None
    from api.show_works import proposals

    with House.reading(ctx.obj) as house:
        found = proposals(house, "owner", top)
    if as_json:
        return print_json({"proposals": found})
    for proposal in found:
        _print_proposal(proposal)
    click.echo(f"Waiting for an editor: {len(found)}." if found else "Nothing waits for an editor.")
    return None


def _print_proposal(proposal: dict[str, Any]) -> None:
    for side in ("one", "other"):
        click.echo(f"{proposal[side]['id']}  {proposal[side]['cited']}")
    click.echo(f"  {proposal['score']:.2f}: {'; '.join(proposal['why'])}\n")


@works.command()
@ONE
@OTHER
@BY
@json_option
@click.pass_obj
def accept(settings: Settings, one: str, other: str, by: str, as_json: bool) -> None:
    """Let works ONE and OTHER be one; the address of the one then leads to the other."""
    _decide(settings, {"one": one, "other": other, "verdict": "same", "by": by}, as_json)


@works.command()
@ONE
@OTHER
@BY
@json_option
@click.pass_obj
def refuse(settings: Settings, one: str, other: str, by: str, as_json: bool) -> None:
    """Keep works ONE and OTHER apart, for good; also of one work that was put together wrongly."""
    _decide(settings, {"one": one, "other": other, "verdict": "other", "by": by}, as_json)


@works.command()
@ONE
@OTHER
@json_option
@click.pass_obj
def undo(settings: Settings, one: str, other: str, as_json: bool) -> None:
    """Forget what was decided about ONE and OTHER: all is as it was before."""
    _decide(settings, {"one": one, "other": other, "verdict": "undo"}, as_json)


def _decide(settings: Settings, decision: dict[str, Any], as_json: bool) -> None:
    with progress_bar() as progress:
        told = do(settings, "works", decision, progress)
    if as_json:
        return print_json(told)
    now = [told["now"][id] for id in (decision["one"], decision["other"])]
    return click.echo(f"Both are {now[0]} now." if now[0] == now[1] else f"They are two works: {now[0]}, {now[1]}.")


@works.command()
@json_option
@click.pass_obj
def decided(settings: Settings, as_json: bool) -> None:
    """List what editors decided, the latest first."""
    from api.show_works import decisions

    with House.reading(settings) as house:
        found = decisions(house)
    if as_json:
        return print_json({"decisions": found})
    for decision in found:
        verdict = "one work" if decision["verdict"] == "same" else "two works"
        click.echo(f"{decision['one']}  {decision['other']}  {verdict}  {decision['by']}  {decision['at']}")
    return None
