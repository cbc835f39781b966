"""Applications of firms for their first account: the list, one to compare, opened or refused."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.enterprise_accounts import APPLICATION_STATE_NAMES, ApplicationState
from service_desk.domain.identifiers import check_uscc
from service_desk.domain.refusals import Refusal
from service_desk.persistence.database import db
from service_desk.persistence.firms import applications, enterprise_by_uscc, people_of
from service_desk.persistence.tables import FirmApplication
from service_desk.usecases.enterprise.decide_firm import approve_firm, refuse_firm
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.my import RefuseFirmForm
from service_desk.web.limits import limited
from service_desk.web.rights import Right

blueprint = Blueprint("firms", __name__, url_prefix="/firms")
Page = str | tuple[str, int] | Response
_NAMES = {state.value: name for state, name in APPLICATION_STATE_NAMES.items()}


@blueprint.get("")
@needs(Right.FIRM_VERIFY)
def waiting() -> Page:
    """List the applications that wait, and those decided lately."""
    session = db.session()
    decided = [
        row
        for state in (ApplicationState.APPROVED, ApplicationState.REFUSED)
        for row in applications(session, state, 20)
    ]
    decided.sort(key=lambda row: row.decided_at or row.asked_at, reverse=True)
    return render_template(
        "firms/waiting.html",
        waiting=applications(session, ApplicationState.WAITING),
        decided=decided[:20],
        state_names=_NAMES,
    )


@blueprint.get("/<int(max=2147483647):application_id>")
@needs(Right.FIRM_VERIFY)
def application(application_id: int) -> Page:
    """Show one application beside what the zone knows of the firm."""
    return _page(_found(application_id), RefuseFirmForm(formdata=None))


@blueprint.post("/<int(max=2147483647):application_id>/approve")
@needs(Right.FIRM_VERIFY)
@keeps_text
@limited("write")
def approve(application_id: int) -> Page:
    """Open the account."""
    form = DeskForm()
    if form.validate_on_submit():
        try:
            row = approve_firm(application_id, current_actor(), now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("已开通，登录链接已发往 %(address)s。", address=row.email))
            return redirect(url_for("firms.waiting"), 303)
    return _page(_found(application_id), RefuseFirmForm(formdata=None), form)


@blueprint.post("/<int(max=2147483647):application_id>/refuse")
@needs(Right.FIRM_VERIFY)
@keeps_text
@limited("write")
def refuse(application_id: int) -> Page:
    """Refuse, with a reason for the applicant."""
    form = RefuseFirmForm()
    if form.validate_on_submit():
        try:
            refuse_firm(application_id, form.reason.data or "", current_actor(), now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("已答复申请人。"))
            return redirect(url_for("firms.waiting"), 303)
    return _page(_found(application_id), form)


def _found(application_id: int) -> FirmApplication:
    return db.session().get(FirmApplication, application_id) or abort(404)


def _page(row: FirmApplication, refusing: RefuseFirmForm, approving: DeskForm | None = None) -> Page:
    firm = enterprise_by_uscc(db.session(), row.uscc)
    return render_form(
        "firms/application.html",
        approving or refusing,
        row=row,
        refusing=refusing,
        approving=approving or DeskForm(formdata=None),
        firm=firm,
        people=people_of(db.session(), firm.id) if firm is not None else [],
        warnings=check_uscc(row.uscc).warnings,
        state_names=_NAMES,
    )
