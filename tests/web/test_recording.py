"""Filing for an enterprise in two taps: pasted, looked at, filed once; doubles are pointed at, personal data is seen."""

from __future__ import annotations

import io

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Category, load_catalogue
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from tests.support.desk import Desk
from tests.support.samples import photograph
from tests.support.visitor import Page, Visitor

R = Role
CHAT = "张三 3月9日 14:32\n我们厂变压器容量不够，想增容到1250kVA，打13800138000\n李四 14:33\n收到"
FIRM = "演示新材料有限公司"


def pasted(officer: Visitor, words: str = CHAT, firm: str = "演示丙厂", **fields: object) -> Page:
    return officer.submit(officer.get("/desk/record"), {"words": words, "firm_name": firm, **fields})


def tickets(desk: Desk) -> list[Ticket]:
    with desk.app.app_context():
        return list(db.session.query(Ticket).order_by(Ticket.id))


def test_a_pasted_chat_becomes_a_ticket_in_two_taps_with_its_original_time(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    look = pasted(officer)
    assert look.heading == "核对后录入"
    assert look.value("body") == "我们厂变压器容量不够，想增容到1250kVA"
    assert (look.value("contact_name"), look.value("contact_mobile")) == ("张三", "13800138000")
    assert look.value("said_at") == "2026-03-09T14:32"
    assert look.value("request_type") == "power_capacity"
    assert "建议：" in look
    assert tickets(desk) == []
    page = officer.submit(look, {}, action="/desk/record/file")
    (ticket,) = tickets(desk)
    assert (ticket.source, ticket.enterprise_name, ticket.contact_mobile) == (
        "chat",
        "演示丙厂",
        "13800138000",
    )
    assert "13800138000" not in ticket.body
    assert "张三" not in ticket.body
    assert "已录入，编号" in page
    assert "2026年3月9日 14:32" in page
    assert "登记诉求（微信群代录，原话时间 2026年3月9日 14:32）" in page
    assert "原话出自" in page


def test_pressed_twice_it_is_one_ticket(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    look = pasted(officer)
    first = officer.submit(look, {}, action="/desk/record/file")
    assert officer.submit(look, {}, action="/desk/record/file").path == first.path
    assert len(tickets(desk)) == 1


def test_papers_come_along_and_stay_while_something_else_is_put_right(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    look = pasted(officer, firm="")
    sent = {"files": (io.BytesIO(photograph()), "铭牌.jpg")}
    again = officer.submit(look, sent, action="/desk/record/file", status=422)
    assert "铭牌.jpg" in again
    page = officer.submit(again, {"firm_name": "演示丙厂"}, action="/desk/record/file")
    assert "铭牌.jpg" in page
    (ticket,) = tickets(desk)
    (event,) = desk.events(ticket.ticket_no)
    assert [(file["name"], file["slot"]) for file in event.data["files"]] == [("铭牌.jpg", "other")]


def test_names_in_the_words_are_pointed_at_before_anything_is_filed(desk: Desk) -> None:
    look = pasted(desk.officer(R.DISPATCHER), "停水了，请找王经理")
    assert "正文里像有姓名：王经理" in look


@pytest.mark.parametrize(
    ("source", "missing", "given", "shown"),
    [
        ("hotline", {"hotline_no"}, {"hotline_no": "TY20260309001"}, "TY20260309001"),
        (
            "leader",
            {"instructed_by"},
            {"instructed_by": "刘主任", "wished_by": "2026-03-20"},
            "3月20日前办结",
        ),
    ],
)
def test_a_transfer_asks_for_its_number_and_an_instruction_for_its_leader(
    source: str, missing: set[str], given: dict[str, str], shown: str, desk: Desk
) -> None:
    officer = desk.officer(R.DISPATCHER)
    look = pasted(officer, "二号楼停水", source=source)
    again = officer.submit(look, {}, action="/desk/record/file", status=422)
    assert set(again.errors()) == missing
    assert shown in officer.submit(again, given, action="/desk/record/file")
    assert tickets(desk)[0].source == source


def test_the_same_matter_of_the_same_firm_is_shown_and_filed_only_when_it_is_another(desk: Desk) -> None:
    earlier = desk.bring(Action.SUBMIT)
    officer = desk.officer(R.DISPATCHER)
    look = pasted(officer, firm=FIRM)
    assert "这家企业有同类诉求在办" in look
    assert earlier in look
    again = officer.submit(look, {}, action="/desk/record/file", status=422)
    assert "请看一眼是不是同一件" in again
    assert len(tickets(desk)) == 1
    officer.submit(again, {"is_another": "y"}, action="/desk/record/file")
    assert len(tickets(desk)) == 2


def test_a_firm_is_offered_by_a_part_of_its_name_and_has_to_be_chosen(desk: Desk) -> None:
    desk.bring(Action.SUBMIT, uscc="91990000MA0TE5T088")
    officer = desk.officer(R.DISPATCHER)
    look = pasted(officer, "二号楼停水", firm="新材料")
    assert f"{FIRM} · 91990000MA0TE5T088" in look
    again = officer.submit(look, {}, action="/desk/record/file", status=422)
    assert "请选择是哪一家" in again
    officer.submit(again, {"picked": "1"}, action="/desk/record/file")
    assert (tickets(desk)[1].enterprise_name, tickets(desk)[1].uscc) == (FIRM, "91990000MA0TE5T088")


def test_dictated_notes_without_sender_or_firm_keep_what_was_typed_until_the_firm_is_named(
    desk: Desk,
) -> None:
    officer = desk.officer(R.COMMISSIONER)
    look = pasted(officer, "招不到焊工\n食堂价格高", firm="", source="phone")
    assert look.value("body") == "招不到焊工\n食堂价格高"
    again = officer.submit(look, {"body": "招不到焊工。"}, action="/desk/record/file", status=422)
    assert set(again.errors()) == {"firm_name"}
    assert again.value("body") == "招不到焊工。"
    officer.submit(again, {"firm_name": "演示丁厂"}, action="/desk/record/file")
    assert tickets(desk)[0].source == "phone"


def test_nothing_can_have_been_said_tomorrow(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = officer.submit(
        pasted(officer), {"said_at": "2026-03-11T08:00"}, action="/desk/record/file", status=422
    )
    assert set(page.errors()) == {"said_at"}


@pytest.mark.parametrize(("role", "department"), [(R.HANDLER, "PW"), (R.LEADER, None), (R.CALLBACK, None)])
def test_a_colleague_without_the_right_is_refused(role: Role, department: str | None, desk: Desk) -> None:
    desk.officer(role, department).get("/desk/record", status=403)


def test_a_stranger_is_asked_to_sign_in(new_visitor: object) -> None:
    assert new_visitor().get("/desk/record").path.startswith("/sign-in")  # type: ignore[operator]


UNSURE = "二号线停电了"


def test_a_guess_that_is_not_sure_is_offered_and_not_chosen(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    look = pasted(officer, UNSURE)
    assert look.value("request_type") == ""
    assert "把握不大，请人工判断" in look
    taken = officer.submit(look, {}, button="do=take", action="/desk/record/file")
    assert (taken.value("request_type"), taken.value("body")) == ("power_capacity", UNSURE)
    assert tickets(desk) == []
    officer.submit(taken, {}, button="do=file", action="/desk/record/file")
    (ticket,) = tickets(desk)
    assert (ticket.request_type, ticket.form) == ("power_capacity", "power")
    page = officer.get(f"/desk/tickets/{ticket.ticket_no}")
    assert "经办人选填" in page
    assert "企业选填" not in page


def test_left_open_it_is_filed_for_the_dispatcher_to_sort_with_nothing_preselected(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = officer.submit(pasted(officer, UNSURE), {}, button="do=file", action="/desk/record/file")
    (ticket,) = tickets(desk)
    assert (ticket.request_type, ticket.form) == ("enquiry_praise", "general")
    assert (ticket.suggestion or {})["request_type"] == "power_capacity"
    assert "录入时没有人选" in page
    assert "企业选填" not in page
    form = officer.get(f"/desk/tickets/{ticket.ticket_no}/accept")
    assert form.value("request_type") == ""
    with pytest.raises(AssertionError, match="no field category"):
        form.value("category")


def test_what_the_zone_has_learnt_is_suggested_here_too(desk: Desk) -> None:
    said = "厂区外路边的充电桩装好三个月了没有通电。"
    name = load_catalogue().request_types["roads_public_works"].name.zh
    officer = desk.officer(R.DISPATCHER)
    assert f"建议：{name}" not in pasted(officer, said)
    number = desk.bring(Action.SUBMIT, title="路边充电桩没电", body=said, request_type="tax")
    desk.act(Action.ACCEPT, number, category=Category.OTHER, request_type="roads_public_works")
    assert f"建议：{name}" in pasted(officer, said)
    visit = desk.officer(R.COMMISSIONER)
    form = visit.submit(visit.get("/visits/new"), {"asked-0-text": said}, button="do=more")
    assert f"建议：{name}" in form


def test_the_type_filled_in_follows_the_text_until_a_person_has_chosen(desk: Desk) -> None:
    officer = desk.officer(Role.DISPATCHER)
    page = officer.submit(
        officer.get("/desk/record"), {"words": "变压器容量不够，申请增容500 kVA，新车间投产用电"}
    )
    assert page.value("request_type") == "power_capacity"
    other = {"title": "您好", "body": "您好，谢谢", "firm_name": ""}
    again = officer.submit(page, other, button="do=file", status=422)
    assert again.value("request_type") == ""
    assert "看不出是什么事项" in again
    by_hand = officer.submit(page, other | {"request_type": "financing"}, button="do=file", status=422)
    assert by_hand.value("request_type") == "financing"
