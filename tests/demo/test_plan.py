"""What the demo zone is made from, before any of it is stored: texts, scenarios, and the same plan for the same seed."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from service_desk.demo.firms import load_firms
from service_desk.demo.forms import form_answers
from service_desk.demo.office_hours import OfficeHours
from service_desk.demo.performing import STEPS
from service_desk.demo.plan import TICKETS, WEEKS, Planner
from service_desk.demo.scenarios import past_scenarios, present_scenarios
from service_desk.demo.texts import Text, fill, load_texts
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.findings import Severity
from service_desk.domain.request_forms import check_answers
from service_desk.domain.requests import MAX_TITLE
from service_desk.domain.zone_time import local_date
from tests.support.application import A_TUESDAY_MORNING


def test_the_texts_are_many_and_different() -> None:
    texts = load_texts()
    assert len({text.body for text in texts}) == len(texts) >= 120
    assert {text.request_type for text in texts} == set(load_catalogue().request_types)
    assert sum(text.language == "en" for text in texts) >= 4


@pytest.mark.parametrize("text", load_texts(), ids=lambda text: text.title)
def test_a_text_fills_in_and_its_form_is_right(text: Text) -> None:
    form = load_catalogue().request_types[text.request_type].form
    day = local_date(A_TUESDAY_MORNING)
    firms = [firm for firm in load_firms() if text.suits(firm)]
    assert firms
    filled = fill(text, day, Random(1))
    assert len(filled.title) <= MAX_TITLE
    assert "{" not in filled.title + filled.body + filled.answer + (filled.note or "")
    answers = form_answers(form, filled, firms[0], day, Random(1))
    found = check_answers(form, answers, today=day, calendar=load_calendar()) if answers else ()
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


def test_every_step_of_every_scenario_is_known_and_every_known_step_is_used() -> None:
    used = {name for scenario in (*past_scenarios(), *present_scenarios()) for name, _, _ in scenario.steps}
    assert used | {"decline", "merge"} == set(STEPS)
    with_state = {scenario.name for scenario in present_scenarios()}
    assert len(with_state) == len(present_scenarios())


def test_the_same_seed_and_moment_plan_the_same_stories() -> None:
    def plan() -> list[tuple[object, ...]]:
        stories = Planner(A_TUESDAY_MORNING, OfficeHours(load_calendar()), Random(13710)).plan()
        return [(s.starts, s.firm.number, s.filled.title, s.source, tuple(s.steps)) for s in stories]

    assert plan() == plan()


@pytest.mark.parametrize(
    "moment", ["2026-10-03T11:00", "2026-11-22T23:50", "2027-02-15T07:15", "2026-03-09T08:31"], ids=str
)
def test_whenever_the_first_start_is_the_plan_reaches_up_to_it(moment: str) -> None:
    now = A_TUESDAY_MORNING.fromisoformat(moment + "+08:00")
    stories = Planner(now, OfficeHours(load_calendar()), Random(13710)).plan()
    assert len(stories) == TICKETS
    assert all(now - timedelta(weeks=WEEKS, days=1) <= story.starts <= now for story in stories)
