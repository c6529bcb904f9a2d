"""A real server process on loopback, over a copy of a home."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from api.handoff import Server, running
from tests.conftest import ROOT


@dataclass(frozen=True)
class Served:
    home: Path
    server: Server
    process: subprocess.Popen[bytes]

    def client(self, *, owner: bool = False, accept: str = "application/json") -> httpx.Client:
        headers = {"Accept": accept, **({"Authorization": f"Bearer {self.server.token}"} if owner else {})}
        return httpx.Client(base_url=self.server.url, headers=headers, timeout=120, trust_env=False)


@contextmanager
def serving(made: Path, home: Path) -> Iterator[Served]:
    shutil.copytree(made, home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "api.command", "--home", str(home), "serve", "--port", str(port)]
    with (home.parent / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield Served(home, _ready(home, process), process)
    finally:
        process.terminate()
        process.wait(30)


def _ready(home: Path, process: subprocess.Popen[bytes]) -> Server:
    for _ in range(600):
        if (server := running(home)) is not None:
            return server
        assert process.poll() is None, (home.parent / "serve.log").read_text("utf-8")
        time.sleep(0.2)
    raise AssertionError("the server did not become ready")
