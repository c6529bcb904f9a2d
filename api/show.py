"""How results reach a person: JSON or plain text on stdout, progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from tqdm import tqdm

Progress = Callable[[int, int, str], None]
Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def print_json(result: Any) -> None:
    click.echo(json.dumps(result, ensure_ascii=False, indent=2))


def print_json_line(result: Any) -> None:
    click.echo(json.dumps(result, ensure_ascii=False))


def print_table(columns: list[str], rows: list[list[Any]]) -> None:
    """Columns as wide as their widest cell, numbers to the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    numeric = [bool(rows) and all(isinstance(row[i], int | float) for row in rows) for i in range(len(columns))]
    click.echo("  ".join(name.ljust(width) for name, width in zip(columns, widths, strict=True)).rstrip())
    for row in cells:
        fitted = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        click.echo("  ".join(fitted).rstrip())


def with_counts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Numbers in place of the lists of ids."""
    return [{name: len(v) if isinstance(v, list) else v for name, v in row.items()} for row in rows]


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar for each kind of work, on stderr; where stderr is no terminal, a line when a kind of work is done."""
    bars: dict[str, tqdm[None]] = {}

    def show(done: int, total: int, what: str) -> None:
        if what not in bars:
            bars[what] = tqdm(
                total=total, desc=what, unit="", file=sys.stderr, disable=not sys.stderr.isatty(), leave=True
            )
        bar = bars[what]
        bar.total = max(total, done)
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()
