"""Putting a form right when asked: opened with its answers, checked like the first time, old beside new for officers."""

from __future__ import annotations

from service_desk.domain.actors import guest
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.usecases.enterprise.erase_contacts import ask_erasure
from tests.support.desk import Desk
from tests.support.forms import edited, publish
from tests.support.portal import POWER, code_on, file, number_on, show_code
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import WORKING, A

JOINT, ENERGY = "joint-utilities", "energy-list"


def asked(desk: Desk, visitor: Visitor, slug: str = "power-capacity", **changed: object) -> str:
    """File a form and have the office ask for more; return the number."""
    receipt = file(visitor, slug, **changed)
    number, code = number_on(receipt), code_on(receipt)
    desk.office.now = desk.clock.moment
    desk.act(A.REQUEST_INFO, number, note="请核对新增容量。")
    show_code(visitor, number, code)
    return number


def opened(visitor: Visitor, number: str) -> Page:
    return visitor.get(f"/track/{number}/correct")


def test_the_form_opens_with_what_was_filed_and_takes_the_correction(desk: Desk, visitor: Visitor) -> None:
    number = asked(desk, visitor)
    track = visitor.get(f"/track/{number}")
    assert f"/track/{number}/correct" in track.links
    page = opened(visitor, number)
    for name in ("add_kva", "site_address", "needed_by", "power_factor", "body", "electrician_name"):
        assert page.value(name) == POWER[name]
    assert page.value("load_nature") == "normal"
    assert 'name="enterprise_name"' not in page.html
    done = visitor.submit(page, {"add_kva": "800", "shifts": "2"})
    assert "更正的内容已收到。" in done
    assert "更正了：新增容量、合计容量、班次" in done
    ticket = desk.ticket(number)
    assert (ticket.form_data["add_kva"], ticket.form_data["total_kva"], ticket.state) == (
        "800", "1430", State.SUBMITTED,
    )  # fmt: skip
    assert ticket.location == POWER["site_address"]


def test_officers_read_old_beside_new(desk: Desk, visitor: Visitor) -> None:
    number = asked(desk, visitor)
    visitor.submit(opened(visitor, number), {"add_kva": "800", "building": ""})
    page = desk.open(number, Role.DISPATCHER)
    assert "企业更正" in page
    assert "500 → 800 kVA" in page
    assert "2号楼 → （空）" in page


def test_a_telephone_put_right_is_half_hidden_on_record_and_whole_for_whoever_calls(
    desk: Desk, visitor: Visitor
) -> None:
    number = asked(desk, visitor, electrician_mobile="16000000018")
    visitor.submit(opened(visitor, number), {"electrician_mobile": "16000000027"})
    shown = desk.open(number, Role.DISPATCHER)
    assert "160****0018 → 160****0027" in shown
    assert "16000000027" in shown
    assert "16000000018" not in shown.html
    assert "160****0018 → 160****0027" in desk.open(number, Role.LEADER)
    assert "1600000" not in desk.open(number, Role.LEADER).html
    assert "1600000" not in visitor.get(f"/track/{number}").html
    desk.act(A.WITHDRAW, number)
    desk.forward(days=31)
    with desk.app.app_context():
        assert ask_erasure(number, guest("李", number), desk.clock.moment)
    assert "1600000" not in desk.open(number, Role.DISPATCHER).html


def test_an_account_of_energy_opens_with_its_years(desk: Desk, visitor: Visitor) -> None:
    number = asked(desk, visitor, ENERGY)
    page = opened(visitor, number)
    assert page.value("y1_year") == "2025"
    assert page.value("y1_electricity_bought") == "3200"
    visitor.submit(page, {"y1_electricity_bought": "3000"})
    assert desk.ticket(number).form_data["years"][0]["rows"][0]["bought"] == "3000"


def test_the_general_form_can_be_put_right_too(desk: Desk, visitor: Visitor) -> None:
    number = asked(desk, visitor, "construction-permit")
    visitor.submit(opened(visitor, number), {"body": "三期厂房也已完工。", "document_no": "施许字 12 号"})
    ticket = desk.ticket(number)
    assert (ticket.body, ticket.form_data) == ("三期厂房也已完工。", {"document_no": "施许字 12 号"})


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    desk: Desk, visitor: Visitor
) -> None:
    number = asked(desk, visitor)
    page = visitor.submit(opened(visitor, number), {"add_kva": "-1", "note": "填错了"}, status=422)
    assert "应大于 0" in page.errors()["add_kva"]
    assert page.value("note") == "填错了"
    assert desk.ticket(number).state == State.NEED_INFO


def test_nothing_changed_is_said_in_words(desk: Desk, visitor: Visitor) -> None:
    page = visitor.submit(opened(visitor, asked(desk, visitor, JOINT)), status=422)
    assert "没有改动，也没有写说明" in page


def test_a_stale_page_shows_what_happened_and_keeps_the_correction(desk: Desk, visitor: Visitor) -> None:
    number = asked(desk, visitor)
    page = opened(visitor, number)
    desk.act(A.SUPPLEMENT, number, note="电话里已补充。")
    desk.act(A.REQUEST_INFO, number, note="还差户号。")
    again = visitor.submit(page, {"add_kva": "800"}, status=409)
    assert "请企业补正材料" in again
    assert again.value("add_kva") == "800"
    visitor.submit(again)
    assert desk.ticket(number).form_data["add_kva"] == "800"


def test_a_ticket_is_put_right_under_the_version_it_was_filed_with(desk: Desk, visitor: Visitor) -> None:
    number = asked(desk, visitor)
    with desk.app.app_context():
        publish("power", edited("power", ('zh = "新增容量"', 'zh = "要增加的容量"')), desk.clock())
    page = opened(visitor, number)
    assert "新增容量" in page
    assert "要增加的容量" not in page
    assert "新增容量" in desk.open(number, Role.DISPATCHER)


def test_what_was_not_asked_cannot_be_put_right(desk: Desk, visitor: Visitor) -> None:
    number = desk.bring(*WORKING)
    show_code(visitor, number, desk.ticket(number).query_code)
    visitor.get(f"/track/{number}/correct", status=409)


def test_a_stranger_is_asked_for_number_and_code(desk: Desk, visitor: Visitor) -> None:
    number = desk.bring(A.SUBMIT, A.REQUEST_INFO)
    assert visitor.get(f"/track/{number}/correct").path == "/track"
    visitor.send(f"/track/{number}/correct", {"body": "x"}, status=403)
