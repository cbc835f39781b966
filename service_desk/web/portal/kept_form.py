"""A request form and its draft: opened from it, kept in it with every step, its files lying with it."""

from __future__ import annotations

from flask import abort, g, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import Unauthorized

from service_desk.domain.catalogue import RequestType
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.request_forms.energy_table import SLOTS, one_other_energy, others_name
from service_desk.persistence.database import db
from service_desk.persistence.drafts import draft_by_code
from service_desk.persistence.firms import member_of
from service_desk.persistence.tables import Enterprise, RequestDraft
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.intake.keep_request_draft import (
    begin_draft,
    fork_draft,
    held_draft,
    new_code,
    save_draft,
)
from service_desk.web.access import current_user
from service_desk.web.clock import now
from service_desk.web.forms.request_form import FilledForm
from service_desk.web.language import say
from service_desk.web.limits import count_against
from service_desk.web.portal.held import my_firm_id
from service_desk.web.portal.holding_drafts import holder, own_draft, remember_browser, typed_fields
from service_desk.web.portal.tiles import slug_of


def kind_at(slug: str) -> RequestType:
    """Return the request type of an address; 404 where there is none."""
    kind = catalogue_in_force(db.session()).request_types.get(slug.replace("-", "_"))
    if kind is None or slug != slug_of(kind):
        abort(404)
    return kind


def code_of_this_form() -> str:
    """Return the code under which the form of this request is kept: its own, or a new one where that is not its sender's.

    Raises Unauthorized where the draft is an account's and nobody is signed in: the text rides along while he does so.
    """
    sent = request.form.get("submission_key", "")
    if not 16 <= len(sent) <= 32:
        return new_code()
    draft = draft_by_code(db.session(), sent)
    if draft is None or held_draft(db.session(), sent, holder(), now()) is not None:
        return sent
    if draft.user_id is not None and holder().user_id is None:
        g.sign_in_at = "my.sign_in"
        raise Unauthorized
    return new_code()


def asked_draft(kind: RequestType) -> RequestDraft | None:
    """Return the draft that the address names, None where it names none; 404 where it is not this visitor's."""
    code = request.args.get("draft", "")
    if request.method != "GET" or not code:
        return None
    draft = own_draft(code)
    if draft is None or draft.request_type != kind.code or draft.ticket_no is not None:
        abort(404)
    return draft


def filled_from(draft: RequestDraft | None) -> MultiDict[str, str] | None:
    """Return what a draft says in the shape a sent form has, None for no draft."""
    if draft is None or not draft.fields:
        return None
    fields = dict(draft.fields)
    for slot in SLOTS:
        code, bought, sold = (
            "".join(fields.get(f"{slot}_other_{part}", [])[:1]) for part in ("code", "bought", "sold")
        )
        if code and others_name(slot) not in fields:  # kept while the form asked for one more energy only
            fields[others_name(slot)] = [one_other_energy(code, bought, sold)]
    return MultiDict([(name, value) for name, values in fields.items() for value in values])


def name_the_firm(filled: FilledForm) -> None:
    """Fill in firm and contact for a signed-in person of a firm; everything can be changed."""
    user, firm_id = current_user(), my_firm_id()
    if user is None or firm_id is None:
        return
    firm, member = db.session().get_one(Enterprise, firm_id), member_of(db.session(), user.id)
    known = {
        "enterprise_name": firm.name,
        "uscc": firm.uscc,
        "park": firm.park,
        "contact_name": user.display_name,
        "contact_mobile": member.mobile if member is not None else None,
        "contact_email": user.email,
    }
    for name, value in known.items():
        if name in filled and value and not filled[name].data:
            filled[name].data = value


def save_typed(kind: RequestType) -> RequestDraft:
    """Keep what the form of this request says; a draft that begins is counted. Raises Refusal."""
    code = request.form.get("submission_key", "")
    if not 16 <= len(code) <= 32:
        abort(400)
    if draft_by_code(db.session(), code) is None:
        count_against("new_draft")
    return save_draft(code, kind.code, typed_fields(), holder(), now(), _seen())


def keep_with_step(kind: RequestType, filled: FilledForm) -> str | None:
    """Keep the form before a step is taken with it; return what the person has to know of it, None where all is well.

    Where another browser has gone a different way meanwhile, this form becomes a draft of its own.
    """
    if g.get("csrf_failed", False):
        return None
    code = filled.submission_key.data or ""
    try:
        if draft_by_code(db.session(), code) is None:
            count_against("new_draft")
        draft = save_draft(code, kind.code, typed_fields(), holder(), now(), _seen())
    except Stale:
        draft = fork_draft(code, typed_fields(), holder(), now())
        filled.submission_key.data = draft.code
        filled.draft_version.data = str(draft.version)
        remember_browser()
        return str(_("这份草稿在另一台设备上也改过，本页的内容已另存一份，请核对附件。"))
    except Refusal as refusal:
        return say(refusal.reason)
    filled.draft_version.data = str(draft.version)
    remember_browser()
    return None


def code_for_files(kind: RequestType) -> str:
    """Return the code of the draft that a file is sent for, which begins with it where need be.

    Raises NotFound for another's.
    """
    code = request.args.get("draft", "")
    if not 16 <= len(code) <= 32:
        abort(400)
    if draft_by_code(db.session(), code) is None:
        count_against("new_draft")
        remember_browser()
    begin_draft(code, kind.code, holder(), now())
    return code


def _seen() -> int:
    written = request.form.get("draft_version", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else 0
