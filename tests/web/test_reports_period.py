"""The report of any period: figures that add up, formulas beside rates, charts with their numbers, a list behind each."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import PeriodSnapshot
from service_desk.usecases.reporting.keep_periods import keep_finished_periods
from service_desk.web.reports import period
from tests.support import acted_out
from tests.support.people import SignInAs
from tests.support.reports import at
from tests.support.trees import Element
from tests.support.visitor import Page, Visitor

WEEK = "/reports/period?period=2026-W10"
YEAR = "/reports/period?period=2026"


def linked_numbers(page: Page) -> list[tuple[str, int]]:
    """Return every number on the page that is a link to a list, with the list's address."""
    found = [(str(link.get("href")), link.text.strip()) for link in page.tree.all("a")]
    return [(href, int(text)) for href, text in found if "/reports/period/list/" in href and text.isdecimal()]


def test_the_figures_of_a_week_are_those_of_its_weekly_report_and_add_up(leader: Visitor) -> None:
    page = leader.get(WEEK)
    assert page.heading == "诉求办理情况 2026年第10期（3月2日—3月8日）"
    assert "期初在办 1 + 新增 3 + 重开 0 − 销号 1 − 撤回 0 − 并案 0 − 不予受理 0 = 期末在办 3" in page
    assert "账目相符" in page


def test_every_number_opens_a_list_of_that_length(leader: Visitor) -> None:
    page = leader.get(YEAR)
    whole = next(link for link in page.links if "/reports/period/whole" in link)
    linked = linked_numbers(page) + linked_numbers(leader.get(whole))
    assert len(linked) > 40
    for address, number in linked:
        listed = leader.get(address)
        assert re.search(rf"：{number} 件$", listed.heading), (address, number, listed.heading)
        rows = listed.tree.all("tr")[1:]
        assert len(rows) == min(number, 25), address


def test_what_a_number_is_compared_with_opens_the_list_behind_that(leader: Visitor) -> None:
    page = leader.get(WEEK)
    compared = [(a.get("href"), a.text) for a in page.tree.all("a") if "period=2026-W09" in a.get("href")]
    behind = {href: told for href, told in compared if "/list/" in href}
    assert len(behind) >= 2
    for address in behind:
        assert leader.get(address).tree.all("tbody"), address
    [still] = [told for href, told in behind.items() if "/list/closing" in href]
    assert still == "+2"  # three at the end of this week, one at the end of the week before
    assert leader.get(next(href for href in behind if "/list/closing" in href)).heading == "期末在办：1 件"


def test_the_number_of_enterprises_opens_them_each_with_its_requests(leader: Visitor) -> None:
    page = leader.get(YEAR)
    counted = [(a.get("href"), a.text) for a in page.tree.all("a") if "by=firm" in a.get("href")]
    assert counted
    for address, told in counted:
        listed = leader.get(address)
        assert listed.heading.endswith(f"：{told.split()[0]} 家企业"), (address, listed.heading)
        assert len(listed.tree.all("tr")[1:]) == int(told.split()[0])
        assert any("/desk/tickets/" in link for link in listed.links)


