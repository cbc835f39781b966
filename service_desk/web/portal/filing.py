"""Filing a request: form, review, submission; everything typed travels with the visitor until the ticket is made."""

from __future__ import annotations

import hashlib
import re
import secrets

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from service_desk.domain.actors import guest
from service_desk.domain.catalogue import RequestType
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.request_forms import (
    Described,
    RequestForm,
    describe_request,
    made_title,
    verdicts,
)
from service_desk.domain.requests import MAX_BODY, MAX_TITLE, Kind, Urgency
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.published_forms import form_in_force, form_under
from service_desk.usecases.acting.rules import calendar_in_force, catalogue_in_force
from service_desk.usecases.intake.submit_ticket import UNKNOWN_VERSION, Request, submit_ticket
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.files import ForForm, UploadForm
from service_desk.web.forms.request_form import FilledForm, form_class
from service_desk.web.language import current_language, say
from service_desk.web.limits import count_against, limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.form_page import form_context
from service_desk.web.portal.held import hold
from service_desk.web.portal.tiles import slug_of, tile_of

_NATURE = {
    "enquiry_praise": Kind.CONSULT,
    "policy_advice": Kind.CONSULT,
    "conduct_inspection": Kind.COMPLAINT,
}
"""What a request of these types most often is; the others ask for help."""

_CLAUSE_ENDS = "。！？；\n!?;"


@blueprint.route("/requests/<slug>", methods=["GET", "POST"])
@public
@keeps_text
def form(slug: str) -> Page:
    """Show the form of a request type, then what was filled in, then make the ticket."""
    kind = _kind_at(slug)
    filled = _open_form(kind)
    _look_after_files(kind, filled)
    step = request.form.get("step", "review")
    if request.form.get("form_version", filled.form_version.data) != filled.form_version.data:
        return _unknown_version(kind, filled)
    if request.method == "GET" or step in ("start", "edit"):
        return _form_page(kind, filled)
    if not filled.validate_on_submit():
        only_token = step == "submit" and set(filled.errors) == {"csrf_token"}
        return _review_page(kind, filled) if only_token else _form_page(kind, filled)
    if step != "submit":
        return _review_page(kind, filled)
    count_against("submit")
    try:
        ticket = submit_ticket(_request_of(kind, filled), guest(filled.contact_name.data), now())
    except InvalidInput as refusal:
        filled.refuse(refusal)
        return _form_page(kind, filled)
    return _receipt(ticket, filled)


def _kind_at(slug: str) -> RequestType:
    kind = catalogue_in_force(db.session()).request_types.get(slug.replace("-", "_"))
    if kind is None or slug != slug_of(kind):
        abort(404)
    return kind


def _definition(kind: RequestType) -> RequestForm:
    """Return the form in the version that the page began with; the one in force where it names none that was published."""
    began_with = request.values.get("form_version", "")
    known = (
        form_under(db.session(), kind.form, int(began_with))
        if re.fullmatch(r"[0-9]{1,9}", began_with)
        else None
    )
    return known or form_in_force(db.session(), kind.form)


def _unknown_version(kind: RequestType, filled: FilledForm) -> Page:
    """Show the form in force with everything typed into one that was never published; the next click counts."""
    filled.validate_on_submit()
    filled.form_errors = [*filled.form_errors, say(UNKNOWN_VERSION)]
    html, _status = _form_page(kind, filled)
    return html, 409


def _open_form(kind: RequestType) -> FilledForm:
    today = local_date(now())
    filled = form_class(_definition(kind), today.year)(today=today, calendar=calendar_in_force(db.session()))
    if not filled.submission_key.data:
        filled.submission_key.data = secrets.token_urlsafe(16)
    if request.method == "GET" and "kind" in filled:
        filled.kind.data = _NATURE.get(kind.code, Kind.HELP).value
    if request.form.get("step") == "start":
        _begin_with(filled, kind, request.form.get("problem", "")[:MAX_BODY])
    return filled


@blueprint.post("/requests/<slug>/files/<slot>")
@public
@limited("write")
def form_upload(slug: str, slot: str) -> tuple[dict[str, str], int]:
    """Receive one file for a form that is being filled in."""
    kind = _kind_at(slug)
    if slot not in {each.code for each in _definition(kind).slots}:
        abort(404)
    upload = UploadForm()
    upload.files.take(ForForm(_parcel(kind), slot))
    return upload.files.received()


