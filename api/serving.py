"""Serving: granian's parent holds nothing; its one worker holds the home and leaves `serve.json` there."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import click
from fastapi import FastAPI
from granian.constants import Interfaces
from granian.server import Server as Granian

from api.handoff import Server
from api.http import create_app
from api.settings import PREFIX, Settings, load
from corpus.lock import WriterLock
from ontology.errors import WrongUse


class PortTaken(WrongUse):
    """Another program listens at this port. Give another --port."""


def serve(settings: Settings) -> None:
    """Serve the home until told to stop. Raises LibraryInUse, PortTaken."""
    _check_port(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(settings.home)
    lock.take()
    lock.release()  # the worker takes it: whoever serves must be the one who holds it
    os.environ[PREFIX + "HOME"] = str(settings.home)
    os.environ[PREFIX + "HOST"], os.environ[PREFIX + "PORT"] = settings.host, str(settings.port)
    os.environ[PREFIX + "TOKEN"] = settings.token or secrets.token_urlsafe(24)
    Granian(
        "api.serving:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=1,
        factory=True,
        log_enabled=False,
        websockets=False,
    ).serve()


def application() -> FastAPI:
    """What granian's worker runs."""
    settings = load()
    app = create_app(settings, token=settings.token)
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def life(served: FastAPI) -> AsyncIterator[None]:
        place = settings.home / "serve.json"
        async with inner(served):
            url = f"http://{settings.host}:{settings.port}"
            Server(url, os.getpid(), settings.token).leave_in(settings.home)
            click.echo(f"Concordance answers at {url}/ (stop it with Ctrl-C)")
            click.echo(f"The owner's link, which shows and allows everything: {url}/?token={settings.token}", err=True)
            try:
                yield
            finally:
                with suppress(OSError):
                    place.unlink()

    app.router.lifespan_context = life
    return app


def _check_port(settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise PortTaken(
                f"{settings.host}:{settings.port} cannot be listened at ({error.strerror}). Give another --port."
            ) from error
