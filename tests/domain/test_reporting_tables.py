"""Categories, types, sources, departments worst first and hot spots, as the weekly report shows them."""

from __future__ import annotations

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Category
from service_desk.domain.rates import Rate
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import CategoryLine, SourceLine, TypeLine
from service_desk.domain.requests import Source
from tests.support.histories import History, at
from tests.support.weekly import report_of


def test_the_four_categories_stand_in_order_even_when_empty() -> None:
    last_week = [History(request_type="tax").submitted(at(20)) for _ in range(2)]
    this_week = [History(request_type="tax").submitted(at(25)), History().submitted(at(25))]
    assert report_of([*last_week, *this_week]).categories == (
        CategoryLine(Category.OPERATIONS, 1, 2, 3),
        CategoryLine(Category.APPROVALS, 0, 0, 0),
        CategoryLine(Category.FACTORS, 1, 0, 1),
        CategoryLine(Category.OTHER, 0, 0, 0),
    )


def test_types_come_commonest_first_with_the_number_of_enterprises() -> None:
    tickets = [History(request_type="tax", firm=1).submitted(at(25)) for _ in range(2)]
    tickets += [History(request_type="power_capacity").submitted(at(n)) for n in (25, 26, 27, 18)]
    assert report_of(tickets).types == (TypeLine("power_capacity", 3, 1, 3), TypeLine("tax", 2, 0, 1))


def test_sources_and_visits_are_counted() -> None:
    tickets = [History(source=source, firm=7).submitted(at(25)) for source in (Source.VISIT, Source.VISIT)]
    report = report_of(
        [*tickets, History().submitted(at(25)), History(source=Source.VISIT).submitted(at(18))]
    )
    assert report.sources == (SourceLine("web", 1), SourceLine("visit", 2))
    assert report.visited_firms == 1
    assert report.count(Figure.VISITED) == 2


def test_three_enterprises_make_a_hot_spot_and_three_tickets_of_one_do_not() -> None:
    busy = [History(request_type="tax", firm=1, park="甲园").submitted(at(25)) for _ in range(3)]
    assert report_of(busy).hot_spots == ()
    spread = [History(request_type="tax", firm=n, park=None).submitted(at(25)) for n in (1, 2, 3)]
    (spot,) = report_of(spread).hot_spots
    assert (spot.request_type, spot.park, spot.firms) == ("tax", None, 3)
    assert spot.tickets == tuple(each.number for each in spread)


def test_a_park_with_three_enterprises_is_a_hot_spot_whatever_they_ask_for() -> None:
    kinds = ("tax", "power_capacity", "policy_advice", "tax")
    tickets = [
        History(request_type=kind, firm=n, park="甲园").submitted(at(25)) for n, kind in enumerate(kinds)
    ]
    (spot,) = report_of(tickets).hot_spots
    assert (spot.request_type, spot.park, spot.firms, len(spot.tickets)) == (None, "甲园", 4, 4)


def test_departments_are_listed_worst_first_and_idle_ones_not_at_all() -> None:
    overdue = History().at_work(at(12), "WT")
    redone = History().at_work(at(21), "CB").finished(at(24)).called(at(25), "unsolved", 1)
    redone.act(Action.REDO, at(25, 11), reason="x").act(Action.CONTACT, at(25, 12), note="x")
    late = History().at_work(at(12), "GS").finished(at(26))
    good = History().at_work(at(24), "PW").finished(at(26)).called(at(27), "solved", 5)
    lines = report_of([good, redone, late, overdue]).departments
    assert [line.code for line in lines] == ["WT", "GS", "CB", "PW"]
    by_code = {line.code: line for line in lines}
    assert by_code["GS"].on_time == Rate(0, 1)
    assert by_code["CB"].redone == 1
    assert by_code["CB"].satisfied == Rate(0, 1)
    assert (by_code["PW"].received, by_code["PW"].satisfied, by_code["PW"].response) == (
        1,
        Rate(1, 1),
        Rate(1, 1),
    )


def test_a_departments_report_has_its_own_row_only() -> None:
    tickets = [History().at_work(at(25), "PW"), History().at_work(at(25), "CB")]
    report = report_of(tickets, "PW")
    assert [line.code for line in report.departments] == ["PW"]
    assert list(report.tickets) == [tickets[0].number]
    assert not report.is_zone


def test_a_departments_new_tickets_are_those_it_was_given() -> None:
    waiting = History().submitted(at(20)).accepted(at(20, 11))
    report = report_of([waiting.dispatched(at(25), "PW"), History().at_work(at(19), "PW")], "PW")
    assert [(line.request_type, line.new, line.new_before) for line in report.types] == [
        ("power_capacity", 1, 1)
    ]
    assert (report.count(Figure.OPENING), report.count(Figure.MOVED_IN), report.count(Figure.CLOSING)) == (
        1,
        1,
        2,
    )
