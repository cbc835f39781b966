"""Filing a request: form, review, submission; what is typed is kept as a draft until the ticket is made."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.catalogue import RequestType
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.request_forms import (
    verdicts,
)
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.intake.keep_request_draft import parcel_of
from service_desk.usecases.intake.submit_ticket import UNKNOWN_VERSION, submit_ticket
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import STALE_PAGE, render_form
from service_desk.web.forms.files import ForForm, UploadForm
from service_desk.web.forms.request_form import FilledForm
from service_desk.web.language import say
from service_desk.web.limits import count_against, limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.drafts import Line, lines_of
from service_desk.web.portal.filed_request import request_of, sections_of, title_of
from service_desk.web.portal.form_page import form_context
from service_desk.web.portal.held import filer, hold
from service_desk.web.portal.holding_drafts import know_browser, own_draft, own_drafts
from service_desk.web.portal.kept_form import (
    asked_draft,
    code_for_files,
    keep_with_step,
    kind_at,
)
from service_desk.web.portal.opened_form import definition_for, open_form
from service_desk.web.portal.tiles import slug_of, tile_of


@blueprint.route("/requests/<slug>", methods=["GET", "POST"])
@public
@keeps_text
def form(slug: str) -> Page:
    """Show the form of a request type, then what was filled in, then make the ticket; each step keeps the draft."""
    kind = kind_at(slug)
    know_browser()
    draft = asked_draft(kind)
    filled = open_form(kind, draft)
    step = request.form.get("step", "review")
    sent = _ticket_already_made(filled) if step == "submit" else None
    if sent is not None:
        return _receipt(sent, filled)
    note = keep_with_step(kind, filled) if request.method == "POST" and step in ("review", "save") else None
    if note is not None:
        flash(note, "warn")
    _look_after_files(kind, filled)
    if request.form.get("form_version", filled.form_version.data) != filled.form_version.data:
        return _unknown_version(kind, filled)
    if request.method == "GET" or step in ("start", "edit"):
        return _form_page(kind, filled)
    if step == "save":
        return _saved(kind, filled, note)
    if not filled.validate_on_submit():
        only_token = step == "submit" and set(filled.errors) == {"csrf_token"}
        return _review_page(kind, filled) if only_token else _form_page(kind, filled)
    if step != "submit":
        return _review_page(kind, filled)
    count_against("submit")
    try:
        ticket = submit_ticket(request_of(kind, filled), filer(), now())
    except InvalidInput as refusal:
        filled.refuse(refusal)
        return _form_page(kind, filled)
    return _receipt(ticket, filled)


def _unknown_version(kind: RequestType, filled: FilledForm) -> Page:
    """Show the form in force with everything typed into one that was never published; the next click counts."""
    filled.validate_on_submit()
    filled.form_errors = [*filled.form_errors, say(UNKNOWN_VERSION)]
    html, _status = _form_page(kind, filled)
    return html, 409


def _ticket_already_made(filled: FilledForm) -> Ticket | None:
    """Return the ticket that this form has become: of a double click, or of a page gone back to."""
    draft = own_draft(filled.submission_key.data or "")
    number = draft.ticket_no if draft is not None else None
    return ticket_by_number(db.session(), number) if number else None


def _saved(kind: RequestType, filled: FilledForm, note: str | None) -> Page:
    """Answer the button that only keeps the draft."""
    if g.get("csrf_failed", False):
        filled.form_errors = [STALE_PAGE]
        return _form_page(kind, filled)
    draft = own_draft(filled.submission_key.data or "")
    if draft is None or draft.ticket_no is not None:
        return _form_page(kind, filled)
    if note is None:
        flash(_("已暂存。关掉浏览器也不会丢，从首页可以接着填。"))
    return redirect(url_for("portal.form", slug=slug_of(kind), draft=draft.code), 303)


@blueprint.post("/requests/<slug>/files/<slot>")
@public
@limited("write")
def form_upload(slug: str, slot: str) -> tuple[dict[str, str], int]:
    """Receive one file for a form that is being filled in."""
    kind = kind_at(slug)
    asked = next((each for each in definition_for(kind).slots if each.code == slot), None) or abort(404)
    upload = UploadForm()
    upload.files.take(ForForm(parcel_of(code_for_files(kind)), slot, asked.groups))
    return upload.files.received()


def _look_after_files(kind: RequestType, filled: FilledForm) -> None:
    """Receive the files that came with the form, or find those again that lie with its draft."""
    code = filled.submission_key.data or ""
    for slot, field in filled.slots():
        field.upload_url = url_for(
            "portal.form_upload", slug=slug_of(kind), slot=slot.code, draft=code,
            form_version=filled.definition.version, form_code=filled.definition.code,
        )  # fmt: skip
    is_another = code != request.form.get("submission_key", code)
    if request.method == "POST" and request.form.get("step") != "start" and not is_another:
        filled.take_files(parcel_of(code))
    else:
        filled.find_files(parcel_of(code))


def _form_page(kind: RequestType, filled: FilledForm) -> tuple[str, int]:
    page, status = render_form(
        "portal/form.html",
        filled,
        kind=kind,
        slug=slug_of(kind),
        tile=tile_of(kind.code),
        earlier=_earlier_drafts(kind, filled),
        **form_context(
            kind, filled.definition, catalogue_in_force(db.session()), filled.today.year, filled.factors
        ),
    )
    return page, 200 if request.form.get("step") in ("start", "edit") else status


def _earlier_drafts(kind: RequestType, filled: FilledForm) -> list[Line]:
    """Return this visitor's other drafts of the same kind, to go on with instead of beginning anew."""
    if request.method != "GET":
        return []
    others = [draft for draft in own_drafts() if draft.code != filled.submission_key.data]
    return lines_of([draft for draft in others if draft.request_type == kind.code])[:3]


def _review_page(kind: RequestType, filled: FilledForm) -> Page:
    if not filled.title.data:
        filled.title.data = title_of(filled)
    page = render_template(
        "portal/review.html",
        form=filled,
        kind=kind,
        slug=slug_of(kind),
        carried=list(filled.carried()),
        sections=sections_of(filled),
        verdicts=verdicts(filled.relevant())
        if any(each.layout for each in filled.definition.sections)
        else [],
    )
    return page, 400 if filled.has_errors else 200


def _receipt(ticket: Ticket, filled: FilledForm) -> Page:
    if ticket.submitted_at != now() and ticket.body != filled.relevant()["body"]:
        flash(_("这份表单先前已经提交，编号如下。后来改动的内容没有收录，请在进度页补充。"), "warn")
    hold(ticket)
    return redirect(url_for("portal.receipt", ticket_no=ticket.ticket_no), 303)
