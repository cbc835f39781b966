"""Writing a visit down: everything becomes tickets once, pasted chats are taken apart, firms are found, nothing is lost."""

from __future__ import annotations

import re

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket, Visit
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor

R = Role
CHAT = "张三 14:32: 二号线停电了，打13800138000\n李四 14:33: 收到\n张三 14:36: 找不到焊工，王经理急得很"


def sent(officer: Visitor, fields: dict[str, object], do: str = "send", status: int = 200) -> Page:
    return officer.submit(officer.get("/visits/new"), fields, button=f"do={do}", status=status)


def held(desk: Desk) -> tuple[int, int]:
    with desk.app.app_context():
        return db.session.query(Visit).count(), db.session.query(Ticket).count()


def test_a_visit_with_two_requests_becomes_two_tickets_that_lead_back_to_it(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    two = sent(officer, {"firm_name": "演示甲厂", "asked-0-text": "变压器容量不够"}, "more")
    page = officer.submit(
        two, {"asked-1-text": "问稳岗返还", "asked-1-handling": "on_site", "asked-1-answer": "免申即享。"}, button="do=send"
    )  # fmt: skip
    assert "走访已记录，编号 ZF20260310-0001，诉求 2 件。" in page
    number = re.findall(r"QY\d{8}-\d{4}", page.text)[0]
    ticket = desk.open(number, R.DISPATCHER)
    assert "ZF20260310-0001" in ticket
    assert "入企走访" in ticket
    assert held(desk) == (1, 2)


def test_the_same_form_sent_again_makes_nothing_twice(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    form = officer.get("/visits/new")
    fields = {"firm_name": "演示甲厂", "asked-0-text": "停水"}
    officer.submit(form, fields, button="do=send")
    again = officer.submit(form, fields, button="do=send")
    assert "先前已经收到，没有重复登记" in again
    assert held(desk) == (1, 1)


def test_a_pasted_chat_is_split_and_looked_at_before_it_is_sent(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    page = sent(officer, {"firm_name": "演示甲厂", "pasted": CHAT}, "split")
    assert page.value("asked-0-text") == "二号线停电了"
    assert page.value("asked-1-text") == "找不到焊工，王经理急得很"
    assert (page.value("contact_name"), page.value("contact_mobile")) == ("张三", "13800138000")
    assert "像有姓名或电话：王经理" in page
    assert "建议：" in page
    assert page.value("pasted") == ""
    assert held(desk) == (0, 0)


def test_pasted_text_that_was_not_split_is_not_sent_unseen(desk: Desk) -> None:
    page = sent(desk.officer(R.COMMISSIONER), {"firm_name": "演示甲厂", "pasted": CHAT}, status=422)
    assert "刚刚拆成诉求，请核对后再提交" in page
    assert page.value("asked-0-text") == "二号线停电了"
    assert held(desk) == (0, 0)


def test_more_than_fit_stays_pasted(desk: Desk) -> None:
    many = "\n".join(f"第{n}条停水" for n in range(35))
    page = sent(desk.officer(R.COMMISSIONER), {"firm_name": "演示甲厂", "pasted": many}, "split")
    assert page.value("asked-29-text") == "第29条停水"
    assert page.value("pasted").split("\n") == [f"第{n}条停水" for n in range(30, 35)]


def test_a_known_firm_is_found_and_picked_without_a_script(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    sent(
        officer, {"firm_name": "演示精密制造有限公司", "uscc": "91990000MA0TE5T088", "park": "智能制造产业园"}
    )
    page = sent(officer, {"firm_name": "精密"}, "find")
    assert "演示精密制造有限公司 · 91990000MA0TE5T088 · 智能制造产业园" in page
    officer.submit(page, {"picked": "1", "asked-0-text": "停水"}, button="do=send")
    with desk.app.app_context():
        ticket = db.session.query(Ticket).one()
        assert (ticket.enterprise_name, ticket.uscc) == ("演示精密制造有限公司", "91990000MA0TE5T088")
    assert "没有找到这样的企业" in sent(officer, {"firm_name": "没有这家"}, "find")
    answer = officer.fetch("/visits/firms?q=jmzz")
    assert answer.json == {
        "firms": [{"name": "演示精密制造有限公司", "uscc": "91990000MA0TE5T088", "park": "智能制造产业园"}]
    }


def test_what_is_wrong_stands_beside_the_request_it_is_about_and_everything_typed_is_there(
    desk: Desk,
) -> None:
    officer = desk.officer(R.COMMISSIONER)
    page = sent(officer, {"firm_name": "", "people": "", "seen": "看到了"}, status=422)
    assert set(page.errors()) == {"firm_name", "people"}
    two = sent(officer, {"firm_name": "演示甲厂", "asked-0-text": ""}, "more")
    page = officer.submit(
        two, {"asked-1-text": "停水", "asked-1-handling": "on_site", "visited_on": "2026-03-11", "uscc": "1"},
        button="do=send", status=422,
    )  # fmt: skip
    assert set(page.errors()) == {"asked-1-answer", "visited_on", "uscc"}
    assert page.value("asked-1-text") == "停水"
    assert held(desk) == (0, 0)


def test_a_page_that_stood_too_long_keeps_what_was_typed(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    page = sent(officer, {"firm_name": "演示甲厂", "asked-0-text": "停水", "csrf_token": "old"}, status=400)
    assert "页面停留过久" in page
    assert page.value("asked-0-text") == "停水"
    assert held(desk) == (0, 0)


def test_a_visit_is_followed_up_until_nothing_is_owed_and_a_stale_page_keeps_the_words(desk: Desk) -> None:
    officer, colleague = desk.officer(R.COMMISSIONER), desk.officer(R.DISPATCHER)
    officer.submit(
        officer.get("/visits/campaigns/new"),
        {"name": "开年走访", "group_name": "演示组", "target": "3", "policies": "稳岗返还"},
    )
    form = officer.get("/visits/new?campaign=1")
    page = officer.submit(
        form, {"firm_name": "演示甲厂", "follow_up_on": "2026-03-20", "follow_up": "看增容"}, button="do=send"
    )
    assert "还没有送到" in page
    after = colleague.submit(colleague.get(page.path), {"words": "送到了", "handed": ["稳岗返还"]})
    assert "跟进，送到：稳岗返还" in after
    assert "还没有送到" not in after
    again = officer.submit(page, {"words": "我也写了一句"}, action=page.path, status=409)
    assert again.value("words") == "我也写了一句"
    officer.submit(again, {}, action=page.path, status=200)
    officer.submit(officer.get(page.path), {"words": ""}, action=page.path, status=422)
    desk.officer(R.LEADER).get(page.path)


def test_a_number_keyed_in_carelessly_leads_to_its_page(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    sent(officer, {"firm_name": "演示甲厂"})
    assert officer.get("/visits/zf202603100001").path == "/visits/ZF20260310-0001"


def test_a_sure_suggestion_is_preselected_and_an_unsure_one_is_offered(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    fields = {"firm_name": "演示甲厂", "asked-0-text": "二号线停电了"}
    page = officer.submit(
        sent(officer, fields, "more"), {"asked-1-text": "变压器容量不够，想增容"}, button="do=more"
    )
    assert (page.value("asked-0-request_type"), page.value("asked-1-request_type")) == ("", "power_capacity")
    assert "把握不大，请人工判断" in page
    page = officer.submit(page, {}, button="do=take-0")
    assert page.value("asked-0-request_type") == "power_capacity"
    assert held(desk) == (0, 0)
    officer.submit(page, {}, button="do=send")
    with desk.app.app_context():
        assert [ticket.request_type for ticket in db.session.query(Ticket)] == ["power_capacity"] * 2


def test_a_type_the_machine_filled_in_follows_the_text_until_a_person_has_chosen(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    power, land = "变压器容量不够，申请增容500 kVA，新车间投产用电", "办理不动产权证，土地证过户登记材料不全"
    page = sent(officer, {"firm_name": "演示甲厂", "asked-0-text": power}, "more")
    assert page.value("asked-0-request_type") == "power_capacity"
    page = officer.submit(page, {"asked-0-text": land}, button="do=more")
    assert page.value("asked-0-request_type") != "power_capacity"
    chosen = officer.submit(page, {"asked-0-request_type": "financing"}, button="do=more")
    chosen = officer.submit(chosen, {"asked-0-text": power}, button="do=more")
    assert chosen.value("asked-0-request_type") == "financing"
    page = officer.submit(page, {"asked-0-text": power}, button="do=more")
    done = officer.submit(page, {"asked-0-text": "您好，谢谢"}, button="do=send")
    number = re.findall(r"QY\d{8}-\d{4}", done.text)[0]
    assert "没有：文字里看不出是什么事项" in desk.open(number, R.DISPATCHER)
    assert desk.ticket(number).request_type != "power_capacity"
