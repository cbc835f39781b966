"""Lists saved under a name: stored from the list one looks at, counted, put in order, chosen as the first, dropped, put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.refusals import InvalidInput
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT
from service_desk.persistence.tables import SavedView
from service_desk.usecases.handling.keep_choices import (
    Choices,
    choices_of,
    choose_default_view,
    move_view,
    ordered_views,
)
from service_desk.usecases.handling.keep_views import save_view, views_for
from service_desk.usecases.handling.ownership import drop_owned, may_keep_departments
from service_desk.usecases.reading.queues import QueueView, lengths_of_views
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_narrowing, written
from service_desk.web.formats import count_words
from service_desk.web.language import say


@dataclass(frozen=True)
class ViewLink:
    """A saved list: its name, address and length, whether it is looked at now, and the id to drop it by (None: not his)."""

    view_id: int
    name: str
    url: str
    count: str | None
    is_here: bool
    is_departments: bool
    is_first: bool
    drop_id: int | None


def view_links(queue: QueueView, here: dict[str, str], choices: Choices) -> list[ViewLink]:
    """Return the saved lists a person sees in his order, with their lengths; `here` are tab and conditions looked at."""
    actor = current_actor()
    keeps = may_keep_departments(actor)
    views = ordered_views(db.session(), actor)
    wanted = [(view.conditions.get("tab"), read_narrowing(view.conditions)) for view in views]
    lengths = lengths_of_views(db.session(), queue, now(), wanted)
    return [
        ViewLink(
            view.id, view.name, url_for("desk.queue", **view.conditions),
            count_words(length, COUNT_LIMIT - 1) if length is not None else None,
            view.conditions == here, view.user_id is None, view.id == choices.default_view,
            view.id if keeps or view.user_id is not None else None,
        )
        for view, length in zip(views, lengths, strict=True)
    ]  # fmt: skip


def default_conditions(view_id: int | None) -> Mapping[str, str] | None:
    """Return the tab and conditions of the saved list that opens first, None where there is none (any more)."""
    if view_id is None:
        return None
    views = views_for(db.session(), current_actor())
    return next((view.conditions for view in views if view.id == view_id), None)


def show_views() -> str:
    """Show the saved lists to put them in order, choose the first one and drop some."""
    actor = current_actor()
    choices = choices_of(db.session(), actor)
    return render_template(
        "desk/views.html", views=ordered_views(db.session(), actor), first=choices.default_view,
        keeps_departments=may_keep_departments(actor),
    )  # fmt: skip


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


def change(view_id: int) -> Response:
    """Move a saved list up or down, make it the first or no longer, drop it or put it back."""
    deed = request.form.get("deed", "drop")
    actor = current_actor()
    if deed in ("up", "down"):
        move_view(actor, view_id, by=-1 if deed == "up" else 1)
        return redirect(url_for("desk.views"), 303)
    if deed in ("first", "not-first"):
        choose_default_view(actor, view_id if deed == "first" else None)
        told = _("登录后先打开这个视图。") if deed == "first" else _("登录后不再先打开视图。")
        flash(told)
        return redirect(url_for("desk.views"), 303)
    return _drop(view_id, is_dropped=deed != "restore")


def _drop(view_id: int, *, is_dropped: bool) -> Response:
    view = drop_owned(SavedView, view_id, current_actor(), now(), is_dropped=is_dropped)
    flash(
        _("已删除视图“%(name)s”。", name=view.name)
        if is_dropped
        else _("已恢复视图“%(name)s”。", name=view.name)
    )
    return redirect(url_for("desk.queue", dropped=view.id if is_dropped else None), 303)
