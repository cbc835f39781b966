"""What an enterprise can do to its request: supplement, add facts, withdraw, rate, urge; by sending a form, never by looking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import Outcome
from service_desk.domain.refusals import Refusal, Stale
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.closing.rate_ticket import rate_ticket
from service_desk.usecases.intake.supplement_ticket import add_facts, supplement_ticket
from service_desk.usecases.intake.withdraw_ticket import withdraw_ticket
from service_desk.usecases.reading.views import changes_since, view_ticket
from service_desk.usecases.supervision.urge_ticket import urge_ticket
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.files import take_files
from service_desk.web.forms.portal import ActForm, RateForm, SupplementForm, UrgeForm, WithdrawForm
from service_desk.web.limits import limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.held import contact_of, held_ticket
from service_desk.web.portal.tracking import ask_for_code, lines, offer_files

Perform = Callable[[Actor, int], Ticket]
"""An act with its inputs filled in: who performs it, and the version he looked at."""


@dataclass(frozen=True)
class Act:
    """One act in progress: on which ticket, with which form and page."""

    ticket: Ticket
    action: Action
    form: ActForm
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@blueprint.route("/track/<ticket_no>/supplement", methods=["GET", "POST"])
@public
@keeps_text
@limited("write")
def supplement(ticket_no: str) -> Page:
    """Answer what was asked, or add facts of one's own accord; the table says which of the two it is."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    form = SupplementForm()
    possible = view_ticket(db.session(), found, contact_of(found), now()).possible
    action, use_case = (
        (Action.SUPPLEMENT, supplement_ticket)
        if Action.SUPPLEMENT in possible
        else (Action.ADD_FACTS, add_facts)
    )
    return carry_out(
        Act(found, action, form, "portal/supplement.html"),
        lambda actor, seen: use_case(
            ticket_no, actor, now(), note=form.note.data or "", files=form.files.tokens, seen_version=seen
        ),
        _("补充的内容已收到。"),
    )


@blueprint.route("/track/<ticket_no>/withdraw", methods=["GET", "POST"])
@public
@keeps_text
@limited("write")
def withdraw(ticket_no: str) -> Page:
    """Ask once whether the request is really to be taken back, then take it back."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    form = WithdrawForm()
    return carry_out(
        Act(found, Action.WITHDRAW, form, "portal/withdraw.html"),
        lambda actor, seen: withdraw_ticket(
            ticket_no, actor, now(), reason=form.reason.data or "", seen_version=seen
        ),
        _("诉求已撤回。"),
    )


@blueprint.route("/track/<ticket_no>/rate", methods=["GET", "POST"])
@public
@keeps_text
@limited("write")
def rate(ticket_no: str) -> Page:
    """Say whether it is solved, how satisfied one is, and what is still lacking."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    form = RateForm()
    return carry_out(
        Act(found, Action.RATE, form, "portal/rate.html"),
        lambda actor, seen: rate_ticket(
            ticket_no,
            actor,
            now(),
            outcome=Outcome(form.outcome.data),
            rating=int(form.rating.data),
            note=form.note.data or "",
            seen_version=seen,
        ),
        _("感谢您的评价。"),
    )


@blueprint.route("/track/<ticket_no>/urge", methods=["GET", "POST"])
@public
@keeps_text
@limited("write")
def urge(ticket_no: str) -> Page:
    """Remind whoever is responsible, once a day."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    form = UrgeForm()
    return carry_out(
        Act(found, Action.URGE, form, "portal/urge.html"),
        lambda actor, seen: urge_ticket(
            ticket_no, actor, now(), note=form.note.data or "", seen_version=seen
        ),
        _("已催办，负责的单位会收到提醒。"),
    )


def carry_out(act: Act, perform: Perform, done: str) -> Page:
    """Show the act's page, or perform it and go back to the ticket; what was typed is never lost."""
    form, number = act.form, act.ticket.ticket_no
    if request.method == "GET":
        if act.action not in view_ticket(db.session(), act.ticket, contact_of(act.ticket), now()).possible:
            return render_template(
                "portal/not_possible.html", ticket=act.ticket, action=ACTION_NAMES[act.action]
            ), 409
        form.version.data = str(act.ticket.version)
    offer_files(form, act.ticket)
    take_files(form, act.ticket, contact_of(act.ticket))
    if not form.validate_on_submit():
        return render_form(act.template, form, ticket=act.ticket, **act.context)
    actor = contact_of(act.ticket)
    try:
        _perform_unless_news(act, actor, perform)
    except Stale:
        return _stale_page(act)
    except Refusal as refusal:
        form.refuse(refusal)
        page, status = render_form(
            act.template, form, ticket=held_ticket(number) or act.ticket, **act.context
        )
        return page, status
    flash(done)
    return redirect(url_for("portal.ticket", ticket_no=number), 303)


def _perform_unless_news(act: Act, actor: Actor, perform: Perform) -> None:
    """Perform on the version of the page; what only officers see is no news to the enterprise and does not stop it."""
    try:
        perform(actor, act.form.seen_version)
    except Stale:
        present = held_ticket(act.ticket.ticket_no)
        if present is None or act.form.seen_version < 1:
            raise
        if any(
            entry.event.is_public for entry in changes_since(db.session(), present, act.form.seen_version)
        ):
            raise
        perform(actor, present.version)


def _stale_page(act: Act) -> Page:
    """Show the form again with what was typed and what has happened meanwhile; the next click counts."""
    present = held_ticket(act.ticket.ticket_no) or act.ticket
    changes = lines(changes_since(db.session(), present, act.form.seen_version))
    act.form.version.data = str(present.version)
    page = render_template(
        act.template, form=act.form, ticket=present, changes=changes, is_stale=True, **act.context
    )
    return page, 409
