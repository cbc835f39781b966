"""How good the suggestions were: the figures of the last decided tickets, and the tickets behind each of them."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from service_desk.domain.catalogue import CATEGORY_NAMES, Category
from service_desk.domain.classification.model import CATEGORIES, SURE
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.learning.read_lessons import newest_version
from service_desk.usecases.learning.read_record import LAST, Behind, read_record, tickets_behind
from service_desk.web.access import may, needs
from service_desk.web.admin.blueprint import Page, asked, asked_number, blueprint
from service_desk.web.admin.calibration import LEFT, SIDE, TOP, curve
from service_desk.web.rights import Right

SHOWN = 200
"""How many of the tickets behind a figure are listed."""


@blueprint.get("/admin/classifier")
@needs(Right.CLASSIFIER_READ)
def classifier() -> Page:
    """Show accuracy, calibration, confusion, the worst pairs and what the lessons have done."""
    last, session = _last(), db.session()
    record = read_record(session, last)
    return render_template(
        "admin/classifier.html",
        record=record, last=last, choices=LAST, sure=SURE, categories=CATEGORIES, category_names=CATEGORY_NAMES,
        kinds=catalogue_in_force(session).request_types, curve=curve(record.bands),
        box=(LEFT, TOP, SIDE), version=newest_version(session), behind=_behind_url,
    )  # fmt: skip


@blueprint.get("/admin/classifier/tickets")
@needs(Right.TICKET_READ_ALL)
def classifier_tickets() -> Page:
    """List the tickets behind a figure."""
    last, session, behind = _last(), db.session(), _behind()
    found = tickets_behind(session, last, behind)
    return render_template(
        "admin/classifier_tickets.html",
        found=found[:SHOWN], count=len(found), last=last, shown=SHOWN, behind=behind,
        category_names=CATEGORY_NAMES, kinds=catalogue_in_force(session).request_types,
    )  # fmt: skip


def _last() -> int:
    """Return of how many tickets the figures are wanted; anything else than the choices is the middle one."""
    wanted = asked_number("last")
    return wanted if wanted in LAST else LAST[1]


def _behind_url(**figure: Any) -> str | None:
    """Return the address of the tickets behind a figure, None for those who read no tickets."""
    if not may(Right.TICKET_READ_ALL):
        return None
    return url_for("admin.classifier_tickets", last=_last(), **figure)


def _behind() -> Behind:
    known = {category.value: category for category in Category}
    is_right = asked("right")
    return Behind(
        said=known.get(asked("said")),
        category=known.get(asked("decided")),
        said_type=asked("said_type") or None,
        request_type=asked("decided_type") or None,
        band=request.args.get("band", type=float),
        is_right=is_right == "1" if is_right in ("0", "1") else None,
        lesson=asked_number("lesson"),
    )
