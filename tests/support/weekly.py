"""Observes hand-written histories as the weekly report does, with week 21 of 2021 unless said otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from service_desk.domain.actions import Action
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.reporting.observation import Observation, observe
from service_desk.domain.reporting.report import ZONE, Past, WeeklyReport, past_of, report
from service_desk.domain.reporting.week import Period, Week
from tests.support.histories import History, at

WEEK = Week(2021, 21)


def seen(history: History, week: Week = WEEK) -> Observation:
    """Return one ticket as the week saw it; it must have been there."""
    observation = observe(history.case, Period.of(week), load_calendar(), load_catalogue())
    assert observation is not None
    return observation


def seen_all(histories: Iterable[History], week: Week = WEEK) -> list[Observation]:
    """Return every ticket that was there, as the week saw it."""
    found = [observe(each.case, Period.of(week), load_calendar(), load_catalogue()) for each in histories]
    return [each for each in found if each is not None]


def report_of(
    histories: Iterable[History], scope: str = ZONE, week: Week = WEEK, past: Past | None = None
) -> WeeklyReport:
    """Return the week's report, compared with the week before as the same histories tell it."""
    known = list(histories)
    earlier = week.earlier()
    before = past if past is not None else past_of(seen_all(known, earlier), earlier.ends, scope)
    return report(seen_all(known, week), before, week, week.ends, load_catalogue(), scope)


def a_busy_zone() -> list[History]:
    """Return a full house: every department has overdue tickets with the longest titles and names."""
    title, name = (
        "新建厂房二期工程投产在即，申请用电增容并请协调变电站间隔资源与外线工程进度安排事宜请予支持为盼",
        "演示某某新材料科技股份有限公司高新技术产业开发区第一分公司",
    )
    tickets = []
    for code in load_catalogue().departments:
        for day in (12, 17, 24, 28):
            ticket = History(title=title, enterprise=name, park="百嘉科技创新园标准厂房区").at_work(
                at(day), code
            )
            tickets.append(ticket)
    for ticket in tickets[::7]:
        ticket.finished(at(29)).called(at(30), "solved", 5)
    for ticket in tickets[::14]:
        ticket.struck_off(at(30, 11))
    tickets[1].act(Action.WITHDRAW, at(29), reason="")
    tickets[2].act(Action.HOLD, at(29), reason="x", plan="x", review_on="2021-06-02")
    tickets.append(History().submitted(at(25)).act(Action.DECLINE, at(26), reason="x", channel="x"))
    tickets.append(History().submitted(at(21)).act(Action.MERGE, at(26), into="x"))
    return tickets
