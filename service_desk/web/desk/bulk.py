"""Acting on many tickets: look at them once more, do all of them or none, take it back for ten minutes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.decisions import decide
from service_desk.domain.guards import UNDO_WINDOW
from service_desk.domain.refusals import NotEntitled, NotFound, Refusal
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.domain.states import State
from service_desk.domain.transitions import find_transition
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.perform_many import MANY, SomeRefusedError
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.handling.assign_handler import assign_handlers
from service_desk.usecases.reading.colleagues import told_colleagues
from service_desk.usecases.routing.sign_ticket import sign_tickets
from service_desk.usecases.routing.transfer_ticket import transfer_tickets
from service_desk.usecases.routing.undo_act import undo_acts
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.act import Answer
from service_desk.web.desk.standing import stage_of
from service_desk.web.desk.ticked import chosen, ticked_numbers
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.admin import ConfirmForm
from service_desk.web.forms.desk_bulk import AssignManyForm, SignManyForm, TransferManyForm


@dataclass(frozen=True)
class Bulk:
    """An act that can be performed on many tickets: by whom, with which form and use case, and what is said then."""

    slug: str
    action: Action
    roles: frozenset[Role]
    form: type[SignManyForm]
    use_case: Callable[..., Any]
    done: Any


BULKS: Mapping[str, Bulk] = {
    bulk.slug: bulk
    for bulk in (
        Bulk("sign", Action.SIGN, DEPARTMENT_ROLES, SignManyForm, sign_tickets, _l("已签收 %(n)s 件。")),
        Bulk("assign", Action.ASSIGN, DEPARTMENT_ROLES, AssignManyForm, assign_handlers, _l("已分派 %(n)s 件。")),
        Bulk("transfer", Action.TRANSFER, frozenset({Role.DISPATCHER, Role.SUPERVISOR}), TransferManyForm,
             transfer_tickets, _l("已改派 %(n)s 件。")),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One selected ticket: as it stands, or None where it is not this person's to see; why it is left out, if it is."""

    number: str
    ticket: Ticket | None
    refusal: Bilingual | None

    @property
    def wish(self) -> str:
        """What the form carries: the number and the version that was looked at."""
        return f"{self.number}:{self.ticket.version if self.ticket else 0}"


def bulks_of(actor: Actor, states: Collection[str]) -> list[tuple[str, Bilingual]]:
    """Return the acts a person may perform on many tickets of a list in these states (none: in any), as word and name."""
    return [
        (bulk.slug, ACTION_NAMES[bulk.action])
        for bulk in BULKS.values()
        if actor.roles & bulk.roles
        and (not states or any(find_transition(State(state), bulk.action) for state in states))
    ]


def show_bulk(slug: str) -> Answer:
    """Show the selected tickets with what cannot be done, or do it to all that were shown as possible."""
    bulk = _bulk(slug)
    form = bulk.form()
    actor, rules = current_actor(), rules_in_force(db.session())
    form.offer(
        told_colleagues(db.session(), actor.department, now()),
        {code: each.name for code, each in rules.receiving_departments.items()},
    )
    if request.method == "GET":
        found = chosen()
        return _page(bulk, form, found.numbers, is_cut=found.is_cut)
    seen = _wishes(request.form.getlist("t"))
    if not form.validate_on_submit():
        return _page(bulk, form, seen)
    try:
        done = bulk.use_case(seen, actor, now(), **form.inputs())
    except SomeRefusedError as refusal:
        form.refuse(refusal)
        return _page(bulk, form, seen, refusal.reasons)[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(bulk, form, seen)
    flash(str(bulk.done % {"n": len(done)}))
    return redirect(url_for("desk.bulk_done", slug=slug, t=sorted(seen)), 303)


def show_done(slug: str) -> Answer:
    """Show what was done, with the way to take it back while that is possible."""
    bulk = _bulk(slug)
    lines = [_line(number, Action.UNDO) for number in ticked_numbers(request.args.getlist("t"))]
    return _done_page(bulk, [line for line in lines if line.ticket], ConfirmForm())[0]


def undo_bulk(slug: str) -> Answer:
    """Take back what was done to the tickets of a list: all of it or nothing."""
    bulk, form = _bulk(slug), ConfirmForm()
    seen = _wishes(request.form.getlist("t"))
    if form.validate_on_submit():
        try:
            undone = undo_acts(seen, current_actor(), now())
        except Refusal as refusal:
            form.refuse(refusal)
            reasons = refusal.reasons if isinstance(refusal, SomeRefusedError) else {}
            lines = [Line(number, _line(number, Action.UNDO).ticket, reasons.get(number)) for number in seen]
            return _done_page(bulk, [line for line in lines if line.ticket], form)[0], 409
        flash(_("已撤销 %(n)s 件，恢复到之前。", n=len(undone)))
        return redirect(url_for("desk.queue"), 303)
    lines = [_line(number, Action.UNDO) for number in seen]
    return _done_page(bulk, [line for line in lines if line.ticket], form)


def _bulk(slug: str) -> Bulk:
    bulk = BULKS.get(slug) or abort(404)
    if not current_actor().roles & bulk.roles:
        raise NotEntitled(
            Bilingual("您的账号不能批量办这一步。", "Your account cannot do this to many tickets.")
        )
    return bulk


def _page(
    bulk: Bulk,
    form: DeskForm,
    numbers: Iterable[str],
    reasons: Mapping[str, Bilingual] | None = None,
    *,
    is_cut: bool = False,
) -> tuple[str, int]:
    lines = [_line(number, bulk.action, (reasons or {}).get(number)) for number in numbers]
    return render_form(
        "desk/bulk.html", form, bulk=bulk, name=ACTION_NAMES[bulk.action], many=MANY, is_cut=is_cut,
        ready=[line for line in lines if line.refusal is None], left=[line for line in lines if line.refusal],
        typed=[field for field in form if field.type not in ("HiddenField", "CSRFTokenField")],
    )  # fmt: skip


def _done_page(bulk: Bulk, lines: list[Line], form: DeskForm) -> tuple[str, int]:
    acts = [line.ticket.last_event_at for line in lines if line.ticket and line.refusal is None]
    until = (min(acts) + UNDO_WINDOW).astimezone(SHANGHAI) if acts else None
    return render_form(
        "desk/bulk_done.html", form, bulk=bulk, name=ACTION_NAMES[bulk.action], lines=lines,
        until=f"{until:%H:%M}" if until and len(acts) == len(lines) else None,
    )  # fmt: skip


def _line(number: str, action: Action, reason: Bilingual | None = None) -> Line:
    """Return a selected ticket as this person sees it, and why the act is not possible on it."""
    try:
        stage = stage_of(number)
    except NotFound as refusal:
        return Line(number, None, refusal.reason)
    try:
        decide(stage.view.situation, action, current_actor(), now())
    except Refusal as refusal:
        return Line(number, stage.view.ticket, refusal.reason)
    return Line(number, stage.view.ticket, reason)


def _wishes(sent: Iterable[str]) -> dict[str, int]:
    """Return numbers with the versions that were looked at; what is malformed is a version nobody has seen."""
    found: dict[str, int] = {}
    for word in sent:
        number, _colon, version = word.partition(":")
        for proper in ticked_numbers([number]):
            found[proper] = int(version) if version.isdecimal() and len(version) < 10 else 0
    return found
