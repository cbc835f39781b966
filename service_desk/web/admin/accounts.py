"""Accounts: the list, one account with its history, changing what it is."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound, Refusal, Stale
from service_desk.domain.roles import ROLE_NAMES, Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db
from service_desk.persistence.people import (
    PeopleFilter,
    account_history,
    changes_to_account,
    people_page,
    version_of_account,
)
from service_desk.persistence.zone import department_rows
from service_desk.usecases.accounts.edit_account import Details, edit_account
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.account_words import ACT_WORDS, note_of, told
from service_desk.web.admin.blueprint import Page, asked, blueprint
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import ZONE_ROLES, EditAccountForm, seen_version
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

PER_PAGE = 50


@blueprint.get("/admin/users")
@needs(Right.USER_MANAGE)
def users() -> Page:
    """List the accounts, narrowed by words, role, department and whether they are open."""
    role = asked("role")
    narrowed = PeopleFilter(
        words=asked("q") or None,
        role=Role(role) if role in list(Role) else None,
        department=asked("department") or None,
        active={"1": True, "0": False}.get(asked("active")),
    )
    page = people_page(
        db.session(), narrowed, after=asked("after") or None, before=asked("before") or None, size=PER_PAGE
    )
    chosen = {name: asked(name) for name in ("q", "role", "department", "active") if asked(name)}
    return render_template(
        "admin/users.html",
        page=page,
        chosen=chosen,
        roles=[(role, ROLE_NAMES[role]) for role in (*ZONE_ROLES, Role.ENTERPRISE)],
        departments=department_names(),
        role_names=ROLE_NAMES,
    )


@blueprint.get("/admin/users/<int(max=2147483647):user_id>")
@needs(Right.USER_MANAGE)
def users_show(user_id: int) -> Page:
    """Show one account: who it is, what it may, and what happened to it."""
    user = the_account(user_id)
    entries = account_history(db.session(), user_id)
    return render_template(
        "admin/users_show.html",
        user=user,
        role_names=ROLE_NAMES,
        departments=department_names(),
        entries=[told(entry) for entry in entries],
    )


@blueprint.route("/admin/users/<int(max=2147483647):user_id>/edit", methods=["GET", "POST"])
@needs(Right.USER_MANAGE)
@keeps_text
@limited("write")
def users_edit(user_id: int) -> Page:
    """Change an account's name, address, language, roles and department."""
    user = the_account(user_id)
    form = EditAccountForm(
        display_name=user.display_name,
        email=user.email,
        language=user.language,
        roles=[role.value for role in user.roles],
        department=user.department or "",
        seen=str(version_of_account(db.session(), user_id)),
    )
    form.offer(list(department_names().items()))
    is_enterprise = Role.ENTERPRISE in user.roles
    if is_enterprise:  # what its firm decides is not asked here
        del form.roles, form.department
    if not form.validate_on_submit():
        return render_form("admin/users_edit.html", form, user=user, changes=None)
    details = Details(
        display_name=form.display_name.data or "",
        email=form.email.data or None,
        language=form.language.data,
        roles=user.roles if is_enterprise else form.held_roles,
        department=user.department if is_enterprise else form.department.data or None,
    )
    try:
        changed = edit_account(
            user_id, details, by=current_actor(), now=now(), seen_version=seen_version(form.seen)
        )
    except Stale as stale:
        return _stale(form, user_id, stale.seen_version)
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("admin/users_edit.html", form, user=the_account(user_id), changes=None)
    flash(_("已保存。") if changed else _("没有改动。"))
    return redirect(url_for("admin.users_show", user_id=user_id), 303)


def _stale(form: EditAccountForm, user_id: int, seen: int) -> Page:
    """Show the form again with what was typed, what somebody else did meanwhile, and the new version to save over."""
    entries = changes_to_account(db.session(), user_id, seen)
    changes = [
        Change(entry.event.at, entry.by or "", f"{say(ACT_WORDS[entry.event.act])} {note_of(entry.event)}")
        for entry in entries
    ]
    form.seen.data = str(version_of_account(db.session(), user_id))
    page = render_template("admin/users_edit.html", form=form, user=the_account(user_id), changes=changes)
    return page, 409


def the_account(user_id: int) -> User:
    """Return the account of a page; raises NotFound."""
    user = db.session().get(User, user_id)
    if user is None:
        raise NotFound(Bilingual("没有这个账号。", "There is no such account."))
    return user


def department_names() -> dict[str, str]:
    """Return the departments' names in the reader's language, by code, in the zone's order."""
    return {row.code: say(Bilingual(row.zh, row.en)) for row in department_rows(db.session())}
