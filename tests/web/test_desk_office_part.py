"""The department's part of a form on the ticket's page: filled in row by row, seen by the enterprise, kept through corrections."""

from __future__ import annotations

from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from service_desk.domain.actors import guest
from service_desk.domain.roles import Role
from service_desk.usecases.intake.correct_form import correct_form
from tests.support.browser import accessibility_findings
from tests.support.desk import Desk
from tests.support.forms import edited, publish
from tests.support.portal import code_on, file, number_on, show_code
from tests.support.served_desk import ServedDesk
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import HELPER, A
from tests.web.test_desk_browser import sign_in

FIRST = "供水, 2026-03-20, 40, 水务公司, 2026-04-02"


def at_work(desk: Desk, visitor: Visitor) -> str:
    """File a joint application and take it to the department's desk; return its number."""
    receipt = file(visitor, "joint-utilities")
    number = number_on(receipt)
    show_code(visitor, number, code_on(receipt))
    desk.office.now = desk.clock.moment
    for act in (A.ACCEPT, A.DISPATCH, A.SIGN):
        desk.act(act, number)
    return number


def part(desk: Desk, number: str, status: int = 200) -> Page:
    return desk.officer(Role.HANDLER, "PW").get(f"/desk/tickets/{number}/office-part", status=status)


def test_the_handler_fills_it_in_bit_by_bit_and_the_enterprise_reads_it(desk: Desk, visitor: Visitor) -> None:
    number = at_work(desk, visitor)
    ticket = desk.open(number, Role.HANDLER, "PW")
    assert f"/desk/tickets/{number}/office-part" in ticket.links
    assert "登记各项答复" in ticket
    officer = desk.officer(Role.HANDLER, "PW")
    done = officer.submit(part(desk, number), {"utility_answers": FIRST})
    assert "已登记，企业在进度页上看得到。" in done
    assert "登记了：各项答复" in done
    more = part(desk, number)
    assert more.value("utility_answers") == FIRST
    officer.submit(more, {"utility_answers": f"{FIRST}\n通信, 2026-03-25", "note": "通信已答复"})
    assert desk.ticket(number).form_data["utility_answers"] == f"{FIRST}\n通信, 2026-03-25"
    assert desk.ticket(number).form_data["water_daily"] == "120"
    tracked = visitor.get(f"/track/{number}")
    assert "水务公司" in tracked
    assert "通信已答复" in tracked


def test_its_page_says_that_the_enterprise_reads_it_and_offers_no_choice(
    desk: Desk, visitor: Visitor
) -> None:
    number = at_work(desk, visitor)
    page = part(desk, number)
    assert [p.get("data-reach") for p in page.tree.all("p") if p.get("data-reach")] == ["seen"]
    assert "企业会看到：这一步和您写的话都公开给企业。" in page
    assert "给谁看" not in page
    officer = desk.officer(Role.HANDLER, "PW")
    english = officer.get(f"/desk/tickets/{number}/office-part?lang=en")
    assert "The enterprise will see this: the step and your words are open to it." in english


def test_what_cannot_be_read_or_is_nothing_new_is_told_and_stays(desk: Desk, visitor: Visitor) -> None:
    number = at_work(desk, visitor)
    officer = desk.officer(Role.HANDLER, "PW")
    bad = officer.submit(part(desk, number), {"utility_answers": "热水, 2026-03-20"}, status=422)
    assert "应为 供电" in bad.errors()["utility_answers"]
    assert bad.value("utility_answers") == "热水, 2026-03-20"
    assert "没有新的内容" in officer.submit(part(desk, number), {"note": "只有说明"}, status=422)


def test_a_colleague_who_was_quicker_is_shown_first(desk: Desk, visitor: Visitor) -> None:
    number = at_work(desk, visitor)
    page = part(desk, number)
    desk.act(A.PROGRESS, number)
    stale = desk.officer(Role.HANDLER, "PW").submit(page, {"utility_answers": FIRST}, status=409)
    assert stale.value("utility_answers") == FIRST


def test_neither_strangers_nor_forms_without_such_a_part_have_it(desk: Desk, visitor: Visitor) -> None:
    number = at_work(desk, visitor)
    desk.officer(Role.HANDLER, "LE").get(f"/desk/tickets/{number}/office-part", status=404)
    desk.officer(Role.HANDLER, HELPER.department).get(f"/desk/tickets/{number}/office-part", status=403)
    other = desk.bring(A.SUBMIT, A.ACCEPT, A.DISPATCH, A.SIGN)
    part(desk, other, status=404)


