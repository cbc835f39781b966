"""What the desk does by itself: one function for each duty of the timetable, each writing to the log what it did."""

from __future__ import annotations

from datetime import datetime

import structlog
from flask import current_app

from service_desk.config import Settings
from service_desk.persistence.database import db
from service_desk.usecases.accounts.forget_stale import forget_stale
from service_desk.usecases.acting.counted import count_what_is_missing
from service_desk.usecases.acting.rules import calendar_in_force
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.enterprise.erase_contacts import erase_due_contacts
from service_desk.usecases.files.scan_files import scan_waiting
from service_desk.usecases.files.sweep_files import sweep_files
from service_desk.usecases.handling.follow_up_loans import follow_up_loans
from service_desk.usecases.handling.resume_ticket import resume_due_holds
from service_desk.usecases.intake.withdraw_ticket import lapse_unanswered
from service_desk.usecases.reporting.export_list import sweep_exports
from service_desk.usecases.reporting.keep_periods import keep_finished_periods
from service_desk.usecases.reporting.send_weekly_report import send_due_reports
from service_desk.usecases.reporting.sum_days import sum_finished_days
from service_desk.usecases.supervision.issue_sheets import is_office_time, issue_due_sheets
from service_desk.web.files import scanner, store
from service_desk.web.reports.exports import exports_folder

log = structlog.get_logger(__name__)


def keep_reports(now: datetime) -> None:
    """Count what came in bulk, sum the days that have ended, keep ended periods, throw away exports kept no longer."""
    for done in count_what_is_missing():
        log.info("tickets counted", tickets=done)
    log.info("days summed", days=sum_finished_days(now))
    log.info("periods kept", reports=keep_finished_periods(now))
    log.info("exports thrown away", exports=sweep_exports(now, exports_folder()))


def send_weekly_reports(now: datetime) -> None:
    """Freeze and send the weekly report of every week that has ended."""
    for week, letters in send_due_reports(now).items():
        log.info("weekly report sent", week=str(week), letters=letters)


def resume_holds(now: datetime) -> None:
    """Take up held tickets whose review date has come."""
    for number in resume_due_holds(now):
        log.info("hold reviewed", ticket=number)


def supervise(now: datetime) -> None:
    """Issue supervision sheets, in office hours only."""
    if not is_office_time(now, calendar_in_force(db.session())):
        return
    for department, sheets in issue_due_sheets(now).items():
        log.info("supervision sheets issued", department=department, sheets=sheets)


def forget(now: datetime) -> None:
    """Forget sessions, links, counters and uploads that have run out."""
    log.info("stale rows forgotten", rows=forget_stale(now))
    files, contents = sweep_files(now, store())
    log.info("uploads swept", files=files, contents=contents)


def erase(now: datetime) -> None:
    """Take out contacts that were asked to go, or are too old."""
    settings: Settings = current_app.extensions["desk_settings"]
    gone = erase_due_contacts(now, settings.contact_years)
    log.info("contacts taken out", tickets=len(gone))


def scan(now: datetime) -> None:
    """Have files scanned that the virus scanner could not be asked about on arrival."""
    asked = scanner()
    if asked is None:
        return
    done = scan_waiting(now, store(), asked)
    if done.infected:
        log.warning("infected files held back", files=done.infected)
    if done.stopped:
        log.error("the virus scanner does not answer", reason=done.stopped)


def follow_up(now: datetime) -> None:
    """File what follows when borrowed power ends."""
    for number in follow_up_loans(now):
        log.info("loan followed up", ticket=number)


def lapse(now: datetime) -> None:
    """Withdraw requests whose information was never supplied."""
    for number in lapse_unanswered(now):
        log.info("request lapsed", ticket=number)


def check(now: datetime) -> None:
    """Compare kept states, clocks and counts with the event log; every difference is an error in the log."""
    differences = list(check_records())
    for each in differences:
        log.error("record differs", subject=each.subject, what=each.what, kept=each.kept, found=each.found)
    log.info("records checked", differences=len(differences))
