"""Supervision sheets: issued by themselves at their thresholds, by a supervisor at will, answered by the department's head."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.notices import Notice
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.states import State, is_open
from service_desk.domain.supervision import BLUE_AHEAD, Sheet, SheetColour, deserved_sheet, is_for_leaders
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.people import leaders
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import lock_ticket
from service_desk.persistence.work_lists import due_by
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import act, perform, scene_of
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.stored_clock import course_milestones, stored_milestones
from service_desk.usecases.acting.telling import absent_and_substitute, mailbox

AT_ONCE = 50
"""Tickets per transaction and letter: a department that has more on its list gets the rest in the next round."""

_FROM, _UNTIL = time(8, 30), time(18, 0)

_UNSUPERVISED = frozenset({State.NEED_INFO, State.ON_HOLD, State.CALLBACK, State.RESOLVED_ON_SITE})
"""Nobody is late here: it is the enterprise's turn, a leader has agreed to wait, or the department has finished."""


def is_office_time(now: datetime, calendar: WorkingCalendar) -> bool:
    """Tell whether sheets go out now: on working days from 8:30 to 18:00; nobody is woken by a warning."""
    local = now.astimezone(SHANGHAI)
    return calendar.is_working(local.date()) and _FROM <= local.time() < _UNTIL


def issue_due_sheets(now: datetime) -> dict[str, int]:
    """Issue every sheet that has come due, once each, with one letter per department; returns how many by department.

    A ticket gets only the gravest sheet it deserves, so a standstill of the program is followed by no storm.
    """
    session = db.session()
    by_department: dict[str, list[str]] = {}
    for ticket in due_by(session, now + BLUE_AHEAD):
        if _is_newly_deserved(ticket, now):
            by_department.setdefault(ticket.responsible_department, []).append(ticket.ticket_no)
    session.rollback()
    return {
        code: issued
        for code, numbers in sorted(by_department.items())
        if (issued := _issue(code, numbers, now))
    }


def _is_newly_deserved(ticket: Ticket, now: datetime) -> bool:
    """Tell from the stored timetable whether a ticket deserves a sheet it does not have; the act looks again."""
    if ticket.state_now in _UNSUPERVISED:
        return False
    sheet = deserved_sheet(stored_milestones(ticket), now)
    return sheet is not None and sheet.key != ticket.last_sheet


def _issue(department: str, numbers: list[str], now: datetime) -> int:
    with transaction() as session:
        rules = rules_in_force(session)
        issued = list(_sheets(session, sorted(numbers[:AT_ONCE]), rules, now))
        if not issued:
            return 0
        listed = [
            {"ticket_no": ticket.ticket_no, "title": ticket.title, "colour": sheet.colour.value,
             "milestone": sheet.milestone.value, "due": sheet.due.isoformat()}
            for ticket, sheet in issued
        ]  # fmt: skip
        _tell(session, department, listed, now)
        _tell_stand_ins(session, department, issued, listed, now)
        grave = [row for row, (_, sheet) in zip(listed, issued, strict=True) if is_for_leaders(sheet)]
        _tell_leaders(session, department, grave, now)
        return len(issued)


def _sheets(
    session: Session, numbers: list[str], rules: Rules, now: datetime
) -> Iterator[tuple[Ticket, Sheet]]:
    for number in numbers:
        ticket = lock_ticket(session, number)
        if ticket is None or not is_open(ticket.state_now) or ticket.state_now in _UNSUPERVISED:
            continue
        scene = scene_of(session, ticket, SYSTEM, now, rules)
        sheet = deserved_sheet(course_milestones(ticket, scene.course, rules), now)
        if sheet is None or sheet.key in scene.course.sheets:
            continue
        act(scene, Action.ISSUE_SHEET, {**_as_recorded(sheet), "digest": True})
        yield ticket, sheet


def _as_recorded(sheet: Sheet) -> dict[str, str]:
    return {
        "colour": sheet.colour.value,
        "milestone": sheet.milestone.value,
        "due": sheet.due.isoformat(),
        "key": sheet.key,
    }


def _tell(session: Session, department: str, listed: list[dict[str, str]], now: datetime) -> None:
    for address, name, language in mailbox(rules_in_force(session), department):
        _queue(session, department, listed, now, (address, name, language))


def _tell_stand_ins(
    session: Session,
    department: str,
    issued: list[tuple[Ticket, Sheet]],
    listed: list[dict[str, str]],
    now: datetime,
) -> None:
    """Write to handlers who are away and to their substitutes, each of the sheets on the absent one's tickets."""
    owners = {ticket.owner_id for ticket, _sheet in issued}
    for owner in sorted(each for each in owners if each is not None):
        theirs = [
            row for row, (ticket, _sheet) in zip(listed, issued, strict=True) if ticket.owner_id == owner
        ]
        for address, name, language in absent_and_substitute(session, [owner], now):
            _queue(session, department, theirs, now, (address, name, language), part=f"/{owner}")


def _tell_leaders(session: Session, department: str, listed: list[dict[str, str]], now: datetime) -> None:
    if listed:
        for leader in leaders(session):
            _queue(
                session, department, listed, now, (leader.email or "", leader.display_name, leader.language)
            )


def _queue(
    session: Session, department: str, listed: list[dict[str, str]], now: datetime, to: tuple[str, str, str],
    part: str = "",
) -> None:  # fmt: skip
    address, name, language = to
    queue_mail(
        session, f"{Notice.SHEETS}/{department}/{now:%Y%m%dT%H%M%S}{part}/{address}", Notice.SHEETS, address, now,
        recipient_name=name, language=language, data={"department": department, "sheets": listed},
    )  # fmt: skip


def issue_sheet(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    colour: SheetColour,
    note: str,
    seen_version: int | None = None,
) -> Ticket:
    """Issue a sheet by hand, with what the supervisor wants to know; the department's head answers it."""
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE)
    inputs.finish()
    data = {"colour": colour.value, "note": words, "key": f"{colour}/hand/{now:%Y%m%d%H%M%S}"}
    return perform(ticket_no, Action.ISSUE_SHEET, actor, now, seen_version=seen_version, data=data)


def answer_sheet(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Answer the open sheet: why, and what is done by when."""
    inputs = Inputs()
    data = {"note": inputs.text("note", note, MAX_NOTE)}
    inputs.finish()
    return perform(ticket_no, Action.ANSWER_SHEET, actor, now, seen_version=seen_version, data=data)
