"""The lists behind a frozen week's numbers: as long as the number, narrowed to what the table counts, by enterprise too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.reporting.behind import Part, by_firm, knows_firms, numbers_behind
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.report import ZONE, WeeklyReport
from tests.domain.test_reporting_report import a_full_week, through_json
from tests.support.histories import History, at
from tests.support.weekly import report_of


def fresh(report: WeeklyReport) -> str:
    return (Figure.NEW if report.is_zone else Figure.RECEIVED).value


@pytest.mark.parametrize("scope", [ZONE, "PW", "ES"])
def test_every_number_of_the_tables_is_the_length_of_its_list(scope: str) -> None:
    report = through_json(report_of(a_full_week(), scope))
    for line in report.categories:
        part = Part(category=line.category.value)
        assert len(numbers_behind(report, fresh(report), part)) == line.new
        assert len(numbers_behind(report, "closing", part)) == line.open
    for kind in report.types:
        behind = numbers_behind(report, fresh(report), Part(request_type=kind.request_type))
        assert (len(behind), len(by_firm(report, behind))) == (kind.new, kind.firms)
    for spot in report.hot_spots:
        behind = numbers_behind(report, fresh(report), Part(request_type=spot.request_type, park=spot.park))
        assert (len(behind), len(by_firm(report, behind))) == (len(spot.tickets), spot.firms)
    for source in report.sources:
        assert len(numbers_behind(report, fresh(report), Part(source=source.source))) == source.new


def test_a_whole_is_both_its_figures() -> None:
    report = report_of(a_full_week())
    rate = report.rates.satisfied
    assert len(numbers_behind(report, "rated")) == rate.whole
    with pytest.raises(ValueError, match="nothing"):
        numbers_behind(report, "nothing")


def test_a_ticket_received_twice_stands_twice_behind_the_figure_and_once_in_the_table() -> None:
    twice = (
        History()
        .submitted(at(24))
        .accepted(at(24))
        .dispatched(at(25))
        .act(Action.RETURN, at(26), reason="x", law="x")
    )
    twice = twice.act(Action.UPHOLD_RETURN, at(26, 12)).dispatched(at(27))
    report = report_of([twice], "PW")
    behind = numbers_behind(report, "received")
    assert len(behind) == report.count(Figure.RECEIVED)
    [line] = report.types
    assert len(numbers_behind(report, "received", Part(request_type=line.request_type))) == line.new == 1


def test_enterprises_of_one_name_are_two_and_one_of_two_names_is_one() -> None:
    report = report_of(
        [History(firm=1, enterprise="甲").submitted(at(25)), History(firm=2, enterprise="甲").submitted(at(25)),
         History(firm=3, enterprise="乙").submitted(at(25)), History(firm=3, enterprise="丙").submitted(at(26))]
    )  # fmt: skip
    assert [len(ones) for _, ones in by_firm(report, numbers_behind(report, "new"))] == [2, 1, 1]


def test_a_report_frozen_before_tells_enterprises_apart_by_their_names() -> None:
    now = report_of([History(enterprise="甲").submitted(at(25)), History(enterprise="甲").submitted(at(26))])
    assert knows_firms(now, numbers_behind(now, "new"))
    older = replace(now, tickets={key: replace(one, firm=None) for key, one in now.tickets.items()})
    assert not knows_firms(older, numbers_behind(older, "new"))
    assert len(by_firm(older, numbers_behind(older, "new"))) == 1
