"""Filling an empty database with the demo zone: accounts, departments' mailboxes, firms and their tickets, in one commit."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from random import Random

from service_desk.demo.answers import write_answers
from service_desk.demo.desk_habits import keep_habits
from service_desk.demo.desk_things import keep_things
from service_desk.demo.firms import load_firms, register_firms
from service_desk.demo.office_hours import OfficeHours
from service_desk.demo.people import Cast, make_accounts
from service_desk.demo.performing import perform_stories
from service_desk.demo.plan import TICKETS, WEEKS, Planner
from service_desk.demo.story import Stage
from service_desk.demo.umbrella import open_umbrella
from service_desk.demo.visits import tickets_of_visits, visit_appointments
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.notices import Notice
from service_desk.domain.reporting.week import Week
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI, local_date
from service_desk.persistence.database import transaction
from service_desk.persistence.filling import drop_letters_before, holds_anything, one_commit
from service_desk.persistence.zone import department_rows
from service_desk.usecases.acting.derived import derived_later
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.usecases.reporting.send_weekly_report import SENT_FROM, send_weekly_report
from service_desk.usecases.supervision.issue_sheets import issue_due_sheets
from service_desk.usecases.zone.edit_department import DepartmentDetails, edit_department

SEED = 13710
_SUPERVISED_DAYS = 3
_FIRST_ROUND = time(9, 0)
"""Supervision looks at the list in the mornings of the last working days, and once more just now."""

LETTERS_KEPT = timedelta(days=2)
"""Letters of the last two days and the weekly reports wait to be delivered; older ones are taken out again."""


def fill_zone(now: datetime, *, tickets: int = TICKETS) -> Iterator[float]:
    """Fill the database, yielding the share done (0 to 1); nothing is stored unless the iteration is run to its end.

    Yields nothing where the database holds accounts or tickets already. Fewer `tickets` make a smaller zone, but never
    fewer than stand in each state now.
    """
    with one_commit() as session, derived_later(session) as catch_up:
        if holds_anything(session):
            return
        began = now - timedelta(weeks=WEEKS, days=1)
        cast = make_accounts(began, register_firms(load_firms(), began))
        hours = OfficeHours(load_calendar())
        planned = tickets - 1 - tickets_of_visits()  # and the umbrella
        stories = Planner(now, hours, Random(SEED)).plan(planned)
        stage = Stage(cast, load_catalogue())
        diary = _diary(cast, now)
        for at in perform_stories(stories, stage, hours, now):
            _keep(diary, at, catch_up)
            yield max(0.0, (at - began) / (now - began))
        _keep(diary, now, catch_up)
        with transaction() as writing:
            drop_letters_before(
                writing, now - LETTERS_KEPT, but=(Notice.WEEKLY_ZONE, Notice.WEEKLY_DEPARTMENT)
            )


Appointment = tuple[datetime, Callable[[datetime], object]]


def _diary(cast: Cast, now: datetime) -> deque[Appointment]:
    """Return what happens once: addresses, two weekly reports, rounds of supervision, answers, an umbrella, visits."""
    week = Week.last_completed(now)
    if now < _sent_at(week):
        week = week.earlier()
    weeks = (week.earlier(), week)
    begins = _sent_at(weeks[0]) - timedelta(days=1)
    appointments: list[Appointment] = [
        (begins, partial(_give_addresses, cast)),
        (now - timedelta(minutes=30), partial(write_answers, cast)),
        *((_sent_at(each), partial(_report, each)) for each in weeks),
        *_rounds(cast, now),
        *visit_appointments(cast, OfficeHours(load_calendar()), now),
    ]
    return deque(sorted(appointments, key=lambda appointment: appointment[0]))


def _rounds(cast: Cast, now: datetime) -> Iterator[Appointment]:
    """Yield the supervision rounds of the last working days, and the umbrella over the hot spot before the last."""
    calendar, today = load_calendar(), local_date(now)
    for back in range(_SUPERVISED_DAYS, -1, -1):
        day = calendar.add_working_days(today, -back) if back else calendar.next_working_day(today)
        at = datetime.combine(day, _FIRST_ROUND, SHANGHAI)
        if at < now:
            yield at, issue_due_sheets
    yield now - timedelta(minutes=20), partial(open_umbrella, cast)
    yield now - timedelta(minutes=5), issue_due_sheets
    yield now - timedelta(minutes=4), partial(keep_habits, cast)
    yield now - timedelta(minutes=3), partial(keep_things, cast)


def _sent_at(week: Week) -> datetime:
    return datetime.combine(week.ends.astimezone(SHANGHAI).date(), SENT_FROM, SHANGHAI)


def _keep(diary: deque[Appointment], until: datetime, catch_up: Callable[[], None]) -> None:
    """Let happen what is due by now; reports, rounds and answers read what tickets count for and are found by."""
    while diary and diary[0][0] <= until:
        at, happen = diary.popleft()
        catch_up()
        happen(at)


def _report(week: Week, at: datetime) -> None:
    compile_weekly_report(week, at)
    send_weekly_report(week, at)


def _give_addresses(cast: Cast, now: datetime) -> None:
    """Give every department a mailbox below the reserved domain `example` and a number in an area code nobody has."""
    with transaction() as session:
        rows = [(row.code, row.zh, row.en, row.short) for row in department_rows(session)]
    for place, (code, zh, en, short) in enumerate(rows, start=1):
        details = DepartmentDetails(zh, en, short, f"{code.lower()}@zone.example", f"0600-6000{place:03d}")
        edit_department(code, details, by=cast.zone(Role.ADMINISTRATOR), now=now)
