"""`concordance learn`: the coder's confidence, fitted anew to what editors said; shown before it is put in use."""

from __future__ import annotations

import sys
from typing import Any

import click

from api.settings import Settings
from api.show import json_option, print_json, print_table, progress_bar
from api.work import do


@click.command()
@click.option("--use", is_flag=True, help="Put it in use without asking, and code again.")
@click.option("--undo", is_flag=True, help="Forget what was learned: the coder as it came, and code again.")
@json_option
@click.pass_obj
def learn(settings: Settings, use: bool, undo: bool, as_json: bool) -> None:
    """Fit the coder's confidence to editors' corrections; show on held-out statements what that changes; ask."""
    if undo:
        return _use(settings, None, {}, as_json)
    with progress_bar() as progress:
        told = do(settings, "learn", {}, progress)
    if not as_json:
        _print(told)
    if use or (not as_json and sys.stdin.isatty() and click.confirm("Put it in use?", err=True)):
        return _use(settings, told["learned"], told, as_json)
    if as_json:
        return print_json(told)
    return click.echo("Nothing was changed. `concordance learn --use` puts it in use.")


def _print(told: dict[str, Any]) -> None:
    names = ("statements", "brier", "ece", "right_decisions")
    sides = {"editors, before": "before", "editors, after": "after"}
    sides |= {"our texts, before": "shipped_before", "our texts, after": "shipped_after"}
    print_table(["held out", *names], [[label, *(told[key][name] for name in names)] for label, key in sides.items()])
    click.echo(f"Fitted to {told['editors']} statements of editors and {told['shipped']} of our texts.")
    strongest = sorted(told["weights"].items(), key=lambda pair: -abs(pair[1]))[:10]
    click.echo("What weighs most: " + "; ".join(f"{name} {weight:+.2f}" for name, weight in strongest))
    if told["missed"]:
        click.echo(f"Found by no signal, so a label in the ontology would help: {told['missed']} added statements.")


def _use(settings: Settings, learned: str | None, told: dict[str, Any], as_json: bool) -> None:
    with progress_bar() as progress:
        done = do(settings, "use-learned", {"learned": learned}, progress)
    if as_json:
        return print_json({**told, **done})
    said = f"In use as {done['in_use']}." if done["in_use"] else "The coder is in use as it came."
    return click.echo(
        f"{said} Statements that came: {done['statements_added']}; that went: {done['statements_removed']}."
    )
