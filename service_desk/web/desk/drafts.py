"""The route of drafts: what an officer types is kept as he types, offered again, and dropped when he says so."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.zone_time import SHANGHAI
from service_desk.usecases.acting.keep_draft import keep_draft
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.acts import BY_SLUG
from service_desk.web.desk.office_part import SLUG as OFFICE_PART
from service_desk.web.desk.standing import stage_of

UNKEPT = frozenset({"csrf_token", "version", "onward", "then", "draft", "confirmed", "back", "routed_for"})


def keep(number: str, slug: str) -> Response | dict[str, str]:
    """Keep or drop a draft; a script is answered with the time, a press of the button with the ticket's page."""
    if slug not in BY_SLUG and slug != OFFICE_PART:
        abort(404)
    ticket = stage_of(number).view.ticket
    is_dropped = request.form.get("draft") == "drop"
    fields = {
        name: values
        for name, values in request.form.lists()
        if name not in UNKEPT and not name.startswith(("kept_", "drop_"))
    }
    moment = now()
    is_kept = keep_draft(ticket.ticket_no, slug, {} if is_dropped else fields, current_actor(), moment)
    if request.form.get("draft") == "auto":
        return {"saved": f"{moment.astimezone(SHANGHAI):%H:%M}" if is_kept else ""}
    flash(_("草稿已丢弃。") if is_dropped else _("草稿已保存，只有您自己看得到。"))
    return redirect(url_for("desk.ticket", number=ticket.ticket_no), 303)
