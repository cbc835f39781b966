"""Filing for an enterprise in two taps: what was said, taken apart and sorted; then a look at it, and it is filed."""

from __future__ import annotations

import secrets

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from service_desk.domain.pasting import Said, joined, personal_in, requests_in
from service_desk.domain.refusals import Refusal
from service_desk.domain.requests import Source, short_title
from service_desk.domain.visits import Firm
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.intake.file_for_enterprise import file_for_enterprise
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.firm_choice import chosen_firm, offer_firms
from service_desk.web.forms import render_form
from service_desk.web.forms.recording import PasteForm, RecordForm
from service_desk.web.limits import limited
from service_desk.web.recording.blueprint import Page, blueprint
from service_desk.web.recording.drafts import lines
from service_desk.web.recording.fill import begin, filed_before, kinds_with_forms
from service_desk.web.rights import Right
from service_desk.web.thought import Thought, follow, think


@blueprint.route("/desk/record", methods=["GET", "POST"])
@needs(Right.TICKET_RECORD)
@keeps_text
def record() -> Page:
    """Ask what was said, or show what would be filed of it; nothing is filed yet."""
    form = PasteForm(data={"source": Source.CHAT.value})
    if not form.validate_on_submit():
        return render_form("recording/record.html", form, own_forms=kinds_with_forms(), drafts=lines())
    found = requests_in(form.words.data or "", now())
    said = joined(found) if found else personal_in(form.words.data or "")
    looked = _looked(form, said)
    return _look(looked, said.names)[0], 200


@blueprint.post("/desk/record/file")
@needs(Right.TICKET_RECORD)
@keeps_text
@limited("write")
def file() -> Page:
    """File what was looked at; a request of the same firm about the same matter asks for one more look."""
    form = RecordForm()
    form.offer(catalogue_in_force(db.session()))
    form.take_files()
    has_choice = offer_firms(form.picked, form.firm_name.data or "")
    names = personal_in(form.body.data or "").names
    if request.form.get("do") == "take":
        form.request_type.data, form.guessed.data = _thought(form).code, ""
        return _look(form, names)[0], 200
    if request.form.get("do") == "form":
        own = {kind.code: kind for kind in kinds_with_forms()}.get(form.request_type.data or "")
        if own is not None:
            return begin(own, form)
        form.request_type.errors = [_("这个事项没有专用表单，直接录入即可。")]
        return _look(form, names)
    if form.guessed.data:  # the text may have been changed since
        follow(form.request_type, form.guessed, _thought(form))
    if not form.validate_on_submit():
        return _look(form, names)
    if has_choice and not form.picked.data:
        form.picked.errors = [_("请选择是哪一家。")]
        return _look(form, names)
    firm = chosen_firm(form.picked, form.firm())
    if not form.is_another.data and _same(form, firm):
        form.is_another.errors = [_("这家企业有同类诉求在办，请看一眼是不是同一件。")]
        return _look(form, names, firm)
    try:
        ticket = file_for_enterprise(form.request(firm), form.origin(), current_actor(), now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _look(form, names, firm)
    flash(_("已录入，编号 %(no)s，在“待受理”里。", no=ticket.ticket_no))
    return redirect(url_for("desk.ticket", number=ticket.ticket_no), 303)


def _looked(pasted: PasteForm, said: Said) -> RecordForm:
    """Return the second form, filled in from what was said."""
    title = short_title(said.text)
    thought = think(title, said.text)
    form = RecordForm(
        formdata=None,
        data={
            "source": pasted.source.data,
            "key": secrets.token_urlsafe(16),
            "title": title,
            "body": said.text,
            "request_type": thought.code if thought.is_sure else "",
            "guessed": thought.code if thought.is_sure else "",
            "firm_name": pasted.firm_name.data,
            "contact_name": said.who,
            "contact_mobile": next(iter(said.phones), ""),
            "said_at": said.at,
            "said_by": said.who,
        },
    )
    form.offer(catalogue_in_force(db.session()))
    offer_firms(form.picked, pasted.firm_name.data or "")
    return form


def _look(form: RecordForm, names: tuple[str, ...], firm: Firm | None = None) -> tuple[str, int]:
    meant = firm or chosen_firm(form.picked, form.firm())
    return render_form(
        "recording/look.html", form, thought=_thought(form), names=names, same=_same(form, meant), own_forms=kinds_with_forms(),
        is_hotline=form.source.data == Source.HOTLINE, is_leader=form.source.data == Source.LEADER,
    )  # fmt: skip


def _same(form: RecordForm, firm: Firm) -> list[Ticket]:
    """Return what was filed before about the same kind of matter; what this very form made is no double.

    Where no kind is chosen, it is looked for under the suggested one.
    """
    return filed_before(firm, form.request_type.data or _thought(form).code, form.submission_key)


def _thought(form: RecordForm) -> Thought:
    return think(form.title.data or "", form.body.data or "")
