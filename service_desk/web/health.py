"""Whether the desk can work: asked by the machine that watches it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from service_desk.persistence.readiness import readiness
from service_desk.web.access import public
from service_desk.web.clock import now

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> tuple[Response, int]:
    """Answer 200 when the database answers and has the newest shape, else 503; the scheduler is only information."""
    found = readiness()
    well = found.database and found.is_current
    until = found.scheduler_until
    body = jsonify(
        status="ok" if well else "failing",
        database="reachable" if found.database else "unreachable",
        schema="current" if found.is_current else "behind",
        scheduler="never ran" if until is None else ("running" if until > now() else "silent"),
        scheduler_silent_seconds=None if until is None else max(0, int((now() - until).total_seconds())),
    )
    return body, 200 if well else 503
