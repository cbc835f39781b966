"""The page of phrases: the own ones and the department's; add, change, drop, put back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.phrases import filled
from service_desk.domain.refusals import InvalidInput
from service_desk.persistence.database import db
from service_desk.persistence.tables import Phrase
from service_desk.usecases.handling.keep_phrases import phrases_for, save_phrase
from service_desk.usecases.handling.ownership import drop_owned, may_keep_departments
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.due_words import due_of
from service_desk.web.forms import render_form
from service_desk.web.forms.desk import Stage
from service_desk.web.forms.desk_phrases import PhraseForm
from service_desk.web.language import say

Answer = str | tuple[str, int] | Response


def show_phrases() -> Answer:
    """Show the phrases with a form for a new one, or store it."""
    form = PhraseForm()
    if not may_keep_departments(current_actor()):
        del form.for_department
    if not form.validate_on_submit():
        return _page(form)
    given: dict[str, Any] = {
        field.name: field.data for field in form if field.name in ("name", "text", "for_department")
    }
    return _saved(form, None, given)


def show_phrase(phrase_id: int) -> Answer:
    """Show one phrase to change it, change it, drop it or put it back."""
    deed = request.form.get("deed")
    if request.method == "POST" and not g.get("csrf_failed") and deed in ("drop", "restore"):
        return _dropped(phrase_id, is_dropped=deed == "drop")
    phrase = next((each for each in phrases_for(db.session(), current_actor()) if each.id == phrase_id), None)
    if phrase is None:
        abort(404)
    form = PhraseForm(data={"name": phrase.name, "text": phrase.text})
    del form.for_department
    if not form.validate_on_submit():
        return _page(form, phrase)
    return _saved(form, phrase, {"name": form.name.data, "text": form.text.data})


def phrases_on(stage: Stage) -> list[tuple[str, str]]:
    """Return the phrases a person may use on a ticket: name and text, filled in."""
    ticket = stage.view.ticket
    lead = ticket.lead_department
    facts = {
        "编号": ticket.ticket_no, "标题": ticket.title, "企业": ticket.enterprise_name,
        "主办": stage.department(lead).zh if lead else "", "期限": say(due_of(ticket, now()).words),
        "联系人": ticket.contact_name or "",
    }  # fmt: skip
    return [(each.name, filled(each.text, facts)) for each in phrases_for(db.session(), stage.actor)]


def _saved(form: PhraseForm, phrase: Phrase | None, given: dict[str, Any]) -> Answer:
    try:
        save_phrase(current_actor(), now(), phrase_id=phrase.id if phrase else None, **given)
    except InvalidInput as refusal:
        form.refuse(refusal)
        return _page(form, phrase)
    flash(_("常用语已保存。"))
    return redirect(url_for("desk.phrases"), 303)


def _dropped(phrase_id: int, *, is_dropped: bool) -> Response:
    phrase = drop_owned(Phrase, phrase_id, current_actor(), now(), is_dropped=is_dropped)
    flash(
        _("已删除“%(name)s”。", name=phrase.name) if is_dropped else _("已恢复“%(name)s”。", name=phrase.name)
    )
    return redirect(url_for("desk.phrases", dropped=phrase.id if is_dropped else None), 303)


def _page(form: PhraseForm, phrase: Phrase | None = None) -> Answer:
    actor = current_actor()
    phrases = phrases_for(db.session(), actor)
    dropped = request.args.get("dropped", "")
    return render_form(
        "desk/phrases.html", form, phrase=phrase, keeps_departments=may_keep_departments(actor),
        mine=[each for each in phrases if each.user_id is not None],
        ours=[each for each in phrases if each.user_id is None],
        dropped=int(dropped) if dropped.isascii() and dropped.isdecimal() else None,
    )  # fmt: skip
