"""Request types with a form of their own are filled in for an enterprise: the same form, its files, source and original time."""

from __future__ import annotations

import io
from typing import Any

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from tests.support.browser import accessibility_findings, fits_its_width
from tests.support.desk import Desk
from tests.support.forms import edited, publish
from tests.support.portal import ENERGY, FORMS, POWER
from tests.support.samples import photograph
from tests.support.served_desk import ServedDesk
from tests.support.visitor import Page
from tests.web.test_desk_browser import sign_in
from tests.web.test_portal_browser import fill
from tests.web.test_recording import pasted, tickets

R = Role
ADDRESS = "/desk/record/requests/"
TOLD: dict[str, Any] = {"of-source": "phone", "of-said_at": "2026-03-09T14:32", "of-said_by": "张三"}


def only_ticket(desk: Desk) -> Ticket:
    (ticket,) = tickets(desk)
    return ticket


@pytest.mark.parametrize("slug", ["power-capacity", "joint-utilities"])
def test_an_officer_fills_in_the_firms_own_form_and_source_and_time_stay(slug: str, desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    review = officer.submit(officer.get(ADDRESS + slug), FORMS[slug] | TOLD)
    assert review.heading == "核对后录入"
    assert "2026年3月9日 14:32" in review
    assert tickets(desk) == []
    page = officer.submit(review, button="step=file")
    ticket = only_ticket(desk)
    assert (ticket.source, ticket.form, ticket.enterprise_name) == (
        "phone",
        slug.replace("power-capacity", "power").replace("-", "_"),
        "演示精密制造有限公司",
    )
    assert ticket.form_data
    assert "登记诉求（电话代录，原话时间 2026年3月9日 14:32）" in page
    (event,) = desk.events(ticket.ticket_no)
    assert (event.data["origin"]["said_by"], event.data["named_by"]) == ("张三", "officer")
    assert officer.submit(review, button="step=file").path == page.path
    only_ticket(desk)


def test_what_was_pasted_goes_along_into_the_form_with_its_papers(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    look = pasted(officer)
    sent = {"files": (io.BytesIO(photograph()), "铭牌.jpg")}
    form = officer.submit(look, sent, action="/desk/record/file", button="do=form")
    assert form.heading == "用电容量申请"
    assert (form.value("body"), form.value("enterprise_name")) == (
        "我们厂变压器容量不够，想增容到1250kVA",
        "演示丙厂",
    )
    assert (form.value("contact_mobile"), form.value("of-said_at")) == ("13800138000", "2026-03-09T14:32")
    assert "铭牌.jpg" in form
    answers = {name: value for name, value in POWER.items() if name not in ("body", "enterprise_name")}
    review = officer.submit(form, answers)
    officer.submit(review, button="step=file")
    ticket = only_ticket(desk)
    assert (ticket.source, ticket.title) == ("chat", "增容 500 kVA（合计 1,130 kVA）")
    (event,) = desk.events(ticket.ticket_no)
    assert [file["name"] for file in event.data["files"]] == ["铭牌.jpg"]


def test_a_paper_that_the_form_needs_is_needed_from_an_officer_too(desk: Desk) -> None:
    slot = '[[slot]]\ncode = "plan"\nzh = "总平面图"\nen = "Site plan"\nkinds = ["drawing"]\nrequired = true\n\n[[slot]]'
    first = '[[slot]]\ncode = "other"'
    with desk.app.app_context():
        publish("power", edited("power", (first, slot + first.removeprefix("[[slot]]"))), desk.clock())
    officer = desk.officer(R.DISPATCHER)
    form = officer.submit(officer.get(ADDRESS + "power-capacity"), POWER | TOLD, status=422)
    assert "请上传总平面图。已填的内容都在。" in form.errors()["files_plan"]
    review = officer.submit(form, {"files_plan": (io.BytesIO(photograph()), "平面图.jpg")})
    officer.submit(review, button="step=file")
    (event,) = desk.events(only_ticket(desk).ticket_no)
    assert [(file["name"], file["slot"]) for file in event.data["files"]] == [("平面图.jpg", "plan")]


def test_what_is_missing_in_form_and_origin_is_said_at_once_and_nothing_typed_is_lost(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    wrong = POWER | TOLD | {"add_kva": "五百", "of-source": "leader", "of-instructed_by": ""}
    form = officer.submit(officer.get(ADDRESS + "power-capacity"), wrong, status=422)
    assert "请填数字" in form
    review = officer.submit(form, {"add_kva": "500"})
    form = officer.submit(review, button="step=file", status=422)
    assert set(form.errors()) == {"of-instructed_by"}
    review = officer.submit(form, {"of-instructed_by": "刘主任"})
    back = officer.submit(review, button="step=edit")
    assert (back.value("add_kva"), back.value("of-instructed_by")) == ("500", "刘主任")


def test_the_same_matter_of_the_same_firm_is_filed_only_when_it_is_another(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    for twice in (False, True):
        page = officer.submit(
            officer.get(ADDRESS + "power-capacity"), POWER | TOLD, status=422 if twice else 200
        )
        if twice:
            assert "请看一眼是不是同一件" in page
            page = officer.submit(page, {"of-is_another": "y"})
        officer.submit(page, button="step=file")
    with desk.app.app_context():
        assert len({ticket.enterprise_id for ticket in db.session.query(Ticket)}) == 1
    assert len(tickets(desk)) == 2


def test_types_of_the_general_form_and_other_people_find_no_such_page(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    officer.get(ADDRESS + "labour-talent", status=404)
    look = pasted(officer, "二号楼停水")
    again: Page = officer.submit(
        look, {"request_type": "labour_talent"}, action="/desk/record/file", button="do=form", status=422
    )
    assert "这个事项没有专用表单" in again
    desk.officer(R.HANDLER, "PW").get(ADDRESS + "power-capacity", status=403)


def test_in_a_browser_the_way_to_the_form_shows_with_its_type_and_the_form_asks_what_applies(
    page: BrowserPage, served_desk: ServedDesk, desk: Desk
) -> None:
    sign_in(page, served_desk, desk, Role.DISPATCHER)
    page.goto(served_desk.url + "/desk/record")
    assert accessibility_findings(page) == []
    page.get_by_label("原话").fill("二号楼停水")
    page.get_by_role("textbox", name="企业").or_(page.get_by_role("combobox", name="企业")).fill("演示丙厂")
    page.get_by_role("button", name="下一步：核对").click()
    way = page.get_by_role("button", name="改填专用表单")
    page.get_by_label("事项").select_option("labour_talent")
    expect(way).to_be_hidden()
    page.get_by_label("事项").select_option("power_capacity")
    way.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("用电容量申请")
    expect(page.get_by_label("借用容量")).to_be_hidden()
    page.get_by_label("借用（转供）变压器").check()
    expect(page.get_by_label("借用容量")).to_be_visible()
    assert accessibility_findings(page) == []
    page.set_viewport_size({"width": 375, "height": 800})
    assert fits_its_width(page)


def test_in_a_browser_the_energy_form_is_reckoned_and_filed_for_the_firm_that_brought_it(
    page: BrowserPage, served_desk: ServedDesk, desk: Desk
) -> None:
    sign_in(page, served_desk, desk, Role.COMMISSIONER)
    page.goto(served_desk.url + "/desk/record")
    page.get_by_role("link", name="重点用能").click()
    fill(page, ENERGY)
    expect(page.locator('[data-live="energy"][data-slot="y1"]')).to_contain_text("当量 5,528.8 tce")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("main")).to_contain_text("5,528.80 tce")
    page.get_by_role("button", name="录入", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已录入，编号")
    assert (only_ticket(desk).source, only_ticket(desk).form) == ("counter", "energy_list")
