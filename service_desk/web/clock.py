"""The moment a request is answered at: read once, the same for the whole request."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, current_app, g, has_request_context

from service_desk.config import Clock

EXTENSION = "desk_clock"


def init_app(app: Flask, clock: Clock) -> None:
    """Give the application its clock; tests put another one in its place with the same call."""
    app.extensions[EXTENSION] = clock


def now() -> datetime:
    """Return the timezone-aware moment of this request; outside a request, of this call."""
    clock: Clock = current_app.extensions[EXTENSION]
    if not has_request_context():
        return clock()
    if "now" not in g:
        g.now = clock()
    moment: datetime = g.now
    return moment
