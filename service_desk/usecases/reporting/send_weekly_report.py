"""Send the weekly report: one letter to each leader and each department's mailbox, once per ISO week."""

from __future__ import annotations

from datetime import datetime, time

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.notices import Notice
from service_desk.domain.refusals import NotPossible
from service_desk.domain.reporting.report import ZONE
from service_desk.domain.reporting.week import Week
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.leases import claim_slot, newest_slot
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.people import leaders
from service_desk.persistence.reports import (
    first_submission,
    report_departments,
    snapshot,
)
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report

JOB = "weekly_report"
SENT_FROM = time(8, 30)
"""On the Monday after the week, local time."""
CATCHES_UP = 4
"""So many weeks back a report missed by downtime is still sent."""


def send_weekly_report(week: Week, now: datetime) -> int:
    """Queue the letters of a frozen week and return how many; 0 where the week was sent before.

    The week's slot and the letters are written in one transaction, and every letter has a key of its own, so neither a
    second process nor a killed one makes a second letter. Raises NotPossible where the week is not frozen.
    """
    with transaction() as session:
        if snapshot(session, str(week), ZONE) is None:
            raise NotPossible(
                Bilingual(
                    f"{week.title.zh}还没有定稿，不能发送。",
                    f"{week.title.en} is not frozen and cannot be sent.",
                )
            )
        if not claim_slot(session, JOB, str(week), now):
            return 0
        return sum(_letters(session, week, now))


def _letters(session: Session, week: Week, now: datetime) -> list[bool]:
    queued = [
        _queue(session, week, ZONE, leader.email or "", leader.display_name, leader.language, now)
        for leader in leaders(session)
    ]
    for department in report_departments(session):
        if snapshot(session, str(week), department.code) is not None:
            address = department.mailbox or ""
            queued.append(_queue(session, week, department.code, address, department.zh, "zh", now))
    return queued


def _queue(
    session: Session, week: Week, scope: str, address: str, name: str, language: str, now: datetime
) -> bool:
    notice = Notice.WEEKLY_ZONE if scope == ZONE else Notice.WEEKLY_DEPARTMENT
    return queue_mail(
        session,
        f"weekly/{week}/{scope}/{address}",
        notice,
        address,
        now,
        recipient_name=name,
        language=language,
        data={"week": str(week), "scope": scope},
    )


def due_weeks(now: datetime) -> list[Week]:
    """Return the completed weeks whose report should have gone out by now and has not, the oldest first.

    A desk that has never sent one begins with the last week; after downtime the weeks since the last one sent follow,
    four at most. Weeks from before the zone's first ticket are nobody's.
    """
    session = db.session()
    last = Week.last_completed(now)
    if now < datetime.combine(last.ends.date(), SENT_FROM, SHANGHAI):
        last = last.earlier()
    begun = first_submission(session)
    sent = newest_slot(session, JOB)
    weeks = [last.earlier(back) for back in range(CATCHES_UP - 1, -1, -1)] if sent else [last]
    return [
        week
        for week in weeks
        if begun is not None and begun < week.ends and (sent is None or str(week) > sent)
    ]


def send_due_reports(now: datetime) -> dict[Week, int]:
    """Compile and send every report that is due; returns how many letters were queued for each week.

    Raises DoesNotReconcileError for the first week whose figures contradict each other; later weeks then wait.
    """
    queued = {}
    for week in due_weeks(now):
        compile_weekly_report(week, now)
        queued[week] = send_weekly_report(week, now)
    return queued
