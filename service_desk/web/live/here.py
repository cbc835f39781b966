"""Who has a ticket open and who is writing, and what has happened to it since the page was made."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _

from service_desk.domain.telling import department_name
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reading.find_ticket import find_for_officer
from service_desk.usecases.reading.views import changes_since
from service_desk.usecases.together.be_present import be_present, others_here
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.act import who_did
from service_desk.web.language import say

NAMED = 3
"""So many people are named; the others are counted."""


def tell_here(number: str) -> dict[str, str | int]:
    """Record a sign of life from a page and answer it; raises NotFound where the ticket is not his to read."""
    seen = request.form.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    be_present(number, current_actor(), now(), seen_version=version, leaves=request.form.get("leaves") == "1")
    ticket = find_for_officer(db.session(), number, current_actor())
    return {"here": here_words(ticket), **_changes(ticket, version)}


def here_words(ticket: Ticket) -> str:
    """Return who else has the ticket open, in words; empty where nobody has."""
    others = others_here(db.session(), ticket.id, current_actor(), now())
    if not others:
        return ""
    catalogue = catalogue_in_force(db.session())
    named = []
    for one in others[:NAMED]:
        office = say(department_name(one.department, catalogue)) if one.department else ""
        who = _("%(name)s（%(office)s）", name=one.name, office=office) if office else one.name
        named.append(_("%(who)s正在写", who=who) if one.is_writing else _("%(who)s在看", who=who))
    more = len(others) - NAMED
    if more > 0:
        named.append(_("另有 %(n)s 人在看", n=more))
    return str(_("，").join(named))


def _changes(ticket: Ticket, version: int) -> dict[str, str | int]:
    """Return what others did after a version: who did what last, and where it stands on the ticket's page."""
    if version == 0 or version >= ticket.version:
        return {"version": ticket.version, "changed": ""}
    since = changes_since(db.session(), ticket, version)
    last = since[-1]
    words = _("这件诉求刚被%(who)s更新：%(what)s", who=who_did(last), what=say(last.told.headline))
    if len(since) > 1:
        words += _("（共 %(n)s 处变化）", n=len(since))
    link = url_for(
        "desk.ticket", number=ticket.ticket_no, since=version, _anchor=f"entry-{since[0].event.seq}"
    )
    return {"version": ticket.version, "changed": words, "link": link}
