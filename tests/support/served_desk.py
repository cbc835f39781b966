"""The desk as people reach it: a real gunicorn in a process of its own, on this machine's loopback address."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.application import A_TUESDAY_MORNING
from tests.support.post_office import free_port

START_LIMIT_SECONDS = 30


@dataclass(frozen=True)
class ServedDesk:
    """Where the served desk is reached and where it keeps its things."""

    url: str
    instance_folder: Path
    database_url: str


@pytest.fixture
def served_desk(database_url: str, tmp_path: Path) -> Iterator[ServedDesk]:
    """Serve the desk on a fresh database, its clock standing at `A_TUESDAY_MORNING`."""
    port = free_port()
    instance = tmp_path / "instance"
    instance.mkdir(exist_ok=True)
    environment = os.environ | {
        "DESK_INSTANCE_FOLDER": str(instance),
        "DESK_DATABASE_URL": database_url,
        "DESK_PORT": str(port),
        "DESK_CLOCK_AT": A_TUESDAY_MORNING.isoformat(),
        "DESK_SECRET_KEY": "a key that signs nothing but the cookies of tests",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--no-control-socket",
    ]
    log = tmp_path / "gunicorn.log"
    with log.open("wb") as out:
        server = subprocess.Popen([*command, "wsgi:app"], env=environment, stdout=out, stderr=out)
    try:
        desk = ServedDesk(f"http://127.0.0.1:{port}", instance, database_url)
        _wait_until_it_answers(desk.url + "/healthz", server, log)
        yield desk
    finally:
        server.terminate()
        server.wait(timeout=START_LIMIT_SECONDS)


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + START_LIMIT_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError as answer:
            raise RuntimeError(f"{address} answered {answer.code}:\n{log.read_text()}") from None
        except OSError:
            if server.poll() is not None or time.monotonic() > limit:
                raise RuntimeError(f"the desk did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
