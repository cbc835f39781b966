"""The sentence that matters most: which rule speaks, and what it says in both languages."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.reporting.report import Past
from tests.support.histories import History, at
from tests.support.weekly import report_of, seen_all


def answered_at_once(ticket: History, day: int) -> History:
    """File a request that is finished the same day, so that it is late with nothing."""
    return ticket.at_work(at(day)).finished(at(day, 12))


def three_weeks_up(park: str | None = "百嘉园") -> list[History]:
    """Return one, two, three, then four tickets a week."""
    days = [(6, [1]), (11, [1, 2]), (18, [2, 3, 4]), (25, [3, 4, 5, 6])]
    return [
        answered_at_once(History(request_type="tax", firm=firm, park=park), day)
        for day, firms in days
        for firm in firms
    ]


def test_ten_days_overdue_outranks_everything() -> None:
    stuck = History(enterprise="甲公司").at_work(at(12))
    words = report_of([stuck, *three_weeks_up()]).headline
    assert words.zh.startswith("超期1件")
    assert f"最久的是供电局的{stuck.number}（甲公司），“一般问题办结”已超11天。" in words.zh
    assert words.en.startswith("1 overdue")
    assert "“General request finished” missed by 11 days" in words.en


def test_three_more_overdue_than_last_week_is_grave_too() -> None:
    words = report_of([History().at_work(at(20)) for _ in range(3)]).headline
    assert words.zh.startswith("超期3件，比上周多3件；")
    assert words.en.startswith("3 overdue, 3 more than a week ago; ")


def test_a_type_that_rises_three_weeks_is_told_with_its_park() -> None:
    words = report_of(three_weeks_up()).headline
    assert words.zh == "“税收与出口退税”诉求连续三周上升（1→2→3→4件），集中在百嘉园6家企业。"
    assert words.en == (
        "“Tax and export rebates” has risen three weeks in a row (1→2→3→4); 6 of the 6 enterprises are in 百嘉园."
    )


def test_enterprises_without_a_common_park_are_only_counted() -> None:
    assert report_of(three_weeks_up(None)).headline.zh.endswith("涉及6家企业。")


def test_a_rise_with_a_flat_week_is_no_trend() -> None:
    flat = three_weeks_up()
    flat.append(answered_at_once(History(request_type="tax", firm=9), 12))  # 1→3→3→4
    assert "连续三周上升" not in report_of(flat).headline.zh


def test_the_commonest_of_two_trends_is_told() -> None:
    more = [
        answered_at_once(History(request_type="policy_advice", firm=firm, park=None), day)
        for day, firms in [(11, [1]), (18, [1, 2]), (25, range(1, 6))]
        for firm in firms
    ]
    assert "“政策咨询、宣讲与租金减免落实”" in report_of([*three_weeks_up(), *more]).headline.zh


def test_a_hot_type_is_told_when_nothing_rises() -> None:
    hot = [answered_at_once(History(request_type="tax", firm=n, park=None), 25) for n in (1, 2, 3, 3)]
    words = report_of(hot).headline
    assert words.zh == "本周3家企业提出“税收与出口退税”诉求，共4件。"
    assert words.en.startswith("3 enterprises asked about “Tax and export rebates” this week, 4 tickets")


def test_a_hot_park_alone_is_not_the_headline() -> None:
    kinds = ("tax", "power_capacity", "policy_advice")
    hot = [
        answered_at_once(History(request_type=kind, firm=n, park="甲园"), 28) for n, kind in enumerate(kinds)
    ]
    assert report_of(hot).headline.zh.startswith("没有超期")


def answered(outcome: str, rating: int) -> History:
    return History(park=None).at_work(at(18)).finished(at(20)).called(at(25), outcome, rating)


def test_below_eighty_five_per_cent_solved_is_told_when_five_have_answered() -> None:
    votes = [answered("solved", 5) for _ in range(4)]
    assert "低于85%" not in report_of([*votes]).headline.zh
    words = report_of([*votes, answered("unsolved", 5)]).headline
    assert words.zh == "解决率80.0%，低于85%：5件答复中1件没有做到。"
    assert words.en == "Solved: 80.0%, below 85%; 1 of 5 answers say so."


def test_dissatisfaction_is_told_where_all_is_solved() -> None:
    votes = [answered("solved", 5) for _ in range(4)]
    assert report_of([*votes, answered("solved", 2)]).headline.zh.startswith("满意率80.0%，低于85%")


def test_an_ordinary_overdue_ticket_is_told_when_there_is_nothing_graver() -> None:
    words = report_of([History().at_work(at(25))]).headline
    assert words.zh.startswith("超期1件；最久的是供电局的")
    assert words.zh.endswith("“三天反馈”已超2天。")
    assert words.en.startswith("1 overdue; the longest is ")


@pytest.mark.parametrize(
    ("earlier", "zh", "en"),
    [
        (3, "比上周少2件", "2 fewer than a week ago"),
        (1, "与上周持平", "as many as a week ago"),
        (0, "比上周多1件", "1 more than a week ago"),
    ],
)
def test_a_calm_week_says_how_many_are_open(earlier: int, zh: str, en: str) -> None:
    standing = History().at_work(at(28))
    ended = [
        History().at_work(at(17)).finished(at(18)).called(at(24)).struck_off(at(25))
        for _ in range(earlier - 1)
    ]
    if earlier:
        standing = History().at_work(at(19), level="complex").act(Action.PROGRESS, at(20), note="x")
    words = report_of([standing, *ended]).headline
    assert words.zh == f"没有超期；期末在办1件，{zh}。"
    assert words.en == f"Nothing is overdue; 1 open, {en}."


def test_an_empty_zone_has_a_sentence_as_well() -> None:
    assert report_of([], past=Past()).headline.zh == "没有超期；期末在办0件，与上周持平。"


def test_the_trend_looks_back_to_tickets_that_are_gone_by_now() -> None:
    tickets = three_weeks_up()
    for ticket in tickets[:3]:
        ticket.act(Action.WITHDRAW, at(22), reason="")
    assert len(seen_all(tickets)) == len(tickets)
    assert "连续三周上升" in report_of(tickets).headline.zh
