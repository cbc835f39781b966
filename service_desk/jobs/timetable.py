"""The timetable: everything the desk does by itself, when, and in one process at a time however many are started.

| duty             | when (Asia/Shanghai)  | done once per | what                                                            |
|------------------|-----------------------|---------------|-----------------------------------------------------------------|
| heartbeat        | every 10 s            | –             | renew the lease, so that another scheduler stands by            |
| deliver_mail     | every 5 s             | letter        | send what waits in the outbox                                   |
| scan_files       | every 10 min          | file          | scan what the virus scanner could not be asked about on arrival |
| weekly_report    | Monday 08:30          | ISO week      | freeze and send last week's report, catching up missed weeks    |
| issue_due_sheets | every 10 min, on      | ticket, date  | supervision sheets for what nears or has passed its date; one   |
|                  | working days 8:30–18  |               | letter to each department for a whole round                     |
| resume_due_holds | daily 00:05           | day           | take up held tickets whose review date has come                 |
| forget_stale     | daily 03:10           | day           | sessions, one-time links and rate counters that have run out;   |
|                  |                       |               | uploads that never became part of a ticket; lists after a week  |
| erase_contacts   | daily 03:40           | day           | take out contacts that were asked to go, or are too old         |
| follow_up_loans  | daily 07:40           | loan          | file what follows when borrowed power ends                      |
| check_records    | daily 02:30           | day           | compare kept states, clocks and counts with the event log       |
| lapse_unanswered | daily 07:30           | day           | withdraw requests whose information was never supplied          |
| write_exports    | every 5 s             | job           | long lists as files, one after the other                        |
| keep_reports     | daily 01:10           | day           | count what came in bulk; sum the days that have ended; keep the |
|                  |                       |               | figures of ended periods; throw away exports kept no longer     |

Duties with a time of day are also looked at when the scheduler starts and every ten minutes, so what was missed while
nothing ran is caught up; whether they are still to be done is read from the database, never from memory.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import structlog
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from service_desk.domain.zone_time import SHANGHAI, local_date
from service_desk.jobs import duties
from service_desk.persistence.database import db, transaction
from service_desk.persistence.leases import is_done, record_done, release_lease, take_lease
from service_desk.usecases.delivery.deliver_mail import Compose, Send, deliver_mail
from service_desk.usecases.reporting.export_list import carry_out_export
from service_desk.usecases.reporting.send_weekly_report import SENT_FROM
from service_desk.web.clock import now as moment
from service_desk.web.exporting import write_export
from service_desk.web.reports.exports import exports_folder

LEASE = "scheduler"
MISSED_HEARTBEATS = 4
"""So many intervals after its last heartbeat a process has lost the lease."""
LETTERS_AT_ONCE = 10

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Pace:
    """How often the duties are looked at; tests run them faster."""

    heartbeat: float = 10
    mail: float = 5
    sweep: float = 600


@dataclass(frozen=True)
class Duty:
    """One row of the timetable: when it is looked at, and what is done; with `daily_from` once a day from that time on."""

    name: str
    trigger: BaseTrigger
    work: Callable[[datetime], None]
    daily_from: time | None = None


class Timetable:
    """The duties of one process; `run` performs one if this process holds the lease and the duty is still to be done."""

    def __init__(self, app: Flask, compose: Compose, send: Send, pace: Pace | None = None) -> None:
        self._app, self._compose, self._send = app, compose, send
        self._pace = pace or Pace()
        self.lease_lasts = timedelta(seconds=self._pace.heartbeat * MISSED_HEARTBEATS)
        self.holder = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._held_until: datetime | None = None
        self.stopping = threading.Event()

    def duties(self) -> tuple[Duty, ...]:
        """Return the timetable."""
        pace = self._pace
        return (
            Duty("heartbeat", _every(pace.heartbeat), self._nothing_more),
            Duty("deliver_mail", _every(pace.mail), self._deliver),
            Duty("scan_files", _every(pace.sweep), duties.scan),
            Duty("weekly_report", self._at(SENT_FROM, day_of_week="mon"), duties.send_weekly_reports),
            Duty("issue_due_sheets", _every(pace.sweep), duties.supervise),
            self._daily("resume_due_holds", time(0, 5), duties.resume_holds),
            self._daily("check_records", time(2, 30), duties.check),
            self._daily("forget_stale", time(3, 10), duties.forget),
            self._daily("erase_contacts", time(3, 40), duties.erase),
            self._daily("follow_up_loans", time(7, 40), duties.follow_up),
            self._daily("lapse_unanswered", time(7, 30), duties.lapse),
            Duty("write_exports", _every(pace.mail), self._export),
            self._daily("keep_reports", time(1, 10), duties.keep_reports),
        )

    def _daily(self, name: str, clock: time, work: Callable[[datetime], None]) -> Duty:
        return Duty(name, self._at(clock), work, clock)

    def _at(self, clock: time, **days: str) -> BaseTrigger:
        cron = CronTrigger(hour=clock.hour, minute=clock.minute, timezone=SHANGHAI, **days)
        return OrTrigger([cron, _every(self._pace.sweep)])

    def scheduler(self) -> BlockingScheduler:
        """Return a scheduler of the duties, each looked at once as soon as it starts."""
        scheduler = BlockingScheduler(
            timezone=SHANGHAI,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for duty in self.duties():
            scheduler.add_job(
                self.run, duty.trigger, args=[duty], id=duty.name, next_run_time=datetime.now(SHANGHAI)
            )
        return scheduler

    def run(self, duty: Duty) -> None:
        """Do a duty if it is this process's and still to be done; a failure is logged and tried again next time."""
        with self._app.app_context():
            now = moment()
            try:
                if not self._holds_lease(renew=duty.name == "heartbeat"):
                    return
                if duty.daily_from is None:
                    duty.work(now)
                elif _is_due(duty.name, duty.daily_from, now):
                    duty.work(now)
                    _done(duty.name, now)
            except Exception:
                log.exception("duty failed", duty=duty.name)

    def _holds_lease(self, *, renew: bool) -> bool:
        """Tell whether this process may act; between heartbeats what the last one was told is believed.

        Whether a process is alive is a matter of real time, also where the desk's clock stands still for a show.
        """
        now = datetime.now(UTC)
        if self._held_until is None or renew or now >= self._held_until:
            with transaction() as session:
                held = take_lease(session, LEASE, self.holder, now, self.lease_lasts)
            self._held_until = now + self.lease_lasts if held else None
        return self._held_until is not None

    def stop(self) -> None:
        """Let the duty under way end soon, and give the lease back."""
        self.stopping.set()
        with self._app.app_context(), transaction() as session:
            release_lease(session, LEASE, self.holder)

    def _nothing_more(self, now: datetime) -> None:
        """Renewing the lease is the whole duty."""

    def _deliver(self, now: datetime) -> None:
        while not self.stopping.is_set():
            done = deliver_mail(self._compose, self._send, self.holder, moment, LETTERS_AT_ONCE)
            for key, reason in done.failures:
                log.warning("letter not sent", key=key, reason=reason)
            if done.sent:
                log.info("letters sent", letters=done.sent)
            if done.sent + len(done.failures) < LETTERS_AT_ONCE or not done.sent:
                return

    def _export(self, now: datetime) -> None:
        status = carry_out_export(write_export, exports_folder(), self.holder, moment, self.stopping.is_set)
        if status is not None:
            log.info("export ended", status=status)


def _every(seconds: float) -> BaseTrigger:
    return IntervalTrigger(seconds=seconds, timezone=SHANGHAI)


def _is_due(job: str, clock: time, now: datetime) -> bool:
    today = local_date(now)
    if now < datetime.combine(today, clock, SHANGHAI):
        return False
    return not is_done(db.session(), job, today.isoformat())


def _done(job: str, now: datetime) -> None:
    with transaction() as session:
        record_done(session, job, local_date(now).isoformat(), now)
