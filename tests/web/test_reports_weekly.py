"""The weekly report on screen: frozen, complete, for whoever may read it, every figure with the list behind it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.roles import Role
from service_desk.notify.links import Links
from service_desk.persistence.database import db
from service_desk.persistence.tables import ReportSnapshot
from service_desk.usecases.reporting.read_weekly_report import frozen_report
from service_desk.web.reports import report_view, weekly, weekly_list
from tests.support import acted_out
from tests.support.people import SignInAs
from tests.support.reports import WEEK, at
from tests.support.trees import Element
from tests.support.visitor import Page, Visitor

ADDRESS = f"/reports/weekly/{WEEK}"


def part(page: Page, identity: str) -> Element:
    [found] = [element for element in page.tree.walk() if element.get("id") == identity]
    return found


def test_the_list_names_the_frozen_weeks_with_their_figures(leader: Visitor) -> None:
    page = leader.get("/reports/weekly")
    rows = [row.text for row in page.tree.all("tr")[1:]]
    assert rows[0].startswith("2026年第10期（3月2日—3月8日） 3 1 1 3 1")
    assert rows[1].startswith("2026年第9期")
    assert ADDRESS in page.links


def test_older_weeks_are_one_click_away(leader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weekly, "WITH_FIGURES", 1)
    page = leader.get("/reports/weekly")
    assert len(page.tree.all("tr")) == 2
    assert f"/reports/weekly/{WEEK.earlier()}" in page.links


def test_before_the_first_report_the_page_says_when_it_comes(sign_in_as: SignInAs) -> None:
    assert "还没有周报" in sign_in_as(Role.LEADER).get("/reports/weekly")


def test_the_first_screen_says_what_matters_and_the_balance_adds_up(leader: Visitor) -> None:
    page = leader.get(ADDRESS)
    assert page.heading == "企业诉求办理周报 2026年第10期（3月2日—3月8日）"
    assert "期初在办 1 + 新增 3 − 销号 1 = 期末在办 3" in page
    five = page.tree.all("dl", class_="five")[0].text
    assert "新增 3 较上周 +3" in five
    assert "超期 1 较上周 持平" in five


def test_every_figure_a_letter_links_to_has_its_place_on_the_page(leader: Visitor) -> None:
    page = leader.get(ADDRESS)
    identities = {element.get("id") for element in page.tree.walk()}
    sections = {"rates", "categories", "types", "departments", "hot_spots", "sources"}
    assert {figure.value for figure in Figure} | sections <= identities


def test_the_addresses_in_the_letters_lead_to_the_pages(app: Flask, leader: Visitor) -> None:
    with app.app_context():
        reports = [frozen_report(db.session(), WEEK, scope) for scope in ("zone", "PW")]
    for report in reports:
        assert report is not None
        address = Links("").report(report, Figure.OVERDUE)
        assert leader.get(address).heading == "超期：1 件"


def test_the_list_behind_a_figure_holds_its_tickets(leader: Visitor, numbers: dict[str, str]) -> None:
    page = leader.get(ADDRESS)
    assert numbers["late"] in part(page, "overdue").text
    for figure, expected in (
        (Figure.STRUCK_OFF, {"done"}),
        (Figure.NEW, {"done", "helped", "fresh"}),
        (Figure.CLOSING, {"late", "helped", "fresh"}),
        (Figure.OVERDUE, {"late"}),
        (Figure.DECLINED, set()),
    ):
        address = f"{ADDRESS}/zone/{figure.value}"
        assert (address in page.links) is bool(expected)
        listed = leader.get(address)
        assert listed.heading.endswith(f"：{len(expected)} 件")
        assert {name for name, number in numbers.items() if number in listed.text} == expected
    leader.get(f"{ADDRESS}/zone/nothing", status=404)


def counted(page: Page) -> int:
    """Return how many tickets or enterprises a list says it has, having counted its rows."""
    [number] = re.findall(r"：(\d+) (?:件|家企业)$", page.heading)
    assert len(page.tree.all("tr")[1:]) == int(number), page.heading
    return int(number)


@pytest.mark.parametrize("scope", ["", "/PW"])
def test_every_number_of_the_page_opens_a_list_of_that_length(leader: Visitor, scope: str) -> None:
    page = leader.get(ADDRESS + scope)
    plain = [cell.text for cell in page.tree.all("td") if cell.text.isdecimal() and not cell.all("a")]
    assert set(plain) <= {"0", *(cell.text for cell in page.tree.all("td", class_="n overdue"))}
    length = functools.cache(lambda address: counted(leader.get(address)))
    followed = set()
    for link in page.tree.all("a"):
        address, told = str(link.get("href")), link.text
        if not re.search(rf"/weekly/{WEEK}/\w+/[a-z_]+(\?|$)", address) or address.endswith(
            ("/word", "/workbook")
        ):
            continue
        followed.add(address)
        [*_, said] = re.findall(r"\d+(?:\.\d+)?%?", told)
        assert "%" in said or length(address) == int(said), (address, told)
    for link in (a for span in page.tree.all("span", class_="change") for a in span.all("a")):
        address = str(link.get("href"))
        assert str(WEEK.earlier()) in address
        now = address.replace(str(WEEK.earlier()), str(WEEK))
        said = int(link.text.replace("−", "-").replace("持平", "0"))
        assert length(now) - length(address) == said, (address, link.text)
        followed.add(address)
    assert len(followed) > 20


def test_the_list_of_weeks_opens_the_lists_behind_its_numbers(leader: Visitor) -> None:
    page = leader.get("/reports/weekly")
    linked = [(str(a.get("href")), a.text) for cell in page.tree.all("td", class_="n") for a in cell.all("a")]
    assert len(linked) > 4
    assert all(counted(leader.get(address)) == int(told) for address, told in linked)


def test_a_list_narrowed_says_to_what_and_refuses_what_there_is_not(leader: Visitor) -> None:
    narrowed = f"{ADDRESS}/zone/new?category=FS&source=web&park=nowhere"
    assert "要素保障 · nowhere · 网上提交" in leader.get(narrowed)
    assert "按当时的名称归并" not in leader.get(f"{ADDRESS}/zone/new?by=firm")
    firms = leader.get(f"{ADDRESS}/zone/new?by=firm&category=FS")
    assert f"{ADDRESS}/zone/new?category=FS" in firms.links
    for query in ("category=X", "type=nothing", "source=post"):
        leader.get(f"{ADDRESS}/zone/new?{query}", status=404)


def test_the_numbers_of_the_sentence_on_top_open_what_is_behind_them(
    leader: Visitor, numbers: dict[str, str]
) -> None:
    [sentence] = leader.get(ADDRESS).tree.all("p", class_="said")
    said = {a.text: str(a.get("href")) for a in sentence.all("a", class_="quiet")}
    assert said["超期1件"] == f"{ADDRESS}/zone/overdue"
    assert said[numbers["late"]] == f"/desk/tickets/{numbers['late']}"


def test_a_report_frozen_without_channels_and_firms_opens_their_lists_too(
    app: Flask, leader: Visitor
) -> None:
    with app.app_context():
        for row in db.session.query(ReportSnapshot):
            lines = row.figures["tickets"].items()
            known = {number: line | {"source": None, "firm": None} for number, line in lines}
            row.figures = row.figures | {"tickets": known}
        db.session.commit()
    address = f"{ADDRESS}/zone/new?source=web"
    assert address in leader.get(ADDRESS).links
    assert counted(leader.get(address)) == 3
    assert leader.get(f"{ADDRESS}/zone/new?source=phone").heading.endswith("：0 件")
    assert "按当时的名称归并" in leader.get(f"{ADDRESS}/zone/new?by=firm")
    leader.get(f"{ADDRESS}/zone/nothing?source=web", status=404)


def test_a_department_opens_no_other_departments_list(numbers: dict[str, str], sign_in_as: SignInAs) -> None:
    head = sign_in_as(Role.HEAD, department="CB")
    assert "协助" not in head.get(f"{ADDRESS}/CB/closing?category=FS&by=firm")
    for behind in ("PW/closing", "zone/closing?by=firm", "zone/contact_due"):
        head.get(f"{ADDRESS}/{behind}", status=404)


def test_a_long_list_is_begun_on_the_page_and_read_page_by_page(
    leader: Visitor, numbers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_view, "LONGEST_LIST", 0)
    monkeypatch.setattr(weekly_list, "PAGE", 2)
    text = part(leader.get(ADDRESS), "overdue").text
    assert "看全部 1 件" in text
    seen, address = set(), f"{ADDRESS}/zone/closing"
    first = leader.get(address)
    [older] = [link for link in first.links if "from=2" in link]
    for page in (first, leader.get(older)):
        seen |= {name for name, number in numbers.items() if number in page.text}
    assert seen == {"late", "helped", "fresh"}
    assert address in leader.get(older).links


def test_the_bars_have_their_numbers_beside_them_and_in_words(leader: Visitor) -> None:
    section = part(leader.get(ADDRESS), "categories")
    [figure] = section.all("figure")
    assert "要素保障：本周 3 件，上周 0 件" in figure.get("aria-label")
    widths = [float(bar.get("width")) for bar in figure.all("rect")]
    assert max(widths) == 100
    assert "要素保障 3 100% +3 3" in section.text


def test_rates_that_count_nothing_are_a_dash(leader: Visitor) -> None:
    assert "响应率 100.0% 2 / 2 —" in part(leader.get(ADDRESS), "rates").text


def test_departments_stand_worst_first_and_lead_to_their_own_report(leader: Visitor) -> None:
    page = leader.get(ADDRESS)
    rows = [row.all("a")[0].text for row in part(page, "departments").all("tr")[1:]]
    assert rows[0] == "供电局"
    own = leader.get(f"{ADDRESS}/PW")
    assert "供电局" in own
    assert "刚刚提交" not in own
    assert ADDRESS in own.links  # back to the zone


def test_a_ticket_leads_to_its_page(leader: Visitor, numbers: dict[str, str]) -> None:
    assert f"/desk/tickets/{numbers['late']}" in leader.get(ADDRESS).links


def test_how_the_figures_are_counted_is_said_below(leader: Visitor) -> None:
    page = leader.get(ADDRESS)
    assert "数据截至 2026年3月9日 00:00，定稿后不再改动。" in page
    assert "部分解决不算已解决" in page


def test_the_neighbouring_weeks_are_one_click_away(leader: Visitor) -> None:
    earlier = f"/reports/weekly/{WEEK.earlier()}"
    page = leader.get(ADDRESS)
    assert [a.get("href") for a in page.tree.all("a", rel="prev")] == [earlier]
    assert page.tree.all("a", rel="next") == []
    assert [a.get("href") for a in leader.get(earlier).tree.all("a", rel="next")] == [ADDRESS]


def test_what_happens_later_does_not_change_a_frozen_report(app: Flask, leader: Visitor) -> None:
    before = leader.get(ADDRESS).tree.all("main")[0].text
    with app.app_context():
        acted_out.at_work(at(9, 9), "PW")
    assert leader.get(ADDRESS).tree.all("main")[0].text == before


@pytest.mark.parametrize("role", [Role.LEADER, Role.SUPERVISOR, Role.DISPATCHER])
def test_who_reads_for_the_zone_chooses_any_department(
    role: Role, numbers: dict[str, str], sign_in_as: SignInAs
) -> None:
    reader = sign_in_as(role)
    page = reader.get("/reports/weekly")
    chosen = reader.submit(page, {"scope": "PW"}, action="/reports/weekly")
    assert "供电局。每周一" in chosen
    assert f"{ADDRESS}/PW" in chosen.links


@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD])
def test_a_department_reads_its_own_report_and_no_other(
    role: Role, numbers: dict[str, str], sign_in_as: SignInAs
) -> None:
    reader = sign_in_as(role, department="PW")
    page = reader.get("/reports/weekly")
    assert page.tree.all("select") == []
    assert "供电局。" in page
    assert reader.get(ADDRESS).path == f"{ADDRESS}/PW"
    reader.get(f"{ADDRESS}/CB", status=404)
    reader.get(f"{ADDRESS}/CB/workbook", status=404)
    reader.get("/reports/weekly?scope=zone", status=404)


@pytest.mark.usefixtures("numbers")
def test_a_department_sees_whom_to_ring_first(sign_in_as: SignInAs) -> None:
    page = sign_in_as(Role.HEAD, department="PW").get(f"{ADDRESS}/PW")
    assert "先给这几家打电话" in page


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CALLBACK, Role.COMMISSIONER])
def test_others_do_not_read_reports(role: Role, sign_in_as: SignInAs) -> None:
    sign_in_as(role).get("/reports/weekly", status=403)


@pytest.mark.parametrize("week", ["2026-W11", "2026-W54", "last", "2026"])
def test_a_week_without_a_report_is_not_found(week: str, leader: Visitor) -> None:
    leader.get(f"/reports/weekly/{week}", status=404)


@pytest.mark.parametrize("scope", ["%00", "nobody", "a'b", "x" * 99])
def test_a_scope_that_is_none_is_not_found(scope: str, leader: Visitor) -> None:
    leader.get(f"{ADDRESS}/{scope}", status=404)
    leader.get(f"{ADDRESS}/{scope}/workbook", status=404)


def test_a_guest_signs_in_and_lands_on_the_report(
    numbers: dict[str, str], new_visitor: Callable[..., Visitor]
) -> None:
    page = new_visitor().get(ADDRESS)
    assert page.path == "/sign-in"
    assert page.value("next") == ADDRESS
