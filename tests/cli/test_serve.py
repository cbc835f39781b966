"""`service-desk serve` as people start it: real processes, which answer, start again unchanged, and all end together."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.application import A_TUESDAY_MORNING
from tests.support.post_office import free_port

START_LIMIT_SECONDS = 60
END_LIMIT_SECONDS = 60
QUICK_SECONDS = 6
"""Of work, not of waiting, because other tests share the machine; twice what a quiet one needs."""


@dataclass
class Served:
    """A desk started by the command, with everything it prints in `log`."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def wait_until_it_answers(self) -> dict[str, object]:
        """Return what /healthz says once it says anything."""
        limit = time.monotonic() + START_LIMIT_SECONDS
        while True:
            try:
                with urllib.request.urlopen(self.url + "/healthz", timeout=5) as answer:
                    found: dict[str, object] = json.load(answer)
                    return found
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, self.log.read_text()
                assert time.monotonic() < limit, self.log.read_text()
                time.sleep(0.05)

    def wait_for_the_scheduler(self) -> None:
        """Wait until the scheduler holds its lease, so that both processes are really at work."""
        limit = time.monotonic() + START_LIMIT_SECONDS
        while self.wait_until_it_answers()["scheduler"] != "running":
            assert time.monotonic() < limit, self.log.read_text()
            time.sleep(0.1)

    def descendants(self) -> set[int]:
        """Return the ids of every process started by the command, by those it started, and so on."""
        parents = dict(_parents())
        found = {self.process.pid}
        while more := {child for child, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {self.process.pid}

    def seconds_worked(self) -> float:
        """Return how many seconds of a processor the command and all it started have used so far."""
        ticks = 0
        for pid in (self.process.pid, *self.descendants()):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])  # in user mode and in the kernel
        return ticks / os.sysconf("SC_CLK_TCK")


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended since the folder was listed
        if fields[0] != "Z":
            yield int(folder.name), int(fields[1])


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start the command in a folder of its own; whatever a test leaves running is killed."""
    started: list[Served] = []

    def start(*options: str) -> Served:
        port = free_port()
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DESK_", "DATABASE_", "PORT"))
        } | {"DESK_INSTANCE_FOLDER": str(tmp_path), "DESK_CLOCK_AT": A_TUESDAY_MORNING.isoformat()}
        log = tmp_path / f"serve-{len(started)}.log"
        command = [sys.executable, "-m", "service_desk.cli", "serve", "--port", str(port), *options]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, env=environment, stdout=out, stderr=out, start_new_session=True
            )
        started.append(Served(process, f"http://127.0.0.1:{port}", log))
        return started[-1]

    yield start
    for served in started:
        for pid in (*served.descendants(), served.process.pid):
            if served.process.poll() is None:
                os.kill(pid, signal.SIGKILL)
        served.process.wait(timeout=END_LIMIT_SECONDS)


def holdings(path: Path) -> dict[str, int]:
    """Return how many rows the tables of a desk hold that a second start must not touch."""
    tables = (
        "account",
        "enterprise",
        "ticket",
        "ticket_event",
        "outbox_mail",
        "report_snapshot",
        "department",
    )
    connection = sqlite3.connect(path)
    try:
        return {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in tables}
    finally:
        connection.close()


def test_a_new_desk_makes_its_database_answers_and_names_its_address(serve: Serve, tmp_path: Path) -> None:
    served = serve()
    assert served.wait_until_it_answers()["status"] == "ok"
    assert holdings(tmp_path / "desk.sqlite3")["department"] == 21
    assert holdings(tmp_path / "desk.sqlite3")["account"] == 0
    printed = served.log.read_text()
    assert served.url in printed
    assert str(tmp_path / "mail") in printed
    assert "演示账号" not in printed


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_a_signal_ends_every_process(serve: Serve, number: signal.Signals) -> None:
    served = serve()
    served.wait_for_the_scheduler()
    children = served.descendants()
    limit = time.monotonic() + END_LIMIT_SECONDS
    while len(children) < 4 and time.monotonic() < limit:  # the site may still be starting its workers
        time.sleep(0.05)
        children = served.descendants()
    assert len(children) >= 4, "gunicorn, its two workers and the scheduler"
    served.process.send_signal(number)
    assert served.process.wait(timeout=END_LIMIT_SECONDS) == 0, served.log.read_text()
    assert children.isdisjoint(dict(_parents()))
    assert "Traceback" not in served.log.read_text()


def test_ctrl_c_before_the_site_is_up_ends_everything_too(serve: Serve) -> None:
    served = serve()
    limit = time.monotonic() + START_LIMIT_SECONDS
    while not (children := served.descendants()):
        assert time.monotonic() < limit
        time.sleep(0.01)
    served.process.send_signal(signal.SIGINT)
    served.process.wait(timeout=END_LIMIT_SECONDS)
    assert children.isdisjoint(dict(_parents()))


def test_when_the_site_dies_the_scheduler_does_not_live_on(serve: Serve) -> None:
    served = serve()
    served.wait_for_the_scheduler()
    children, parents = served.descendants(), dict(_parents())
    workers = {pid for pid in children if parents.get(pid) in children}
    site = {parents[pid] for pid in workers}
    assert len(site) == 1, "only gunicorn has workers of its own"
    for pid in site | workers:
        os.kill(pid, signal.SIGKILL)
    assert served.process.wait(timeout=END_LIMIT_SECONDS) == 1
    assert children.isdisjoint(dict(_parents()))


def test_when_the_parent_is_killed_nothing_of_it_lives_on(serve: Serve) -> None:
    served = serve()
    served.wait_for_the_scheduler()
    children = served.descendants()
    os.kill(served.process.pid, signal.SIGKILL)
    limit = time.monotonic() + END_LIMIT_SECONDS
    while not children.isdisjoint(dict(_parents())):
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_ctrl_c_while_the_demo_zone_is_loaded_leaves_an_empty_desk(serve: Serve, tmp_path: Path) -> None:
    served = serve("--demo")
    limit = time.monotonic() + START_LIMIT_SECONDS
    while "loading the demo zone" not in served.log.read_text():
        assert time.monotonic() < limit
        time.sleep(0.02)
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=END_LIMIT_SECONDS) == 1
    held = holdings(tmp_path / "desk.sqlite3")
    assert (held["account"], held["enterprise"], held["ticket"], held["department"]) == (0, 0, 0, 21)


def test_a_second_start_changes_nothing_and_is_quick(serve: Serve, tmp_path: Path, demo_file: Path) -> None:
    shutil.copyfile(demo_file, tmp_path / "desk.sqlite3")
    before = holdings(tmp_path / "desk.sqlite3")
    served = serve("--demo")
    served.wait_until_it_answers()
    worked = served.seconds_worked()
    served.process.terminate()
    assert served.process.wait(timeout=END_LIMIT_SECONDS) == 0
    printed = served.log.read_text()
    assert holdings(tmp_path / "desk.sqlite3") == before
    assert "loading the demo zone" not in printed
    assert re.search(r"gongdian\s+演示-供电局承办人", printed)
    assert worked < QUICK_SECONDS
