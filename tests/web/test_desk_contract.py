"""Between departments, on the desk: parts with their days, rows of readings, taking back, umbrellas, decisions, rulings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.usecases.deeds import ACCEPTED, DISPATCHED, RETURNED, WORKING

A, R = Action, Role


def test_a_dispatch_is_taken_back_with_one_button_by_whoever_did_it(desk: Desk) -> None:
    number = desk.bring(*ACCEPTED)
    visitor = desk.officer(R.DISPATCHER)
    visitor.submit(visitor.get(f"/desk/tickets/{number}/dispatch"), {"lead": "PW", "level": "general"})
    page = visitor.get(f"/desk/tickets/{number}")
    assert "前可以撤销" in page
    assert "前可以撤销" not in desk.open(number, R.SUPERVISOR)
    done = visitor.submit(visitor.get(f"/desk/tickets/{number}/undo"), {})
    assert "已撤销" in done
    assert desk.ticket(number).state == "accepted"
    assert "撤销“派单”" in visitor.get(f"/desk/tickets/{number}")


def test_after_ten_minutes_it_says_so_and_nothing_is_taken_back(desk: Desk) -> None:
    number = desk.bring(*ACCEPTED)
    visitor = desk.officer(R.DISPATCHER)
    visitor.submit(visitor.get(f"/desk/tickets/{number}/dispatch"), {"lead": "PW", "level": "general"})
    form = visitor.get(f"/desk/tickets/{number}/undo")
    desk.clock.moment += timedelta(minutes=11)
    late = visitor.submit(form, {}, status=409)
    assert "已过十分钟" in late
    assert desk.ticket(number).state == "dispatched"


def test_a_merger_is_undone_later_as_well(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT, A.MERGE)
    visitor = desk.officer(R.SUPERVISOR)
    page = visitor.submit(visitor.get(f"/desk/tickets/{number}/unmerge"), {"reason": "不是一回事"})
    assert "已撤销并案" in page
    assert desk.ticket(number).state == "submitted"


def test_the_parts_of_a_joint_request_are_offered_with_their_days_and_the_last_sets_the_date(
    desk: Desk,
) -> None:
    number = desk.bring(*ACCEPTED, request_type="joint_utilities")
    with desk.app.app_context():
        pass
    visitor = desk.officer(R.DISPATCHER)
    form = visitor.get(f"/desk/tickets/{number}/dispatch")
    assert "按分项交给各单位" in form
    days = {
        "parts-0-department": "PW", "parts-0-title": "供电", "parts-0-due_on": "2026-03-13",
        "parts-1-department": "CB", "parts-1-title": "开挖", "parts-1-due_on": "2026-03-16",
    }  # fmt: skip
    visitor.submit(form, {"lead": "ES", "level": "general", "is_joint": "y", "co_departments": [], **days})
    page = desk.open(number, R.DISPATCHER)
    shared = page.tree.all("section", aria_labelledby="shared")[0].text
    assert "供电" in shared
    assert shared.count("定总时限") == 1
    assert "各任务中最晚的一项定在3月16日" in page


def test_a_day_of_a_part_that_is_past_is_refused_and_keeps_everything(desk: Desk) -> None:
    number = desk.bring(*ACCEPTED)
    visitor = desk.officer(R.DISPATCHER)
    fields = {
        "lead": "PW", "level": "general", "note": "请尽快", "parts-0-department": "CB", "parts-0-title": "开挖",
        "parts-0-due_on": "2026-03-01",
    }  # fmt: skip
    refused = visitor.submit(visitor.get(f"/desk/tickets/{number}/dispatch"), fields, status=422)
    assert "日期不能早于2026-03-10" in refused
    assert refused.value("parts-0-title") == "开挖"
    assert refused.value("note") == "请尽快"


def test_readings_are_compared_and_a_reading_that_is_no_number_is_refused(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HANDLER, "PW")
    fields = {
        "on": "2026-03-10", "people": "两人", "conclusion": "相符", "readings-0-meter": "总表", "readings-0-unit": "kWh",
        "readings-0-claimed": "120,000", "readings-0-measured": "约十万",
    }  # fmt: skip
    form = visitor.get(f"/desk/tickets/{number}/verify-on-site")
    refused = visitor.submit(form, fields, status=422)
    assert "读数应是不小于0的数" in refused
    assert refused.value("readings-0-measured") == "约十万"
    visitor.submit(refused, {**fields, "readings-0-measured": "118500"})
    (reading,) = desk.events(number)[-1].data["readings"]
    assert reading["difference"] == "-1.3"


def test_an_owner_named_at_a_meeting_finds_its_part_in_its_queue(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    visitor = desk.officer(R.HEAD, "PW")
    fields = {
        "held_on": "2026-03-10", "reason": "beyond_one_unit", "attendees": ["PW", "LE"], "minutes": "分段推进",
        "owners-0-department": "LE", "owners-0-matter": "协调占道", "owners-0-due_on": "2026-03-12",
    }  # fmt: skip
    visitor.submit(visitor.get(f"/desk/tickets/{number}/record-meeting"), fields)
    assert "协调占道" in desk.open(number, R.HANDLER, "LE")
    page = desk.officer(R.HANDLER, "LE").get(f"/desk/tickets/{number}/finish-co-task")
    assert "协调占道" in page


def test_a_request_goes_under_an_umbrella_that_lists_it(desk: Desk) -> None:
    umbrella, number = desk.bring(*WORKING, title="园区供电能力"), desk.bring(A.SUBMIT, title="申请增容")
    visitor = desk.officer(R.DISPATCHER)
    form = visitor.get(f"/desk/tickets/{number}/join")
    wrong = visitor.submit(form, {"parent": "QY20260310-0999"}, status=422)
    assert set(wrong.errors()) == {"parent"}
    visitor.submit(form, {"parent": umbrella.lower()})
    assert f"/desk/tickets/{umbrella}" in desk.open(number, R.DISPATCHER).links
    page = desk.open(umbrella, R.DISPATCHER)
    assert "专题下 1 件" in page
    assert "申请增容" in page


def test_what_is_asked_stands_before_whoever_decides(desk: Desk) -> None:
    number = desk.bring(*WORKING, A.APPLY_EXTENSION)
    page = desk.open(number, R.SUPERVISOR)
    assert "待批：延期" in page
    assert "设备未到" in page
    assert page.value("days") == "3"
    number = desk.bring(*WORKING, A.APPLY_HOLD)
    page = desk.open(number, R.LEADER)
    assert "2026-04-01 完成方案" in page.text.replace("\n", " ")


def test_earlier_rulings_are_shown_where_the_next_decision_is_made(desk: Desk) -> None:
    desk.bring(*RETURNED, A.REJECT_RETURN)
    number = desk.bring(*RETURNED)
    for path in ("", "/reject-return"):
        page = desk.officer(R.DISPATCHER).get(f"/desk/tickets/{number}{path}")
        if path:
            assert "应由供电局办理" in page
    fresh = desk.bring(*ACCEPTED)
    assert "应由供电局办理" in desk.open(fresh, R.DISPATCHER)


@pytest.mark.parametrize("slug", ["undo", "transfer", "grant-extension", "join"])
def test_a_stranger_sees_none_of_it(desk: Desk, slug: str) -> None:
    number = desk.bring(*DISPATCHED)
    desk.officer(R.HEAD, "LE").get(f"/desk/tickets/{number}/{slug}", status=404)


def test_a_sheet_an_instruction_and_an_escalation_stand_at_the_top(desk: Desk) -> None:
    number = desk.bring(*WORKING, A.ISSUE_SHEET)
    desk.act(A.INSTRUCT, number)
    desk.act(A.ESCALATE, number)
    head = desk.open(number, R.HEAD, "PW").tree.all("div", class_="page-head")[0].text
    for words in ("黄色督办单", "领导批示待回复", "提级督办"):
        assert words in head
