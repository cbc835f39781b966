"""In the department: signing, returning and its ruling, progress for the right readers, co-handling, holds, results."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.usecases.deeds import DISPATCHED, HELD, RESULT, RETURNED, WORKING

A, R = Action, Role


@pytest.mark.parametrize("contacted", [True, False])
def test_whoever_signs_becomes_the_handler_and_says_whether_the_enterprise_was_called(
    desk: Desk, contacted: bool
) -> None:
    number = desk.bring(*DISPATCHED)
    visitor = desk.officer(R.HANDLER, "PW")
    page = visitor.get(f"/desk/tickets/{number}")
    address = f"/desk/tickets/{number}/sign"
    page = visitor.submit(page, {"contacted": "y" if contacted else None}, action=address)
    assert "已签收，由您承办" in page
    assert ("并已联系企业" in page) == contacted
    assert desk.ticket(number).owner_id == desk.person(R.HANDLER, "PW").user_id


def test_two_who_sign_at_once_make_one_handler_and_the_other_sees_who(desk: Desk) -> None:
    number = desk.bring(*DISPATCHED)
    first, second = desk.officer(R.HANDLER, "PW"), desk.officer(R.HEAD, "PW")
    form = second.get(f"/desk/tickets/{number}")
    address = f"/desk/tickets/{number}/sign"
    first.submit(first.get(f"/desk/tickets/{number}"), {"note": "马上到场"}, action=address)
    late = second.submit(form, {"note": "我也想签收"}, action=address, status=409)
    assert desk.person(R.HANDLER, "PW").name in late
    assert "我也想签收" in late
    assert f"/desk/tickets/{number}" in late.links
    assert desk.ticket(number).owner_id == desk.person(R.HANDLER, "PW").user_id


def test_a_return_too_late_is_refused_with_the_text_still_there(desk: Desk) -> None:
    number = desk.bring(*DISPATCHED)
    visitor = desk.officer(R.HEAD, "PW")
    form = visitor.get(f"/desk/tickets/{number}/return")
    fields = {"reason": "not_our_duty", "basis": "三定方案第四条"}
    desk.clock.moment = desk.clock.moment.replace(day=12, hour=0, minute=1)
    visitor = desk.officer(R.HEAD, "PW")
    token = visitor.get("/account").value("csrf_token")
    refused = visitor.submit(form, {**fields, "csrf_token": token}, status=409)
    assert "现在已过时限" in refused
    assert refused.value("basis") == "三定方案第四条"
    assert desk.ticket(number).state == "dispatched"


def test_a_ruling_sees_the_departments_reason(desk: Desk) -> None:
    number = desk.bring(*RETURNED)
    page = desk.officer(R.DISPATCHER).get(f"/desk/tickets/{number}/reject-return")
    assert "三定方案" in page
    assert "申请退单：不属本部门职责" in page


def test_progress_is_not_sent_before_its_reader_is_chosen(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    address = f"/desk/tickets/{number}/progress"
    page = visitor.get(f"/desk/tickets/{number}")
    refused = visitor.submit(page, {"note": "现场已经看过"}, action=address, status=422)
    assert "必须填写" in refused
    assert refused.value("note") == "现场已经看过"
    for reach, is_public in (("internal", False), ("public", True)):
        page = visitor.get(f"/desk/tickets/{number}")
        visitor.submit(page, {"note": f"写给{reach}", "reach": reach}, action=address)
        last = desk.events(number)[-1]
        assert (last.is_public, last.data["note"]) == (is_public, f"写给{reach}")


def test_a_co_handler_whose_part_was_waived_while_he_typed_keeps_his_words(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "CB")
    form = visitor.get(f"/desk/tickets/{number}")
    desk.act(A.WAIVE_CO_TASK, number)
    late = visitor.submit(
        form, {"opinion": "管沟可用，同意敷设。"}, action=f"/desk/tickets/{number}/finish-co-task", status=409
    )
    assert "免除CB协办" in late
    assert "管沟可用，同意敷设。" in late


def test_a_result_that_comes_while_progress_is_typed_keeps_the_progress(desk: Desk) -> None:
    number = desk.bring(*WORKING, A.FINISH_CO_TASK)
    visitor = desk.officer(R.HEAD, "PW")
    form = visitor.get(f"/desk/tickets/{number}/progress")
    desk.act(A.SUBMIT_RESULT, number)
    late = visitor.submit(form, {"reach": "public", "note": "方案已经报批"}, status=409)
    assert "部门提交办理结果" in late
    assert "方案已经报批" in late
    assert "企业看得到" in late


@pytest.mark.parametrize(
    ("different", "wrong"),
    [
        ({"review_on": "2026-03-10"}, "review_on"),
        ({"review_on": "3月底"}, "review_on"),
        ({"plan": "六月底完成"}, "plan"),
        ({"plan": ""}, "plan"),
    ],
)
def test_a_hold_needs_dated_nodes_and_a_day_to_come(
    desk: Desk, different: dict[str, str], wrong: str
) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HEAD, "PW")
    form = visitor.get(f"/desk/tickets/{number}/apply-hold")
    fields = {"reason": "变电站扩建未完成", "plan": "2026-06-30 完成", "review_on": "2026-04-01", **different}
    refused = visitor.submit(form, fields, status=422)
    assert set(refused.errors()) == {wrong}
    assert refused.value("reason") == "变电站扩建未完成"
    assert refused.value("plan").strip() == fields["plan"]
    assert desk.ticket(number).application is None


def test_a_held_ticket_shows_its_plan_and_its_review_date(desk: Desk) -> None:
    number = desk.bring(*HELD)
    page = desk.open(number, R.HEAD, "PW")
    assert "计划：2026-04-01 完成方案" in page
    assert "停表：4月1日复核" in page
    assert "待规划" in desk.officer(R.HEAD, "PW").get(f"/desk/tickets/{number}/resume")


def test_a_ticket_is_given_to_officers_of_the_department_only(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HEAD, "PW")
    stranger = desk.person(R.HANDLER, "LE")
    form = visitor.get(f"/desk/tickets/{number}/assign")
    assert stranger.name not in form
    refused = visitor.submit(form, {"user_id": str(stranger.user_id)}, status=422)
    assert "user_id" in refused.errors()
    visitor.submit(form, {"user_id": str(desk.person(R.HEAD, "PW").user_id)})
    assert desk.ticket(number).owner_name == desk.person(R.HEAD, "PW").name


def test_the_reviewer_sees_the_result_and_whoever_wrote_it_cannot_review_it(desk: Desk) -> None:
    number = desk.bring(*WORKING, A.FINISH_CO_TASK)
    writer = desk.officer(R.HEAD, "PW")
    form = writer.get(f"/desk/tickets/{number}/submit-result")
    page = writer.submit(form, {"result_type": "solved", "answer": "已于3月9日送电。"})
    assert "不能审核自己提交的结果" in page
    page = desk.officer(R.SUPERVISOR).get(f"/desk/tickets/{number}")
    assert "已于3月9日送电。" in page
    desk.officer(R.SUPERVISOR).submit(page, action=f"/desk/tickets/{number}/approve-result")
    assert desk.ticket(number).state == "callback"


def test_a_result_waits_for_the_co_handlers(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    page = desk.officer(R.HANDLER, "PW").get(f"/desk/tickets/{number}/submit-result")
    assert page.path == f"/desk/tickets/{number}"
    assert "协办单位还没有反馈完" in page
    assert desk.bring(*RESULT) != number


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "９９９９９９９９９９９９９９９９９９９９"])
def test_a_form_without_a_proper_version_stores_nothing(desk: Desk, version: str) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    form = visitor.get(f"/desk/tickets/{number}/note")
    before = len(desk.events(number))
    status = 409 if version.isdecimal() else 422
    shown = visitor.submit(form, {"note": "还在这里", "version": version}, status=status)
    assert shown.value("note") == "还在这里"
    assert len(desk.events(number)) == before
