"""Signing in and out, one's own account, and the one-time link that sets a password."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.config import Settings
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import Refusal
from service_desk.domain.roles import ROLE_NAMES
from service_desk.persistence.database import db
from service_desk.persistence.zone import department_rows
from service_desk.usecases.accounts.choose_language import choose_language
from service_desk.usecases.accounts.set_password import change_password, owner_of_link, set_password_by_link
from service_desk.usecases.accounts.sign_in import sign_in as open_session
from service_desk.usecases.accounts.sign_in import sign_out as close_session
from service_desk.web.access import (
    begin_session,
    current_actor,
    current_user,
    public,
    session_token,
    signed_in,
)
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.auth import ChangePasswordForm, LanguageForm, NewPasswordForm, SignInForm
from service_desk.web.kept import riding_along
from service_desk.web.language import LANGUAGE_COOKIE, remember
from service_desk.web.limits import count_against, limited
from service_desk.web.navigation import landing_url
from service_desk.web.security import client_network, safe_next

blueprint = Blueprint("auth", __name__)
Page = str | tuple[str, int] | Response


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@keeps_text
def sign_in() -> Page:
    """Ask for name and password; afterwards go on to where the visitor wanted to be."""
    form = SignInForm()
    if request.method == "GET":
        if current_user() is not None:
            return redirect(landing_url(), 303)
        form.next.data = request.args.get("next", "")
    if not form.validate_on_submit():
        return render_form("auth/sign_in.html", form, kept=riding_along())
    try:
        token = open_session(
            form.login.data or "", form.password.data or "", address=client_network(), now=now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("auth/sign_in.html", form, kept=riding_along())
    begin_session(token)
    kept = riding_along()
    if kept is not None:
        return _with_language(current_app.make_response(render_template("auth/continue.html", kept=kept)))
    return _with_language(redirect(safe_next(form.next.data, landing_url()), 303))


@blueprint.post("/sign-out")
@public
def sign_out() -> Page:
    """End the session for good."""
    door = "my.sign_in" if current_actor().is_enterprise else "auth.sign_in"
    token = session_token()
    if token:
        close_session(token, now=now())
    session.clear()
    flash(_("您已退出登录。"))
    return redirect(url_for(door), 303)


@blueprint.get("/account")
@signed_in
def account() -> Page:
    """Show who one is here, and what can be changed."""
    return _account_page(ChangePasswordForm(formdata=None), LanguageForm(formdata=None))


@blueprint.post("/account/password")
@signed_in
@keeps_text
@limited("write")
def new_password() -> Page:
    """Change one's own password; other browsers are signed out."""
    form = ChangePasswordForm()
    user = current_user()
    if user is None or not form.validate_on_submit():
        return _account_page(form, LanguageForm(formdata=None))
    try:
        change_password(
            user.id,
            form.old.data or "",
            form.new.data or "",
            keep_session=session_token(),
            address=client_network(),
            now=now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _account_page(form, LanguageForm(formdata=None))
    flash(_("口令已修改，其他设备上的登录已全部退出。"))
    return redirect(url_for("auth.account"), 303)


@blueprint.post("/account/language")
@signed_in
@keeps_text
@limited("write")
def language() -> Page:
    """Choose the language of screen and letters."""
    form = LanguageForm()
    user = current_user()
    if user is None or not form.validate_on_submit():
        return _account_page(ChangePasswordForm(formdata=None), form)
    choose_language(user.id, form.language.data)
    answer = redirect(url_for("auth.account"), 303)
    remember(
        answer, LANGUAGE_COOKIE, form.language.data, secure=bool(current_app.config["SESSION_COOKIE_SECURE"])
    )
    return answer


@blueprint.route("/link/<token>", methods=["GET", "POST"])
@public
@keeps_text
def link(token: str) -> Page:
    """Set a password with a one-time link; opening the link uses nothing up."""
    count_against("lookup")
    try:
        owner = owner_of_link(token, now=now())
    except Refusal as refusal:
        return render_template("auth/dead_link.html", reason=refusal.reason), 410
    form, is_firms = NewPasswordForm(), owner.actor().is_enterprise
    if form.validate_on_submit():
        try:
            set_password_by_link(token, form.new.data or "", address=client_network(), now=now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            session.clear()
            flash(_("口令已设好，请登录。"))
            return redirect(url_for("my.sign_in" if is_firms else "auth.sign_in"), 303)
    return render_form("auth/link.html", form, owner=owner)


def _account_page(password: ChangePasswordForm, tongue: LanguageForm) -> Page:
    user = current_user()
    if user is not None and tongue.language.data is None:
        tongue.language.data = user.language
    return render_form(
        "auth/account.html",
        tongue if tongue.has_errors else password,
        password=password,
        tongue=tongue,
        user=user,
        department=_department_name(user.department if user is not None else None),
        role_names=ROLE_NAMES,
    )


def _department_name(code: str | None) -> Bilingual | None:
    """Return what a department is called, its code where the zone's records do not know it."""
    if code is None:
        return None
    rows = {row.code: row for row in department_rows(db.session())}
    return Bilingual(rows[code].zh, rows[code].en) if code in rows else Bilingual(code, code)


def _with_language(answer: Response) -> Response:
    """Greet somebody on a new device in the language of the account."""
    user, settings = current_user(), current_app.extensions["desk_settings"]
    if user is not None and LANGUAGE_COOKIE not in request.cookies and isinstance(settings, Settings):
        remember(answer, LANGUAGE_COOKIE, user.language, secure=settings.https)
    return answer