def _look_after_files(kind: RequestType, filled: FilledForm) -> None:
    """Receive the files that came with the form, or find those again that this browser had sent for it."""
    for slot, field in filled.slots():
        field.upload_url = url_for(
            "portal.form_upload", slug=slug_of(kind), slot=slot.code, form_version=filled.definition.version
        )
    if request.method == "POST" and request.form.get("step") != "start":
        filled.take_files(_parcel(kind))
    else:
        filled.find_files(_parcel(kind))


def _parcel(kind: RequestType) -> str:
    """Return the name of this browser's files for a form; drawn once for a session, so nobody else can say it."""
    mark = session.setdefault("parcel", secrets.token_urlsafe(16))
    return hashlib.sha256(f"{mark}:{kind.code}".encode()).hexdigest()[:32]


def _begin_with(filled: FilledForm, kind: RequestType, problem: str) -> None:
    """Carry the words of the home page's box into the form that was chosen; the rest stands as in an empty form."""
    filled.process(formdata=None)
    filled.submission_key.data = secrets.token_urlsafe(16)
    filled.form_version.data = str(filled.definition.version)
    filled.body.data = problem.strip()
    if "kind" in filled:
        filled.kind.data = _NATURE.get(kind.code, Kind.HELP).value
        filled.title.data = first_clause(problem)


def first_clause(text: str) -> str:
    """Return the beginning of a text as a title: up to the first full stop, or as much as a title may hold."""
    words = text.strip()
    end = min((place for mark in _CLAUSE_ENDS if (place := words.find(mark)) > 0), default=len(words))
    return words[:end].strip()[:MAX_TITLE]


def _form_page(kind: RequestType, filled: FilledForm) -> tuple[str, int]:
    page, status = render_form(
        "portal/form.html",
        filled,
        kind=kind,
        slug=slug_of(kind),
        tile=tile_of(kind.code),
        **form_context(kind, filled.definition, catalogue_in_force(db.session()), filled.today.year),
    )
    return page, 200 if request.form.get("step") in ("start", "edit") else status


def _review_page(kind: RequestType, filled: FilledForm) -> Page:
    if not filled.title.data:
        filled.title.data = _title_of(filled)
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


def sections_of(filled: FilledForm) -> list[Described]:
    """Return everything filled in, section by section."""
    values = {**filled.relevant(), "title": filled.title.data}
    return list(describe_request(filled.definition, values, filled.kept()))


def _title_of(filled: FilledForm) -> str:
    made = made_title(filled.definition, filled.relevant())
    return "" if made is None else say(made)[:MAX_TITLE]


def _request_of(kind: RequestType, filled: FilledForm) -> Request:
    answers = filled.relevant()
    return Request(
        title=answers["title"] or _title_of(filled),
        body=answers["body"],
        request_type=kind.code,
        enterprise_name=answers["enterprise_name"],
        contact_name=answers["contact_name"],
        contact_mobile=answers["contact_mobile"],
        contact_email=answers["contact_email"],
        uscc=answers["uscc"],
        park=answers["park"],
        expected_result=answers["expected_result"],
        kind=Kind(answers.get("kind") or Kind.HELP),
        urgency=Urgency(int(answers["urgency"])),
        form_data=filled.kept(),
        form_version=filled.definition.version,
        location=answers.get("location") or answers.get("site_address"),
        is_publishable=bool(answers["is_publishable"]),
        language=current_language(),
        submission_key=_key_of_this_browser(filled.submission_key.data or ""),
        parcel=_parcel(kind),
        files=filled.tokens(),
    )


def _key_of_this_browser(drawn: str) -> str:
    """Return the key under which a form makes one ticket only; mixed with the session, nobody else's can be hit."""
    mark = session.get(
        "csrf_token", ""
    )  # every form that gets here has shown that it belongs to this session
    return hashlib.sha256(f"{mark}:{drawn}".encode()).hexdigest()[:32]


def _receipt(ticket: Ticket, filled: FilledForm) -> Page:
    if ticket.submitted_at != now() and ticket.body != filled.relevant()["body"]:
        flash(_("这份表单先前已经提交，编号如下。后来改动的内容没有收录，请在进度页补充。"), "warn")
    hold(ticket.ticket_no)
    return redirect(url_for("portal.receipt", ticket_no=ticket.ticket_no), 303)
