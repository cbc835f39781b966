"""The ticket page: what was asked, what is known and decided, what happened, who may call, what can be done and why not."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.persistence.database import transaction
from service_desk.persistence.tickets import lock_ticket
from tests.support.desk import Desk
from tests.support.visitor import Page
from tests.usecases.deeds import (
    ACCEPTED,
    ANSWERED,
    APPROVED,
    CLOSED,
    DISPATCHED,
    HELD,
    OUTSIDER,
    RESULT,
    RETURNED,
    WORKING,
)

R, A = Role, Action


def buttons(page: Page) -> set[str]:
    """Return the words of the acts that are offered, the form on the page included."""
    does = page.tree.all("section", aria_labelledby="does")[0]
    words = {a.text for a in does.all("a") if "btn" in a.get("class")}
    return words | {b.text for b in does.all("button") if "link-button" not in b.get("class")}


def refused(page: Page) -> dict[str, str]:
    """Return the acts that are not possible, with the reason."""
    lists = [d for d in page.tree.all("details") if "refused" in d.get("class")]
    return {dt.text: dd.text for d in lists for dt, dd in zip(d.all("dt"), d.all("dd"), strict=True)}


def squeezed(page: Page) -> str:
    """Return what can be read without any blanks: marks within a text part it on the page's tree only."""
    return "".join(page.text.split())


def test_the_request_stands_there_as_it_was_submitted_with_its_units(desk: Desk) -> None:
    number = desk.bring(
        A.SUBMIT,
        expected_result="六月前送电",
        form_data={"apply_kind": "increase", "add_kva": "620", "existing_kva": "630"},
    )
    page = desk.open(number, R.DISPATCHER)
    for words in (
        "新车间六月投产，现有变压器不够用。",
        "六月前送电",
        "新增容量",
        "620 kVA",
        "增容",
        "网上提交",
        "待受理",
    ):
        assert words.replace(" ", "") in squeezed(page), words
    assert page.heading == "申请增容500 kVA"


def test_answers_of_an_unknown_form_are_shown_all_the_same(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT, form_data={"old_field": "旧表单的答案"})
    assert "旧表单的答案" in desk.open(number, R.DISPATCHER)


@pytest.mark.parametrize(
    ("role", "department", "sees_all"),
    [(R.DISPATCHER, None, True), (R.CALLBACK, None, True), (R.HANDLER, "PW", True), (R.HEAD, "PW", True),
     (R.HANDLER, "CB", False), (R.SUPERVISOR, None, False), (R.LEADER, None, False), (R.COMMISSIONER, None, False)],
)  # fmt: skip
def test_the_telephone_is_whole_only_for_whoever_has_to_call(
    desk: Desk, role: Role, department: str | None, sees_all: bool
) -> None:
    number = desk.bring(*WORKING)
    page = desk.open(number, role, department)
    assert ("13800138000" in page) == sees_all
    assert ("138****8000" in page) == (not sees_all)
    assert ("firm@example.com" in page.html) == sees_all


@pytest.mark.parametrize(
    ("role", "department", "sees_all"),
    [(R.DISPATCHER, None, True), (R.CALLBACK, None, True), (R.HANDLER, "PW", True), (R.HANDLER, "CB", False),
     (R.SUPERVISOR, None, False), (R.LEADER, None, False), (R.COMMISSIONER, None, False)],
)  # fmt: skip
def test_a_telephone_in_the_form_is_whole_only_where_that_of_the_contact_is(
    desk: Desk, role: Role, department: str | None, sees_all: bool
) -> None:
    answers = {
        "electrician_name": "李师傅",
        "electrician_mobile": "16000000018",
        "old_mail": "li@firm.example",
    }
    number = desk.bring(*WORKING, form_data=answers)
    visitor = desk.officer(role, department)
    pages = [visitor.get(f"/desk/tickets/{number}{more}") for more in ("", "/paper", "/paper?internal=1")]
    for page in pages:
        assert ("16000000018" in page.html) == sees_all
        assert ("160****0018" in page.html) == (not sees_all)
        assert ("li@firm.example" in page.html) == sees_all
        assert ("李师傅" in page.html) == sees_all


