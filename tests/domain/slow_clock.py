"""A second, slow reading of the deadline rules, one day at a time, for the clock to be compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service_desk.domain.actions import Action
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.catalogue import Level
from service_desk.domain.events import Event
from service_desk.domain.policy import Counting, Span, load_policies
from service_desk.domain.states import State
from service_desk.domain.zone_time import local_date
from tests.domain.histories import History

STOPPING = {Action.ASK_ENTERPRISE, Action.HOLD}
STARTING = {Action.RESUME_CLOCK, Action.RESUME, Action.SUPPLEMENT}
NEW_ROUND = {Action.ACCEPT, Action.PUT_ON_LIST, Action.REDO, Action.REOPEN}


@dataclass
class SlowModel:
    """Counts a deadline one day at a time: a stopped day is not counted, and no deadline passes while stopped."""

    calendar: WorkingCalendar
    counting: Counting
    stops: list[tuple[date, date]]

    def is_skipped(self, day: date) -> bool:
        return any(since < day <= until for since, until in self.stops)

    def is_stopped_at_the_end_of(self, day: date) -> bool:
        return any(since <= day < until for since, until in self.stops)

    def last_day(self, start: date, span: Span) -> date:
        count, natural = span.days, self.counting is Counting.NATURAL
        if span.months:
            natural, count = True, (same_day_next_month(start) - start).days
        day = start
        while count:
            day += timedelta(days=1)
            if (natural or self.calendar.is_working(day)) and not self.is_skipped(day):
                count -= 1
        while self.is_stopped_at_the_end_of(day) or not self.calendar.is_working(day):
            day += timedelta(days=1)
        return day


def same_day_next_month(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    last = (following + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(following + timedelta(days=day.day - 1), last)


def rounds(events: list[Event]) -> tuple[dict[str, datetime | None], str]:
    """Return when counting for M3 and for the closing began and was satisfied, and the level, read off plainly."""
    found: dict[str, datetime | None] = dict.fromkeys(("m3_from", "m3_met", "closing_from", "closing_met"))
    level = "general"
    for event in events:
        level = event.data.get("level", level)
        if event.action in NEW_ROUND:
            found["closing_from"], found["closing_met"] = event.at, None
            found["m3_from"] = event.at if event.action in (Action.ACCEPT, Action.PUT_ON_LIST) else (
                found["m3_from"] or event.at
            )  # fmt: skip
        if event.action in (Action.APPROVE_RESULT, Action.ANSWER_DIRECTLY):
            found["closing_met"] = event.at
            found["m3_met"] = found["m3_met"] or event.at
        if event.action is Action.PROGRESS and event.is_public:
            found["m3_met"] = found["m3_met"] or event.at
    return found, level


def past_stops(events: list[Event], start: datetime, met: datetime | None) -> Iterator[tuple[date, date]]:
    since: datetime | None = None
    for event in events:
        if event.action in STOPPING:
            since = event.at
        elif event.action in STARTING and since is not None:
            until = min(event.at, met or event.at)
            if start <= since < until:
                yield local_date(since), local_date(until)
            since = None
    if since is not None and met is not None and start <= since < met:
        yield local_date(since), local_date(met)


def modelled(history: History, policy_code: str, calendar: WorkingCalendar) -> dict[str, date]:
    """Return the last days of M3 and of the closing milestone according to the slow model."""
    policy, (facts, level) = load_policies()[policy_code], rounds(history.events)
    start, closing = facts["m3_from"], facts["closing_from"]
    if start is None or closing is None or history.state in (State.WITHDRAWN, State.MERGED):
        return {}
    key = "M30" if level in ("complex", "major") else "M7"
    wanted = {key: (closing, facts["closing_met"], policy.closing[Level(level)])}
    if level != "simple":
        wanted["M3"] = (start, facts["m3_met"], Span(days=3))
    return {
        name: SlowModel(calendar, policy.counting, list(past_stops(history.events, begun, met))).last_day(
            local_date(begun), span
        )
        for name, (begun, met, span) in wanted.items()
    }
