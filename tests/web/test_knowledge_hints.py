"""Hints before filing: answers, notices and one's own requests beside the form; never a word of anybody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import answer_by_id
from tests.support import portal
from tests.support.desk import Desk
from tests.support.knowledge import ASKING, NOTICE, TITLE, publish, tell
from tests.support.visitor import Visitor


def hints(visitor: Visitor, **given: str) -> str:
    """Ask for hints the way the script does; return the piece of a page."""
    token = visitor.get("/").value("csrf_token")
    answer = visitor.client.post(
        "/knowledge/hints",
        data={"csrf_token": token, "words": ASKING, **given},
        headers=visitor.headers | {"Origin": "http://localhost", "Referer": "http://localhost/"},
    )
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_answers_like_what_is_typed_come_back_as_a_piece_of_a_page(desk: Desk, visitor: Visitor) -> None:
    publish(desk)
    found = hints(visitor)
    assert TITLE in found
    assert 'target="_blank"' in found
    assert TITLE not in hints(visitor, words="路灯坏了三天，晚班不安全")
    for little in ("", "电", "\x00"):
        assert "data-hint" not in hints(visitor, words=little)
    assert TITLE in hints(visitor, type="nonsense", park="火星")


def test_without_a_token_nothing_is_told(desk: Desk, visitor: Visitor) -> None:
    publish(desk)
    visitor.send("/knowledge/hints", {"words": ASKING}, status=400)


def test_the_place_for_hints_stands_beside_the_form_and_the_free_text(visitor: Visitor) -> None:
    for path in ("/", "/ask", "/requests/power-capacity", "/requests/construction-permit"):
        page = visitor.get(path)
        assert [box for box in page.tree.all("aside") if box.get("data-hints") == "/knowledge/hints"], path
        assert "js/hints" in page.html, path


def test_without_scripts_they_stand_on_the_review_page_and_beside_the_suggestion(
    desk: Desk, visitor: Visitor
) -> None:
    publish(desk)
    notice, _umbrella = tell(desk)
    page = portal.review(visitor, "power-capacity", body=ASKING)
    assert TITLE in page
    assert f"/knowledge/notices/{notice}" in page.links
    assert page.heading == "请核对后提交"
    page = visitor.submit(visitor.get("/"), {"problem": ASKING}, action="/ask")
    assert TITLE in page


def test_a_request_that_need_not_be_filed_is_counted_once(desk: Desk, visitor: Visitor) -> None:
    number = publish(desk)
    for _time in range(2):
        page = portal.review(visitor, "power-capacity", body=ASKING)
        page = visitor.submit(page, action=f"/knowledge/{number}/solved")
        assert page.heading == "好的，这次不用提交"
    with desk.app.app_context():
        answer = answer_by_id(db.session(), number)
        assert answer is not None
        assert (answer.deflected, answer.helpful) == (1, 1)
    assert visitor.get("/knowledge/999/solved").heading == "好的，这次不用提交"


def test_ones_own_request_is_told_and_nobody_elses(
    desk: Desk, visitor: Visitor, new_visitor: Callable[..., Visitor]
) -> None:
    said = {"title": "申请增容500 kVA", "body": "新车间六月投产，现有变压器不够用，想申请增容。"}
    others = desk.bring(Action.SUBMIT, **said)
    receipt = portal.file(visitor, "construction-permit", **said)
    mine = portal.number_on(receipt)
    words = said["title"] + said["body"]
    found = hints(visitor, words=words)
    assert mine in found
    assert others not in found
    assert mine in portal.review(visitor, "construction-permit", **said)
    stranger = new_visitor()
    for uscc in ("", portal.APPLICANT["uscc"]):
        told = hints(stranger, words=words, uscc=uscc)
        assert "data-hint" not in told
        assert mine not in told


@pytest.mark.parametrize(
    ("role", "department", "sees"),
    [
        (Role.DISPATCHER, None, True),
        (Role.HANDLER, "PW", False),
        (Role.ENTERPRISE, None, False),
        (Role.ADMINISTRATOR, None, False),
    ],
)
def test_an_officer_who_files_for_a_firm_sees_its_requests(
    desk: Desk, role: Role, department: str | None, sees: bool
) -> None:
    uscc = portal.APPLICANT["uscc"]
    number = desk.bring(Action.SUBMIT, title="申请增容", body="变压器不够用，想申请增容500。", uscc=uscc)
    found = hints(desk.officer(role, department), words="申请增容，变压器不够用，想申请增容500。", uscc=uscc)
    assert (number in found) is sees
    assert ("该企业已有相近的诉求" in found) is sees


def test_a_notice_stands_beside_the_form_when_place_and_type_fit(desk: Desk, visitor: Visitor) -> None:
    tell(desk)
    assert NOTICE in hints(visitor, type="power_capacity", park="智能制造产业园")
    assert NOTICE not in hints(visitor, type="power_capacity", park="东区")
