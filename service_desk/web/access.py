"""Who is signed in, and what each route demands: a route that declares nothing stops the start of the application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, current_app, g, request, session
from werkzeug.exceptions import Forbidden, Unauthorized

from service_desk.config import Settings
from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.usecases.accounts.sign_in import session_of
from service_desk.web.clock import now
from service_desk.web.rights import Right, rights_of

View = TypeVar("View", bound=Callable[..., Any])
NOBODY = Actor(user_id=None, name="", roles=frozenset())

PUBLIC: frozenset[Right] = frozenset()
"""The declaration of a route open to everybody."""

SIGNED_IN = frozenset(Right)
"""The declaration of a route open to everybody who is signed in; whatever rights that person has."""

_REFRESH_AFTER = timedelta(minutes=1)


class RouteWithoutRightError(RuntimeError):
    """A route was registered that says nothing about who may call it."""


def public(view: View) -> View:
    """Declare that everybody may call the view."""
    view.declared_access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Declare that everybody with an account may call the view."""
    view.declared_access = SIGNED_IN  # type: ignore[attr-defined]
    return view


def needs(*rights: Right) -> Callable[[View], View]:
    """Declare that the caller needs at least one of these rights."""
    if not rights:
        raise ValueError("name a right, or use @public or @signed_in")

    def declare(view: View) -> View:
        view.declared_access = frozenset(rights)  # type: ignore[attr-defined]
        return view

    return declare


def unattended(view: View) -> View:
    """Declare that pages call the view by themselves: a call is no sign that the person is still there."""
    view.is_unattended = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask, settings: Settings) -> None:
    """Find out who calls before each view, and refuse whoever lacks the right."""
    app.extensions["desk_session_times"] = settings
    app.before_request(_admit)
    app.jinja_env.globals.update(current_user=current_user, current_actor=current_actor, may=may, Right=Right)


def demand_declarations(app: Flask) -> None:
    """Raise RouteWithoutRightError when a route has not declared its access; called when all routes are there."""
    silent = sorted(name for name, view in app.view_functions.items() if not hasattr(view, "declared_access"))
    if silent:
        raise RouteWithoutRightError(f"declare @public, @signed_in or @needs(...) on: {', '.join(silent)}")


def current_user() -> User | None:
    """Return the signed-in account of this request, None for a guest."""
    if "user" not in g:
        g.user = None if g.get("without_account", False) else _recall()
    user: User | None = g.user
    return user


def current_actor() -> Actor:
    """Return who acts in this request; a guest has no roles."""
    user = current_user()
    return user.actor() if user is not None else NOBODY


def may(*rights: Right) -> bool:
    """Tell whether the signed-in person has any of the rights; draws menus and buttons."""
    return not rights_of(current_actor()).isdisjoint(rights)


def begin_session(token: str, *, for_firm: bool = False) -> None:
    """Start the browser's session anew with the token of a sign-in; nothing of the old one remains.

    A session is an officer's or an enterprise's from its first moment, and opens nothing of the other's.
    """
    session.clear()
    session["token"] = token
    session["firm"] = for_firm
    session["seen"] = now().timestamp()
    g.pop("user", None)
    g.pop("csrf_token", None)


def session_token() -> str:
    """Return the token of the open session, empty for a guest."""
    return str(session.get("token", ""))


def _recall() -> User | None:
    token = session_token()
    if not token:
        return None
    found = session_of(token)
    moment = now()
    is_other_kind = found is not None and (Role.ENTERPRISE in found.user.roles) is not session.get(
        "firm", False
    )
    if found is None or is_other_kind or _is_over(found.user.roles, found.signed_in_at, moment):
        session.clear()
        return None
    view = current_app.view_functions.get(request.endpoint or "")
    is_there = not getattr(view, "is_unattended", False)
    if is_there and moment.timestamp() - session["seen"] > _REFRESH_AFTER.total_seconds():
        session["seen"] = moment.timestamp()
    return found.user


def _is_over(roles: frozenset[Role], signed_in_at: datetime, moment: datetime) -> bool:
    """Tell whether a session has been idle or open for too long; administrators have less time."""
    times: Settings = current_app.extensions["desk_session_times"]
    manages = Role.ADMINISTRATOR in roles
    idle = times.session_idle_minutes_administrator if manages else times.session_idle_minutes
    quiet_seconds = moment.timestamp() - float(session.get("seen", 0))
    return quiet_seconds > idle * 60 or moment - signed_in_at > timedelta(hours=times.session_absolute_hours)


def _admit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return  # no such page: the 404 needs no right
    demanded: frozenset[Right] | None = getattr(view, "declared_access", None)
    if demanded is None:
        raise Forbidden
    if demanded == PUBLIC:
        return
    if current_user() is None:
        raise Unauthorized
    if demanded != SIGNED_IN and not may(*demanded):
        raise Forbidden
