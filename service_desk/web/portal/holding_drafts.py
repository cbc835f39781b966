"""Whose drafts a browser may open: a secret in a long-lived cookie of its own, which outlives sessions and closed windows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Response, after_this_request, current_app, g, request

from service_desk.config import Settings
from service_desk.domain.actors import Actor
from service_desk.domain.request_drafts import KEPT_FOR_GUESTS, Fields
from service_desk.persistence.database import db
from service_desk.persistence.tables import RequestDraft
from service_desk.usecases.accounts.password_hash import new_token
from service_desk.usecases.intake.keep_request_draft import Holder, drafts_of, held_draft
from service_desk.web.access import current_actor
from service_desk.web.clock import now

COOKIE = "drafts"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_NOT_TYPED = frozenset({"csrf_token", "step", "draft", "submission_key", "draft_version"})


def holder() -> Holder:
    """Return whose drafts this request may open; a browser without the cookie is nobody in particular yet."""
    actor: Actor = current_actor()
    return Holder(_secret(), actor.user_id if actor.is_enterprise else None)


def own_draft(code: str) -> RequestDraft | None:
    """Return this visitor's draft of a code."""
    return held_draft(db.session(), code, holder(), now()) if code else None


def own_drafts() -> Sequence[RequestDraft]:
    """Return this visitor's drafts, the latest saved first."""
    if COOKIE not in request.cookies and not current_actor().is_enterprise:
        return ()
    return drafts_of(db.session(), holder(), now())


def know_browser() -> None:
    """Give a browser its secret with the form, before several files sent at once could each draw another."""
    if COOKIE not in request.cookies:
        remember_browser()


def remember_browser() -> None:
    """Have the browser keep its secret for as long as a draft is kept."""
    settings: Settings = current_app.extensions["desk_settings"]
    secret = _secret()

    @after_this_request
    def _keep(answer: Response) -> Response:
        answer.set_cookie(
            COOKIE, secret, max_age=int(KEPT_FOR_GUESTS.total_seconds()), secure=settings.https, httponly=True,
            samesite="Lax",
        )  # fmt: skip
        return answer


def typed_fields() -> Fields:
    """Return what the form of this request says, as a draft keeps it."""
    return {
        name: values
        for name, values in request.form.lists()
        if name not in _NOT_TYPED and not name.startswith(("kept_", "drop_", "kept:"))
    }


def _secret() -> str:
    """Return the secret of this browser, drawn for this answer where it has none."""
    if "draft_secret" not in g:
        sent = request.cookies.get(COOKIE, "")
        g.draft_secret = sent if _SECRET.fullmatch(sent) else new_token()
    return str(g.draft_secret)
