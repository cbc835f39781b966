"""The form of a visit: filled in at the firm, sent at once or later; pasted text is taken apart, firms are looked up."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.pasting import personal_in, requests_in
from service_desk.domain.refusals import NotFound, Refusal
from service_desk.domain.requests import short_title
from service_desk.domain.visits import MAX_REQUESTS
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import Campaign
from service_desk.persistence.visits import campaign_by_id
from service_desk.usecases.visits.record_visit import record_visit
from service_desk.usecases.visits.run_campaign import UNKNOWN_CAMPAIGN
from service_desk.web.access import current_actor, current_user
from service_desk.web.clock import now
from service_desk.web.firm_choice import chosen_firm, offer_firms
from service_desk.web.forms import render_form
from service_desk.web.forms.files import ForVisit, UploadForm
from service_desk.web.forms.visits import AskedForm, VisitForm
from service_desk.web.thought import Thought, follow, think
from service_desk.web.visits.campaigns import Page


def show_form() -> Page:
    """Show the form, add a line, take pasted text apart, look a firm up, or record the visit."""
    campaign = _campaign(request.form.get("campaign") or request.args.get("campaign", ""))
    form = VisitForm(data={"visited_on": local_date(now()), "people": current_actor().name})
    if not form.key.data:
        form.key.data = secrets.token_urlsafe(16)
    form.campaign.data = str(campaign.id) if campaign else ""
    form.offer(campaign)
    if request.method == "POST":
        form.photos.take(ForVisit(form.key.data, current_actor()))
    wish = request.form.get("do", "send")
    if request.method == "GET":
        return _page(form, campaign)
    if wish != "send":
        _help_along(form, wish)
        form.offer(campaign)
        return _page(form, campaign, look_up=wish == "find")
    for row in (form.asked[place].form for place in form.rows):
        if row.guessed.data:  # the text may have been changed since
            follow(row.request_type, row.guessed, _thought(row))
    offer_firms(form.picked, form.firm_name.data or "") if form.picked.data else None
    if not form.validate_on_submit():
        return _again(form, campaign)
    if (form.pasted.data or "").strip():
        _split(form)
        form.offer(campaign)
        form.form_errors = [*form.form_errors, _("粘贴的文字刚刚拆成诉求，请核对后再提交。")]
        return _again(form, campaign)
    return _record(form, campaign)


def receive_photo() -> tuple[dict[str, str], int]:
    """Receive one photograph for the visit whose key comes along, as soon as it is taken."""
    upload = UploadForm()
    upload.files.take(ForVisit(request.form.get("key", ""), current_actor()))
    return upload.files.received()


def _record(form: VisitForm, campaign: Campaign | None) -> Page:
    try:
        done = record_visit(
            form.report(chosen_firm(form.picked, form.firm()), local_date(now())), current_actor(), now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _again(form, campaign)
    if done.is_new:
        flash(_("走访已记录，编号 %(no)s，诉求 %(n)s 件。", no=done.visit_no, n=len(done.tickets)))
    else:
        flash(_("这次走访先前已经收到，没有重复登记。"))
    return redirect(url_for("visits.visit", number=done.visit_no), 303)  # type: ignore[return-value]


def _help_along(form: VisitForm, wish: str) -> None:
    """Do what another button than the last asked for; nothing is stored."""
    if wish == "more" and len(form.asked) < MAX_REQUESTS:
        form.asked.append_entry()
    elif wish == "split":
        _split(form)
    elif (place := _taken(form, wish)) is not None:
        row = form.asked[place].form
        row.request_type.data, row.guessed.data = _thought(row).code, ""
        return
    for place in form.rows:
        row = form.asked[place].form
        follow(row.request_type, row.guessed, _thought(row))


def _taken(form: VisitForm, wish: str) -> int | None:
    """Return the request whose suggestion the person has taken."""
    return next((place for place in form.rows if wish == f"take-{place}"), None)


def _thought(row: AskedForm) -> Thought:
    text = row.text.data or ""
    return think(short_title(text), text)


def _split(form: VisitForm) -> None:
    """Put what was pasted into the blank lines and further ones; senders and numbers go into the contact's fields."""
    found = requests_in(form.pasted.data or "", now())
    blank = [row.form for row in form.asked if row.form.is_blank]
    taken = 0
    for said in found:
        if not blank and len(form.asked) < MAX_REQUESTS:
            blank.append(form.asked.append_entry().form)
        if not blank:
            break
        blank.pop(0).text.data = said.text
        taken += 1
    form.contact_name.data = form.contact_name.data or next((said.who for said in found if said.who), "")
    phones = (phone for said in found for phone in said.phones)
    form.contact_mobile.data = form.contact_mobile.data or next(phones, "")
    form.pasted.data = "\n".join(said.text for said in found[taken:])


def _campaign(written: str) -> Campaign | None:
    if not written:
        return None
    known = written.isascii() and written.isdecimal() and len(written) < 10
    campaign = campaign_by_id(db.session(), int(written)) if known else None
    if campaign is None:
        raise NotFound(UNKNOWN_CAMPAIGN)
    return campaign


def _page(form: VisitForm, campaign: Campaign | None, *, look_up: bool = False) -> str:
    if look_up and not offer_firms(form.picked, form.firm_name.data or ""):
        flash(_("没有找到这样的企业，将按填写的名称登记。"), "warn")
    return render_template("visits/write.html", form=form, **_beside(form, campaign))


def _again(form: VisitForm, campaign: Campaign | None) -> tuple[str, int]:
    return render_form("visits/write.html", form, **_beside(form, campaign))


def _beside(form: VisitForm, campaign: Campaign | None) -> dict[str, Any]:
    user = current_user()
    return {"campaign": campaign, "user_id": user.id if user else 0, "thoughts": _thoughts(form)}


def _thoughts(form: VisitForm) -> dict[int, tuple[Thought, tuple[str, ...]]]:
    """Return, for each request that says something, what the machine thinks of it, and what looks like names."""
    found = {}
    if request.method == "GET":
        return {}
    for place in form.rows:
        text = form.asked[place].form.text.data or ""
        if not text.strip():
            continue
        said = personal_in(text)
        found[place] = (_thought(form.asked[place].form), (*said.names, *said.phones))
    return found
