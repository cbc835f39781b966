"""`service-desk serve`: the site and the scheduler, started together and ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click

from service_desk.app import create_app
from service_desk.cli.demo import ACCOUNTS, PASSWORD, load_demo
from service_desk.cli.init import prepare
from service_desk.config import Settings, load_settings

GRACE_SECONDS = 10
"""How long a process may take to end before it is killed."""


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
    _announce(settings, demo)
    sys.exit(
        _run_together(
            [_site(settings, workers), [sys.executable, "-m", "service_desk.cli", "scheduler"]], settings
        )
    )


def _site(settings: Settings, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "service_desk.app:create_app()",
        "--bind", f"{settings.host}:{settings.port}", "--worker-class", "gthread", "--workers", str(workers),
        "--threads", "8", "--preload", "--no-control-socket", "--log-level", "warning",
        "--graceful-timeout", str(GRACE_SECONDS), "--worker-tmp-dir", _memory_folder(),
    ]  # fmt: skip


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


def _run_together(commands: Sequence[Sequence[str]], settings: Settings) -> int:
    """Run the processes until one ends or a signal comes, then end them all; returns the exit status."""
    environment = {
        **os.environ,
        "DESK_INSTANCE_FOLDER": str(settings.instance_folder.resolve()),
        "DESK_PORT": str(settings.port),
        "DESK_HOST": settings.host,
        "DESK_PUBLIC_URL": settings.site_url,
    }
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    processes = [
        subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - our own commands
        for command in commands
    ]
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    failed = not stopping
    _end(processes)
    return 1 if failed else 0


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS + 2
    for process in processes:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
