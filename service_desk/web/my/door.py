"""The door for a firm's people: signing in apart from the officers, and a new password by mail."""

from __future__ import annotations

from hashlib import sha256

from flask import current_app, redirect, render_template, request, url_for

from service_desk.domain.refusals import Refusal
from service_desk.usecases.accounts.sign_in import sign_in as open_session
from service_desk.usecases.enterprise.join_firm import mail_new_password
from service_desk.web.access import begin_session, current_actor, public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.auth import SignInForm
from service_desk.web.forms.my import ForgotForm
from service_desk.web.kept import riding_along
from service_desk.web.limits import count_against, limited
from service_desk.web.my.blueprint import Page, blueprint
from service_desk.web.security import client_network, safe_next


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@keeps_text
def sign_in() -> Page:
    """Ask a firm's person for address and password; afterwards go on to where he wanted to be."""
    form, kept = SignInForm(), riding_along()
    if request.method == "GET":
        if current_actor().is_enterprise:
            return redirect(url_for("my.home"), 303)
        form.next.data = request.args.get("next", "")
    if not form.validate_on_submit():
        return render_form("my/sign_in.html", form, kept=kept)
    try:
        token = open_session(
            form.login.data or "",
            form.password.data or "",
            address=client_network(),
            now=now(),
            for_firm=True,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("my/sign_in.html", form, kept=kept)
    begin_session(token, for_firm=True)
    if kept is not None:
        return current_app.make_response(render_template("auth/continue.html", kept=kept))
    return redirect(safe_next(form.next.data, url_for("my.home")), 303)


@blueprint.route("/forgot", methods=["GET", "POST"])
@public
@keeps_text
@limited("lookup")
def forgot() -> Page:
    """Mail a link for a new password; the answer is the same whether there is such an account or not."""
    form = ForgotForm()
    if not form.validate_on_submit():
        return render_form("my/forgot.html", form)
    address = form.email.data or ""
    count_against("mail")
    count_against("mail", sha256(address.lower().encode()).hexdigest()[:32])
    mail_new_password(address, now())
    return render_template("my/mail_sent.html", address=address, is_new=False)
