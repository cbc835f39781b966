"""Mailed links to a ticket: asked for with number and address, opened by a button, taken back on the tracking page."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.refusals import Refusal
from service_desk.persistence.database import db
from service_desk.usecases.enterprise.ticket_links import (
    mail_ticket_link,
    opened_by_link,
    revoke_ticket_links,
)
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.portal import MailTicketLinkForm
from service_desk.web.limits import count_against, limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.held import contact_of, held_ticket, hold, is_held_by_link
from service_desk.web.portal.tracking import ask_for_code


@blueprint.route("/track/link", methods=["GET", "POST"])
@public
@keeps_text
@limited("lookup")
def ask_link() -> Page:
    """Ask for a link by number and address; the answer is the same whether they belong together or not."""
    form = MailTicketLinkForm()
    if request.method == "GET":
        form.number.data = request.args.get("number", "")[:40]
    if not form.validate_on_submit():
        return render_form("portal/ask_link.html", form)
    number, address = form.number.data or "", form.email.data or ""
    count_against("mail")
    count_against("mail", "ticket:" + number.strip().upper())
    mail_ticket_link(number, address, now())
    return render_template("portal/link_sent.html", address=address)


@blueprint.route("/track/link/<token>", methods=["GET", "POST"])
@public
@keeps_text
@limited("lookup", methods=("GET", "POST"))
def link(token: str) -> Page:
    """Show that a mailed link leads to a ticket; only pressing the button opens it in this browser."""
    form = DeskForm()
    try:
        opened = opened_by_link(db.session(), token, now())
    except Refusal as refusal:
        return render_template("portal/dead_link.html", reason=refusal.reason), 410
    if not form.validate_on_submit():
        return render_form("portal/link.html", form, token=token, number=opened.ticket.ticket_no)
    hold(opened.ticket, opened.link_id)
    return redirect(url_for("portal.ticket", ticket_no=opened.ticket.ticket_no), 303)


@blueprint.post("/track/<ticket_no>/links/mail")
@public
@limited("write")
def mail_link(ticket_no: str) -> Page:
    """Mail a link to the contact's own address, from the tracking page."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    if found.contact_email:
        count_against("mail")
        count_against("mail", "ticket:" + found.ticket_no)
        mail_ticket_link(found.ticket_no, found.contact_email, now())
        flash(_("链接已发往您登记的邮箱。"))
    return redirect(url_for("portal.ticket", ticket_no=found.ticket_no), 303)


@blueprint.post("/track/<ticket_no>/links/revoke")
@public
@limited("write")
def revoke_links(ticket_no: str) -> Page:
    """Take every link to the ticket back; this browser may go on."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    number = found.ticket_no
    if is_held_by_link(number):
        hold(found)
    revoke_ticket_links(number, contact_of(found), now())
    flash(_("链接已全部收回，用链接打开过的其他设备也不能再看。"))
    return redirect(url_for("portal.ticket", ticket_no=number), 303)
