"""Putting a ticket's enterprise and contact right at the desk: by those who call, from where they call, and back to there."""

from __future__ import annotations

from collections.abc import Callable

from service_desk.domain.actions import Action
from service_desk.domain.enterprises import fictitious_uscc
from service_desk.domain.roles import Role
from service_desk.usecases.visits.record_visit import record_visit
from tests.support.desk import Desk
from tests.support.portal import show_code
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import APPROVED, COMMISSIONER, WORKING
from tests.usecases.test_record_visit import FIRM, REPORT

A, R = Action, Role
WHY = "回访时是空号，向前台核实"


def address(number: str) -> str:
    return f"/desk/tickets/{number}/correct-contact"


def leads_to(page: Page, number: str) -> bool:
    return any(link.startswith(address(number)) for link in page.links)


def test_the_caller_corrects_a_wrong_number_beside_the_callback_and_the_record_tells_it(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    visitor = desk.officer(R.CALLBACK)
    assert "打不通、换了人？更正" in visitor.get(f"/desk/tickets/{number}/record-callback")
    form = visitor.get(address(number))
    assert (form.value("contact_mobile"), form.value("enterprise_name")) == (
        "13800138000",
        "演示新材料有限公司",
    )
    page = visitor.submit(form, {"contact_mobile": "13900139000", "reason": WHY})
    assert page.path == f"/desk/tickets/{number}"
    for words in ("已更正", "tel:13900139000" if "tel:13900139000" in page.links else "13900139000", WHY):
        assert words in page or words in page.links
    assert "更正了联系电话（原为138****8000，现为139****9000）" in page


def test_those_who_do_not_call_are_offered_nothing_and_refused(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    handler = desk.officer(R.HANDLER, "PW")
    page = handler.get(f"/desk/tickets/{number}")
    assert not leads_to(page, number)
    handler.get(address(number), status=403)
    desk.officer(R.HANDLER, "LE").get(address(number), status=404)  # not even told that there is one
    assert leads_to(desk.open(number, R.DISPATCHER), number)


def test_mistakes_and_a_stale_page_keep_what_was_typed(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.DISPATCHER)
    typed = {"contact_mobile": "12", "uscc": "123", "reason": WHY}
    page = visitor.submit(visitor.get(address(number)), typed, status=422)
    assert {"contact_mobile", "uscc"} <= set(page.errors())
    desk.act(A.PROGRESS, number)
    page = visitor.submit(page, {"contact_mobile": "13900139000", "uscc": ""}, status=409)
    assert (page.value("contact_mobile"), page.value("reason")) == ("13900139000", WHY)
    visitor.submit(page)
    assert desk.ticket(number).contact_mobile == "13900139000"


def test_another_enterprise_and_a_new_code_are_told_once(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    before = desk.ticket(number).query_code
    visitor = desk.officer(R.DISPATCHER)
    changes = {"enterprise_name": "演示乙公司", "uscc": fictitious_uscc(5), "renews_code": "y", "reason": WHY}
    page = visitor.submit(visitor.get(address(number)), changes)
    code = desk.ticket(number).query_code
    assert code != before
    assert f"新查询码 {code}" in page
    assert code not in visitor.get(f"/desk/tickets/{number}")
    assert desk.ticket(number).enterprise_name == "演示乙公司"


def test_the_visit_that_brought_it_back_is_put_right_where_one_ticks_it_and_says_so_otherwise(
    desk: Desk,
) -> None:
    with desk.app.app_context():
        recorded = record_visit(REPORT, COMMISSIONER, desk.clock.moment)
    first, second = recorded.tickets
    caller = desk.officer(R.DISPATCHER)
    form = caller.get(address(first))
    assert f"走访 {recorded.visit_no} 登记的是{FIRM.name}。" in form
    changes = {"enterprise_name": "演示乙公司", "uscc": fictitious_uscc(5), "reason": WHY, "moves_visit": "y"}
    refused = caller.submit(form, changes, status=422)
    assert f"同一次走访的 {second} 登记的是别的企业" in refused.errors()["moves_visit"]
    assert refused.value("enterprise_name") == "演示乙公司"
    caller.submit(
        caller.get(address(second)), {name: words for name, words in changes.items() if name != "moves_visit"}
    )
    visit = caller.get(f"/visits/{recorded.visit_no}")
    assert visit.heading == FIRM.name
    assert "这件诉求的企业已更正为 演示乙公司" in visit
    caller.submit(caller.get(address(first)), changes)
    visit = caller.get(f"/visits/{recorded.visit_no}")
    assert visit.heading == "演示乙公司"
    assert f"企业更正为演示乙公司（原为{FIRM.name}）" in visit
    assert f"随诉求 {first} 更正" in visit
    assert "已更正为 演示乙公司" not in visit


def test_where_no_visit_brought_it_back_none_is_offered(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = desk.officer(R.DISPATCHER).get(address(number))
    assert "走访记录" not in page


def test_a_browser_that_the_old_code_opened_is_asked_for_the_new_one(
    desk: Desk, new_visitor: Callable[..., Visitor]
) -> None:
    number, stranger = desk.bring(*WORKING), new_visitor()
    shown = show_code(stranger, number, desk.ticket(number).query_code)
    assert shown.path == f"/track/{number}"
    assert number in stranger.get("/")
    officer = desk.officer(R.DISPATCHER)
    officer.submit(officer.get(address(number)), {"renews_code": "y", "reason": WHY})
    assert stranger.get(f"/track/{number}").path == "/track"
    assert number not in stranger.get("/")


def test_from_a_card_one_comes_back_to_the_same_card(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    desk.bring(*APPROVED)
    visitor = desk.officer(R.CALLBACK)
    card = visitor.get("/desk/cards/callbacks")
    [link] = {each for each in card.links if each.startswith(address(number))}
    page = visitor.submit(visitor.get(link), {"contact_mobile": "13900139000", "reason": WHY})
    assert page.path.startswith("/desk/cards/callbacks")
    assert f"/desk/tickets/{number}/record-callback" in [form.get("action") for form in page.tree.all("form")]
    assert "上一件" not in page
