"""Following a request: number and query code open the tracking page for a limited time; nothing changes by looking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import RATING_NAMES, RESULT_NAMES, ResultType
from service_desk.domain.identifiers import parse_number
from service_desk.domain.refusals import NotFound
from service_desk.domain.request_forms import Described, describe_request, hidden
from service_desk.domain.states import HANDLING_STATES, STATE_NAMES, State, is_open
from service_desk.domain.telling import department_name
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.persistence.ticket_links import count_links
from service_desk.persistence.zone import department_rows
from service_desk.usecases.acting.published_forms import form_of_ticket
from service_desk.usecases.files.read_file import facts_of, read_file, read_thumbnail
from service_desk.usecases.files.receive_file import takes_drawings
from service_desk.usecases.reading.find_ticket import find_for_guest
from service_desk.usecases.reading.parts import parts_of
from service_desk.usecases.reading.views import Entry, TicketView, view_ticket
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import SAFE_METHODS, keeps_text
from service_desk.web.files import FileLink, hand_out, links, show_thumbnail, store
from service_desk.web.forms import render_form
from service_desk.web.forms.files import ForTicket, UploadForm, offer_upload
from service_desk.web.forms.portal import FindForm, RateForm, SupplementForm
from service_desk.web.kept import kept_form, riding_along
from service_desk.web.limits import count_against, is_used_up, limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.held import contact_of, held_ticket, hold
from service_desk.web.portal.standing import standing_of

_ANSWERED = frozenset({State.CALLBACK, State.CLOSED, State.RESOLVED_ON_SITE})


@dataclass(frozen=True)
class Line:
    """One line of the timeline as the enterprise sees it."""

    at: datetime
    who: Bilingual
    words: Bilingual
    note: str | None
    internal: bool = False
    files: Sequence[FileLink] = ()


@dataclass(frozen=True)
class Responsible:
    """Who answers for a ticket now, and how to reach them."""

    name: Bilingual
    phone: str | None
    helpers: tuple[Bilingual, ...] = ()
    handler: str | None = None
    is_open: bool = True


@blueprint.route("/track", methods=["GET", "POST"])
@public
@keeps_text
@limited("lookup")
def find() -> Page:
    """Ask for number and query code; a wrong code and an unknown number get the same answer."""
    form = FindForm()
    kept = riding_along()
    if request.method == "GET":
        form.number.data = request.args.get("number", "")[:40]
    if not form.validate_on_submit():
        return render_form("portal/find.html", form, kept=kept)
    typed, code = form.number.data or "", form.code.data or ""
    number = str(parse_number(typed) or "")
    if number and is_used_up("lookup_number", number):
        raise TooManyRequests
    try:
        ticket = find_for_guest(db.session(), typed, code)
    except NotFound as refusal:
        if number:
            count_against("lookup_number", number)
        form.refuse(refusal)
        return render_form("portal/find.html", form, kept=kept)
    hold(ticket)
    if kept is not None:
        return render_template("portal/continue.html", kept=kept)
    return redirect(url_for("portal.ticket", ticket_no=ticket.ticket_no), 303)


@blueprint.get("/track/<ticket_no>")
@public
def ticket(ticket_no: str) -> Page:
    """Show where a request stands to whoever has shown its code here."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    view = view_ticket(db.session(), found, contact_of(found), now())
    answer = make_response(
        render_template(
            "portal/ticket.html",
            view=view,
            ticket=found,
            standing=standing_of(view),
            responsible=responsible_for(view),
            parts=list(parts_of(view)),
            urge_refusal=_urge_refusal(view),
            timeline=lines(reversed(view.timeline), found),
            submitted=submitted(found),
            state_names=STATE_NAMES,
            rating_names=RATING_NAMES,
            result=result_of(found),
            links=count_links(db.session(), found.id, now()),
            supplement=_blank(SupplementForm, found) if Action.SUPPLEMENT in view.possible else None,
            rate=_blank(RateForm, found) if Action.RATE in view.possible else None,
        )
    )
    answer.headers["Cache-Control"] = "no-store"  # it shows names and telephones
    return answer


def _urge_refusal(view: TicketView) -> Bilingual | None:
    """Return why it cannot be urged at present, where it could be otherwise: it was, within the last day."""
    return next((choice.refusal for choice in view.choices if choice.action is Action.URGE), None)


