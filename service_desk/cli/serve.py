"""`service-desk serve`: the site and the scheduler, started together and ended together."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from multiprocessing import connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from service_desk.app import create_app
from service_desk.cli.demo import ACCOUNTS, PASSWORD, load_demo
from service_desk.cli.init import prepare
from service_desk.config import Settings, load_settings
from service_desk.persistence.database import db

GRACE_SECONDS = 10
"""How long a process may take to end before it is killed."""

_STOPPING = frozenset({signal.SIGINT, signal.SIGTERM})


@click.command("serve")
@click.option("--demo", is_flag=True, help="Fill an empty database with the demo zone first.")
@click.option("--port", type=int, help="Port to listen on; PORT in the environment does the same.")
@click.option("--host", help="Address to listen on; 127.0.0.1 unless set.")
@click.option(
    "--workers", type=click.IntRange(1, 32), default=2, show_default=True, help="Processes that serve pages."
)
def serve_command(demo: bool, port: int | None, host: str | None, workers: int) -> None:
    """Bring the database up to date, then serve the site and run the timetable until stopped."""
    settings = load_settings()
    chosen = {"port": port, "host": host}
    settings = settings.model_copy(update={key: value for key, value in chosen.items() if value is not None})
    app = create_app(settings)
    with app.app_context():
        prepare(settings)
        if demo:
            load_demo(settings, click.echo)
        db.engine.dispose()  # the processes to come open connections of their own
    _announce(settings, demo)
    sys.exit(
        _run_together(
            {
                "site": partial(_serve_site, app, settings, workers),
                "timetable": partial(_run_timetable, app, settings),
            }
        )
    )


class _Site(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn on an application that is there already."""

    def __init__(self, app: Flask, options: dict[str, object]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Take the options given; no configuration file is read."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application that the workers share."""
        return self._app


def _serve_site(app: Flask, settings: Settings, workers: int) -> None:
    options = {
        "bind": f"{settings.host}:{settings.port}", "worker_class": "gthread", "workers": workers, "threads": 8,
        "preload_app": True, "control_socket_disable": True, "loglevel": "warning",
        "graceful_timeout": GRACE_SECONDS, "worker_tmp_dir": _memory_folder(),
    }  # fmt: skip
    _Site(app, options).run()


def _run_timetable(app: Flask, settings: Settings) -> None:
    # Imported here: the scheduler and what draws up letters are loaded beside the site, which need not wait for them.
    from service_desk.cli.scheduler import run_timetable  # noqa: PLC0415

    run_timetable(app, settings)


def _memory_folder() -> str:
    shared = Path("/dev/shm")  # noqa: S108 - gunicorn's heartbeat must not wait for a disk
    return str(shared if shared.is_dir() else tempfile.gettempdir())


def _announce(settings: Settings, demo: bool) -> None:
    click.echo(f"\n企业服务台 / Enterprise service desk: {settings.site_url}")
    if demo:
        click.echo(f"演示账号（口令均为 {PASSWORD}） / demo accounts (password {PASSWORD}):")
        for account in ACCOUNTS:
            click.echo(f"  {account.login:<14}{account.display_name}")
    if settings.smtp_host:
        click.echo(
            f"邮件经 {settings.smtp_host}:{settings.smtp_port} 发出 / mail goes out through that server"
        )
    else:
        click.echo(
            f"邮件写入 {settings.mail_spool}，管理员可在页面阅读 / mail is written there and read by the administrator"
        )
    click.echo("按 Ctrl-C 结束 / press Ctrl-C to stop\n")


def _run_together(duties: Mapping[str, Callable[[], None]]) -> int:
    """Run each duty in a process of its own until one ends or a signal comes, then end them all; returns the status.

    The processes are forked from this one, which has loaded the program already: starting costs one import, not three.
    """
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=_on_its_own, args=(duty,), name=name) for name, duty in duties.items()]
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    # A signal that comes while the processes are started waits until somebody is there to heed it.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    for process in processes:
        process.start()
    for number in _STOPPING:
        signal.signal(number, stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    while not stopping and all(process.is_alive() for process in processes):
        connection.wait([process.sentinel for process in processes], timeout=0.5)
    failed = not stopping
    _end(processes)
    return 1 if failed else 0


def _on_its_own(duty: Callable[[], None]) -> None:
    os.setsid()  # Ctrl-C is for the parent, which ends its processes in order
    for number in _STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    sys.argv = sys.argv[:1]
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    duty()


def _end_with_the_parent() -> None:
    """End this process in order when the one that started it is gone, even if that was killed and could say nothing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def _end(processes: Sequence[ForkProcess]) -> None:
    for process in processes:
        if process.is_alive():
            process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS + 2
    for process in processes:
        process.join(timeout=max(0.1, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
