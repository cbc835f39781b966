"""The draft of the next routing set: edit a request type, try it on the last month, publish, discard, take an earlier set."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.refusals import NotPossible, Refusal, Stale
from service_desk.domain.routing_sets import differences
from service_desk.persistence.database import db
from service_desk.persistence.routing_sets import published_sets
from service_desk.persistence.routing_sets import routing_draft as stored_draft
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.zone.edit_routing import (
    discard_routing,
    drafted_set,
    edit_routing,
    restore_routing,
    revision_of,
)
from service_desk.usecases.zone.publish_routing import publish_routing
from service_desk.usecases.zone.try_routing import try_routing
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.routing import names
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_routing import PublishForm, RoutingForm, routing_form
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

NO_DRAFT = Bilingual("还没有草稿：请先改一个事项。", "There is no draft yet: change a request type first.")
SHOWN = 200
"""How many of the tickets that would go elsewhere are listed; their number is always told."""


@blueprint.route("/admin/routing/types/<code>", methods=["GET", "POST"])
@needs(Right.ROUTING_MANAGE)
@keeps_text
@limited("write")
def routing_type(code: str) -> Page:
    """Change one request type's row and refinements in the draft."""
    if code not in load_catalogue().request_types:
        abort(404)
    form = _type_form(code, is_sent=True)
    if not form.validate_on_submit():
        return _type_page(form, code)
    seen = seen_version(form.seen)
    try:
        changed = edit_routing(
            code, form.row, form.refined(code), by=current_actor(), now=now(), seen_revision=seen
        )
    except Stale:
        form.seen.data = str(revision_of(stored_draft(db.session())))
        html, _status = _type_page(form, code, _meanwhile())
        return html, 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _type_page(form, code)
    flash(_("已存入草稿，发布后才生效。") if changed else _("没有改动。"))
    return redirect(url_for("admin.routing") + f"#{code}", 303)


@blueprint.route("/admin/routing/draft", methods=["GET", "POST"])
@needs(Right.ROUTING_MANAGE)
@keeps_text
@limited("write")
def routing_draft() -> Page:
    """Show what the draft changes and what would have become of the last month's tickets; publish it."""
    draft = stored_draft(db.session())
    form = PublishForm(seen=str(revision_of(draft)))
    if not form.validate_on_submit():
        return _draft_page(form) if draft is not None else _no_draft()
    try:
        version = publish_routing(
            form.note.data or "", by=current_actor(), now=now(), seen_revision=seen_version(form.seen)
        )
    except Stale:
        form.seen.data = str(revision_of(stored_draft(db.session())))
        html, _status = _draft_page(form, _meanwhile())
        return html, 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _draft_page(form)
    flash(_("第 %(n)s 版已发布，从现在起派单按它建议；已派的单不变。", n=version))
    return redirect(url_for("admin.routing"), 303)


@blueprint.post("/admin/routing/discard")
@needs(Right.ROUTING_MANAGE)
@limited("write")
def routing_discard() -> Page:
    """Throw the draft away."""
    form = PublishForm()
    discard_routing(by=current_actor(), seen_revision=seen_version(form.seen))
    flash(_("草稿已放弃，现行的派单目录不变。"))
    return redirect(url_for("admin.routing"), 303)


@blueprint.post("/admin/routing/sets/<int(max=2147483647):version>/restore")
@needs(Right.ROUTING_MANAGE)
@limited("write")
def routing_restore(version: int) -> Page:
    """Take an earlier set as the draft."""
    form = PublishForm()
    restore_routing(version, by=current_actor(), now=now(), seen_revision=seen_version(form.seen))
    flash(_("第 %(n)s 版已作为草稿，看过试算再发布。", n=version))
    return redirect(url_for("admin.routing_draft"), 303)


def _type_form(code: str, *, is_sent: bool) -> RoutingForm:
    session = db.session()
    rules, draft = rules_in_force(session), stored_draft(session)
    drafted, kind = drafted_set(draft, rules.routing), rules.catalogue.request_types[code]
    return routing_form(
        drafted.row_of(kind), drafted.refinements_of(code), revision_of(draft), rules, is_sent=is_sent
    )


def _type_page(form: RoutingForm, code: str, changes: list[Change] | None = None) -> tuple[str, int]:
    rules = rules_in_force(db.session())
    kind = rules.catalogue.request_types[code]
    return render_form(
        "admin/routing_type.html", form,
        kind=kind, changes=changes, present=rules.routing.row_of(kind),
        present_refinements=rules.routing.refinements_of(code), **names(rules),
    )  # fmt: skip


def _draft_page(form: PublishForm, changes: list[Change] | None = None) -> tuple[str, int]:
    session = db.session()
    rules, draft = rules_in_force(session), stored_draft(session)
    drafted = drafted_set(draft, rules.routing)
    trial = try_routing(session, drafted, rules, now())
    return render_form(
        "admin/routing_draft.html", form,
        draft=draft, changes=changes, rules=rules, trial=trial, shown=SHOWN,
        differing=differences(rules.routing, drafted, load_catalogue()),
        kinds=rules.catalogue.request_types, **names(rules),
    )  # fmt: skip


def _no_draft() -> Response:
    if request.method == "POST":
        raise NotPossible(NO_DRAFT)
    flash(say(NO_DRAFT))
    return redirect(url_for("admin.routing"), 303)


def _meanwhile() -> list[Change]:
    """Return what others did: the present draft's last edit, or the set that was published."""
    session = db.session()
    draft = stored_draft(session)
    if draft is not None:
        return [Change(draft.edited_at, draft.by_name, _("改过草稿"))]
    newest = published_sets(session, 1)
    return [Change(row.published_at, row.by_name, _("发布了第 %(n)s 版", n=row.version)) for row in newest]
