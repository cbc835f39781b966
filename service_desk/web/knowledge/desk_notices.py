"""Public notices from the officers' side: publish one under an umbrella, tell what is new, end it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.refusals import NotEntitled, NotFound, Refusal, Stale
from service_desk.persistence.area_notices import followers_of
from service_desk.persistence.database import db
from service_desk.persistence.tickets import ticket_by_number
from service_desk.persistence.work_lists import open_children
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.read_area import past_notices, read_notice, running_notices
from service_desk.usecases.knowledge.tell_area import (
    UNKNOWN_NOTICE,
    end_notice,
    publish_notice,
    update_notice,
)
from service_desk.usecases.reading.find_ticket import find_for_officer
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.knowledge import NoticeForm, NoticeUpdateForm
from service_desk.web.knowledge.blueprint import NAMES, Page, blueprint
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.get("/desk/notices")
@needs(Right.NOTICE_PUBLISH)
def desk_notices() -> Page:
    """List the notices that run and the latest that are over; those whose umbrella has ended are marked."""
    session = db.session()
    running = running_notices(session)
    umbrellas = {view.notice.id: ticket_by_number(session, view.notice.ticket_no) for view in running}
    return render_template(
        "knowledge/desk_notices.html",
        **NAMES,
        running=running,
        past=past_notices(session),
        umbrellas=umbrellas,
    )


@blueprint.route("/desk/notices/new", methods=["GET", "POST"])
@needs(Right.NOTICE_PUBLISH)
@keeps_text
@limited("write")
def desk_notices_new() -> Page:
    """Publish a notice under the umbrella named in the address."""
    form, session = NoticeForm(), db.session()
    form.offer(catalogue_in_force(session))
    number = (form.ticket.data or request.args.get("ticket", ""))[:20]
    ticket = find_for_officer(session, number, current_actor())
    if request.method == "GET":
        form.ticket.data, form.park.data, form.request_type.data = (
            number,
            ticket.park or "",
            ticket.request_type,
        )
    children = open_children(session, number)
    if form.validate_on_submit():
        try:
            notice = publish_notice(number, current_actor(), now(), form.told())
        except (NotFound, NotEntitled):
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("公告已发布，所有人都看得到。"))
            return redirect(url_for("knowledge.desk_notice", notice_id=notice.id), 303)
    return render_form("knowledge/desk_notice_new.html", form, ticket=ticket, children=children)


@blueprint.route("/desk/notices/<int:notice_id>", methods=["GET", "POST"])
@needs(Right.NOTICE_PUBLISH)
@keeps_text
@limited("write")
def desk_notice(notice_id: int) -> Page:
    """Show a notice with its story and how many follow it; tell what is new, or end it."""
    form = NoticeUpdateForm()
    if request.method == "GET":
        return _notice_page(notice_id, form)
    if not form.validate_on_submit():
        return _notice_page(notice_id, form)
    actor, words = current_actor(), form.words.data or ""
    try:
        if request.form.get("deed") == "end":
            end_notice(notice_id, actor, now(), words=words, seen_version=form.seen_version)
        else:
            expected = form.expected_on.data
            update_notice(
                notice_id, actor, now(), words=words, expected_on=expected, seen_version=form.seen_version
            )
    except Stale:
        return _notice_page(notice_id, form, since=form.seen_version)[0], 409
    except (NotFound, NotEntitled):
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _notice_page(notice_id, form)
    flash(
        _("公告已结束，关注的企业会收到邮件。")
        if request.form.get("deed") == "end"
        else _("已更新，关注的企业会收到邮件。")
    )
    return redirect(url_for("knowledge.desk_notice", notice_id=notice_id), 303)


def _notice_page(notice_id: int, form: NoticeUpdateForm, since: int | None = None) -> tuple[str, int]:
    session = db.session()
    found = read_notice(session, notice_id)
    if found is None:
        raise NotFound(UNKNOWN_NOTICE)
    view, updates = found
    form.seen.data = str(view.notice.version)
    changes = [
        Change(each.at, each.by_name, each.words)
        for each in updates
        if since is not None and each.seq > since
    ]
    return render_form(
        "knowledge/desk_notice.html", form, **NAMES, view=view, updates=updates, changes=changes,
        followers=followers_of(session, notice_id), types=catalogue_in_force(session).request_types,
    )  # fmt: skip
