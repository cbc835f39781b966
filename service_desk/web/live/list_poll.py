"""An open list asks whether it has changed: a version is compared, and only a list that may have changed is looked at."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from service_desk.domain.states import STATE_NAMES
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.reading.queues import QueueView
from service_desk.usecases.together.watch_list import ListNow, list_now, list_version
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_cursor, read_narrowing
from service_desk.web.desk.queue import length_of
from service_desk.web.language import say


def poll_version() -> str:
    """Return the version a page is made at, as its first poll sends it back."""
    return f'"{list_version(db.session(), current_actor(), now())}"'


def poll_address(view: QueueView) -> str:
    """Return where an open list asks: the list's own conditions."""
    conditions: dict[str, Any] = {**request.args, "tab": view.tab.key}
    return url_for("live.queue", **conditions)


def tell_list() -> Response:
    """Answer 304 while the version is the one the page has, else what has become of its rows, tabs and beginning."""
    version = poll_version()
    if request.headers.get("If-None-Match") == version:
        answer = Response(status=304)
    else:
        shown = [number for number in request.args.get("shown", "")[:2000].split(".") if number]
        found = list_now(
            db.session(), current_actor(), now(), request.args.get("tab"), read_narrowing(request.args),
            read_cursor(request.args.get("from")), shown,
        )  # fmt: skip
        answer = jsonify(_told(found))
    answer.headers["ETag"] = version
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _told(found: ListNow) -> dict[str, object]:
    view, new = found.view, len(found.new)
    return {
        "tabs": {tab.key: length_of(tab, view) for tab in view.tabs if tab.key in view.counts},
        "rows": {number: {"version": ticket.version, "words": _changed(ticket)} for number, ticket in found.held.items()},
        "gone": _("已不在这个列表"),
        "new": ngettext("有 %(num)s 件新的，按 r 显示", "有 %(num)s 件新的，按 r 显示", new) if new else "",
    }  # fmt: skip


def _changed(ticket: Ticket) -> str:
    return str(_("刚有变化：%(state)s", state=say(STATE_NAMES[ticket.state_now])))
