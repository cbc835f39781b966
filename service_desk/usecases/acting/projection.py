"""The ticket row as the projection of its events: written from the ticket's course after every act (house law 1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following import follow
from service_desk.domain.milestones import Milestone
from service_desk.domain.power_gate import lending_problem, supplies_power
from service_desk.domain.situation import Situation, situation
from service_desk.domain.states import HANDLING_STATES, State, is_open
from service_desk.domain.tasks import Task, task_due
from service_desk.persistence.database import Session
from service_desk.persistence.tables import CoTask, Ticket
from service_desk.persistence.tickets import CO_TASK
from service_desk.persistence.work_lists import open_children
from service_desk.usecases.acting.rules import Rules
from service_desk.usecases.acting.stored_clock import course_milestones, project_clock

Queue = tuple[str, str]
"""A department's code, and a state or `co_task`."""

_DISPATCHED = frozenset({State.DISPATCHED, State.RETURN_REVIEW})


def situation_of(session: Session, ticket: Ticket, events: Sequence[Event], rules: Rules) -> Situation:
    """Return what the guards may know of a ticket."""
    course = follow(events)
    return course_situation(session, ticket, course, course_milestones(ticket, course, rules), rules)


def course_situation(
    session: Session, ticket: Ticket, course: Course, milestones: tuple[Milestone, ...], rules: Rules
) -> Situation:
    """Return what the guards may know of a ticket whose course and timetable are known."""
    policy = rules.policy(course.policy or ticket.policy)
    return situation(
        ticket.ticket_no,
        course,
        milestones,
        rules.calendar,
        extension_notice=policy.extension_notice,
        only_satisfied_closes=policy.needs_satisfied,
        open_children=open_children(session, ticket.ticket_no) if ticket.ticket_no else 0,
        is_power_supply=supplies_power(ticket.form),
        lending_problem=lending_problem(ticket.form, ticket.form_data or {}),
    )


def project(ticket: Ticket, course: Course, rules: Rules) -> None:
    """Write a ticket's course into its row and its parts: state, hands, dates, clock, what is asked and answered."""
    coordinator = rules.catalogue.coordinator
    ticket.state = course.state.value
    _project_subject(ticket, course)
    _project_hands(ticket, course, coordinator)
    _project_moments(ticket, course)
    _project_ending(ticket, course)
    _project_supervision(ticket, course)
    project_clock(ticket, course, rules)
    _project_parts(ticket, course, rules.calendar)


def queues_of(ticket: Ticket) -> frozenset[Queue]:
    """Return the queues a ticket lies in: its department's by its state, and that of each department with an open part."""
    parts = {(row.department, CO_TASK) for row in ticket.co_tasks if row.status == "open"}
    return frozenset({(ticket.queue_department, ticket.state), *parts})


def _project_subject(ticket: Ticket, course: Course) -> None:
    if course.category is not None:
        ticket.category, ticket.secondary_category = course.category, course.secondary_category
    if course.request_type is not None:
        ticket.request_type = course.request_type
    if course.urgency is not None:
        ticket.urgency = course.urgency
    if course.is_level_known:
        ticket.level = course.level.value
    if course.policy is not None:
        ticket.policy = course.policy
    apart = {name for corrected in course.corrections for name in corrected.get("persons", ())}
    for corrected in course.corrections:
        said = {name: value for name, value in corrected["data"].items() if name not in apart}
        kept = {**ticket.form_data, **said}  # persons stand in the row alone
        ticket.form_data = {key: value for key, value in kept.items() if value is not None}
        ticket.body = corrected["columns"].get("body") or ticket.body
        for column in ("expected_result", "location"):
            if column in corrected["columns"]:
                setattr(ticket, column, corrected["columns"][column])


def _project_hands(ticket: Ticket, course: Course, coordinator: str) -> None:
    """Say in whose queue the ticket lies and who answers for it: nobody is ever without a department."""
    ticket.lead_department, ticket.first_department = course.lead, course.first_department
    ticket.queue_department = course.lead or coordinator
    ticket.responsible_department = coordinator
    if course.state in HANDLING_STATES and course.lead is not None:
        ticket.responsible_department = course.lead
    elif course.state in _DISPATCHED and course.signed_by is not None:
        ticket.responsible_department = course.signed_by  # transferred: until the new lead has signed
    ticket.owner_id, ticket.owner_name = course.owner_id, course.owner_name


def _project_moments(ticket: Ticket, course: Course) -> None:
    ticket.accepted_at, ticket.dispatched_at = course.accepted_at, course.dispatched_at
    ticket.signed_at, ticket.result_at = course.signed_at, course.result_at
    ticket.info_asked_at, ticket.review_on = course.info_asked_at, course.review_on
    ticket.ended_at = course.ended_at


def _project_ending(ticket: Ticket, course: Course) -> None:
    ticket.result_type, ticket.result_text = course.result_type, course.result_text
    ticket.callback_outcome = course.outcome.value if course.outcome else None
    ticket.rating, ticket.rating_text = course.rating, course.rating_text
    ticket.redo_count, ticket.return_count = course.redo_count, len(course.returned_by)
    ticket.return_is_final = course.return_is_final
    ticket.merged_into, ticket.parent_no = course.merged_into, course.parent


def _project_supervision(ticket: Ticket, course: Course) -> None:
    is_in_hand = is_open(course.state)
    ticket.application = course.application.kind.value if course.application and is_in_hand else None
    ticket.extension_count = len(course.extensions)
    ticket.supervision = course.supervision.value if course.supervision and is_in_hand else None
    ticket.has_open_sheet = course.open_sheet is not None and is_in_hand
    ticket.has_open_instruction, ticket.is_escalated = (
        course.open_instruction and is_in_hand,
        course.is_escalated,
    )
    ticket.last_sheet = course.last_sheet
    ticket.lending_until = course.lending_until


def _project_parts(ticket: Ticket, course: Course, calendar: WorkingCalendar) -> None:
    """Write the parts; in an ended ticket none is open, and one that is taken up again has them back."""
    rows = {row.no: row for row in ticket.co_tasks}
    for task in course.tasks:
        row = rows.get(task.no)
        if row is None:
            row = CoTask(no=task.no)
            ticket.co_tasks.append(row)
        _project_part(row, task, course.ended_at, calendar)
    known = {task.no for task in course.tasks}
    ticket.co_tasks[:] = [row for row in ticket.co_tasks if row.no in known]


def _project_part(row: CoTask, task: Task, ended_at: datetime | None, calendar: WorkingCalendar) -> None:
    row.department, row.title, row.due_at = task.department, task.title, task_due(task, calendar)
    row.status, row.opinion, row.ended_at = task.status.value, task.opinion or None, task.ended_at
    if task.is_open and ended_at is not None:
        row.status, row.ended_at = "waived", ended_at
