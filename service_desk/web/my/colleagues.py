"""The firm's people: everybody sees who they are, managers invite, change and remove."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from service_desk.domain.enterprise_accounts import FIRM_ROLE_NAMES, VERIFIED_NAMES, FirmRole
from service_desk.domain.refusals import Refusal
from service_desk.persistence.database import db
from service_desk.persistence.firms import people_of
from service_desk.usecases.enterprise.manage_colleagues import (
    change_role,
    invite_again,
    invite_colleague,
    remove_colleague,
)
from service_desk.web.access import current_actor, current_user, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.my import InviteForm
from service_desk.web.language import current_language
from service_desk.web.limits import count_against, limited
from service_desk.web.my.blueprint import Page, blueprint, my_firm, my_membership
from service_desk.web.rights import Right


@blueprint.get("/colleagues")
@needs(Right.TICKET_OWN)
def colleagues() -> Page:
    """Show who acts for the firm."""
    return _page(InviteForm(formdata=None))


@blueprint.post("/colleagues")
@needs(Right.TICKET_OWN)
@keeps_text
@limited("write")
def invite() -> Page:
    """Invite a colleague by mail."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(form)
    count_against("mail")
    try:
        role = FirmRole(form.role.data)
        user = invite_colleague(
            form.name.data or "",
            form.email.data or "",
            role,
            current_actor(),
            now(),
            language=current_language(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form)
    flash(_("邀请已发往 %(address)s，72 小时内有效。", address=user.login))
    return redirect(url_for("my.colleagues"), 303)


@blueprint.post("/colleagues/<int(max=2147483647):user_id>/again")
@needs(Right.TICKET_OWN)
@limited("write")
def again(user_id: int) -> Page:
    """Mail a colleague a new link."""
    count_against("mail")
    invite_again(user_id, current_actor(), now())
    flash(_("邀请已重新发出。"))
    return redirect(url_for("my.colleagues"), 303)


@blueprint.post("/colleagues/<int(max=2147483647):user_id>/role/<any(manager,member):role>")
@needs(Right.TICKET_OWN)
@limited("write")
def role(user_id: int, role: str) -> Page:
    """Make a colleague manager or ordinary user."""
    change_role(user_id, FirmRole(role), current_actor(), now())
    flash(_("角色已修改。"))
    return redirect(url_for("my.colleagues"), 303)


@blueprint.post("/colleagues/<int(max=2147483647):user_id>/remove")
@needs(Right.TICKET_OWN)
@limited("write")
def remove(user_id: int) -> Page:
    """Close a colleague's account at once."""
    remove_colleague(user_id, current_actor(), now())
    flash(_("已移除，登录立即失效；提交过的诉求仍在企业名下。"))
    return redirect(url_for("my.colleagues"), 303)


def _page(form: InviteForm) -> Page:
    firm, member, user = my_firm(), my_membership(), current_user()
    page, status = render_form(
        "my/colleagues.html",
        form,
        firm=firm,
        people=people_of(db.session(), firm.id),
        is_manager=member is not None and member.role == FirmRole.MANAGER.value,
        me=user.id if user is not None else None,
        role_names={role.value: name for role, name in FIRM_ROLE_NAMES.items()},
        verified_names={each.value: name for each, name in VERIFIED_NAMES.items()},
    )
    return page, status
