"""Facts that any period adds up from say exactly what the weekly report says of the same cut-offs, whatever happened."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from functools import cache

import pytest

from service_desk.demo.simulation.year import live_year, plan
from service_desk.domain.actions import Action
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.events import Event
from service_desk.domain.policy import find_policy
from service_desk.domain.reporting.case import Case, CaseFacts
from service_desk.domain.reporting.counting import facts_of, standing_facts
from service_desk.domain.reporting.facts import Fact, figures_at
from service_desk.domain.reporting.ledger import Figure, counts, gather
from service_desk.domain.reporting.observation import observe
from service_desk.domain.reporting.week import Period, Week
from service_desk.domain.requests import Kind, Source, Urgency
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.zone_time import SHANGHAI
from tests.support.histories import History, at

BEGINS = datetime(2026, 1, 1, tzinfo=SHANGHAI)


@cache
def lives() -> tuple[Case, ...]:
    """Sixty requests of a simulated year, with everything that may happen to one."""
    found = []
    for share in live_year(plan(60, 2026, 7), 2026, 7, 1):
        for stored in share.tickets:
            row = stored.ticket
            facts = CaseFacts(
                row["ticket_no"], row["title"], row["enterprise_name"], 1, row["park"], Kind(row["kind"]),
                Source(row["source"]), row["request_type"], Urgency(row["urgency"]),
            )  # fmt: skip
            events = tuple(
                Event(
                    each["seq"], each["at"], Action(each["action"]), State(each["from_state"]), State(each["to_state"]),
                    each["actor_id"], each["actor_name"], Role(each["actor_role"]), each["actor_department"],
                    each["department"], each["is_public"], each["data"],
                )
                for each in stored.events
            )  # fmt: skip
            found.append(Case(facts, find_policy(row["policy"]), events))
    return tuple(found)


@cache
def facts_of_lives() -> tuple[tuple[Fact, ...], ...]:
    """What each of the sixty counts for."""
    return tuple(tuple(facts_of(case, load_calendar(), load_catalogue())) for case in lives())


def some_periods(number: int) -> list[Period]:
    dice = random.Random(number)
    begin = BEGINS + timedelta(days=dice.randint(0, 300))
    length = timedelta(days=dice.choice([1, 7, 30, 91, 365]), hours=dice.randint(0, 23))
    return [Period(begin, begin + length), Period.of(Week(2026, dice.randint(1, 53)))]


@pytest.mark.parametrize("number", range(6))
def test_a_random_period_is_counted_as_the_report_would_see_it(number: int) -> None:
    calendar, catalogue = load_calendar(), load_catalogue()
    for period in some_periods(number):
        for case, kept in zip(lives(), facts_of_lives(), strict=True):
            seen = observe(case, period, calendar, catalogue)
            wanted = Counter[tuple[Figure, str]]()
            for department in catalogue.departments if seen else ():
                assert seen is not None
                lists = counts(gather([seen], period.cut_off, department))
                wanted.update({(figure, department): n for figure, n in lists.items() if n})
            found = Counter[tuple[Figure, str]]()
            facts = figures_at(kept, period.begin, period.cut_off)
            for figure, ones in facts.items():
                for fact in ones:
                    found[figure, fact.entry.department] += 1
                    assert seen is not None
                    assert (fact.category, fact.request_type) == (seen.category, seen.request_type)
            missing = {key: n for key, n in wanted.items() if key[0] is not Figure.DUE_NEXT}
            assert found == missing, case.facts.ticket_no


def test_what_stands_at_the_end_of_a_history_is_its_open_facts() -> None:
    for case, everything in zip(lives(), facts_of_lives(), strict=True):
        standing = standing_facts(case, load_calendar(), load_catalogue())
        still = {(fact.entry, fact.category, fact.request_type) for fact in everything if fact.until is None}
        assert set(standing) == still


def test_handling_time_is_counted_in_working_days_from_the_day_after_acceptance() -> None:
    history = History().at_work(at(20)).finished(at(26))  # Thursday to Wednesday
    facts = facts_of(history.case, load_calendar(), load_catalogue())
    assert [fact.entry.days for fact in facts if fact.entry.figure is Figure.FINISHED] == [4]


def test_an_event_at_the_same_moment_as_the_next_leaves_no_fact_that_never_held() -> None:
    history = History().submitted(at(20)).accepted(at(20)).dispatched(at(20))
    facts = facts_of(history.case, load_calendar(), load_catalogue())
    assert all(fact.until is None or fact.until > fact.since for fact in facts)
    assert sum(fact.entry.figure is Figure.CLOSING and fact.until is None for fact in facts) == 1
