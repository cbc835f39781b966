"""`service-desk scheduler`: run the timetable until told to stop."""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from types import FrameType

import click
import structlog
from flask import Flask

from service_desk.app import create_app
from service_desk.config import Settings, load_settings
from service_desk.jobs import Pace, Timetable
from service_desk.notify.composer import Composer
from service_desk.notify.pictures import chinese_font
from service_desk.notify.transports import transport


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
    timetable = Timetable(app, composer, transport(settings), pace)
    scheduler = timetable.scheduler()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    try:
        scheduler.start()
    except SystemExit:
        timetable.stopping.set()
        scheduler.shutdown(wait=True)
        timetable.stop()


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit


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
