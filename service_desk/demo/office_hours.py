"""When the demo zone works: 08:30–12:00 and 13:30–17:30 of its working days, as a line that can be walked both ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.zone_time import SHANGHAI

MORNING, NOON, AFTERNOON, EVENING = time(8, 30), time(12), time(13, 30), time(17, 30)
DAY_MINUTES = 450
_MORNING_MINUTES = 210
_FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class OfficeHours:
    """Working time of the zone by its calendar; spans are given in working hours, seven and a half a day."""

    calendar: WorkingCalendar

    def later(self, moment: datetime, hours: float) -> datetime:
        """Return the moment that lies so many working hours after another one."""
        return self._moment(self._minutes(moment) + round(hours * 60))

    def earlier(self, moment: datetime, hours: float) -> datetime:
        """Return the moment that lies so many working hours before another one."""
        return self._moment(self._minutes(moment) - round(hours * 60))

    def on(self, day: date, hours: float) -> datetime:
        """Return the moment so many working hours into a day, or into the next working day where it does not work."""
        return self._moment(self._days(day - timedelta(days=1)) * DAY_MINUTES + round(hours * 60))

    def since_opening(self, moment: datetime) -> float:
        """Return how many working hours of its own day have passed at a moment; 0 on a day that does not work."""
        day = moment.astimezone(SHANGHAI).date()
        if not self.calendar.is_working(day):
            return 0.0
        return (self._minutes(moment) - self._days(day - timedelta(days=1)) * DAY_MINUTES) / 60

    def last_evening(self, moment: datetime) -> datetime:
        """Return the end of the last working day that was over before a moment's own day began."""
        day = self.calendar.add_working_days(moment.astimezone(SHANGHAI).date(), -1)
        return datetime.combine(day, EVENING, SHANGHAI)

    def _days(self, day: date) -> int:
        return self.calendar.working_days_between(_FIRST_DAY, day)

    def _minutes(self, moment: datetime) -> int:
        """Return the working minutes between the first day and a moment."""
        local = moment.astimezone(SHANGHAI)
        if not self.calendar.is_working(local.date()):
            return self._days(local.date()) * DAY_MINUTES
        clock = min(max(local.time(), MORNING), EVENING)
        if NOON < clock < AFTERNOON:
            clock = NOON
        passed = clock.hour * 60 + clock.minute - (510 if clock <= NOON else 600)
        return (self._days(local.date()) - 1) * DAY_MINUTES + passed

    def _moment(self, minutes: int) -> datetime:
        days, rest = divmod(minutes, DAY_MINUTES)
        day = self.calendar.add_working_days(_FIRST_DAY, days + 1)
        start = 510 if rest <= _MORNING_MINUTES else 600
        return datetime.combine(day, time.min, SHANGHAI) + timedelta(minutes=start + rest)