def test_another_departments_ticket_does_not_exist(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    desk.open(number, R.HEAD, "LE", status=404)
    desk.open("QY20200101-0001", R.DISPATCHER, status=404)
    desk.open("nonsense", R.DISPATCHER, status=404)
    desk.officer(R.DISPATCHER).get(f"/desk/tickets/{number}/no-such-act", status=404)


def test_a_carelessly_written_number_leads_to_the_proper_address(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    page = desk.open(number.lower().replace("-", ""), R.DISPATCHER)
    assert page.path == f"/desk/tickets/{number}"


def test_the_timeline_tells_public_and_internal_apart(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    desk.act(A.PROGRESS, number, note="明天上午到场勘察", is_public=True)
    desk.act(A.PROGRESS, number, note="承建商愿意借变压器", is_public=False)
    page = desk.open(number, R.HANDLER, "PW")
    entries = page.tree.all("ol", class_="timeline")[0].all("li")
    internal, public = entries[0], entries[1]
    assert "承建商愿意借变压器" in internal.text
    assert (internal.get("class"), "内部" in internal.text, "企业可见" in internal.text) == (
        "internal",
        True,
        False,
    )
    assert "明天上午到场勘察" in public.text
    assert (public.get("class"), "内部" in public.text, "企业可见" in public.text) == ("", False, True)
    assert "演示-承办人" in public.text


def test_the_suggestion_stands_beside_what_was_decided(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    with desk.app.app_context(), transaction() as session:
        ticket = lock_ticket(session, number)
        assert ticket is not None
        ticket.suggestion = {
            "category": "AA", "confidence": 0.62, "runner_up": "FS", "runner_up_confidence": 0.31,
            "request_type": "power_capacity", "type_confidence": 0.4, "alternatives": [["gone_type", 0.2]],
            "evidence": ["变压器"],
        }  # fmt: skip
    page = desk.open(number, R.DISPATCHER)
    for words in ("行政审批 62%", "把握不大", "其次 要素保障 31%", "依据 变压器"):
        assert words in page, words
    assert [mark.text for mark in page.tree.all("p", class_="quote")[0].all("mark")] == ["变压器"]
    desk.act(A.ACCEPT, number)
    desk.act(A.DISPATCH, number)
    page = desk.open(number, R.HANDLER, "PW")
    assert "与建议不同" in page
    assert not page.tree.all("p", class_="quote")[0].all("mark")


def test_a_ticket_without_a_suggestion_has_no_card_for_it(desk: Desk) -> None:
    number = desk.bring(*DISPATCHED)
    with desk.app.app_context(), transaction() as session:
        ticket = lock_ticket(session, number)
        assert ticket is not None
        ticket.suggestion = {}
    assert "系统建议" not in desk.open(number, R.HANDLER, "PW")


RIGHT = "更正企业或联系方式"
ZONE = ("并案", "归入专题", "催办", RIGHT)
"""What a dispatcher may do to any ticket that somebody still has to act on."""

ASKED_FOR_A_HOLD = (*WORKING, A.APPLY_HOLD)


@pytest.mark.parametrize(
    ("path", "role", "department", "expected"),
    [
        ((A.SUBMIT,), R.DISPATCHER, None, {"受理并派单", "只受理", "要求补正", "不予受理", "补充情况", "内部备注", *ZONE}),
        (ACCEPTED, R.DISPATCHER, None, {"派单", "直接答复", "补充情况", "内部备注", *ZONE}),
        (DISPATCHED, R.HANDLER, "PW", {"签收", "内部备注"}),
        (DISPATCHED, R.HEAD, "PW", {"签收", "退单", "内部备注"}),
        (RETURNED, R.DISPATCHER, None, {"同意退单", "驳回退单", "补充情况", "内部备注", *ZONE}),
        (WORKING, R.HANDLER, "PW", {
            "反馈进展", "记录联系", "请企业补充", "分派承办人", "内部备注", "依法停表", "记录现场核查", "记录送电", "函商外部单位",
            "申请延期", "申请提级",
        }),
        (WORKING, R.HANDLER, "CB", {"反馈协办意见"}),
        (WORKING, R.SUPERVISOR, None, {
            "免除协办", "增加协办", "记录联席会", "改派", "归入专题", "催办", "发督办单", "内部备注",
        }),
        (ASKED_FOR_A_HOLD, R.LEADER, None, {"批准挂账", "不予批准", "记录联席会", "催办", "批示"}),
        (HELD, R.HEAD, "PW", {"反馈进展", "恢复办理", "内部备注"}),
        (RESULT, R.HEAD, "PW", {"审核通过", "退回重写", "内部备注"}),
        (APPROVED, R.CALLBACK, None, {"记录回访", "内部备注", RIGHT}),
        (ANSWERED, R.CALLBACK, None, {"销号", "记录回访", "内部备注", RIGHT}),
        (CLOSED, R.DISPATCHER, None, {"重开", RIGHT}),
        (CLOSED, R.LEADER, None, set()),
    ],
)  # fmt: skip
def test_only_what_is_possible_has_a_button(
    desk: Desk, path: tuple[Action, ...], role: Role, department: str | None, expected: set[str]
) -> None:
    number = desk.bring(*path)
    assert buttons(desk.open(number, role, department)) == expected


def test_what_is_not_possible_says_why_on_request(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    told = refused(desk.open(number, R.HANDLER, "PW"))
    assert "协办单位还没有反馈完" in told["提交结果"]
    assert "区领导" in told["批准挂账"]
    assert "评价" not in told
    assert "撤回" not in told
    number = desk.bring(*APPROVED)
    assert "还没有回访结果" in refused(desk.open(number, R.CALLBACK))["销号"]


def test_who_answers_for_it_and_who_helps_is_named_with_their_dates(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = desk.open(number, R.HANDLER, "PW")
    people = page.tree.all("section", aria_labelledby="people")[0].text
    assert "责任单位 PW" in people
    assert "PW · 演示-承办人" in people
    assert "首接 PW" in people
    assert "还剩3天，3月13日前反馈" in page.tree.all("section", aria_labelledby="shared")[0].text
    desk.act(A.FINISH_CO_TASK, number)
    assert "已反馈" in desk.open(number, R.HANDLER, "PW")
    desk.act(A.SUBMIT_RESULT, number)
    number = desk.bring(*WORKING)
    desk.act(A.WAIVE_CO_TASK, number)
    assert "已免除" in desk.open(number, R.HANDLER, "PW")


def test_the_other_tickets_of_the_firm_are_named_as_far_as_one_may_open_them(desk: Desk) -> None:
    ours = desk.bring(*WORKING, title="先前的增容")
    theirs = desk.bring(*ACCEPTED, title="别的部门的事")
    desk.act(A.DISPATCH, theirs, lead="LE", co_departments=[])
    desk.bring(*ACCEPTED, title="别家的事", enterprise_name="别家演示公司")
    number = desk.bring(*WORKING)
    page = desk.open(number, R.HANDLER, "PW")
    assert "先前的增容" in page
    assert ours in page
    assert "别的部门的事" not in page
    assert "另有 1 件由其他部门办理" in page
    assert "别家的事" not in page
    assert "别的部门的事" in desk.open(number, R.LEADER)


def test_a_code_that_fails_its_check_needs_an_officers_eye(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT, uscc="91990000MA00000003")
    assert "代码请与营业执照核对" in desk.open(number, R.DISPATCHER)
    assert "代码请与营业执照核对" not in desk.open(desk.bring(A.SUBMIT), R.DISPATCHER)


def test_a_merged_ticket_leads_to_the_one_it_went_into(desk: Desk) -> None:
    target, number = desk.bring(A.SUBMIT), desk.bring(A.SUBMIT)
    desk.act(A.MERGE, number, into=target)
    page = desk.open(number, R.DISPATCHER)
    assert f"/desk/tickets/{target}" in page.links
    assert buttons(page) == {"撤销并案"}


def test_whose_ticket_it_was_before_an_upheld_return_may_no_longer_read_it(desk: Desk) -> None:
    number = desk.bring(*RETURNED)
    desk.act(A.UPHOLD_RETURN, number)
    desk.open(number, R.HEAD, "PW", status=404)
    desk.act(A.DISPATCH, number, lead=OUTSIDER.department, co_departments=[])
    desk.open(number, R.HEAD, "LE")


def test_the_page_reads_in_english_what_the_domain_says(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = desk.officer(R.HANDLER, "PW").get(f"/desk/tickets/{number}?lang=en")
    for words in (
        "In progress",
        "Report progress",
        "signed for it and contacted the enterprise",
        "Factor supply",
    ):
        assert words in page, words


def test_what_was_typed_is_text_on_every_page(desk: Desk) -> None:
    number = desk.bring(
        A.SUBMIT, title="<b>标题</b>", body="<script>alert(1)</script>", enterprise_name="<i>演示</i>公司"
    )
    page = desk.open(number, R.DISPATCHER)
    assert "<script>alert(1)</script>" in squeezed(page)
    assert page.heading == "<b>标题</b>"
    assert "<i>演示</i>公司" in desk.officer(R.DISPATCHER).get("/desk")
