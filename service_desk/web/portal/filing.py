"""Filing a request: form, review, submission; what is typed is kept as a draft until the ticket is made."""

from __future__ import annotations

import hashlib
import re

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

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
from service_desk.persistence.tables import RequestDraft, Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.published_forms import form_in_force, form_under
from service_desk.usecases.acting.rules import calendar_in_force, catalogue_in_force
from service_desk.usecases.intake.keep_request_draft import new_code, parcel_of
from service_desk.usecases.intake.submit_ticket import UNKNOWN_VERSION, Request, submit_ticket
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import STALE_PAGE, render_form
from service_desk.web.forms.files import ForForm, UploadForm
from service_desk.web.forms.request_form import FilledForm, form_class
from service_desk.web.language import current_language, say
from service_desk.web.limits import count_against, limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.drafts import Line, lines_of
from service_desk.web.portal.form_page import form_context
from service_desk.web.portal.held import filer, hold
from service_desk.web.portal.holding_drafts import own_draft, own_drafts
from service_desk.web.portal.kept_form import (
    asked_draft,
    code_for_files,
    code_of_this_form,
    filled_from,
    keep_with_step,
    kind_at,
    name_the_firm,
)
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
    """Show the form of a request type, then what was filled in, then make the ticket; each step keeps the draft."""
    kind = kind_at(slug)
    draft = asked_draft(kind)
    filled = _open_form(kind, draft)
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
        ticket = submit_ticket(_request_of(kind, filled), filer(), now())
    except InvalidInput as refusal:
        filled.refuse(refusal)
        return _form_page(kind, filled)
    return _receipt(ticket, filled)


def _definition(kind: RequestType, draft: RequestDraft | None = None) -> RequestForm:
    """Return the form in the version that the page or the draft began with; the one in force where it was never published."""
    kept = draft.fields.get("form_version", [""])[0] if draft is not None else ""
    began_with = request.values.get("form_version", kept)
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


def _open_form(kind: RequestType, draft: RequestDraft | None) -> FilledForm:
    today = local_date(now())
    more = {"formdata": filled_from(draft)} if draft is not None else {}
    made = form_class(_definition(kind, draft), today.year)
    filled = made(today=today, calendar=calendar_in_force(db.session()), **more)
    if draft is not None:
        filled.submission_key.data, filled.draft_version.data = draft.code, str(draft.version)
    elif request.method == "GET":
        filled.submission_key.data = new_code()
        _propose_nature(filled, kind)
        name_the_firm(filled)
    elif request.form.get("step") == "start":
        _begin_with(filled, kind, request.form.get("problem", "")[:MAX_BODY])
    else:
        filled.submission_key.data = code_of_this_form()
    return filled


def _propose_nature(filled: FilledForm, kind: RequestType) -> None:
    if "kind" in filled:
        filled.kind.data = _NATURE.get(kind.code, Kind.HELP).value


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
    if slot not in {each.code for each in _definition(kind).slots}:
        abort(404)
    upload = UploadForm()
    upload.files.take(ForForm(parcel_of(code_for_files(kind)), slot))
    return upload.files.received()


def _look_after_files(kind: RequestType, filled: FilledForm) -> None:
    """Receive the files that came with the form, or find those again that lie with its draft."""
    code = filled.submission_key.data or ""
    for slot, field in filled.slots():
        field.upload_url = url_for(
            "portal.form_upload", slug=slug_of(kind), slot=slot.code, draft=code,
            form_version=filled.definition.version,
        )  # fmt: skip
    is_another = code != request.form.get("submission_key", code)
    if request.method == "POST" and request.form.get("step") != "start" and not is_another:
        filled.take_files(parcel_of(code))
    else:
        filled.find_files(parcel_of(code))


def _begin_with(filled: FilledForm, kind: RequestType, problem: str) -> None:
    """Carry the words of the home page's box into the form that was chosen; the rest stands as in an empty form."""
    filled.process(formdata=None)
    filled.submission_key.data = new_code()
    filled.form_version.data = str(filled.definition.version)
    filled.body.data = problem.strip()
    _propose_nature(filled, kind)
    name_the_firm(filled)
    if "kind" in filled:
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
        earlier=_earlier_drafts(kind, filled),
        **form_context(kind, filled.definition, catalogue_in_force(db.session()), filled.today.year),
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
        submission_key=_key_of(filled.submission_key.data or ""),
        parcel=parcel_of(filled.submission_key.data or ""),
        files=filled.tokens(),
        draft=filled.submission_key.data or "",
    )


def _key_of(code: str) -> str:
    """Return the key under which a form makes one ticket only; whoever may not open the draft never gets here with it."""
    return hashlib.sha256(f"form:{code}".encode()).hexdigest()[:32]


def _receipt(ticket: Ticket, filled: FilledForm) -> Page:
    if ticket.submitted_at != now() and ticket.body != filled.relevant()["body"]:
        flash(_("这份表单先前已经提交，编号如下。后来改动的内容没有收录，请在进度页补充。"), "warn")
    hold(ticket.ticket_no)
    return redirect(url_for("portal.receipt", ticket_no=ticket.ticket_no), 303)
