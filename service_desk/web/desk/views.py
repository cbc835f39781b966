"""Lists saved under a name: stored from the list one looks at, dropped, put back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.refusals import InvalidInput
from service_desk.persistence.database import db
from service_desk.persistence.tables import SavedView
from service_desk.usecases.handling.keep_views import save_view, views_for
from service_desk.usecases.handling.ownership import drop_owned, may_keep_departments
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_narrowing, written
from service_desk.web.language import say


@dataclass(frozen=True)
class ViewLink:
    """A saved list: its name, its address, whether it is looked at now, and the id to drop it by (None: not his)."""

    name: str
    url: str
    is_here: bool
    is_departments: bool
    drop_id: int | None


def view_links(here: dict[str, str]) -> list[ViewLink]:
    """Return the saved lists a person sees; `here` are the tab and conditions looked at."""
    actor = current_actor()
    keeps = may_keep_departments(actor)
    return [
        ViewLink(
            view.name, url_for("desk.queue", **view.conditions), view.conditions == here, view.user_id is None,
            view.id if keeps or view.user_id is not None else None,
        )
        for view in views_for(db.session(), actor)
    ]  # fmt: skip


def save() -> Response:
    """Save the list that was looked at, and go back to it."""
    conditions: dict[str, Any] = {
        "tab": request.form.get("tab", "")[:30],
        **written(read_narrowing(request.form)),
    }
    try:
        view = save_view(
            current_actor(), now(), name=request.form.get("name", ""), conditions=conditions,
            for_department="for_department" in request.form,
        )  # fmt: skip
    except InvalidInput as refusal:
        flash(say(next(iter(refusal.problems.values()))), "warn")
    else:
        flash(_("已保存为视图“%(name)s”。", name=view.name))
    return redirect(url_for("desk.queue", **conditions), 303)


def drop(view_id: int) -> Response:
    """Drop a saved list, or put it back."""
    is_dropped = request.form.get("deed") != "restore"
    view = drop_owned(SavedView, view_id, current_actor(), now(), is_dropped=is_dropped)
    flash(
        _("已删除视图“%(name)s”。", name=view.name)
        if is_dropped
        else _("已恢复视图“%(name)s”。", name=view.name)
    )
    return redirect(url_for("desk.queue", dropped=view.id if is_dropped else None), 303)
