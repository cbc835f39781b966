"""What an administrator does to accounts: invite, offer a new password, close, open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.config import Settings
from service_desk.domain.refusals import Refusal
from service_desk.domain.zone_time import local_date
from service_desk.persistence.absences import stood_in_for_from
from service_desk.persistence.database import db
from service_desk.usecases.accounts.manage_account import (
    Invitation,
    Person,
    activate_user,
    deactivate_user,
    invite_user,
    offer_new_password,
)
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.accounts import department_names, the_account
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import ConfirmForm, InviteForm
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.route("/admin/users/invite", methods=["GET", "POST"])
@needs(Right.USER_MANAGE)
@keeps_text
@limited("write")
def users_invite() -> Page:
    """Create an account and show the one-time link with which its owner sets a password."""
    form = InviteForm()
    form.offer(list(department_names().items()))
    if not form.validate_on_submit():
        return render_form("admin/users_invite.html", form)
    person = Person(
        login=form.login.data or "",
        display_name=form.display_name.data or "",
        roles=form.held_roles,
        department=form.department.data or None,
        email=form.email.data or None,
        language=form.language.data,
    )
    hours = _settings().link_hours
    try:
        invitation = invite_user(person, by=current_actor(), now=now(), hours=hours, mailed=True)
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("admin/users_invite.html", form)
    return _link_page(invitation)


@blueprint.route("/admin/users/<int(max=2147483647):user_id>/link", methods=["GET", "POST"])
@needs(Right.USER_MANAGE)
@keeps_text
@limited("write")
def users_link(user_id: int) -> Page:
    """Ask before issuing a new link, then show it: an earlier unused one dies."""
    user, form = the_account(user_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_form("admin/users_link.html", form, user=user)
    hours = _settings().link_hours
    try:
        invitation = offer_new_password(user_id, by=current_actor(), now=now(), hours=hours, mailed=True)
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("admin/users_link.html", form, user=the_account(user_id))
    return _link_page(invitation)


@blueprint.route("/admin/users/<int(max=2147483647):user_id>/close", methods=["GET", "POST"])
@needs(Right.USER_MANAGE)
@keeps_text
@limited("write")
def users_close(user_id: int) -> Page:
    """Ask before closing an account, naming whom it stands in for, then close it at once."""
    return _confirmed(
        user_id, "admin/users_close.html", deactivate_user, _("账号已停用，登录状态已全部清除。"),
        stands_in=stood_in_for_from(db.session(), user_id, local_date(now())), departments=department_names(),
    )  # fmt: skip


@blueprint.route("/admin/users/<int(max=2147483647):user_id>/open", methods=["GET", "POST"])
@needs(Right.USER_MANAGE)
@keeps_text
@limited("write")
def users_open(user_id: int) -> Page:
    """Ask before opening a closed account again."""
    return _confirmed(user_id, "admin/users_open.html", activate_user, _("账号已启用，原来的口令仍然有效。"))


def _confirmed(user_id: int, template: str, act: Callable[..., None], done: str, **shown: Any) -> Page:
    """Show the page that asks, with what else it shows; once the button was pressed, act and go back to the account."""
    user, form = the_account(user_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_form(template, form, user=user, **shown)
    try:
        act(user_id, by=current_actor(), now=now())
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form(template, form, user=the_account(user_id), **shown)
    flash(done)
    return redirect(url_for("admin.users_show", user_id=user_id), 303)


def _link_page(invitation: Invitation) -> Page:
    """Show the link this once: it is in no log and no later page."""
    base = _settings().public_url or request.host_url.rstrip("/")
    address = base + url_for("auth.link", token=invitation.token)
    user = the_account(invitation.user_id)
    return render_template(
        "admin/users_link_issued.html", user=user, address=address, until=invitation.expires_at
    )


def _settings() -> Settings:
    settings: Settings = current_app.extensions["desk_settings"]
    return settings
