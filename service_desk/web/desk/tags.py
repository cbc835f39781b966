"""Tags on the desk: put on and taken off on a ticket's page and on many tickets at once, with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.guards import UNDO_WINDOW
from service_desk.domain.refusals import InvalidInput, NotEntitled, Refusal
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.persistence.tables import Tag, TagChange, Ticket
from service_desk.persistence.tags import (
    changes_of_batch,
    changes_on_ticket,
    live_tags,
    tags_of,
)
from service_desk.persistence.tickets import tickets_by_ids, tickets_by_numbers
from service_desk.usecases.acting.perform import UNKNOWN_TICKET
from service_desk.usecases.acting.perform_many import MANY, SomeRefusedError
from service_desk.usecases.handling.tag_rules import may_tag
from service_desk.usecases.handling.tag_tickets import tag_ticket, tag_tickets, undo_tags, untag_ticket
from service_desk.usecases.reading.find_ticket import may_read
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.ticked import Chosen, chosen, ticked_numbers
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.admin import ConfirmForm
from service_desk.web.forms.desk_queue import TagManyForm
from service_desk.web.language import say

Answer = str | tuple[str, int] | Response
NAME = Bilingual("加减标签", "Change tags")
_NOT_TAGGED = Bilingual("您的账号不能加减标签。", "Your account cannot change tags.")


@dataclass(frozen=True)
class Marks:
    """The tags of one ticket as its page shows them; `typed` is what somebody wrote and could not be taken."""

    tags: Sequence[Tag]
    suggested: Sequence[str]
    changes: Sequence[TagChange]
    may_change: bool
    typed: str = ""


@dataclass(frozen=True)
class Line:
    """One ticket of the many, and why it is left out, if it is."""

    number: str
    ticket: Ticket | None
    refusal: Bilingual | None = None

    @property
    def wish(self) -> str:
        """What the form carries."""
        return self.number


def marks_on(ticket: Ticket) -> Marks:
    """Return the tags of a ticket with those that are suggested: the ones in use in the zone."""
    session = db.session()
    own = tags_of(session, [ticket.id]).get(ticket.id, [])
    may_change = may_tag(current_actor())
    known = {tag.id for tag in own}
    suggested = (
        [tag.name for tag in live_tags(session, limit=200) if tag.id not in known] if may_change else []
    )
    return Marks(
        own, suggested, changes_on_ticket(session, ticket.id), may_change, request.args.get("typed", "")[:200]
    )


def change_tags(number: str) -> Response:
    """Put the tags that were typed on a ticket, or take one off, and go back to it; what cannot be taken stays typed."""
    actor, typed = current_actor(), request.form.get("tags", "")
    gone, kept = request.form.get("off", ""), None
    try:
        if gone.isascii() and gone.isdecimal() and len(gone) < 10:
            tag = untag_ticket(number, actor, now(), tag_id=int(gone))
            flash(_("已去掉标签“%(name)s”。", name=tag.name) if tag else _("这个标签已经不在这件诉求上。"))
        elif new := tag_ticket(number, actor, now(), tags=typed):
            flash(_("已加标签：%(names)s。", names=_("、").join(tag.name for tag in new)))
        else:
            flash(_("这件诉求已经有这些标签。"))
    except InvalidInput as refusal:
        flash(say(next(iter(refusal.problems.values()))), "warn")
        kept = typed[:200] or None
    return redirect(url_for("desk.ticket", number=number, typed=kept, _anchor="tags"), 303)


def show_many() -> Answer:
    """Show the ticked tickets with what to put on and take off, or do it to all of them."""
    actor = current_actor()
    if not may_tag(actor):
        raise NotEntitled(_NOT_TAGGED)
    form = TagManyForm()
    found = chosen() if request.method == "GET" else Chosen(ticked_numbers(request.form.getlist("t")))
    numbers = found.numbers
    if not form.validate_on_submit():
        return _page(form, numbers, is_cut=found.is_cut)
    try:
        batch = tag_tickets(numbers, actor, now(), add=form.add.data or "", remove=form.remove.data or "")
    except SomeRefusedError as refusal:
        form.refuse(refusal)
        return _page(form, numbers, refusal.reasons)[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, numbers)
    flash(_("已给 %(n)s 件改好标签。", n=len(numbers)))
    return redirect(url_for("desk.bulk_tags_done", batch=batch), 303)


def show_many_done(batch: str) -> Answer:
    """Show what was done to many tickets, with the way to take it back while that is possible."""
    return _done_page(batch, ConfirmForm())[0]


def undo_many(batch: str) -> Answer:
    """Take back what was done to many tickets."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _done_page(batch, form)
    try:
        undone = undo_tags(batch, current_actor(), now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _done_page(batch, form)[0], 409
    flash(_("已撤销 %(n)s 件，恢复到之前。", n=undone))
    return redirect(url_for("desk.queue"), 303)


def _page(
    form: DeskForm,
    numbers: Sequence[str],
    reasons: dict[str, Bilingual] | None = None,
    *,
    is_cut: bool = False,
) -> tuple[str, int]:
    actor, told = current_actor(), reasons or {}
    found = tickets_by_numbers(db.session(), numbers)
    lines = []
    for number in numbers:
        ticket = found.get(number)
        if ticket is None or not may_read(ticket, actor):
            lines.append(Line(number, None, UNKNOWN_TICKET))
        else:
            lines.append(Line(number, ticket, told.get(number)))
    return render_form(
        "desk/bulk_tags.html", form, name=NAME, many=MANY, slug="tags", is_cut=is_cut,
        ready=[line for line in lines if line.refusal is None], left=[line for line in lines if line.refusal],
        suggested=[tag.name for tag in live_tags(db.session(), limit=200)],
    )  # fmt: skip


def _done_page(batch: str, form: DeskForm) -> tuple[str, int]:
    actor = current_actor()
    changes = [each for each in changes_of_batch(db.session(), batch) if each.by_user_id == actor.user_id]
    if not changes:
        abort(404)
    tickets = tickets_by_ids(db.session(), {each.ticket_id for each in changes if each.ticket_id})
    lines: list[dict[str, Any]] = [
        {
            "ticket": ticket,
            "added": [
                each.tag_name for each in changes if each.ticket_id == ticket.id and each.act == "added"
            ],
            "removed": [
                each.tag_name for each in changes if each.ticket_id == ticket.id and each.act == "removed"
            ],
        }
        for ticket in tickets
        if may_read(ticket, actor)
    ]
    until = (changes[0].at + UNDO_WINDOW).astimezone(SHANGHAI)
    return render_form(
        "desk/bulk_tags_done.html", form, name=NAME, lines=lines, batch=batch,
        until=f"{until:%H:%M}" if now() <= until else None,
    )  # fmt: skip
