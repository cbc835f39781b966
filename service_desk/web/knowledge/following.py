"""A public notice and following it: with a request of one's own, by a mail address that says yes, and leaving again."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.refusals import NotPossible, Refusal
from service_desk.domain.states import is_open
from service_desk.persistence.area_notices import followed_with, notice_by_id
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.follow_area import (
    ask_to_follow,
    confirm_following,
    find_following,
    follow_with_ticket,
    stop_following,
)
from service_desk.usecases.knowledge.read_area import (
    NoticeView,
    notices_for_ticket,
    past_notices,
    read_notice,
    running_notices,
)
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.knowledge import FollowForm
from service_desk.web.in_templates import put_into_templates
from service_desk.web.knowledge.blueprint import NAMES, Page, blueprint
from service_desk.web.language import current_language
from service_desk.web.limits import limited
from service_desk.web.portal.held import held_numbers, held_tickets


@blueprint.get("/knowledge/notices")
@public
def answers_notices() -> Page:
    """Show the notices that run, and the latest that are over."""
    session = db.session()
    return render_template(
        "knowledge/notices.html", **NAMES, running=running_notices(session), past=past_notices(session),
        types=catalogue_in_force(session).request_types,
    )  # fmt: skip


@blueprint.route("/knowledge/notices/<int:notice_id>", methods=["GET", "POST"])
@public
@keeps_text
@limited("follow")
def answers_notice(notice_id: int) -> Page:
    """Show a notice, or ask a mail address whether it wants to hear of it."""
    form = FollowForm()
    if not form.validate_on_submit():
        return _notice_page(notice_id, form)
    try:
        ask_to_follow(notice_id, form.email.data or "", current_language(), now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _notice_page(notice_id, form)
    flash(_("确认邮件已发出，请在邮箱里点“确认关注”。没有收到的，请看垃圾邮件箱，或一小时后再试。"))
    return redirect(url_for("knowledge.answers_notice", notice_id=notice_id), 303)


@blueprint.post("/knowledge/notices/<int:notice_id>/follow")
@public
@limited("follow")
def answers_follow(notice_id: int) -> Response:
    """Follow a notice with a request whose code this browser has shown."""
    number = request.form.get("ticket", "")
    try:
        follow_with_ticket(notice_id, number, held_numbers(), now())
    except NotPossible as refusal:
        flash(_("没有关注成功：%(why)s", why=refusal.reason.say(current_language())), "warn")
    else:
        flash(_("已用 %(number)s 关注。有新进展会发到您留的邮箱，受理人员也会看到。", number=number))
    return redirect(url_for("knowledge.answers_notice", notice_id=notice_id), 303)


@blueprint.route("/knowledge/following/<token>", methods=["GET", "POST"])
@public
@limited("follow")
def answers_following(token: str) -> Page:
    """Show what a link in a letter is for; say yes to the letters, or end them."""
    if request.method == "POST":
        if request.form.get("deed") == "leave":
            stop_following(token, now())
            flash(_("已取消关注，不再发邮件。"))
        else:
            confirm_following(token, now())
            flash(_("已关注，有新进展会发邮件告诉您。"))
        return redirect(url_for("knowledge.answers_following", token=token), 303)
    follower = find_following(db.session(), token)
    notice = notice_by_id(db.session(), follower.notice_id) or abort(404)
    return render_template("knowledge/following.html", follower=follower, notice=notice, token=token)


def notices_to_follow(ticket: Ticket) -> list[tuple[NoticeView, bool]]:
    """Return the notices that may concern a request of this browser, each with whether it is followed with it."""
    return notices_for_ticket(db.session(), ticket) if is_open(ticket.state_now) else []


def _notice_page(notice_id: int, form: FollowForm) -> tuple[str, int]:
    session = db.session()
    view, updates = read_notice(session, notice_id) or abort(404)
    held = held_tickets()
    followed = {
        ticket.ticket_no
        for ticket in held
        if notice_id in {notice.id for notice in followed_with(session, ticket.ticket_no)}
    }
    return render_form(
        "knowledge/notice.html", form, **NAMES, view=view, updates=updates, followed=followed,
        held=[ticket for ticket in held if is_open(ticket.state_now)],
        types=catalogue_in_force(session).request_types,
    )  # fmt: skip


put_into_templates(blueprint, notices_to_follow=notices_to_follow)
