"""The desk as people reach it: a real gunicorn in a process of its own, on this machine's loopback address.

Its clock stands still, so that a journey says what day it is. `desk.turn_clock_to(moment)` serves the same database on
another day, the way an installation is stopped and started again; `desk.timetable(post_office)` runs the real scheduler
beside it, on that day, with a real mail server to send to.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.application import A_TUESDAY_MORNING
from tests.support.forked import Forked, gunicorn
from tests.support.post_office import PostOffice, free_port

START_LIMIT_SECONDS = 30
SITE = ("--threads", "4", "--no-control-socket", "tests.support.site:app")


class ServedDesk:
    """Where the served desk is reached, where it keeps its things, and what day it is there."""

    def __init__(self, folder: Path, database_url: str, moment: datetime, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.instance_folder = folder / "instance"
        self.instance_folder.mkdir(exist_ok=True)
        self.database_url = database_url
        self.moment = moment
        self._settings = {f"DESK_{name.upper()}": value for name, value in settings.items()}
        self._folder = folder
        self._site: Forked | None = None

    def start(self) -> None:
        """Serve the site and wait until it answers."""
        log = self._folder / "gunicorn.log"
        self._site = Forked([*SITE, "--bind", f"127.0.0.1:{self.port}"], self._environment(), log, gunicorn)
        _wait_until_it_answers(self.url + "/healthz", self._site, log)

    def stop(self) -> None:
        """End the site's process."""
        if self._site is not None:
            _end(self._site)

    def turn_clock_to(self, moment: datetime) -> None:
        """Serve the same database and folder, at the same address, at another moment."""
        self.stop()
        self.moment = moment
        self.start()

    @contextmanager
    def timetable(self, post_office: PostOffice) -> Iterator[None]:
        """Run the scheduler at the desk's moment while the context lasts; it looks for letters every half second."""
        log = self._folder / "scheduler.log"
        letters = {
            "DESK_SMTP_HOST": post_office.host,
            "DESK_SMTP_PORT": str(post_office.port),
            "DESK_SMTP_STARTTLS": "false",
            "DESK_MAIL_SECONDS": "0.5",
        }
        process = Forked(["scheduler"], self._environment() | letters, log)
        try:
            yield
            assert process.poll() is None, f"the scheduler ended by itself:\n{log.read_text()}"
        finally:
            _end(process)
        failures = [line for line in log.read_text().splitlines() if '"level": "error"' in line]
        assert not failures, "\n".join(failures)

    def _environment(self) -> dict[str, str]:
        own = {
            "DESK_INSTANCE_FOLDER": str(self.instance_folder),
            "DESK_DATABASE_URL": self.database_url,
            "DESK_PORT": str(self.port),
            "DESK_CLOCK_AT": self.moment.isoformat(),
            "DESK_SECRET_KEY": "a key that signs nothing but the cookies of tests",
        }
        return os.environ | own | self._settings


@contextmanager
def serve(
    folder: Path, database_url: str, moment: datetime = A_TUESDAY_MORNING, **settings: str
) -> Iterator[ServedDesk]:
    """Serve the desk on a database while the context lasts, `smtp_host="…"` being a setting.

    Logs and the instance are kept in the folder.
    """
    desk = ServedDesk(folder, database_url, moment, **settings)
    try:
        desk.start()
        yield desk
    finally:
        desk.stop()


@pytest.fixture
def served_desk(database_url: str, tmp_path: Path) -> Iterator[ServedDesk]:
    """Serve the desk on a fresh database, its clock standing at `A_TUESDAY_MORNING`."""
    with serve(tmp_path, database_url) as desk:
        yield desk


def _end(process: Forked) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(START_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        raise


def _wait_until_it_answers(address: str, server: Forked, log: Path) -> None:
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
