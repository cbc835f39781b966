"""Lists as files: short ones at once, long ones as jobs of their owner; texts, dates and nothing that computes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from service_desk.domain.actors import Actor
from service_desk.domain.enterprises import fictitious_uscc
from service_desk.domain.exports import KEPT_FOR
from service_desk.domain.roles import Role
from service_desk.domain.visits import Asked, Firm, VisitReport
from service_desk.domain.zone_time import local_date
from service_desk.jobs import Pace, Timetable
from service_desk.notify.spool import SpoolTransport
from service_desk.persistence.database import db
from service_desk.persistence.tables import ExportJob
from service_desk.usecases.reporting.write_ledger import COLUMNS
from service_desk.usecases.visits.record_visit import record_visit
from service_desk.usecases.visits.run_campaign import CampaignPlan, open_campaign
from service_desk.web.reports import exports
from tests.support.application import StandingClock
from tests.support.letters import composer
from tests.support.people import SignInAs
from tests.support.reports import FORMULA
from tests.support.visitor import Visitor

PAGE = "/reports/export/new?period=2026"
Work = Callable[[], None]


@pytest.fixture
def work(app: Flask) -> Work:
    """Let the timetable write what waits."""
    table = Timetable(app, composer(), SpoolTransport(app.extensions["desk_settings"].mail_spool), Pace())
    [duty] = [duty for duty in table.duties() if duty.name == "write_exports"]
    return lambda: table.run(duty)


@pytest.fixture
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take two rows for a long list."""
    monkeypatch.setattr(exports, "AT_ONCE_ROWS", 1)


def a_visited_request(now: datetime) -> tuple[str, str]:
    """Record a visit of a campaign with one request; return its group and the ticket's number."""
    officer = Actor(3, "演示-服务专员", frozenset({Role.COMMISSIONER, Role.DISPATCHER}), "ES")
    group, today = "演示入企服务第三工作组", local_date(now)
    campaign = open_campaign(CampaignPlan("开年走访", group, today, 36), officer, now)
    firm = Firm("演示精密制造有限公司", fictitious_uscc(7), None, "演示联系人", "13800138000")
    report = VisitReport(
        key="0123456789abcdef", firm=firm, visited_on=today, people="演示组长", campaign_id=campaign,
        asked=(Asked("二期设备六月到位，变压器容量不够，想增容到1250kVA。"),),
    )  # fmt: skip
    [number] = record_visit(report, officer, now).tickets
    return group, number


def fetched(visitor: Visitor, address: str) -> str:
    """Return a .csv file that is handed out."""
    answer = visitor.fetch(address)
    content = answer.data.decode("utf-8-sig")
    answer.close()
    return content


def test_a_short_list_is_handed_out_at_once_in_the_order_of_the_ledgers_columns(
    leader: Visitor, numbers: dict[str, str]
) -> None:
    page = leader.get(PAGE)
    assert "共 4 件" in page
    [address] = [link for link in page.links if "now.xlsx" in link]
    answer = leader.fetch(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_name("台账").to_python()[2:]
    assert rows[0] == [column.zh for column in COLUMNS]
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4]
    by_number = {row[1]: row for row in rows[1:]}
    done = by_number[numbers["done"]]
    named = dict(zip(rows[0], done, strict=True))
    assert re.fullmatch(r"\d{3}\*{4}\d{4}", str(named["联系电话"]))
    assert isinstance(named["办结时间"], datetime)
    assert (named["主办单位"], named["是否超期"], named["是否销号"]) == ("供电局", "否", "是")
    assert (named["企业是否满意"], named["备注"]) == ("非常满意", "已销号")
    assert str(by_number[numbers["helped"]][rows[0].index("诉求内容")]).startswith(FORMULA)
    assert by_number[numbers["late"]][rows[0].index("是否超期")] == "是"


def test_the_same_list_as_text_opens_in_the_right_letters_and_computes_nothing(leader: Visitor) -> None:
    [address] = [link for link in leader.get(PAGE).links if "now.csv" in link]
    text = leader.fetch(address).data.decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("序号,诉求编号,来源")
    assert len(lines) == 5
    assert f"'{FORMULA[:11]}" in text.replace('""', '"')


