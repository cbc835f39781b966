"""The report as a whole: what it compares itself with, what it freezes, and that thawing gives it back."""

from __future__ import annotations

import json

from service_desk.domain.actions import Action
from service_desk.domain.rates import Rate
from service_desk.domain.reporting.freezing import freeze, thaw
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.report import ZONE, Past, WeeklyReport
from service_desk.domain.states import State
from tests.support.histories import History, at
from tests.support.weekly import WEEK, report_of


def a_full_week() -> list[History]:
    """Return tickets that put something into every part of a report."""
    tickets = [History(request_type="tax", firm=n).submitted(at(25)) for n in (1, 2, 3)]
    tickets += [History().at_work(at(day)) for day in (12, 24, 28)]
    tickets.append(History().at_work(at(18)).finished(at(20)).called(at(24), "solved", 5).struck_off(at(25)))
    tickets.append(History().at_work(at(10)).finished(at(12)).called(at(18), "partly", 2))
    held = History().at_work(at(20))
    return [*tickets, held.act(Action.HOLD, at(26), reason="x", plan="x", review_on="2021-06-03")]


def through_json(report: WeeklyReport) -> WeeklyReport:
    """Return the report after a journey through JSON text, as the database stores it."""
    return thaw(json.loads(json.dumps(freeze(report), ensure_ascii=False)))


def test_a_frozen_report_thaws_into_the_same_report() -> None:
    for scope in (ZONE, "PW", "ES"):
        report = report_of(a_full_week(), scope)
        assert through_json(report) == report


def test_an_older_frozen_report_has_defaults_for_what_it_does_not_know() -> None:
    frozen = freeze(report_of(a_full_week()))
    del frozen["strips"]
    frozen["unheard_of"] = 1
    assert thaw(frozen).strips == ()


def test_every_figure_has_a_name_in_both_languages() -> None:
    assert set(FIGURE_NAMES) == set(Figure)
    assert all(name.zh and name.en for name in FIGURE_NAMES.values())


def test_figures_are_compared_with_the_week_before() -> None:
    report = report_of(a_full_week())
    assert (report.count(Figure.NEW), report.before[Figure.NEW], report.change(Figure.NEW)) == (5, 2, 3)
    assert report.rates_before.satisfied == Rate(0, 1)
    assert report.rates.satisfied == Rate(1, 1)
    assert report.period == WEEK


def test_a_frozen_report_of_the_week_before_is_compared_with_as_it_was_printed() -> None:
    printed = report_of(a_full_week(), week=WEEK.earlier())
    correction = History(request_type="tax").submitted(at(18))  # came into the books only afterwards
    report = report_of([*a_full_week(), correction], past=printed.as_past())
    assert report.before[Figure.NEW] == 2
    assert next(line for line in report.categories if line.category == "OM").new_before == 0


def test_without_any_past_everything_is_compared_with_nothing() -> None:
    report = report_of([History().submitted(at(25))], past=Past())
    assert report.change(Figure.CLOSING) == 1
    assert report.rates_before.score() == "—"


def test_completion_is_out_of_what_was_finished_or_is_still_in_hand() -> None:
    tickets = [
        History().at_work(at(24)).finished(at(26)),
        History().at_work(at(12)).finished(at(26)),
        History().at_work(at(27)),
        History().submitted(at(27)),
    ]
    report = report_of(tickets)
    assert report.completion == Rate(2, 3)
    assert report.on_time == Rate(1, 2)


def test_names_are_kept_with_the_report() -> None:
    report = report_of(a_full_week())
    assert report.department_names["PW"].zh == "供电局"
    assert set(report.type_names) == {"tax", "power_capacity"}


def test_the_tickets_on_the_lists_are_kept_as_they_were() -> None:
    tickets = a_full_week()
    report = report_of(tickets)
    assert set(report.tickets) == {number for numbers in report.lists.values() for number in numbers}
    line = report.tickets[tickets[-1].number]
    assert (line.state, line.department, line.title) == (State.ON_HOLD, "PW", "申请增容500 kVA")


def test_a_department_without_tickets_has_an_empty_report_that_reconciles() -> None:
    report = report_of(a_full_week(), "WT")
    assert report.tickets == {}
    assert report.headline.zh == "没有超期；期末在办0件，与上周持平。"
