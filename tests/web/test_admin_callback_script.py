"""The callback script: the administrator edits it with a version, the callback officer reads it in the order of the call."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.callbacks import Outcome
from service_desk.domain.roles import Role
from service_desk.domain.zone_choices import CallbackMode
from service_desk.usecases.zone.choose_rules import choose_callbacks
from tests.support.desk import Desk
from tests.support.people import ADMINISTRATOR
from tests.usecases.deeds import APPROVED, RESULT

A, R = Action, Role
SCRIPT = "/admin/rules/callback-script"
CARD = "/desk/cards/callbacks"


def test_what_the_administrator_writes_is_what_the_next_caller_reads(desk: Desk) -> None:
    number = desk.bring(*APPROVED, title="申请增容")
    administrator = desk.officer(R.ADMINISTRATOR)
    page = administrator.get(SCRIPT)
    page = administrator.submit(page, {"opening": "您好，{企业}的“{标题}”办得怎么样"}, action=SCRIPT)
    assert "话术已保存" in page
    assert "2026.1-1" in page
    assert "开头" in page, "the history names the part"
    card = desk.officer(R.CALLBACK).get(CARD)
    assert "“申请增容”办得怎么样" in card
    assert "话术 2026.1-1 版" in card
    desk.act(A.RECORD_CALLBACK, number)
    assert desk.events(number)[-1].data["script"] == "2026.1-1"


def test_a_text_with_unknown_braces_or_none_is_asked_for_again(desk: Desk) -> None:
    administrator = desk.officer(R.ADMINISTRATOR)
    page = administrator.submit(
        administrator.get(SCRIPT), {"opening": "{天气}不错", "ending": ""}, action=SCRIPT, status=422
    )
    assert set(page.errors()) >= {"ending"}
    page = administrator.submit(page, {"ending": "谢谢。"}, action=SCRIPT, status=422)
    assert "不认识{天气}" in page.errors()["opening"]
    assert page.value("ending") == "谢谢。"


def test_saving_what_stands_there_is_no_new_version(desk: Desk) -> None:
    administrator = desk.officer(R.ADMINISTRATOR)
    assert "没有改动" in administrator.submit(administrator.get(SCRIPT), {}, action=SCRIPT)


def test_of_two_administrators_the_second_sees_what_the_first_changed(desk: Desk) -> None:
    administrator = desk.officer(R.ADMINISTRATOR)
    stale = administrator.get(SCRIPT)
    administrator.submit(administrator.get(SCRIPT), {"solved": "解决了吗"}, action=SCRIPT)
    page = administrator.submit(stale, {"ending": "再见"}, action=SCRIPT, status=409)
    assert "别人改过话术" in page
    assert page.value("ending") == "再见"
    assert "话术已保存" in administrator.submit(page, {}, action=SCRIPT)


@pytest.mark.parametrize("role", [R.CALLBACK, R.DISPATCHER, R.LEADER, R.ENTERPRISE])
def test_only_administrators_edit_it(desk: Desk, role: Role) -> None:
    desk.officer(role).get(SCRIPT, status=403)


def test_calls_in_vain_are_counted_and_the_rule_is_told(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    assert "还差 3 次" in desk.officer(R.CALLBACK).get(CARD)
    for left in (2, 1):
        desk.act(A.RECORD_CALLBACK, number, outcome=Outcome.UNREACHABLE, rating=None)
        page = desk.officer(R.CALLBACK).get(CARD)
        assert f"还差 {left} 次" in page
        assert page.text.count("无人接听") >= 3 - left
    desk.act(A.RECORD_CALLBACK, number, outcome=Outcome.UNREACHABLE, rating=None)
    page = desk.officer(R.CALLBACK).get(f"/desk/tickets/{number}/record-callback")
    assert "已满三次无人接听" in page


def test_why_this_enterprise_is_called_is_said(desk: Desk) -> None:
    desk.bring(*APPROVED)
    assert "本区全部回访" in desk.officer(R.CALLBACK).get(CARD)
    with desk.app.app_context():
        choose_callbacks(CallbackMode.SAMPLED, 1, by=ADMINISTRATOR, now=desk.clock.moment)
    assert "一律回访" in desk.officer(R.CALLBACK).get(CARD)


def test_who_reviews_sees_what_was_done_and_every_time_it_was_sent_back(desk: Desk) -> None:
    number = desk.bring(*RESULT)
    desk.act(A.SEND_BACK, number, reason="没有送电日期")
    desk.act(A.PROGRESS, number, note="已补送电单")
    desk.act(A.SUBMIT_RESULT, number)
    page = desk.officer(R.HEAD, "PW").get("/desk/cards/review")
    for words in ("退回过 1 次", "没有送电日期", "已补送电单", "没有附件", "企业填报", "已送电。"):
        assert words in page
