"""Reports are read by those they are for, and to everybody else they do not exist."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor, guest
from service_desk.domain.refusals import NotFound
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.report import ZONE
from service_desk.domain.reporting.week import Week
from service_desk.domain.roles import Role
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.usecases.reporting.read_weekly_report import (
    FrozenWeek,
    default_scope,
    weekly_report,
    weekly_reports,
    with_channels,
)
from tests.support import acted_out
from tests.support.histories import at

WEEK = Week(2021, 21)
MONDAY = at(31, 8, 30)


def person(role: Role, department: str | None = None) -> Actor:
    return Actor(1, "演示", frozenset({role}), department)


@pytest.fixture
def frozen_week(database: SQLAlchemy) -> SQLAlchemy:
    acted_out.at_work(at(18))
    for week in (WEEK.earlier(), WEEK):
        compile_weekly_report(week, MONDAY)
    return database


@pytest.mark.parametrize("role", [Role.LEADER, Role.SUPERVISOR, Role.DISPATCHER])
@pytest.mark.parametrize("scope", [ZONE, "PW"])
def test_those_who_answer_for_the_zone_read_every_report(
    frozen_week: SQLAlchemy, role: Role, scope: str
) -> None:
    report = weekly_report(frozen_week.session(), WEEK, scope, person(role))
    assert (report.scope, report.count(Figure.CLOSING)) == (scope, 1)


@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD])
def test_a_department_reads_its_own_report_only(frozen_week: SQLAlchemy, role: Role) -> None:
    actor = person(role, "PW")
    assert weekly_report(frozen_week.session(), WEEK, "PW", actor).scope == "PW"
    for scope in (ZONE, "CB"):
        with pytest.raises(NotFound):
            weekly_report(frozen_week.session(), WEEK, scope, actor)
        with pytest.raises(NotFound):
            weekly_reports(frozen_week.session(), scope, actor)


@pytest.mark.parametrize(
    "actor", [person(Role.ADMINISTRATOR), person(Role.CALLBACK, "ES"), guest("企业"), person(Role.HANDLER)]
)
def test_nobody_else_reads_any(frozen_week: SQLAlchemy, actor: Actor) -> None:
    for scope in (ZONE, "ES"):
        with pytest.raises(NotFound):
            weekly_report(frozen_week.session(), WEEK, scope, actor)


def test_channels_that_were_not_frozen_are_those_by_which_the_tickets_came(frozen_week: SQLAlchemy) -> None:
    known = weekly_report(frozen_week.session(), WEEK, ZONE, person(Role.LEADER))
    assert with_channels(frozen_week.session(), known, "closing") is known
    tickets = {number: replace(line, source=None) for number, line in known.tickets.items()}
    older = replace(known, tickets=tickets)
    assert with_channels(frozen_week.session(), older, "closing") == known
    assert with_channels(frozen_week.session(), older, "new") is older
    with pytest.raises(ValueError, match="nothing"):
        with_channels(frozen_week.session(), older, "nothing")


def test_the_list_is_newest_first(frozen_week: SQLAlchemy) -> None:
    listed = weekly_reports(frozen_week.session(), ZONE, person(Role.LEADER))
    assert listed == [FrozenWeek(WEEK, MONDAY), FrozenWeek(WEEK.earlier(), MONDAY)]


def test_a_week_that_was_never_frozen_is_not_found(frozen_week: SQLAlchemy) -> None:
    with pytest.raises(NotFound):
        weekly_report(frozen_week.session(), Week(2021, 1), ZONE, person(Role.LEADER))


def test_everybody_opens_his_own_report_first() -> None:
    assert default_scope(person(Role.LEADER)) == ZONE
    assert default_scope(person(Role.DISPATCHER, "ES")) == ZONE
    assert default_scope(person(Role.HEAD, "PW")) == "PW"
    assert default_scope(person(Role.HANDLER)) == ZONE
