"""No other site may act for a visitor: the token check on every request that can change something.

A failed check normally ends in the 400 page. A view marked `@keeps_text` is called all the same, so that it can show
the form again with everything that was typed; until the visitor presses the button once more nothing can be stored,
because the database session refuses to commit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, has_request_context, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from werkzeug.exceptions import BadRequest, Forbidden
from wtforms import ValidationError

from service_desk.persistence.database import before_every_commit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


class TokenRefused(BadRequest):
    """The form's token is missing or of another session: the page was open for too long, or cookies are off."""


class OtherSiteRefused(Forbidden):
    """The browser says that another site sent the form."""


def init_app(app: Flask) -> None:
    """Check every request before its view, and put `csrf_token()` into templates."""
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)  # a token lives as long as its session
    app.jinja_env.globals["csrf_token"] = generate_csrf
    app.before_request(_check)
    before_every_commit(_refuse_to_commit)


def keeps_text(view: View) -> View:
    """Declare that the view shows its form again, filled in, when the token does not fit.

    Such a view asks `form.validate_on_submit()` of a DeskForm before it does anything.
    """
    view.keeps_text = True  # type: ignore[attr-defined]
    return view


def _check() -> None:
    if request.method in SAFE_METHODS:
        return
    # Browsers of the last years say who sent the form; when they say so, believe them before any token.
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise OtherSiteRefused
    try:
        validate_csrf(_sent_token())
        g.csrf_valid = True  # FlaskForm does not check again
    except ValidationError as error:
        g.csrf_failed = True
        view = current_app.view_functions.get(request.endpoint or "")
        if view is not None and not getattr(view, "keeps_text", False):
            raise TokenRefused from error


def _sent_token() -> str:
    for name in request.form:
        if name == "csrf_token" or name.endswith("-csrf_token"):  # the second: a form with a prefix
            return request.form[name]
    return request.headers.get("X-CSRF-Token", "")


def _refuse_to_commit(_session: Any) -> None:
    if has_request_context() and g.get("csrf_failed", False):
        raise TokenRefused
