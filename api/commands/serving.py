"""Commands that serve."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import click

from api.handoff import running
from api.settings import Settings
from api.show import progress_bar

HOST = click.option("--host", help="The address to listen at (default 127.0.0.1).")
PORT = click.option("--port", type=click.IntRange(1, 65535), help="The port to listen at (default 8000).")


def listening(settings: Settings, host: str | None, port: int | None) -> Settings:
    return replace(settings, host=host or settings.host, port=port or settings.port)


@click.command()
@HOST
@PORT
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the library: web pages, JSON, SPARQL."""
    from api.serving import serve as run

    run(listening(settings, host, port))


@click.command()
@HOST
@PORT
@click.pass_obj
def demo(settings: Settings, host: str | None, port: int | None) -> None:
    """Build the shipped sample into the home when it is missing, then serve it."""
    if server := running(settings.home):
        click.echo(f"Concordance already answers at {server.url}/ for this home.")
        return
    _build(settings)
    from api.serving import serve as run

    run(listening(settings, host, port))


def _build(settings: Settings) -> None:
    """Ingesting again what is there costs little: unchanged files are known by their hash."""
    from api.work import do

    sample = Path(str(files("corpus") / "sample" / "library"))
    click.echo(f"Building the sample library in {settings.home} (only what is missing) …", err=True)
    with progress_bar() as progress:
        report = do(settings, "ingest", {"paths": [str(sample)], "jobs": None, "wait": True}, progress)
    click.echo(f"{report['documents']} documents, {report['passages']} passages.", err=True)
