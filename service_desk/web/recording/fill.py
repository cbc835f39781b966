"""A request type's own form filled in for an enterprise: the portal's form, with its origin beside it; filed as any other."""

from __future__ import annotations

import secrets
from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.catalogue import RequestType
from service_desk.domain.origins import origin_lines
from service_desk.domain.pasting import personal_in
from service_desk.domain.refusals import InvalidInput, Refusal
from service_desk.domain.request_forms import verdicts
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.visits import Firm
from service_desk.persistence.database import db
from service_desk.persistence.tables import RequestDraft, Ticket
from service_desk.persistence.tickets import tickets_by_submission
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.intake.file_for_enterprise import already_open, file_for_enterprise
from service_desk.usecases.intake.keep_request_draft import parcel_of
from service_desk.usecases.intake.submit_ticket import UNKNOWN_VERSION
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.firm_choice import chosen_firm, offer_firms
from service_desk.web.forms import render_form
from service_desk.web.forms.recording import (
    LONGEST_DRAWN,
    SHORTEST_DRAWN,
    BesideForm,
    RecordForm,
    record_key,
)
from service_desk.web.forms.request_form import FilledForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.portal.filed_request import request_of, sections_of, title_of
from service_desk.web.portal.form_page import form_context
from service_desk.web.portal.kept_form import filled_from, kind_at
from service_desk.web.portal.opened_form import made_form
from service_desk.web.portal.tiles import slug_of
from service_desk.web.recording.blueprint import Page, blueprint
from service_desk.web.recording.drafts import asked_draft, drawn_for, keep_with_step, offer_uploads
from service_desk.web.rights import Right

SHARED_FORM = "general"
"""The form of every request type without one of its own: what it asks is what the plain page asks."""


def kinds_with_forms() -> list[RequestType]:
    """Return the request types that have a form of their own."""
    return [
        kind for kind in catalogue_in_force(db.session()).request_types.values() if kind.form != SHARED_FORM
    ]


def filed_before(firm: Firm, request_type: str, key: str) -> list[Ticket]:
    """Return the firm's open requests about the same kind of matter; what the page of this key made is no double."""
    found = already_open(db.session(), firm, request_type) if firm.name else []
    return [ticket for ticket in found if ticket.submission_key != key]


def begin(kind: RequestType, looked: RecordForm) -> Page:
    """Show the form of a request type with everything in it that the plain page already knows, files included."""
    firm = chosen_firm(looked.picked, looked.firm())
    said = {
        "body": looked.body.data, "enterprise_name": firm.name, "uscc": firm.uscc, "park": firm.park,
        "contact_name": firm.contact_name, "contact_mobile": firm.contact_mobile,
    }  # fmt: skip
    names = ("source", "picked", "said_at", "said_by", "hotline_no", "instructed_by", "wished_by")
    origin = BesideForm(formdata=None, data={name: looked[name].data for name in names})
    filled = made_form(kind, formdata=None, data={name: value for name, value in said.items() if value})
    filled.submission_key.data = looked.key.data or secrets.token_urlsafe(16)
    filled.find_files(_parcel(filled))
    if len(filled.tokens()) < len(
        looked.files.tokens
    ):  # a form of the zone's own may have no place for other papers
        flash(_("这张表单没有“其他材料”一栏，请按各栏重新选择附件。"), "warn")
    offer_firms(origin.picked, firm.name)
    return _form_page(kind, filled, origin)[0], 200


@blueprint.route("/desk/record/requests/<slug>", methods=["GET", "POST"])
@needs(Right.TICKET_RECORD)
@keeps_text
@limited("write")
def fill(slug: str) -> Page:
    """Show a request type's own form, then what was filled in, then file it for the firm."""
    kind = kind_at(slug)
    if kind.form == SHARED_FORM:
        abort(404)
    if request.method == "GET":
        return _opened(kind)
    filled, origin = made_form(kind), BesideForm(data={"source": Source.COUNTER.value})
    if not SHORTEST_DRAWN <= len(filled.submission_key.data or "") <= LONGEST_DRAWN:
        abort(400)
    step, key = request.form.get("step", "review"), record_key(filled.submission_key.data or "")
    made = tickets_by_submission(db.session(), [key]).get(key) if step == "file" else None
    if made is not None:  # pressed twice
        return _filed(made)
    keep_with_step(kind, filled, step)
    filled.take_files(_parcel(filled))
    has_choice = offer_firms(origin.picked, filled.enterprise_name.data or "")
    if request.form.get("form_version") != filled.form_version.data:
        return _unknown_version(kind, filled, origin)
    if step == "edit":
        return _form_page(kind, filled, origin)[0], 200
    firm = chosen_firm(origin.picked, _firm(filled))
    if not _fits(kind, filled, origin, firm, has_choice=has_choice):
        return _form_page(kind, filled, origin, firm)
    if step != "file":
        return _review_page(kind, filled, origin, firm)
    try:
        ticket = file_for_enterprise(
            replace(
                request_of(kind, filled), enterprise_name=firm.name, uscc=firm.uscc, park=firm.park, language="zh",
                source=Source(origin.source.data), submission_key=key, parcel=_parcel(filled), draft=key,
            ),
            origin.origin(), current_actor(), now(),
        )  # fmt: skip
    except Refusal as refusal:
        _refuse(filled, origin, refusal)
        return _form_page(kind, filled, origin, firm)
    return _filed(ticket)


