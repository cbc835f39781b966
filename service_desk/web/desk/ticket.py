"""The ticket page: the request as submitted, what is known and decided, what happened, what can be done now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import RESULT_NAMES, ResultType
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Category, Level
from service_desk.domain.identifiers import check_uscc, parse_number
from service_desk.domain.naming import NAMED_BY_WORDS, NamedBy
from service_desk.domain.origins import Line, origin_lines, read_origin
from service_desk.domain.parks import park_name
from service_desk.domain.request_forms import missing_slots
from service_desk.domain.requests import KIND_NAMES, SOURCE_NAMES, URGENCY_NAMES, Kind, Source, Urgency
from service_desk.domain.states import STATE_NAMES, State
from service_desk.domain.telling import department_name
from service_desk.domain.way_here import way_here
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.published_forms import form_of_ticket
from service_desk.usecases.files.read_file import files_of
from service_desk.usecases.reading.answers import answers_of, corrections_of
from service_desk.usecases.reading.contact import contact_of
from service_desk.usecases.reading.find_ticket import may_read
from service_desk.usecases.reading.similar import similar_tickets
from service_desk.usecases.reading.views import Entry
from service_desk.web.clock import now
from service_desk.web.desk.act import who_did
from service_desk.web.desk.act_row import GROUP_NAMES, Act, Group
from service_desk.web.desk.acts import ACTS, grouped, leading_act
from service_desk.web.desk.contract import contract_of
from service_desk.web.desk.correcting import correction_address
from service_desk.web.desk.due_words import due_of
from service_desk.web.desk.marking import marked
from service_desk.web.desk.office_part import office_part_of
from service_desk.web.desk.standing import form_for, stage_of
from service_desk.web.desk.tags import marks_on
from service_desk.web.desk.ticket_files import ON_THE_PAGE, Links, all_files, links_of, sent_with_request
from service_desk.web.files import FileLink
from service_desk.web.forms.desk import Stage

STILL_SORTED = frozenset({State.SUBMITTED, State.NEED_INFO, State.ACCEPTED})
"""States in which the dispatcher still decides what a request is about: the evidence is marked in its text."""


@dataclass(frozen=True)
class Told:
    """One line of the timeline as officers read it."""

    at: datetime
    who: str
    words: Bilingual
    internal: bool
    note: str | None
    more: str | None
    files: Sequence[FileLink] = ()
    seq: int = 0


def show_ticket(number: str) -> str | Response:
    """Show a ticket; a number keyed in carelessly leads to its proper address."""
    proper = parse_number(number)
    if proper is not None and str(proper) != number:
        return redirect(url_for("desk.ticket", number=str(proper)), 303)
    stage = stage_of(number)
    view, ticket = stage.view, stage.view.ticket
    leading, found = leading_act(view.possible), links_of(stage)
    return render_template(
        "desk/ticket.html", **request_as_told(stage, found), view=view, due=due_of(ticket, now()),
        leading=leading, form=form_for(leading, stage) if leading else None,
        acts=_acts(stage, leading), group_names=GROUP_NAMES, contract=contract_of(stage, now()),
        undo=form_for(ACTS[Action.UNDO], stage),
        refused=refused_acts(stage), timeline=timeline_of(stage, reversed(view.timeline), found),
        files=all_files(stage, found), files_on_page=ON_THE_PAGE,
        way=way_here([entry.event for entry in view.timeline], view.rules.catalogue), marks=marks_on(ticket),
        others=_others(stage), similar=_similar(stage),
    )  # fmt: skip


def show_paper(number: str) -> str:
    """Show a ticket as it is printed: without the buttons, and without internal entries unless they are asked for."""
    stage, with_internal = stage_of(number), request.args.get("internal") == "1"
    entries = [entry for entry in stage.view.timeline if with_internal or entry.event.is_public]
    found = links_of(stage)
    return render_template(
        "desk/paper.html", **request_as_told(stage, found), view=stage.view, due=due_of(stage.view.ticket, now()),
        timeline=timeline_of(stage, entries, found), with_internal=with_internal,
    )  # fmt: skip


def request_as_told(stage: Stage, found: Links) -> dict[str, Any]:
    """Return what `desk/request.html` and the forms of acts need: the request as submitted, with its names and evidence."""
    ticket = stage.view.ticket
    return {
        "stage": stage, "ticket": ticket, "names": _names(stage), "contact": contact_of(ticket, stage.actor),
        "correct_at": correction_address(stage),
        "corrections": corrections_of(db.session(), ticket, [each.event for each in stage.view.timeline], stage.actor),
        "sections": answers_of(db.session(), ticket, stage.actor),
        "uscc_warnings": check_uscc(ticket.uscc).warnings if ticket.uscc else (),
        "body": marked(ticket.body, _evidence(stage)), "missing": _missing(stage),
        "sent": sent_with_request(stage, found), **_origin(stage),
    }  # fmt: skip


def _origin(stage: Stage) -> dict[str, list[Line] | str]:
    """Return where a request that was written down came from, and the visit it was brought back from."""
    origin = read_origin(stage.view.timeline[0].event.data) if stage.view.timeline else read_origin({})
    return {"origin": origin_lines(origin), "visit_no": origin.visit_no}


def _missing(stage: Stage) -> list[Bilingual]:
    """Return the files that should have come with the form under its answers, and came with no entry."""
    ticket = stage.view.ticket
    sent = {file.get("slot", "") for entry in stage.view.timeline for file in files_of(entry.event)}
    form = form_of_ticket(db.session(), ticket)
    return (
        [] if isinstance(form, str) else [slot.name for slot in missing_slots(form, ticket.form_data, sent)]
    )


def _acts(stage: Stage, leading: Act | None) -> dict[Group, list[Act]]:
    """Return the acts the person may perform besides the leading one, by where their buttons stand; undo has a place above."""
    elsewhere = (leading, ACTS[Action.UNDO])
    acts = [act for act in ACTS.values() if act.action.value in stage.view.possible and act not in elsewhere]
    part = office_part_of(stage) if Action.PROGRESS.value in stage.view.possible else None
    return grouped([part, *acts] if part is not None else acts)


def _names(stage: Stage) -> dict[str, Any]:
    """Return the names behind the ticket's codes."""
    ticket, catalogue = stage.view.ticket, stage.view.rules.catalogue
    first = ticket.first_department or catalogue.coordinator
    return {
        "category": CATEGORY_NAMES[Category(ticket.category)],
        "second": CATEGORY_NAMES[Category(ticket.secondary_category)] if ticket.secondary_category else None,
        "categories": CATEGORY_NAMES,
        "state": STATE_NAMES[ticket.state_now],
        "level": LEVEL_NAMES[Level(ticket.level)],
        "urgency": URGENCY_NAMES[Urgency(ticket.urgency)],
        "chosen": _chosen_at_first(stage),
        "named_by": NAMED_BY_WORDS[stage.proposal.named_by],
        "kind": KIND_NAMES[Kind(ticket.kind)],
        "source": SOURCE_NAMES[Source(ticket.source)],
        "park": park_name(ticket.park) if ticket.park else None,
        "first": department_name(first, catalogue),
        "lead": department_name(ticket.lead_department, catalogue) if ticket.lead_department else None,
        "responsible": department_name(ticket.responsible_department, catalogue),
    }


