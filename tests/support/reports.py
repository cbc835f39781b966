"""A week of the zone acted out and frozen: week 10 of 2026, the one before the day on which tests of the site begin."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from service_desk.domain.reporting.week import Week
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support import acted_out
from tests.support.people import SignInAs
from tests.support.staged import Staged
from tests.support.visitor import Visitor

WEEK = Week(2026, 10)
FORMULA = '=HYPERLINK("http://evil.example","点我")'


def at(day: int, hour: int = 9) -> datetime:
    """Return an hour of a day of March 2026 (the 2nd is the week's Monday)."""
    return datetime(2026, 3, day, hour, tzinfo=SHANGHAI)


def a_frozen_week() -> dict[str, str]:
    """Act out a few tickets within an application context, freeze the week, and return the tickets' numbers by role."""
    seed_departments()
    late = acted_out.at_work(at(2) - timedelta(days=14), "PW", title="上月的老问题")
    done = acted_out.struck_off(acted_out.finished(acted_out.at_work(at(3), "PW"), at(4)), at(5))
    helped = acted_out.at_work(at(5), "CB", title=FORMULA, enterprise_name="+演示企业")
    fresh = acted_out.submitted(at(6), title="刚刚提交")
    compile_weekly_report(WEEK.earlier(), at(9, 8))
    compile_weekly_report(WEEK, at(9, 8))
    return {"late": late, "done": done, "helped": helped, "fresh": fresh}


@pytest.fixture
def numbers(site_after: Staged) -> dict[str, str]:
    """The frozen week in the application under test, and the numbers of its tickets by what became of them."""
    return site_after(a_frozen_week)


@pytest.fixture
def leader(numbers: dict[str, str], sign_in_as: SignInAs) -> Visitor:
    """A leader at his desk, with a week to read about."""
    return sign_in_as(Role.LEADER)
