"""A firm's first account: by an address the zone knows, or by an application with what the licence says."""

from __future__ import annotations

from hashlib import sha256

from flask import render_template
from flask_babel import gettext as _

from service_desk.domain.refusals import Refusal
from service_desk.usecases.enterprise.join_firm import Applicant, apply_for_firm, claim_by_address
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.my import ApplyForm, ClaimForm
from service_desk.web.language import current_language
from service_desk.web.limits import count_against, limited
from service_desk.web.my.blueprint import Page, blueprint


@blueprint.get("/join")
@public
def join() -> Page:
    """Say how a firm comes to its accounts: invited, by a known address, or by its licence."""
    return render_template("my/join.html")


@blueprint.route("/join/address", methods=["GET", "POST"])
@public
@keeps_text
@limited("lookup")
def claim() -> Page:
    """Open the first account by an address the firm has used; the answer is the same whether the zone knows it or not."""
    form = ClaimForm()
    if form.validate_on_submit():
        address = form.email.data or ""
        _count(address)
        try:
            claim_by_address(
                form.uscc.data or "",
                address,
                form.contact_name.data or "",
                now(),
                language=current_language(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return render_template("my/mail_sent.html", address=address, is_new=True)
    return _form_page(form, "my/claim.html")


@blueprint.route("/join/licence", methods=["GET", "POST"])
@public
@keeps_text
@limited("lookup")
def apply() -> Page:
    """Ask the zone to compare the licence and open the first account."""
    form = ApplyForm()
    if form.validate_on_submit():
        _count(form.email.data or "")
        typed = {name: form[name].data or "" for name in Applicant.__dataclass_fields__ if name in form}
        try:
            application = apply_for_firm(Applicant(**typed, language=current_language()), now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return render_template("my/applied.html", application=application)
    return _form_page(form, "my/apply.html")


def _form_page(form: DeskForm, template: str) -> Page:
    return render_form(template, form, say_why=_("园区据此确认您能代表企业。"))


def _count(address: str) -> None:
    count_against("mail")
    count_against("mail", sha256(address.lower().encode()).hexdigest()[:32])
