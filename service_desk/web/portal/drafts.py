"""Drafts of request forms: kept while one types, listed, taken along by a mailed link, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.refusals import NotFound, Refusal, Stale
from service_desk.domain.request_drafts import draft_title
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.persistence.drafts import links_to
from service_desk.persistence.tables import RequestDraft
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.intake.keep_request_draft import discard_draft
from service_desk.usecases.intake.share_draft import linked_draft, mail_draft_link, open_link, take_links_back
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.portal import MailDraftForm
from service_desk.web.language import current_language, say
from service_desk.web.limits import count_against, limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.holding_drafts import holder, own_draft, own_drafts, remember_browser
from service_desk.web.portal.kept_form import kind_at, save_typed
from service_desk.web.portal.tiles import slug_of


@dataclass(frozen=True)
class Line:
    """One draft as a list shows it."""

    code: str
    name: Bilingual
    title: str
    saved_at: datetime
    expires_at: datetime
    slug: str
    request_type: str


def lines_of(drafts: Sequence[RequestDraft]) -> list[Line]:
    """Return drafts as a list shows them; one whose request type is offered no more is left out."""
    catalogue = catalogue_in_force(db.session())
    return [line_of(draft, catalogue) for draft in drafts if draft.request_type in catalogue.request_types]


def line_of(draft: RequestDraft, catalogue: Catalogue) -> Line:
    """Return one draft as a list shows it."""
    kind = catalogue.request_types[draft.request_type]
    return Line(
        draft.code,
        kind.name,
        draft_title(draft.fields),
        draft.saved_at,
        draft.expires_at,
        slug_of(kind),
        kind.code,
    )


@blueprint.post("/requests/<slug>/draft")
@public
@keeps_text
@limited("draft")
def autosave(slug: str) -> dict[str, object] | tuple[dict[str, object], int]:
    """Keep what stands in a form; the page's script is told when, or is handed a token where the session has ended."""
    kind = kind_at(slug)
    if g.get("csrf_failed", False):
        return {"csrf_token": generate_csrf()}, 400
    try:
        draft = save_typed(kind)
    except Stale:
        return {"saved": "", "reason": _("这份草稿在另一台设备上有更新，本页的改动请点“暂存”另存一份。")}
    except Refusal as refusal:
        return {"saved": "", "reason": say(refusal.reason)}
    remember_browser()
    return {
        "saved": f"{draft.saved_at.astimezone(SHANGHAI):%H:%M}",
        "fields": {"draft_version": str(draft.version)},
    }


@blueprint.get("/drafts")
@public
def drafts() -> Page:
    """List the drafts of this browser or account."""
    return render_template("portal/drafts.html", drafts=lines_of(own_drafts()))


@blueprint.get("/drafts/<code>")
@public
def draft(code: str) -> Page:
    """Show one draft: go on, mail a link to oneself, take links back, delete."""
    found = _own(code)
    return _draft_page(found, MailDraftForm(formdata=None))


@blueprint.post("/drafts/<code>/mail")
@public
@keeps_text
@limited("write")
def mail_draft(code: str) -> Page:
    """Mail a link to the draft; how often is counted by sender and by address."""
    form, found = MailDraftForm(), _own(code)
    if not form.validate_on_submit():
        return _draft_page(found, form)
    address = form.email.data or ""
    count_against("mail")
    count_against("mail", sha256(address.lower().encode()).hexdigest()[:32])
    try:
        mail_draft_link(code, address, holder(), now(), language=current_language())
    except NotFound:
        abort(404)
    except Refusal as refusal:
        form.refuse(refusal)
        return _draft_page(found, form)
    flash(_("链接已发往 %(address)s。", address=address))
    return redirect(url_for("portal.draft", code=code), 303)


@blueprint.post("/drafts/<code>/revoke")
@public
@limited("write")
def revoke_draft(code: str) -> Page:
    """Take every link to the draft back; only this browser opens it afterwards."""
    take_links_back(code, holder(), now())
    flash(_("链接已全部收回，用链接打开过的其他设备也不能再打开。"))
    return redirect(url_for("portal.draft", code=code), 303)


@blueprint.post("/drafts/<code>/delete")
@public
@limited("write")
def delete_draft(code: str) -> Page:
    """Forget the draft with its files."""
    discard_draft(code, holder(), now())
    flash(_("草稿已删除。"))
    return redirect(url_for("portal.drafts") if own_drafts() else url_for("portal.home"), 303)


@blueprint.route("/drafts/link/<token>", methods=["GET", "POST"])
@public
@keeps_text
@limited("lookup", methods=("GET", "POST"))
def draft_link(token: str) -> Page:
    """Show what a mailed link is for; only pressing the button lets this browser work on the draft."""
    form = DeskForm()
    try:
        found = linked_draft(db.session(), token, now())
        if form.validate_on_submit():
            found = open_link(token, holder(), now())
            remember_browser()
            line = line_of(found, catalogue_in_force(db.session()))
            return redirect(url_for("portal.form", slug=line.slug, draft=line.code), 303)
    except Refusal as refusal:
        return render_template("portal/dead_link.html", reason=refusal.reason), 410
    line = line_of(found, catalogue_in_force(db.session()))
    return render_form("portal/draft_link.html", form, line=line, token=token)


def _own(code: str) -> RequestDraft:
    found = own_draft(code)
    if found is None or found.ticket_no is not None:
        abort(404)
    return found


def _draft_page(found: RequestDraft, form: MailDraftForm) -> Page:
    return render_form(
        "portal/draft.html",
        form,
        line=line_of(found, catalogue_in_force(db.session())),
        is_account=found.user_id is not None,
        links=links_to(db.session(), found.id, now()),
    )