@blueprint.get("/track/<ticket_no>/files/<token>")
@public
def file(ticket_no: str, token: str) -> Page:
    """Hand out a file of an entry that the enterprise sees, to whoever has shown the code here."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    view = view_ticket(db.session(), found, contact_of(found), now())
    return hand_out(read_file(db.session(), view, token, store()))


@blueprint.get("/track/<ticket_no>/files/<token>/small")
@public
def file_thumbnail(ticket_no: str, token: str) -> Page:
    """Show the small picture of such a file."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    view = view_ticket(db.session(), found, contact_of(found), now())
    return show_thumbnail(read_thumbnail(db.session(), view, token, store()))


@blueprint.post("/track/<ticket_no>/files")
@public
@limited("write")
def upload(ticket_no: str) -> tuple[dict[str, str], int]:
    """Receive one file for what the enterprise is writing."""
    found = held_ticket(ticket_no) or abort(403)
    form = UploadForm()
    form.files.take(ForTicket(found, contact_of(found)))
    return form.files.received()


def ask_for_code(ticket_no: str) -> Page:
    """Answer whoever may not see a ticket, or asks for one that does not exist: number and code, please.

    A form that was sent keeps its text meanwhile.
    """
    if request.method in SAFE_METHODS:
        return redirect(url_for("portal.find", number=ticket_no[:40]), 303)
    form = FindForm(formdata=None)
    form.number.data = ticket_no[:40]
    return render_template("portal/find.html", form=form, kept=kept_form()), 403


def responsible_for(view: TicketView) -> Responsible:
    """Return the department that answers for a ticket now, its telephone if known, and who helps."""
    ticket = view.ticket
    open_now = is_open(ticket.state_now)
    code = (
        ticket.responsible_department if open_now else ticket.lead_department or ticket.responsible_department
    )
    phones = {row.code: row.phone for row in department_rows(db.session())}
    helpers = [task.department for task in ticket.co_tasks if task.status == "open"]
    return Responsible(
        department_name(code, view.rules.catalogue),
        phones.get(code) or current_app.extensions["desk_settings"].contact_phone or None,
        tuple(department_name(helper, view.rules.catalogue) for helper in helpers),
        ticket.owner_name if ticket.state_now in HANDLING_STATES else None,
        open_now,
    )


def lines(entries: Iterable[Entry], ticket: Ticket | None = None) -> list[Line]:
    """Return public entries as lines of a timeline, with their files where the ticket is given; never internal ones."""
    facts = facts_of(db.session(), ticket.id) if ticket else {}
    return [
        Line(
            entry.event.at,
            entry.author,
            entry.told.headline,
            entry.told.words,
            files=links(entry.event, facts, "portal.file", ticket_no=ticket.ticket_no) if ticket else (),
        )
        for entry in entries
        if entry.event.is_public
    ]


def submitted(ticket: Ticket) -> list[Described]:
    """Return what the enterprise submitted, telephones with the middle hidden."""
    values: Mapping[str, Any] = {
        "title": ticket.title,
        "body": ticket.body,
        "expected_result": ticket.expected_result,
        "location": ticket.location,
        "kind": ticket.kind,
        "urgency": str(ticket.urgency),
        "enterprise_name": ticket.enterprise_name,
        "uscc": ticket.uscc,
        "park": ticket.park,
        "contact_name": ticket.contact_name,
        "contact_mobile": ticket.contact_mobile,
        "contact_email": ticket.contact_email,
        "is_publishable": ticket.is_publishable,
    }
    told = describe_request(form_of_ticket(db.session(), ticket), values, ticket.form_data)
    return list(hidden(told, {"contact_mobile"}))


def result_of(ticket: Ticket) -> tuple[Bilingual, str] | None:
    """Return the approved result and its words, None before the enterprise has been answered."""
    if ticket.state_now not in _ANSWERED or not ticket.result_type:
        return None
    return RESULT_NAMES[ResultType(ticket.result_type)], ticket.result_text or ""


def offer_files(form: Any, ticket: Ticket) -> None:
    """Say where the enterprise's files go, and whether drawings of a drawing program are taken."""
    drawings = takes_drawings(db.session(), ticket, contact_of(ticket))
    offer_upload(form, url_for("portal.upload", ticket_no=ticket.ticket_no), drawings=drawings)


def _blank(kind: type[SupplementForm | RateForm], ticket: Ticket) -> SupplementForm | RateForm:
    form = kind(formdata=None)
    offer_files(form, ticket)
    form.version.data = str(ticket.version)
    return form