def test_a_correction_of_the_enterprise_leaves_it_alone(desk: Desk, visitor: Visitor) -> None:
    number = at_work(desk, visitor)
    desk.officer(Role.HANDLER, "PW").submit(part(desk, number), {"utility_answers": FIRST})
    desk.office.now = desk.clock.moment
    desk.act(A.ASK_ENTERPRISE, number)
    ticket = desk.ticket(number)
    data = {name: value for name, value in ticket.form_data.items() if name != "utility_answers"}
    columns = {"body": ticket.body, "expected_result": None, "location": ticket.location}
    with desk.app.app_context():
        moment, corrected = desk.office.now, data | {"water_daily": "150"}
        correct_form(number, guest("演示联系人", number), moment, form_data=corrected, columns=columns)
    assert desk.ticket(number).form_data["utility_answers"] == FIRST
    assert desk.ticket(number).form_data["water_daily"] == "150"


MORE_OFFICE = """
[[office.field]]
name = "met"
kind = "tick"
zh = "开过协调会"
en = "A meeting was held"
required = false

[[office.field]]
name = "water_main"
kind = "line"
zh = "接哪条干管"
en = "Which main"
required = false
show_when = { water_daily = { ">=" = 100 } }

[[office.field]]
name = "gas_main"
kind = "line"
zh = "接哪条气管"
en = "Which gas pipe"
show_when = { utilities = ["gas"] }

[[office]]
code = "meeting"
zh = "协调会"
en = "The meeting"
show_when = { met = true }

[[office.field]]
name = "agreed"
kind = "line"
zh = "会上定了什么"
en = "What was agreed"
"""


def ask_more(desk: Desk) -> None:
    """Publish the joint form with more for the department to fill in, some of it under conditions."""
    last = 'name = "done_on", kind = "day", zh = "实际日期", en = "Done on", required = false },\n]\n'
    with desk.app.app_context():
        publish("joint_utilities", edited("joint_utilities", (last, last + MORE_OFFICE)), desk.clock.moment)


def test_the_page_holds_what_the_enterprise_answered_where_a_condition_looks_at_it(
    desk: Desk, visitor: Visitor
) -> None:
    ask_more(desk)
    page = part(desk, at_work(desk, visitor))
    [own] = [each for each in page.tree.walk() if each.get("id") == "request"]
    hidden = [one for one in own.all("input") if one.get("type") == "hidden"]
    held = [(one.get("name"), one.get("value")) for one in hidden]
    assert held == [("utilities", "water"), ("utilities", "telecom"), ("water_daily", "120")]
    said = [one.text for one in page.tree.all("noscript")]
    assert "选了燃气才填。" in " ".join(said)


def test_what_does_not_apply_is_hidden_as_in_the_enterprises_form(
    page: BrowserPage, served_desk: ServedDesk, desk: Desk, visitor: Visitor
) -> None:
    ask_more(desk)
    number = at_work(desk, visitor)
    sign_in(page, served_desk, desk, Role.HANDLER, "PW")
    page.goto(f"{served_desk.url}/desk/tickets/{number}/office-part")
    agreed = page.get_by_label("会上定了什么")
    expect(agreed).to_be_hidden()
    expect(page.get_by_label("接哪条气管")).to_be_hidden()
    expect(page.get_by_label("接哪条干管")).to_be_visible()
    page.get_by_label("接哪条干管").fill("创业大道 DN300")
    page.get_by_label("开过协调会").check()
    expect(agreed).to_be_visible()
    assert accessibility_findings(page) == []
    agreed.fill("四月底通水")
    page.get_by_label("开过协调会").uncheck()
    expect(agreed).to_be_hidden()
    page.get_by_role("main").get_by_role("button", name="登记").click()
    expect(page.get_by_role("status")).to_contain_text("已登记")
    data = desk.ticket(number).form_data
    assert data["water_main"] == "创业大道 DN300"
    assert not {"agreed", "gas_main"} & {name for name, value in data.items() if value}
    assert data["water_daily"] == "120"
