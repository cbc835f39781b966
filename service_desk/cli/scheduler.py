"""`service-desk scheduler`: run the timetable until told to stop."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from pathlib import Path

import click
import structlog
from apscheduler.events import EVENT_SCHEDULER_STARTED
from flask import Flask

from service_desk.app import create_app
from service_desk.config import Settings, load_settings
from service_desk.jobs import Pace, Timetable
from service_desk.notify.composer import Composer
from service_desk.notify.pictures import chinese_font
from service_desk.notify.transports import transport

_FAREWELLS = (signal.SIGINT, signal.SIGTERM)


@click.command("scheduler")
def scheduler_command() -> None:
    """Send letters, Monday's report and what else falls due, until stopped; a second one stands by."""
    settings = load_settings()
    run_timetable(create_app(settings), settings)


def run_timetable(app: Flask, settings: Settings) -> None:
    """Run the timetable in this process until SIGTERM or Ctrl-C."""
    _log_lines()
    composer = Composer(settings, Path(str(app.template_folder)), chinese_font())
    pace = Pace(settings.heartbeat_seconds, settings.mail_seconds, settings.sweep_seconds)
    run_until_told(Timetable(app, composer, transport(settings), pace))


def run_until_told(timetable: Timetable) -> None:
    """Run a timetable until SIGINT or SIGTERM; the duty under way ends, then the lease is given back.

    The signals are waited for in a thread of their own: raised as an exception in the scheduler's, they could be
    swallowed by its own handling of errors.
    """
    scheduler = timetable.scheduler()
    signal.pthread_sigmask(signal.SIG_BLOCK, _FAREWELLS)

    def wait_for_farewell() -> None:
        signal.sigwait(_FAREWELLS)
        timetable.stopping.set()
        scheduler.shutdown(wait=True)

    waiter = threading.Thread(target=wait_for_farewell, name="farewell", daemon=True)
    scheduler.add_listener(lambda _event: waiter.start(), EVENT_SCHEDULER_STARTED)
    scheduler.start()
    waiter.join()
    timetable.stop()


def _log_lines() -> None:
    """Write one JSON object per line to standard error, Chinese unescaped."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a duty that outlasts its interval is no news
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
