"""Drafts of the request forms that officers fill in for enterprises: an officer's own, shown again wherever he comes back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import RequestType
from service_desk.domain.refusals import Refusal
from service_desk.domain.request_drafts import draft_title
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.persistence.tables import RequestDraft
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.intake.keep_request_draft import (
    Holder,
    begin_draft,
    discard_draft,
    drafts_of,
    parcel_of,
    save_draft,
)
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms.files import ForForm, UploadForm
from service_desk.web.forms.recording import LONGEST_DRAWN, SHORTEST_DRAWN, record_key
from service_desk.web.forms.request_form import FilledForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.portal.holding_drafts import typed_fields
from service_desk.web.portal.kept_form import kind_at
from service_desk.web.portal.opened_form import definition_for
from service_desk.web.portal.tiles import slug_of
from service_desk.web.recording.blueprint import Page, blueprint
from service_desk.web.rights import Right


@dataclass(frozen=True)
class Line:
    """One draft as a list shows it: its form, the firm it is for or what it asks, when it was kept, where it goes on."""

    name: Bilingual
    title: str
    saved_at: datetime
    url: str


def holder() -> Holder:
    """Return whose drafts these are: the officer's, in whatever browser he writes; the last one to keep wins."""
    return Holder("", current_actor().user_id)


def lines() -> list[Line]:
    """Return what this officer has begun and not filed, the latest first."""
    kinds = catalogue_in_force(db.session()).request_types
    return [
        Line(
            kinds[draft.request_type].name,
            " · ".join(filter(None, ("".join(draft.fields.get("enterprise_name", ())), draft_title(draft.fields)))),
            draft.saved_at,
            url_for("recording.fill", slug=slug_of(kinds[draft.request_type]), draft=draft.code),
        )
        for draft in drafts_of(db.session(), holder(), now())
        if draft.request_type in kinds
    ]  # fmt: skip


def asked_draft(kind: RequestType) -> RequestDraft | None:
    """Return the draft to go on with: the one that the address names, else the latest of this form.

    None where none is wanted or there is none; 404 for one that is not this officer's.
    """
    if "new" in request.args:
        return None
    drafts = [each for each in drafts_of(db.session(), holder(), now()) if each.request_type == kind.code]
    code = request.args.get("draft")
    if code is None:
        return drafts[0] if drafts else None
    return next((each for each in drafts if each.code == code), None) or abort(404)


def drawn_for(draft: RequestDraft | None) -> str:
    """Return what the page's form is known by: the draft's, or a new one."""
    return draft.code.removeprefix(record_key("")) if draft is not None else secrets.token_urlsafe(16)


def keep_with_step(kind: RequestType, filled: FilledForm, step: str) -> None:
    """Keep the form before a step is taken with it; where that cannot be, the officer is told and goes on.

    The last step brings nothing new: filing makes an end of the draft.
    """
    if step == "file" or g.get("csrf_failed", False):
        return
    try:
        save_draft(record_key(filled.submission_key.data or ""), kind.code, typed_fields(), holder(), now())
    except Refusal as refusal:
        flash(say(refusal.reason), "warn")


def offer_uploads(kind: RequestType, filled: FilledForm) -> None:
    """Say where files are sent as soon as they are chosen, so that they lie with the draft."""
    for slot, field in filled.slots():
        field.upload_url = url_for(
            "recording.upload", slug=slug_of(kind), slot=slot.code, key=filled.submission_key.data,
            form_version=filled.definition.version, form_code=filled.definition.code,
        )  # fmt: skip


@blueprint.post("/desk/record/requests/<slug>/draft")
@needs(Right.TICKET_RECORD)
@keeps_text
@limited("draft")
def keep(slug: str) -> Page | dict[str, object] | tuple[dict[str, object], int]:
    """Keep what stands in the form, or forget it; a script is told when it was kept, a button leads back to the form."""
    kind, code = kind_at(slug), _code(request.form.get("submission_key", ""))
    wish = request.form.get("draft", "")
    if g.get("csrf_failed", False):
        return {"csrf_token": generate_csrf()}, 400
    try:
        if wish == "drop":
            discard_draft(code, holder(), now())
            flash(_("草稿已丢弃。"))
            return redirect(url_for("recording.fill", slug=slug, new=1), 303)
        saved = save_draft(code, kind.code, typed_fields(), holder(), now()).saved_at
    except Refusal as refusal:
        if wish == "auto":
            return {"saved": "", "reason": say(refusal.reason)}
        raise
    if wish == "auto":
        return {"saved": f"{saved.astimezone(SHANGHAI):%H:%M}"}
    flash(_("草稿已保存，只有您自己看得到。"))
    return redirect(url_for("recording.fill", slug=slug, draft=code), 303)


@blueprint.post("/desk/record/requests/<slug>/files/<slot>")
@needs(Right.TICKET_RECORD)
@limited("write")
def upload(slug: str, slot: str) -> tuple[dict[str, str], int]:
    """Receive one file for a form that is being filled in; its draft begins with it where need be."""
    kind, code = kind_at(slug), _code(request.args.get("key", ""))
    asked = next((each for each in definition_for(kind).slots if each.code == slot), None) or abort(404)
    begin_draft(code, kind.code, holder(), now())
    sent = UploadForm()
    sent.files.take(ForForm(parcel_of(code), slot, asked.groups))
    return sent.files.received()


def _code(drawn: str) -> str:
    """Return the code under which the form of this page is kept; 400 for what no page has drawn."""
    if not SHORTEST_DRAWN <= len(drawn) <= LONGEST_DRAWN:
        abort(400)
    return record_key(drawn)
