"""Read what a queued letter is about: the ticket at the moment of its act, the frozen report, or the one-time link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import LEVEL_NAMES, Level
from service_desk.domain.events import Event
from service_desk.domain.following import follow
from service_desk.domain.milestones import MilestoneKey
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.reporting.week import Week
from service_desk.domain.requests import Urgency
from service_desk.domain.situation import INFO_WORKING_DAYS
from service_desk.domain.states import State
from service_desk.domain.supervision import GRAVITY, SHEET_NAMES, Sheet, SheetColour
from service_desk.domain.tasks import CO_HANDLER_WORKING_DAYS
from service_desk.domain.telling import department_name, narrate
from service_desk.domain.zone_time import end_of_day, local_date
from service_desk.persistence.area_notices import follower_by_id, notice_by_id, updates_of
from service_desk.persistence.database import Session
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import DepartmentRow, OutboxMail, Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.rules import Rules, catalogue_in_force, rules_in_force
from service_desk.usecases.acting.stored_clock import milestones_of
from service_desk.usecases.delivery.letter import (
    AreaFacts,
    ExportFacts,
    FeedbackFacts,
    FirmFacts,
    Letter,
    LinkFacts,
    OfficeFacts,
    ReviewFacts,
    SheetLine,
    SheetsFacts,
    StandInFacts,
    TicketFacts,
)
from service_desk.usecases.reporting.read_weekly_report import frozen_report

LINKS = (Notice.ACCOUNT_LINK, Notice.DRAFT_LINK, Notice.TRACKING_LINK)
WEEKLY = (Notice.WEEKLY_ZONE, Notice.WEEKLY_DEPARTMENT)
AREA = (Notice.AREA_CONFIRM, Notice.AREA_UPDATE, Notice.AREA_ENDED)


class NothingToTellError(Exception):
    """The outbox names a ticket, an event, a report or a link that is not there."""


def read_letter(session: Session, mail_id: int) -> Letter:
    """Return a queued letter with its facts; raises NothingToTellError where they are gone."""
    mail = session.get_one(OutboxMail, mail_id)
    notice = Notice(mail.notice)
    audience = mail.data.get("audience")
    return Letter(
        key=mail.key,
        notice=notice,
        recipient=mail.recipient,
        recipient_name=mail.recipient_name,
        language=mail.language,
        written_at=mail.created_at,
        audience=Audience(audience) if audience else None,
        times=int(mail.data.get("times", 1)),
        ticket=_ticket(session, mail) if mail.ticket_no else None,
        report=_report(session, mail) if notice in WEEKLY else None,
        link=_link(mail) if notice in LINKS else None,
        sheets=_sheets(session, mail) if notice is Notice.SHEETS else None,
        feedback=_feedback(mail) if notice is Notice.ANSWER_UNHELPFUL else None,
        review=_review(mail) if notice is Notice.ANSWER_REVIEW else None,
        stand_in=_stand_in(mail) if notice is Notice.SUBSTITUTE_GONE else None,
        area=_area(session, mail) if notice in AREA else None,
        firm=FirmFacts(mail.data["firm"], mail.data["reason"]) if notice is Notice.FIRM_REFUSED else None,
        export=_export(mail) if notice is Notice.EXPORT_READY else None,
    )


def _report(session: Session, mail: OutboxMail) -> WeeklyReport:
    week, scope = mail.data["week"], mail.data["scope"]
    report = frozen_report(session, Week.parse(week), scope)
    if report is None:
        raise NothingToTellError(
            f"letter {mail.id} tells of the report {week} of {scope}, which is not there"
        )
    return report


def _sheets(session: Session, mail: OutboxMail) -> SheetsFacts:
    lines = []
    for row in mail.data["sheets"]:
        sheet = Sheet(
            SheetColour(row["colour"]), MilestoneKey(row["milestone"]), datetime.fromisoformat(row["due"])
        )
        lines.append((sheet, row["ticket_no"], row["title"]))
    lines.sort(key=lambda line: (-GRAVITY[line[0].colour], line[0].due))
    return SheetsFacts(
        department_name(mail.data["department"], catalogue_in_force(session)),
        tuple(
            SheetLine(number, title, SHEET_NAMES[sheet.colour], sheet.reason, sheet.due)
            for sheet, number, title in lines
        ),
    )


def _feedback(mail: OutboxMail) -> FeedbackFacts:
    return FeedbackFacts(mail.data["answer"], mail.data["title"], mail.data["words"])


def _review(mail: OutboxMail) -> ReviewFacts:
    return ReviewFacts(mail.data["answer"], mail.data["title"], mail.data["by"])


def _stand_in(mail: OutboxMail) -> StandInFacts:
    data = mail.data
    first, last = date.fromisoformat(data["from_on"]), date.fromisoformat(data["until_on"])
    return StandInFacts(data["person"], data["substitute"], first, last)


def _area(session: Session, mail: OutboxMail) -> AreaFacts:
    """Return a notice as it stood at the update the letter is about, at the latest one where it names none."""
    notice = notice_by_id(session, mail.data["area"])
    follower = follower_by_id(session, mail.data["follower"])
    updates = updates_of(session, notice.id) if notice else ()
    told = next((each for each in updates if each.seq == mail.data.get("seq", each.seq)), None)
    if notice is None or follower is None or told is None:
        raise NothingToTellError(f"letter {mail.id} tells of a notice, which is not there")
    return AreaFacts(notice.id, notice.title, told.words, told.expected_on, told.at, follower.token)


def _link(mail: OutboxMail) -> LinkFacts:
    data = mail.data
    if "token" not in data:
        raise NothingToTellError(f"letter {mail.id} has no link any more")
    return LinkFacts(
        data["purpose"],
        data["token"],
        data["login"],
        datetime.fromisoformat(data["expires_at"]),
        data.get("firm", ""),
    )


def _export(mail: OutboxMail) -> ExportFacts:
    return ExportFacts(mail.data["title"], datetime.fromisoformat(mail.data["expires_at"]))


def _ticket(session: Session, mail: OutboxMail) -> TicketFacts:
    ticket = ticket_by_number(session, mail.ticket_no or "")
    events = (
        [event for event in history(session, ticket.id) if event.seq <= mail.data["seq"]] if ticket else []
    )
    if ticket is None or not events:
        raise NothingToTellError(f"letter {mail.id} tells of {mail.ticket_no}, which is not there")
    rules, event = rules_in_force(session), events[-1]
    told = narrate(event, rules.catalogue)
    to_enterprise = mail.data["audience"] == Audience.ENTERPRISE
    return TicketFacts(
        ticket_no=ticket.ticket_no,
        title=ticket.title,
        enterprise=ticket.enterprise_name,
        request_type=rules.catalogue.request_types[_request_type(ticket, events)].name,
        level=LEVEL_NAMES[follow(events).level if follow(events).accepted_at else Level(ticket.level)],
        is_urgent=ticket.urgency > Urgency.NORMAL,
        office=_office(session, event.department or rules.catalogue.coordinator, rules),
        milestones=milestones_of(ticket, events, rules),
        happened_at=event.at,
        happened=told.headline,
        words=told.words,
        query_code=ticket.query_code if to_enterprise else None,
        reply_by=_reply_by(event, mail, rules),
        review_on=_day(event.data.get("review_on")),
        is_on_site=event.action is Action.RECORD_ON_SITE,
        clock_waits=event.target is State.NEED_INFO or follow(events).stop is not None,
        by=event.actor_name,
        details=dict(event.data),
    )


def _request_type(ticket: Ticket, events: Sequence[Event]) -> str:
    """Return the request type as it was at the last of these events."""
    known = [event.data["request_type"] for event in events if "request_type" in event.data]
    return str(known[-1]) if known else ticket.request_type


def _office(session: Session, code: str, rules: Rules) -> OfficeFacts:
    row = session.get(DepartmentRow, code)
    return OfficeFacts(department_name(code, rules.catalogue), row.phone if row else None)


def _reply_by(event: Event, mail: OutboxMail, rules: Rules) -> datetime | None:
    """Return the date until which the recipient has to answer: an enterprise's information, a co-handler's opinion."""
    days = None
    if event.action is Action.REQUEST_INFO:
        days = INFO_WORKING_DAYS
    elif mail.notice == Notice.CO_TASK:
        days = CO_HANDLER_WORKING_DAYS
    return end_of_day(rules.calendar.add_working_days(local_date(event.at), days)) if days else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
