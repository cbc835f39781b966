"""Putting right what was filed: the request form opened again under its own version, when something was asked for."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from service_desk.domain.actions import Action
from service_desk.domain.request_forms import RequestForm, typed_answers
from service_desk.domain.request_forms.correcting import CORRECTABLE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.published_forms import form_of_ticket
from service_desk.usecases.acting.rules import calendar_in_force, catalogue_in_force, factors_in_force
from service_desk.usecases.intake.correct_form import correct_form
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms.request_form import CorrectionForm, correction_class
from service_desk.web.limits import limited
from service_desk.web.portal.acts import Act, carry_out
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.form_page import form_context
from service_desk.web.portal.held import held_ticket
from service_desk.web.portal.tracking import ask_for_code


@blueprint.route("/track/<ticket_no>/correct", methods=["GET", "POST"])
@public
@keeps_text
@limited("write")
def correct(ticket_no: str) -> Page:
    """Answer what was asked by changing the answers of the form."""
    found = held_ticket(ticket_no)
    if found is None:
        return ask_for_code(ticket_no)
    definition = form_of_ticket(db.session(), found)
    if isinstance(definition, str):
        abort(404)  # a form of another age: it can be supplemented in words only
    form = _filled(found, definition)
    catalogue = catalogue_in_force(db.session())
    kind = catalogue.request_types[found.request_type]
    context = {**form_context(kind, definition, catalogue, form.today.year, form.factors), "kind": kind}
    return carry_out(
        Act(found, Action.SUPPLEMENT, form, "portal/correct.html", context),
        lambda actor, seen: correct_form(
            ticket_no, actor, now(), form_data=form.kept(), columns=form.columns(), note=form.note.data or "",
            files=form.files.tokens, seen_version=seen,
        ),
        _("更正的内容已收到。"),
    )  # fmt: skip


def _filled(ticket: Ticket, definition: RequestForm) -> CorrectionForm:
    """Return the form with the ticket's answers in it, or with what was sent."""
    today = local_date(now())
    columns = {name: getattr(ticket, name) for name in CORRECTABLE}
    kind = correction_class(definition, today.year)
    empty = dict.fromkeys(
        field.name for field in kind.definition.fields() if not field.name.endswith("_year")
    )
    filed = ticket.submitted_at
    return kind(
        today=today,
        calendar=calendar_in_force(db.session()),
        factors=factors_in_force(db.session(), local_date(filed), known_at=filed),
        data=empty | typed_answers(kind.definition, columns, ticket.form_data),
    )
