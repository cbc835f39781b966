"""When something goes wrong: pages in plain words that say what to do next, and never lose what was typed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response, g, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import (
    InvalidInput,
    NotEntitled,
    NotFound,
    NotPossible,
    Refusal,
    Stale,
    Unavailable,
)
from service_desk.persistence.storing.store import StoreDownError
from service_desk.web.csrf import SAFE_METHODS, TokenRefused
from service_desk.web.forms.auth import SignInForm
from service_desk.web.kept import kept_form
from service_desk.web.security import safe_next

Answer = tuple[str | Response, int] | AnyResponse
log = logging.getLogger(__name__)
PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})
_STATUS_OF = {
    NotFound: 404,
    NotEntitled: 403,
    NotPossible: 409,
    Stale: 409,
    InvalidInput: 422,
    Unavailable: 503,
}
_STORE_DOWN = Bilingual(
    "附件暂时存取不了，请稍后再试。",
    "Files cannot be stored or fetched at the moment; please try again later.",
)


@dataclass(frozen=True)
class Change:
    """One thing that happened to the ticket while its page was open."""

    at: datetime
    who: str
    words: Bilingual | str


def init_app(app: Flask) -> None:
    """Answer every failure with its page, or with JSON where JSON was asked for."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(StoreDownError, _store_down)
    app.register_error_handler(Exception, _crash)


def stale_page(changes: Iterable[Change], kept: Mapping[str, str], again: str) -> tuple[str, int]:
    """Return the 409 page for an act on an old version: what changed, what was typed (label → text), and the way on.

    `again` is the address of the present version. A form that can show itself again does better with the macro
    `stale_notice(changes)` above it.
    """
    return render_template("errors/409.html", changes=list(changes), kept=dict(kept), again=again), 409


def _http(error: HTTPException) -> Answer:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error.get_response()
    if code == 401:
        return _sign_in_first()
    answer = _page(code, stale_token=isinstance(error, TokenRefused))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value  # Allow, Retry-After
    return answer


def _refusal(error: Refusal) -> Answer:
    status = next((code for kind, code in _STATUS_OF.items() if isinstance(error, kind)), 409)
    return _page(status, reason=error.reason)


def _store_down(error: StoreDownError) -> Answer:
    log.error("request %s: the store of files is down: %s", g.get("request_id"), error)
    return _refusal(Unavailable(_STORE_DOWN))


def _crash(error: Exception) -> Answer:
    log.error("request %s failed: %s %s", g.get("request_id"), request.method, request.path, exc_info=error)
    g.without_account = True  # the page must come even when the database does not
    g.user = None
    return _page(500)


def _page(code: int, reason: Bilingual | None = None, stale_token: bool = False) -> Response:
    shown = code if code in PAGES else (500 if code >= 500 else 400)
    if _wants_json():
        body = jsonify(error=code, reason=reason.en if reason else None, request_id=g.get("request_id"))
        body.status_code = code
        return body
    html = render_template(
        f"errors/{shown}.html",
        reason=reason,
        stale_token=stale_token,
        changes=[],
        kept={},
        again=None,
        kept_form=kept_form() if stale_token else None,
    )
    return Response(html, code)


def _sign_in_first() -> Answer:
    """Ask to sign in: a page asked for is opened afterwards, a form that was sent keeps its text meanwhile."""
    if _wants_json():
        return _page(401)
    door = g.get("sign_in_at") or ("my.sign_in" if request.blueprint == "my" else "auth.sign_in")
    if request.method in SAFE_METHODS:
        here = safe_next(request.full_path.rstrip("?"))
        return redirect(url_for(door, next=here), 303)
    form, page = SignInForm(formdata=None), door.replace(".", "/") + ".html"
    return Response(render_template(page, form=form, kept=kept_form()), 401)


def _wants_json() -> bool:
    if request.path.startswith("/api/") or request.path == "/healthz":
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"
