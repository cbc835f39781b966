"""Set a single day of a loaded year: works or does not, and which holiday it belongs to."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import CalendarYear
from service_desk.domain.refusals import NotPossible
from service_desk.persistence.database import Session, db
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.zone.calendar_change import CalendarChange, put_in_force, year_in_force
from service_desk.usecases.zone.entitlement import demand_administrator

LONGEST_NAME = 20


def year_that_rules(session: Session, day: date) -> CalendarYear | None:
    """Return the arrangement that decides about a day: next year's notice, where it lists this December day."""
    if day.month == 12:
        following = year_in_force(session, day.year + 1)
        if following is not None and day in following.off | following.on:
            return following
    return year_in_force(session, day.year)


def edit_calendar_day(
    day: date, *, works: bool, name: str, by: Actor, now: datetime, seen_version: int | None = None
) -> CalendarChange:
    """Set one day and return what changed; a day like any other is no longer listed.

    Raises NotEntitled, InvalidInput, NotPossible where the year is not loaded (one day would make it look complete),
    and Stale when the year was changed after the version seen.
    """
    demand_administrator(by)
    inputs = Inputs()
    written = inputs.text("name", name, LONGEST_NAME, required=False)
    inputs.finish()
    present = year_that_rules(db.session(), day)
    if present is None:
        raise NotPossible(
            Bilingual(
                f"{day.year} 年的放假安排还没有录入，请先导入全年安排，再改单日。",
                f"The days off of {day.year} are not loaded; import the whole year before editing a day.",
            )
        )
    after = present.with_day(day, works=works, name=written)
    return put_in_force(after, "day_set", by=by, now=now, seen_version=seen_version)