@pytest.mark.parametrize(("language", "column"), [("zh", "工作组"), ("en", "Working group")])
def test_the_ledger_names_the_working_group_whose_visit_brought_a_ticket(
    app: Flask, clock: StandingClock, sign_in_as: SignInAs, language: str, column: str
) -> None:
    with app.app_context():
        group, number = a_visited_request(clock())
    clock.forward(minutes=1)
    leader = sign_in_as(Role.LEADER)
    leader.get(f"/account?lang={language}")
    links = leader.get(f"/reports/export/new?period={clock().year}").links
    [book] = [link for link in links if "now.xlsx" in link]
    [text] = [link for link in links if "now.csv" in link]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(leader.fetch(book).data)).get_sheet_by_index(0)
    by_text = list(csv.reader(io.StringIO(fetched(leader, text))))
    for head, *rows in (sheet.to_python()[2:], by_text):
        [row] = [row for row in rows if row[1] == number]
        assert dict(zip(head, row, strict=True))[column] == group


def test_a_long_list_becomes_a_job_that_its_owner_fetches(
    leader: Visitor, long_lists: None, work: Work
) -> None:
    page = leader.get(PAGE)
    assert "在后台生成" in page
    waiting = leader.submit(page, {"ending": "csv"})
    assert waiting.heading == "我的导出"
    assert "排队中" in waiting
    assert "已写 0 / 4 行" in waiting
    work()
    done = leader.get("/reports/exports")
    assert "可以下载" in done
    [address] = [link for link in done.links if link.endswith("/file")]
    assert fetched(leader, address).count("\n") == 5


def test_a_long_list_is_not_handed_out_at_once(leader: Visitor, long_lists: None) -> None:
    answer = leader.fetch("/reports/export/new/now.xlsx?period=2026", status=303)
    assert answer.headers["Location"].startswith("/reports/export/new?")
    leader.fetch("/reports/export/new/now.pdf?period=2026", status=404)


def test_a_third_job_has_to_wait_and_says_so(leader: Visitor, long_lists: None) -> None:
    for _ in range(2):
        leader.submit(leader.get(PAGE), {"ending": "xlsx"})
    page = leader.submit(leader.get(PAGE), {"ending": "xlsx"}, status=409)
    assert "您已有2份导出在生成" in page


def test_a_job_is_cancelled_and_a_file_thrown_away(leader: Visitor, long_lists: None, work: Work) -> None:
    leader.submit(leader.get(PAGE), {"ending": "csv"})
    page = leader.get("/reports/exports")
    [action] = [
        str(form.get("action")) for form in page.tree.all("form") if "/cancel" in str(form.get("action"))
    ]
    assert "已取消" in leader.submit(page, {}, action=action)
    work()
    assert "已取消" in leader.get("/reports/exports")


def test_nobody_else_fetches_it_and_not_after_seven_days(
    app: Flask,
    leader: Visitor,
    long_lists: None,
    work: Work,
    sign_in_as: SignInAs,
    clock: StandingClock,
) -> None:
    leader.submit(leader.get(PAGE), {"ending": "csv"})
    work()
    with app.app_context():
        token = db.session.query(ExportJob).one().token
    sign_in_as(Role.SUPERVISOR).fetch(f"/reports/exports/{token}/file", status=404)
    assert fetched(leader, f"/reports/exports/{token}/file")
    clock.forward(days=KEPT_FOR.days, minutes=1)
    assert token not in "".join(sign_in_as(Role.LEADER).get("/reports/exports").links)


def test_whoever_may_no_longer_read_it_does_not_get_it(
    app: Flask, leader: Visitor, long_lists: None, work: Work, sign_in_as: SignInAs
) -> None:
    head = sign_in_as(Role.HEAD, department="PW")
    head.submit(head.get("/reports/export/received?period=2026&department=PW"), {"ending": "csv"})
    work()
    with app.app_context():
        job = db.session.query(ExportJob).one()
        assert fetched(head, f"/reports/exports/{job.token}/file")
        job.wanted = {**job.wanted, "department": "CB"}  # as if the head had changed departments
        db.session.commit()
        token = job.token
    head.fetch(f"/reports/exports/{token}/file", status=404)


def test_a_head_exports_his_own_department_alone(leader: Visitor, sign_in_as: SignInAs) -> None:
    head = sign_in_as(Role.HEAD, department="CB")
    head.get("/reports/export/new?period=2026&department=PW", status=404)
    text = head.fetch("/reports/export/received/now.csv?period=2026").data.decode("utf-8-sig")
    assert len(text.splitlines()) == 2


def test_without_the_right_nothing_is_exported(sign_in_as: SignInAs) -> None:
    caller = sign_in_as(Role.CALLBACK)
    for address in (PAGE, "/reports/export/new/now.csv?period=2026"):
        caller.fetch(address, status=403)
