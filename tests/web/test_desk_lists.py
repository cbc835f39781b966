"""Lists that are kept and taken along: saved views, and files of a whole list."""

from __future__ import annotations

import csv
import io
import re

import pytest
import python_calamine

from service_desk.domain.roles import Role
from service_desk.jobs import Pace, Timetable
from service_desk.notify.spool import SpoolTransport
from service_desk.web.desk import export, list_file
from tests.support.desk import Desk
from tests.support.letters import composer
from tests.support.visitor import Page
from tests.usecases.deeds import WORKING

R = Role


def chips(page: Page) -> dict[str, str]:
    found = [
        a for box in page.tree.all("div", class_="views") for item in box.all("li") for a in item.all("a")
    ]
    return {re.sub(r" \S+ 件$", "", a.text): a.get("href") for a in found}


def test_a_list_is_saved_opened_dropped_and_put_back(desk: Desk) -> None:
    desk.bring(*WORKING, park="东区")
    visitor = desk.officer(R.HANDLER, "PW")
    page = visitor.get("/desk?tab=our-in_progress&park=东区")
    page = visitor.submit(page, {"name": "东区在办"}, action="/desk/views")
    assert "已保存为视图" in page
    assert "东区在办" in chips(visitor.get("/desk?tab=our-due"))
    page = visitor.get(chips(page)["东区在办"])
    assert "东区" in page
    drop = next(f.get("action") for f in page.tree.all("form") if f.get("action").startswith("/desk/views/"))
    page = visitor.submit(page, {}, action=drop)
    assert chips(page) == {}
    page = visitor.submit(page, {}, action=drop, button="deed=restore")
    assert "东区在办" in chips(page)


def test_a_view_without_a_name_is_refused_in_words(desk: Desk) -> None:
    visitor = desk.officer(R.LEADER)
    page = visitor.submit(visitor.get("/desk?tab=open"), {"name": ""}, action="/desk/views")
    assert chips(page) == {}
    assert [box.text for box in page.tree.all("div", role="alert")] or "请填写" in page


def test_what_a_department_shares_is_seen_by_its_people_and_dropped_by_its_head(desk: Desk) -> None:
    desk.bring(*WORKING)
    head = desk.officer(R.HEAD, "PW")
    page = head.get("/desk?tab=our-in_progress")
    head.submit(page, {"name": "全部在办", "for_department": "1"}, action="/desk/views")
    page = desk.officer(R.HANDLER, "PW").get("/desk?tab=our-in_progress")
    assert list(chips(page)) == ["全部在办 部门"]
    assert "删除这个视图" not in page
    desk.officer(R.HANDLER, "PW").submit(page, {}, action="/sign-out")
    assert chips(desk.officer(R.HEAD, "LE").get("/desk")) == {}


def test_a_list_is_taken_along_as_a_workbook_and_as_text(desk: Desk) -> None:
    number = desk.bring(*WORKING, title="=HYPERLINK(1)", contact_mobile="13800138000")
    visitor = desk.officer(R.HANDLER, "PW")
    answer = visitor.fetch("/desk/export.xlsx?tab=our-in_progress")
    rows = python_calamine.load_workbook(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[2][:3] == ["诉求编号", "诉求", "企业名称"]
    assert rows[3][0] == number
    assert rows[3][1] == "=HYPERLINK(1)"
    assert b"<f>" not in answer.data
    answer = visitor.fetch("/desk/export.csv?tab=our-in_progress")
    text = answer.get_data().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[1][0] == number
    assert lines[1][1] == "'=HYPERLINK(1)"
    assert "13800138000" not in text
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_holds_only_what_the_list_holds(desk: Desk) -> None:
    desk.bring(*WORKING)
    for address, role, department in (
        ("/desk/export.csv?tab=our-in_progress", R.HANDLER, "LE"), ("/desk/export.csv?tab=open&park=东区", R.LEADER, None),
    ):  # fmt: skip
        answer = desk.officer(role, department).fetch(address)
        assert len(answer.get_data().decode().splitlines()) == 1


@pytest.mark.parametrize("address", ["/desk/export.pdf", "/desk/export.xlsx"])
def test_other_endings_and_other_people_are_refused(desk: Desk, address: str) -> None:
    status = 404 if address.endswith("pdf") else 403
    role = R.LEADER if status == 404 else R.ENTERPRISE
    desk.officer(role).fetch(address, status=status)


def write_what_waits(desk: Desk) -> None:
    """Let the timetable write what waits."""
    spool = SpoolTransport(desk.app.extensions["desk_settings"].mail_spool)
    table = Timetable(desk.app, composer(), spool, Pace())
    [duty] = [duty for duty in table.duties() if duty.name == "write_exports"]
    table.run(duty)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_long_list_is_written_in_the_background_whole_in_its_order_and_fetched_by_its_owner(
    ending: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "AT_ONCE_ROWS", 1)
    monkeypatch.setattr(list_file, "ROWS_IN_A_SHEET", 2)
    numbers = [desk.bring(*WORKING, park="东区") for _ in range(3)]
    desk.bring(*WORKING, park="西区")
    handler = desk.officer(R.HANDLER, "PW")
    answer = handler.fetch(f"/desk/export.{ending}?tab=our-in_progress&park=东区", status=303)
    page = handler.get(answer.headers["Location"])
    assert page.value("ending") == ending
    page = handler.submit(page, {})
    assert "已写 0 / 3 行" in page
    write_what_waits(desk)
    page = handler.get("/reports/exports")
    [link] = [each for each in page.links if each.endswith("/file")]
    done = handler.fetch(link)
    assert f".{ending}" in done.headers["Content-Disposition"]
    content = done.data
    done.close()
    if ending == "xlsx":
        book = python_calamine.load_workbook(io.BytesIO(content))
        found = [row[0] for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()[3:]]
        assert len(book.sheet_names) == 2  # a longer list goes on in the next sheet
    else:
        found = [line[0] for line in csv.reader(io.StringIO(content.decode("utf-8-sig")))][1:]
    shown = handler.get("/desk?tab=our-in_progress&park=东区")
    assert found == [box.get("value") for box in shown.tree.all("input", name="t")]
    assert set(found) == set(numbers)
    desk.officer(R.HANDLER, "LE").fetch(link, status=404)


def test_somebody_without_reports_fetches_his_list_and_is_led_back_to_his_desk(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "AT_ONCE_ROWS", 0)
    desk.bring(*WORKING)
    caller = desk.officer(R.CALLBACK)
    page = caller.submit(caller.get("/desk/export"), {})
    assert page.path == "/reports/exports"
    assert "/reports/weekly" not in page.links
    caller.submit(caller.get("/desk/export"), {})
    assert "2份导出在生成" in caller.submit(caller.get("/desk/export"), {}, status=409)