def _opened(kind: RequestType) -> Page:
    """Show the form as the officer left it, or empty where he has begun none."""
    draft = asked_draft(kind)
    kept = filled_from(draft)
    filled = made_form(kind, draft, formdata=kept) if draft is not None else made_form(kind)
    origin = BesideForm(formdata=kept, data={"source": Source.COUNTER.value})
    filled.submission_key.data = drawn_for(draft)
    if draft is not None:
        filled.find_files(_parcel(filled))
        if origin.picked.data:
            offer_firms(origin.picked, filled.enterprise_name.data or "")
    return _form_page(kind, filled, origin, draft=draft)


def _fits(kind: RequestType, filled: FilledForm, origin: BesideForm, firm: Firm, *, has_choice: bool) -> bool:
    """Tell whether it can be filed as it stands; what is wrong stands beside its field afterwards, all of it at once."""
    is_filled, is_told = filled.validate_on_submit(), origin.validate()
    if has_choice and not origin.picked.data:
        origin.picked.errors = [_("请选择是哪一家。")]
        return False
    if not origin.is_another.data and filed_before(firm, kind.code, _key(filled)):
        origin.is_another.errors = [_("这家企业有同类诉求在办，请看一眼是不是同一件。")]
        return False
    return is_filled and is_told


def _refuse(filled: FilledForm, origin: BesideForm, refusal: Refusal) -> None:
    """Show a refusal of the use case beside the fields it names, whichever of the two forms they stand in."""
    if not isinstance(refusal, InvalidInput):
        filled.refuse(refusal)
        return
    beside = {name: words for name, words in refusal.problems.items() if name in origin}
    rest = {name: words for name, words in refusal.problems.items() if name not in origin}
    for form, problems in ((origin, beside), (filled, rest)):
        if problems:
            form.refuse(InvalidInput(problems))


def _unknown_version(kind: RequestType, filled: FilledForm, origin: BesideForm) -> Page:
    """Show the form in force with everything typed into one that was never published; the next click counts."""
    filled.validate_on_submit()
    filled.form_errors = [*filled.form_errors, say(UNKNOWN_VERSION)]
    filled.form_version.data, filled.form_code.data = str(filled.definition.version), filled.definition.code
    return _form_page(kind, filled, origin)[0], 409


def _form_page(
    kind: RequestType,
    filled: FilledForm,
    origin: BesideForm,
    firm: Firm | None = None,
    draft: RequestDraft | None = None,
) -> tuple[str, int]:
    catalogue = catalogue_in_force(db.session())
    offer_uploads(kind, filled)
    return render_form(
        "recording/fill.html", filled, origin=origin, kind=kind, slug=slug_of(kind), draft=draft,
        same=filed_before(firm or chosen_firm(origin.picked, _firm(filled)), kind.code, _key(filled)),
        **form_context(kind, filled.definition, catalogue, filled.today.year, filled.factors),
    )  # fmt: skip


def _review_page(kind: RequestType, filled: FilledForm, origin: BesideForm, firm: Firm) -> Page:
    if not filled.title.data:
        filled.title.data = title_of(filled)
    has_table = any(section.layout for section in filled.definition.sections)
    return render_template(
        "recording/review.html", form=filled, origin=origin, kind=kind, slug=slug_of(kind), firm=firm,
        carried=[*filled.carried(), *origin.carried()], sections=sections_of(filled),
        told=origin_lines(origin.origin()),
        source=SOURCE_NAMES[Source(origin.source.data)], names=personal_in(filled.body.data or "").names,
        verdicts=verdicts(filled.relevant()) if has_table else [],
    )  # fmt: skip


def _filed(ticket: Ticket) -> Page:
    flash(_("已录入，编号 %(no)s，在“待受理”里。", no=ticket.ticket_no))
    return redirect(url_for("desk.ticket", number=ticket.ticket_no), 303)


def _firm(filled: FilledForm) -> Firm:
    asked = filled.relevant()
    return Firm(
        asked["enterprise_name"] or "",
        asked["uscc"],
        asked["park"],
        asked["contact_name"],
        asked["contact_mobile"],
    )


def _key(filled: FilledForm) -> str:
    return record_key(filled.submission_key.data or "")


def _parcel(filled: FilledForm) -> str:
    return parcel_of(_key(filled))
