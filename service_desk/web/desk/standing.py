"""Where an officer stands before a ticket: found, readable, with everything its page and its forms need."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import others_of_enterprise, ticket_by_number
from service_desk.persistence.zone import rulings_on
from service_desk.usecases.acting.keep_draft import kept_draft
from service_desk.usecases.learning.read_lessons import latest_leads
from service_desk.usecases.reading.colleagues import told_colleagues
from service_desk.usecases.reading.find_ticket import find_for_officer
from service_desk.usecases.reading.proposal import Proposal, propose
from service_desk.usecases.reading.views import view_ticket
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.act_row import Act
from service_desk.web.forms.desk import ActForm, Stage
from service_desk.web.forms.files import offer_upload


def stage_of(number: str) -> Stage:
    """Return the ticket as the signed-in officer sees it now; raises NotFound where it is not his to see."""
    session, actor = db.session(), current_actor()
    ticket = find_for_officer(session, number, actor)
    view = view_ticket(session, ticket, actor, now())
    proposal = propose(ticket, view.rules.catalogue, view.timeline[0].event.data if view.timeline else {})
    return Stage(
        view=view,
        actor=actor,
        proposal=proposal,
        colleagues=lambda: told_colleagues(session, ticket.lead_department, now()),
        others=lambda: others_of_enterprise(session, ticket),
        find=lambda wanted: ticket_by_number(session, wanted),
        rulings=lambda: rulings_on(session, ticket.request_type),
        leads=lambda: latest_leads(session, _likely_type(ticket, proposal)),
    )


def _likely_type(ticket: Ticket, proposal: Proposal) -> str:
    """Return the request type that was decided; before that, the one filled in for the dispatcher."""
    is_open = ticket.accepted_at is None and proposal.filled_in is not None
    return proposal.filled_in.code if is_open and proposal.filled_in else ticket.request_type


def form_for(act: Act, stage: Stage) -> ActForm:
    """Return the act's form, as sent or as it starts, with its choices."""
    ticket: Ticket = stage.view.ticket
    start = {**act.form.starting(stage), "version": str(ticket.version)}
    draft = kept_draft(db.session(), ticket, act.slug, stage.actor) if request.method == "GET" else None
    if draft is None:
        form = act.form(data=start)
    else:
        kept = MultiDict([*((name, value) for name, values in draft.fields.items() for value in values)])
        form = act.form(formdata=kept, data=start)
        form.version.data, form.draft_saved_at = str(ticket.version), draft.saved_at
    form.prepare(stage)
    offer_upload(form, url_for("desk.upload", number=ticket.ticket_no))
    return form