def _chosen_at_first(stage: Stage) -> Bilingual | None:
    """Return the request type a person filed under; None where nobody chose one."""
    if stage.proposal.named_by is NamedBy.MACHINE:
        return None
    timeline, types = stage.view.timeline, stage.view.rules.catalogue.request_types
    kind = types.get(str(timeline[0].event.data.get("request_type"))) if timeline else None
    return kind.name if kind else None


def refused_acts(stage: Stage) -> list[tuple[Bilingual, Bilingual]]:
    """Return the officers' acts of the present state that are not possible for this person, each with the reason."""
    return [
        (ACTION_NAMES[choice.action], choice.refusal)
        for choice in stage.view.choices
        if choice.refusal is not None and choice.action in ACTS
    ]


def timeline_of(stage: Stage, entries: Iterable[Entry], found: Links | None = None) -> list[Told]:
    """Return entries as officers read them, with the ticket's files, looked up where they are not given."""
    found = links_of(stage) if found is None else found
    return [_told(entry, found) for entry in entries]


def _told(entry: Entry, found: Links) -> Told:
    event = entry.event
    plan = event.data.get("plan")
    return Told(
        event.at, who_did(entry), entry.told.headline, not event.is_public, entry.told.words, str(plan) if plan else None,
        found.get(event.seq, ()), event.seq,
    )  # fmt: skip


def _others(stage: Stage) -> list[tuple[Any, Bilingual, bool]]:
    """Return other tickets of the enterprise with their state, and whether this person may open each."""
    return [
        (other, STATE_NAMES[other.state_now], may_read(other, stage.actor)) for other in stage.others()
    ]  # fmt: skip


def _similar(stage: Stage) -> list[tuple[Ticket, Bilingual | None, int | None]]:
    """Return similar tickets that were struck off, each with its result and the days from acceptance to the result."""
    found = []
    for each in similar_tickets(db.session(), stage.view.ticket, stage.proposal.evidence, stage.actor):
        one = each.ticket
        days = (one.result_at - one.accepted_at).days if one.result_at and one.accepted_at else None
        found.append((one, RESULT_NAMES[ResultType(one.result_type)] if one.result_type else None, days))
    return found


def _evidence(stage: Stage) -> tuple[str, ...]:
    return stage.proposal.evidence if stage.view.ticket.state_now in STILL_SORTED else ()
