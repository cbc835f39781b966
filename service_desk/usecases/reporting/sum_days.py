"""Sum the counted facts of every day that has ended, so that reports add up days and months instead of tickets."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import transaction
from service_desk.persistence.fact_sums import earliest_day, lock_sums, sum_day


def sum_finished_days(now: datetime) -> int:
    """Sum the days that have ended and are not summed, each in a transaction of its own; returns how many they were.

    An act is booked on the day it is done, so a day must have been over for longer than any act takes: the timetable
    calls this an hour after midnight.
    """
    done = 0
    while True:
        with transaction() as session:
            through = lock_sums(session)
            day = earliest_day(session) if through is None else through + timedelta(days=1)
            if day is None or day >= local_date(now):
                return done
            sum_day(session, day)
        done += 1
