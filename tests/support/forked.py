"""Runs the site and subcommands in processes of their own, forked from one that has loaded the program already.

`serve` does it so too; loading the program anew costs more than most journeys do.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gunicorn.app import wsgiapp

from service_desk.cli import main

_LOADED_ONCE = multiprocessing.get_context("forkserver")


def subcommand(arguments: Sequence[str]) -> None:
    """Run `service-desk` with these arguments."""
    main(list(arguments))


def gunicorn(arguments: Sequence[str]) -> None:
    """Run `gunicorn` with these arguments."""
    sys.argv = ["gunicorn", *arguments]
    wsgiapp.run()


class Forked:
    """A running program; it can be asked after, waited for and killed from several threads, like a `Popen`."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        program: Callable[[Sequence[str]], None] = subcommand,
    ) -> None:
        # Heard before the first process only; who runs the scheduler alone need not load the site.
        _LOADED_ONCE.set_forkserver_preload(
            ["tests.support.loaded" if program is gunicorn else "service_desk.cli.scheduler"]
        )
        self._process = _LOADED_ONCE.Process(
            target=_run, args=(program, list(arguments), dict(environment), log)
        )
        self._asking = threading.Lock()  # what the process left behind can be read once only
        self._process.start()

    def poll(self) -> int | None:
        """Return how it ended, minus the signal's number where one killed it; None while it runs."""
        with self._asking:
            return self._process.exitcode

    def wait(self, timeout: float) -> int:
        """Wait for the end and return how it ended; raises TimeoutExpired."""
        limit = time.monotonic() + timeout
        while (ended := self.poll()) is None:
            if time.monotonic() > limit:
                raise subprocess.TimeoutExpired(self._process.name, timeout)
            time.sleep(0.01)
        return ended

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        if self._process.pid is not None and self.poll() is None:
            os.kill(self._process.pid, number)


def _run(
    program: Callable[[Sequence[str]], None], arguments: list[str], environment: dict[str, str], log: Path
) -> None:
    with log.open("ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)
    program(arguments)
