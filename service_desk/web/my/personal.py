"""我的信息 of an account: see everything, correct, take along, withdraw (PIPL art. 44-50)."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, request, session, url_for
from flask_babel import gettext as _

from service_desk.domain.enterprise_accounts import FIRM_ROLE_NAMES, VERIFIED_NAMES, FirmRole, Verified
from service_desk.domain.refusals import Refusal
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db
from service_desk.persistence.firms import filed_by
from service_desk.usecases.enterprise.own_account import correct_own_account, withdraw_own_account
from service_desk.usecases.enterprise.personal_data import of_account
from service_desk.web.access import current_actor, current_user, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.data_package import packed
from service_desk.web.forms import render_form
from service_desk.web.forms.my import OwnAccountForm, WithdrawAccountForm
from service_desk.web.limits import limited
from service_desk.web.my.blueprint import Page, blueprint, my_firm, my_membership
from service_desk.web.rights import Right

_SHOWN = 20


@blueprint.route("/personal", methods=["GET", "POST"])
@needs(Right.TICKET_OWN)
@keeps_text
@limited("write")
def personal() -> Page:
    """Show what is held of the account's owner; a form that is sent corrects it."""
    form, member = OwnAccountForm(), my_membership()
    if request.method == "GET":
        form.name.data, form.mobile.data = _me().display_name, member.mobile if member is not None else None
    if not form.validate_on_submit():
        return _page(form)
    try:
        correct_own_account(form.name.data or "", form.mobile.data or "", current_actor(), now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form)
    flash(_("已保存。"))
    return redirect(url_for("my.personal"), 303)


@blueprint.get("/personal/export")
@needs(Right.TICKET_OWN)
def export() -> Response:
    """Hand out what is held, for people and for machines."""
    return packed(of_account(db.session(), _me(), now()), "my-data")


@blueprint.post("/personal/withdraw")
@needs(Right.TICKET_OWN)
@keeps_text
@limited("write")
def withdraw() -> Page:
    """Close one's own account for good."""
    form = WithdrawAccountForm()
    if not form.validate_on_submit():
        return _page(OwnAccountForm(formdata=None), form)
    try:
        withdraw_own_account(current_actor(), now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(OwnAccountForm(formdata=None), form)
    session.clear()
    flash(_("账号已注销，您的姓名、邮箱和电话已去除。"))
    return redirect(url_for("portal.home"), 303)


def _me() -> User:
    return current_user() or abort(403)


def _page(form: OwnAccountForm, leaving: WithdrawAccountForm | None = None) -> Page:
    firm, member, me = my_firm(), my_membership(), _me()
    if member is None:
        abort(403)
    if form.name.data is None:
        form.name.data, form.mobile.data = me.display_name, member.mobile
    page, status = render_form(
        "my/personal.html",
        leaving or form,
        own=form,
        leaving=leaving or WithdrawAccountForm(formdata=None),
        firm=firm,
        me=me,
        member=member,
        role_name=FIRM_ROLE_NAMES[FirmRole(member.role)],
        verified=VERIFIED_NAMES[Verified(member.verified)],
        tickets=filed_by(db.session(), firm.id, me.id, _SHOWN),
    )
    return page, status
