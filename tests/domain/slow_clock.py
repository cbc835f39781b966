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

STOPPING = {Action.ASK_ENTERPRISE, Action.HOLD, Action.PAUSE_CLOCK}
STARTING = {Action.RESUME_CLOCK, Action.RESUME, Action.SUPPLEMENT}
NEW_ROUND = {Action.ACCEPT, Action.PUT_ON_LIST, Action.REDO, Action.REOPEN}


@dataclass
class SlowModel:
    """Counts a deadline one day at a time: a stopped day is not counted, and no deadline passes while stopped."""

    calendar: WorkingCalendar
    counting: Counting
    stops: list[tuple[date, date]]
    notice: int = 0

    def is_skipped(self, day: date) -> bool:
        return any(since < day <= until for since, until in self.stops)

    def is_stopped_at_the_end_of(self, day: date) -> bool:
        return any(since <= day < until for since, until in self.stops)

    def last_day(self, start: date, span: Span, more: int = 0) -> date:
        count, natural = span.days, self.counting is Counting.NATURAL
        if span.months:
            natural, count = True, (same_day_next_month(start) - start).days
        day, count = start, count + more
        while count:
            day += timedelta(days=1)
            if (natural or self.calendar.is_working(day)) and not self.is_skipped(day):
                count -= 1
        while self.is_stopped_at_the_end_of(day) or not self.calendar.is_working(day):
            day += timedelta(days=1)
        return day

    def extended(self, start: date, span: Span, asked: list[tuple[date, int]]) -> date:
        """Take the extensions one after the other: one asked too late for the date as it then stood adds nothing."""
        stops, more = self.stops, 0
        for day, days in asked:
            self.stops = [stop for stop in stops if stop[0] <= day]
            edge = self.last_day(start, span, more)
            for _ in range(self.notice):
                edge -= timedelta(days=1)
                while not self.calendar.is_working(edge):
                    edge -= timedelta(days=1)
            if day <= edge:
                more += days
        self.stops = stops
        return self.last_day(start, span, more)


def same_day_next_month(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    last = (following + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(following + timedelta(days=day.day - 1), last)


def standing(events: list[Event]) -> list[Event]:
    """Return the events less those that were taken back."""
    undone = {event.data["undoes"] for event in events if event.action is Action.UNDO}
    return [event for event in events if event.seq not in undone and event.action is not Action.UNDO]


def rounds(events: list[Event]) -> tuple[dict[str, datetime | None], str, list[tuple[datetime, int]]]:
    """Return when counting for M3 and for the closing began and was satisfied, the level, and the extensions granted."""
    found: dict[str, datetime | None] = dict.fromkeys(("m3_from", "m3_met", "closing_from", "closing_met"))
    level, asked_at = "general", None
    extensions: list[tuple[datetime, int]] = []
    for event in events:
        level = event.data.get("level", level)
        if event.action in NEW_ROUND:
            found["closing_from"], found["closing_met"], extensions = event.at, None, []
            found["m3_from"] = event.at if event.action in (Action.ACCEPT, Action.PUT_ON_LIST) else (
                found["m3_from"] or event.at
            )  # fmt: skip
        if event.action in (Action.APPROVE_RESULT, Action.ANSWER_DIRECTLY):
            found["closing_met"] = event.at
            found["m3_met"] = found["m3_met"] or event.at
        if event.action is Action.PROGRESS and event.is_public:
            found["m3_met"] = found["m3_met"] or event.at
        if event.action is Action.APPLY_EXTENSION:
            asked_at = event.at
        if event.action is Action.GRANT_EXTENSION and asked_at is not None:
            extensions.append((asked_at, event.data["days"]))
    return found, level, extensions


def past_stops(events: list[Event], start: datetime, met: datetime | None) -> Iterator[tuple[date, date]]:
    since: datetime | None = None
    merged: datetime | None = None
    for event in events:
        begun = ended = None
        if event.action in STOPPING:
            since = event.at
        elif event.action in STARTING and since is not None:
            begun, ended, since = since, event.at, None
        elif event.action is Action.MERGE:
            merged = event.at if since is None else None
        elif event.action is Action.UNMERGE and merged is not None:
            begun, ended, merged = merged, event.at, None
        if begun is not None and ended is not None:
            until = min(ended, met or ended)
            if start <= begun < until:
                yield local_date(begun), local_date(until)
    if since is not None and met is not None and start <= since < met:
        yield local_date(since), local_date(met)


def modelled(history: History, policy_code: str, calendar: WorkingCalendar) -> dict[str, date]:
    """Return the last days of M3 and of the closing milestone according to the slow model; hours are not modelled."""
    policy, events = load_policies()[policy_code], standing(history.events)
    facts, level, asked = rounds(events)
    start, closing = facts["m3_from"], facts["closing_from"]
    if start is None or closing is None or history.state in (State.WITHDRAWN, State.MERGED):
        return {}
    key = "M30" if level in ("complex", "major") else "M7"
    extensions = [(local_date(moment), days) for moment, days in asked]
    wanted = {key: (closing, facts["closing_met"], policy.closing[Level(level)], extensions)}
    interim = policy.interim_for(None, 0, Level(level))
    if interim is not None:
        wanted["M3"] = (start, facts["m3_met"], interim, [])
    return {
        name: SlowModel(
            calendar, policy.counting, list(past_stops(events, begun, met)), policy.extension_notice
        ).extended(local_date(begun), span, more)
        for name, (begun, met, span, more) in wanted.items()
        if not span.hours
    }
