"""The one way an act is performed on the web: its form, its use case, and what becomes of a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.decisions import decide
from service_desk.domain.events import STANDS_IN_FOR
from service_desk.domain.following import REMARKS
from service_desk.domain.refusals import NotEntitled, NotFound, NotPossible, Refusal, Stale
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.keep_draft import drop_draft
from service_desk.usecases.reading.views import Entry, TicketView
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.act_row import Act
from service_desk.web.desk.acts import BY_SLUG
from service_desk.web.desk.office_part import SLUG as OFFICE_PART
from service_desk.web.desk.office_part import office_part_of
from service_desk.web.desk.piles import pile_address
from service_desk.web.desk.standing import form_for, stage_of
from service_desk.web.errors import Change, stale_page
from service_desk.web.forms import render_form
from service_desk.web.forms.desk import ActForm, Stage, as_recorded
from service_desk.web.forms.files import take_files
from service_desk.web.language import say

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True)
class Attempt:
    """An act about to be performed: which one, on which ticket, with which form."""

    act: Act
    stage: Stage
    form: ActForm

    @property
    def view(self) -> TicketView:
        """The ticket as the officer sees it."""
        return self.stage.view

    @property
    def address(self) -> str:
        """The ticket's page."""
        return url_for("desk.ticket", number=self.view.ticket.ticket_no)


def show_act(number: str, slug: str) -> Answer:
    """Show the form of an act, or perform it; raises Refusal where there is no such ticket or it is not his to act on."""
    if slug != OFFICE_PART and slug not in BY_SLUG:
        abort(404)
    stage = stage_of(number)
    act = BY_SLUG.get(slug) or office_part_of(stage) or abort(404)
    attempt = Attempt(act, stage, form_for(act, stage))
    if request.method == "GET":
        return _asked_for(attempt)
    _demand_entitled(attempt)
    take_files(attempt.form, stage.view.ticket, current_actor())
    is_valid = attempt.form.validate_on_submit()
    if not attempt.form.version.errors and attempt.form.seen_version != stage.view.ticket.version:
        return _stale(attempt)
    if not is_valid or "back" in request.form:
        return _again(attempt)
    if act.is_final and "confirmed" not in request.form:
        return _confirm(attempt)
    return _perform(attempt)


def _demand_entitled(attempt: Attempt) -> None:
    """Raise NotEntitled for an act that is not the person's, unless that has changed while he was typing."""
    try:
        decide(attempt.view.situation, attempt.act.action, current_actor(), now())
    except NotEntitled:
        if attempt.form.seen_version in (0, attempt.view.ticket.version):
            raise
    except NotPossible:
        return  # told once the version has been looked at


def _asked_for(attempt: Attempt) -> Answer:
    """Show the form; what is not possible now is told on the ticket's page, what is not his to do raises."""
    try:
        decide(attempt.view.situation, attempt.act.action, current_actor(), now())
    except NotPossible as refusal:
        flash(say(refusal.reason), "warn")
        return redirect(attempt.address, 303)
    attempt.form.onward.data = request.args.get("onward", "")
    return _again(attempt)


def _perform(attempt: Attempt) -> Answer:
    ticket, form = attempt.view.ticket, attempt.form
    try:
        changed = attempt.act.use_case(
            ticket.ticket_no, current_actor(), now(), seen_version=form.seen_version, **form.inputs()
        )
    except Stale:
        return _stale(attempt)
    except (NotFound, NotEntitled):
        raise
    except NotPossible as refusal:
        form.refuse(refusal)
        return _again(attempt)[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _again(attempt)
    return _done(attempt, changed)


def _done(attempt: Attempt, changed: Ticket) -> Response:
    drop_draft(changed.ticket_no, attempt.act.slug, current_actor())
    flash(str(attempt.act.done_in.get(changed.state_now, attempt.act.done)))
    done = None if attempt.act.action in REMARKS else changed.ticket_no
    return redirect(pile_address(attempt.form.onward.data, done) or attempt.address, 303)


def _stale(attempt: Attempt) -> Answer:
    """Show what has changed above the form that kept its text; a second click of one's own changes nothing."""
    fresh = stage_of(attempt.view.ticket.ticket_no)
    since = [entry for entry in fresh.view.timeline if entry.event.seq > attempt.form.seen_version]
    if _are_his_own(since, attempt):
        flash(_("刚才已经办好了，没有重复记录。"))
        return redirect(attempt.address, 303)
    changes = [Change(entry.event.at, who_did(entry), what_happened(entry)) for entry in since]
    if attempt.act.action.value not in fresh.view.possible:
        return stale_page(changes, attempt.form.said(), attempt.address)
    attempt.form.version.data = str(fresh.view.ticket.version)
    attempt.form.prepare(fresh)
    return _again(Attempt(attempt.act, fresh, attempt.form), changes)[0], 409


def _are_his_own(since: list[Entry], attempt: Attempt) -> bool:
    """Tell whether the changes begin with this very act by this very person with the same inputs: a double click."""
    mine = [entry.event for entry in since if entry.event.actor_id == current_actor().user_id]
    if not mine or mine[0] is not since[0].event or mine[0].action is not attempt.act.action:
        return False
    held = {as_recorded(value) for event in mine for value in event.data.values()}
    try:
        return held.issuperset(attempt.form.recorded())
    except (ValueError, TypeError):
        return False  # what was typed is none of the inputs an act can have


def who_did(entry: Entry) -> str:
    """Return who performed an act as officers read it: the department and the name."""
    where, who = say(entry.author), entry.event.actor_name
    told = f"{where} {who}" if who and who != where else where
    absent = entry.event.data.get(STANDS_IN_FOR)
    return _("%(who)s（代 %(absent)s）", who=told, absent=absent) if absent else told


def what_happened(entry: Entry) -> Bilingual:
    """Return an act and the words that went with it."""
    headline, words = entry.told.headline, entry.told.words
    return Bilingual(f"{headline.zh}：{words}", f"{headline.en}: {words}") if words else headline


def _again(attempt: Attempt, changes: list[Change] | None = None) -> tuple[str, int]:
    return render_form(
        "desk/act.html", attempt.form, act=attempt.act, view=attempt.view, ticket=attempt.view.ticket,
        stage=attempt.stage, title=attempt.act.name, changes=changes or [],
    )  # fmt: skip


def _confirm(attempt: Attempt) -> Answer:
    return render_template(
        "desk/confirm.html", form=attempt.form, act=attempt.act, ticket=attempt.view.ticket,
        title=attempt.act.name,
    )  # fmt: skip
