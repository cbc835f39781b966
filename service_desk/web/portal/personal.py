"""我的信息 of a ticket's contact: see everything, correct, take along, ask to be forgotten (PIPL art. 44-50)."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from service_desk.domain.actions import Action
from service_desk.domain.personal_data import CONTACT_NAMES, may_erase
from service_desk.domain.refusals import Refusal, Stale
from service_desk.persistence.contacts import erasure_of
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.enterprise.correct_contact import correct_contact
from service_desk.usecases.enterprise.erase_contacts import ask_erasure
from service_desk.usecases.enterprise.personal_data import of_ticket
from service_desk.usecases.reading.views import changes_since, view_ticket
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.data_package import packed
from service_desk.web.forms import render_form
from service_desk.web.forms.portal import ContactForm
from service_desk.web.limits import limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.held import contact_of, held_ticket
from service_desk.web.portal.tracking import ask_for_code, lines


@blueprint.route("/track/<ticket_no>/personal", methods=["GET", "POST"])
@public
@keeps_text
@limited("write")
def personal(ticket_no: str) -> Page:
    """Show what is held of the contact; a form that is sent corrects it."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    form = ContactForm()
    if request.method == "GET":
        form.fill(found)
    if not form.validate_on_submit():
        return _page(found, form)
    try:
        correct_contact(
            found.ticket_no,
            contact_of(found),
            now(),
            contact_name=form.contact_name.data or "",
            contact_mobile=form.contact_mobile.data or "",
            contact_email=form.contact_email.data or "",
            seen_version=form.seen_version,
        )
    except Stale:
        return _stale(ticket_no, form)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(held_ticket(ticket_no) or found, form)
    flash(_("联系方式已更正，办理过程里留有记录。"))
    return redirect(url_for("portal.personal", ticket_no=ticket_no), 303)


@blueprint.get("/track/<ticket_no>/personal/export")
@public
def export_personal(ticket_no: str) -> Page | Response:
    """Hand out what is held, for people and for machines."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    return packed(of_ticket(db.session(), found), found.ticket_no)


@blueprint.post("/track/<ticket_no>/personal/erase")
@public
@limited("write")
def erase_personal(ticket_no: str) -> Page:
    """Take the contact out, now or as soon as nobody needs it any more."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    is_done = ask_erasure(found.ticket_no, contact_of(found), now())
    flash(_("联系方式已去除。") if is_done else _("已登记，办结满 30 天后自动去除。"))
    return redirect(url_for("portal.personal", ticket_no=ticket_no), 303)


def _page(found: Ticket, form: ContactForm, status: int | None = None, **more: object) -> Page:
    view = view_ticket(db.session(), found, contact_of(found), now())
    page, usual = render_form(
        "portal/personal.html",
        form,
        ticket=found,
        contact={name: getattr(found, name) for name in CONTACT_NAMES},
        names=CONTACT_NAMES,
        may_correct=Action.CORRECT_CONTACT in view.possible,
        erasure=erasure_of(db.session(), found.id),
        may_erase_now=may_erase(found.state_now, found.ended_at, now()),
        **more,
    )
    return page, status or usual


def _stale(ticket_no: str, form: ContactForm) -> Page:
    """Show the form again with what was typed and what has happened meanwhile; the next click counts."""
    present = held_ticket(ticket_no)
    if present is None:
        return ask_for_code(ticket_no)
    changes = lines(changes_since(db.session(), present, form.seen_version))
    form.version.data = str(present.version)
    return _page(present, form, 409, changes=changes, is_stale=True)