def test_of_very_many_the_latest_are_shown_by_their_enterprises_which_the_page_says(
    leader: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(period, "MOST_BY_FIRM", 2)
    listed = leader.get("/reports/period/list/new?period=2026&by=firm")
    assert "太多，只列最近的 2 件" in listed
    assert listed.heading == "新增"
    shown = [link for link in listed.links if "/desk/tickets/" in link]
    newest = [
        link for link in leader.get("/reports/period/list/new?period=2026").links if "/desk/tickets/" in link
    ]
    assert set(shown) == set(newest[:2])


def test_a_rate_shows_what_it_was_divided_by_and_a_dash_where_there_is_nothing(leader: Visitor) -> None:
    page = leader.get(WEEK)
    assert "按时联系 2 ÷ 应响应 2" in page
    assert "评价满意 1 ÷ 有效评价 1" in page
    assert "退单 0 ÷ 接单 2" in page
    empty = leader.get("/reports/period?period=2026-W10&park=%E6%97%A0")
    assert "按时联系 0 ÷ 应响应 0" in empty
    assert "本期没有新增。" in empty


def test_handling_time_is_said_in_working_days(leader: Visitor) -> None:
    assert "办结用时（工作日）：中位数 1 天，九成在 1 天以内" in leader.get(WEEK)


def test_charts_are_named_and_have_their_numbers_in_tables(leader: Visitor) -> None:
    page = leader.get(WEEK)
    drawn = [element for element in page.tree.walk() if element.get("role") in ("img", "group")]
    assert len(drawn) == 4
    for each in drawn:
        assert each.get("aria-label") or each.get("aria-labelledby")
    assert [summary.text for summary in page.tree.all("summary")].count("看数字") == 1


def test_the_numbers_beside_the_charts_are_links_to_their_lists(leader: Visitor) -> None:
    page = leader.get(YEAR)
    beside = [a for figure in page.tree.all("figure") for a in figure.all("a", class_="quiet")]
    assert {re.findall(r"/list/(\w+)", str(a.get("href")))[0] for a in beside} == {"new", "closing"}
    for address, number in [(str(a.get("href")), a.text) for a in beside]:
        assert leader.get(address).heading.endswith(f"：{number} 件"), address
    for each in page.tree.all("figure"):
        assert not [a for drawn in each.walk() if drawn.get("role") == "img" for a in drawn.all("a")]


def test_a_list_that_was_corrected_since_its_report_was_kept_says_so(app: Flask, leader: Visitor) -> None:
    with app.app_context():
        keep_finished_periods(at(10))
        kept = db.session.query(PeriodSnapshot).filter_by(period="2026-02", scope="zone").one()
        assert kept.figures["counts"]["new"] == 1
    address = "/reports/period/list/new?period=2026-02"
    assert "报告定稿时" not in leader.get(address)
    with app.app_context():
        kept = db.session.query(PeriodSnapshot).filter_by(period="2026-02", scope="zone").one()
        kept.figures = kept.figures | {"counts": kept.figures["counts"] | {"new": 2}}
        db.session.commit()
    assert "报告定稿时是 2 件；之后记录有更正，这里列的是现在的记录。" in leader.get(address)
    assert "报告定稿时" not in leader.get(f"{address}&category=FS")


def test_a_part_of_the_zone_is_chosen_in_the_address(leader: Visitor) -> None:
    page = leader.get(YEAR + "&department=CB&category=FS")
    assert "要素保障" in page
    assert "接单" in page
    whole = leader.get(YEAR)
    assert linked_numbers(page) != linked_numbers(whole)


def test_days_are_chosen_freely(leader: Visitor) -> None:
    page = leader.get("/reports/period?period=days&from=2026-03-03&until=2026-03-05")
    assert "2026年3月3日—2026年3月5日" in page.heading
    assert page.value("from") == "2026-03-03"


@pytest.mark.parametrize(
    "query", ["period=days&from=2026-03-05&until=2026-03-03", "period=days", "period=2026-13", "period=%00"]
)
def test_a_period_there_is_not_is_explained_and_nothing_typed_is_lost(leader: Visitor, query: str) -> None:
    page = leader.get(f"/reports/period?{query}", status=422)
    assert "没有这样的时段" in page
    if "from=" in query:
        assert page.value("from") == "2026-03-05"


def test_a_period_to_come_is_empty(leader: Visitor) -> None:
    assert "期初在办" in leader.get("/reports/period?period=2027")


def test_a_head_reads_his_own_department_and_sees_who_has_what_in_hand(
    numbers: dict[str, str], sign_in_as: SignInAs
) -> None:
    head = sign_in_as(Role.HEAD, department="PW")
    answer = head.fetch(WEEK, status=303)
    assert "department=PW" in answer.headers["Location"]
    page = head.get(answer.headers["Location"])
    assert "供电局" in page
    assert "承办人手上的诉求" in page
    head.get(WEEK + "&department=CB", status=404)
    head.get("/reports/period/list/new?period=2026&department=CB", status=404)


def test_a_handler_sees_no_colleagues_load(numbers: dict[str, str], sign_in_as: SignInAs) -> None:
    handler = sign_in_as(Role.HANDLER, department="PW")
    assert "承办人手上的诉求" not in handler.get(WEEK + "&department=PW")


def test_without_the_right_nobody_reads_it(sign_in_as: SignInAs) -> None:
    sign_in_as(Role.CALLBACK).get(WEEK, status=403)


def test_a_list_is_paged_and_goes_on_where_it_stopped(app: Flask, sign_in_as: SignInAs) -> None:
    with app.app_context():
        made = [acted_out.submitted(at(3), title=f"第{n}件") for n in range(30)]
    leader = sign_in_as(Role.LEADER)
    first = leader.get("/reports/period/list/new?period=2026-W10")
    [older] = [link for link in first.links if "after=" in link]
    second = leader.get(older)
    seen = [row.text for page in (first, second) for row in page.tree.all("tr")[1:]]
    assert len(seen) == 30
    assert all(any(number in row for row in seen) for number in made)


def test_a_list_there_is_not_is_not_found(leader: Visitor) -> None:
    leader.get("/reports/period/list/nothing?period=2026", status=404)
    leader.get("/reports/period/list/due_next?period=2026", status=404)
    leader.get("/reports/period/list/new?period=x", status=404)
    leader.get("/reports/period/list/new?period=2026&after=nonsense&at=x")


def test_a_finished_month_is_kept_and_read_as_it_was(app: Flask, leader: Visitor) -> None:
    reckoned = leader.get("/reports/period?period=2026-02")
    with app.app_context():
        assert keep_finished_periods(at(10)) > 1
        assert keep_finished_periods(at(10)) == 0
        assert {row.period for row in db.session.query(PeriodSnapshot)} == {"2026-02"}
    kept = leader.get("/reports/period?period=2026-02")
    assert _texts(kept) == _texts(reckoned)


def _texts(page: Page) -> list[str]:
    return [row.text for row in page.tree.all("tr")] + [row.text for row in page.tree.all("dl")]


def test_the_list_of_weekly_reports_leads_there(leader: Visitor) -> None:
    assert "/reports/period" in [urlsplit(link).path for link in leader.get("/reports/weekly").links]


def test_no_table_row_is_without_its_heading_on_a_telephone(leader: Visitor) -> None:
    page = leader.get(WEEK)
    wide = [table for table in page.tree.all("table") if "plain" not in str(table.get("class")).split()]
    cells: list[Element] = [
        cell for table in wide for cell in table.all("td") if "n" in str(cell.get("class") or "").split()
    ]
    assert cells
    assert all(cell.get("data-label") for cell in cells)
