"""The overview: how the desk is, and what to do about what is not well."""

from __future__ import annotations

from flask import current_app, render_template

from service_desk.config import Settings
from service_desk.persistence.database import db
from service_desk.usecases.zone.check_files import check_files
from service_desk.usecases.zone.check_health import Health, Topic, check_health
from service_desk.web.access import needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.clock import now
from service_desk.web.files import scanner, store
from service_desk.web.rights import Right

PAGE_OF = {
    Topic.MAIL: "admin.spool",
    Topic.CALENDAR: "admin.calendar",
    Topic.DEPARTMENTS: "admin.departments",
    Topic.PEOPLE: "admin.users",
}
"""Where something can be done about a topic."""


@blueprint.get("/admin")
@needs(Right.HEALTH_READ)
def overview() -> Page:
    """Show every finding, the worst first."""
    order = list(reversed(Health))
    found = [
        *check_health(db.session(), now()),
        *check_files(db.session(), store(), scans=scanner() is not None),
    ]
    findings = sorted(found, key=lambda one: order.index(one.health))
    settings: Settings = current_app.extensions["desk_settings"]
    return render_template(
        "admin/overview.html", findings=findings, page_of=PAGE_OF, mail_server=settings.smtp_host
    )
