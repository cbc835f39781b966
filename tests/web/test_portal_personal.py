"""我的信息 of a ticket: seen, corrected, taken along, asked to be forgotten; by whoever holds the ticket alone."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest

from service_desk.domain.actions import Action
from tests.support.desk import Desk
from tests.support.portal import GENERAL, file, number_on
from tests.support.visitor import Page, Visitor

NewVisitor = Callable[..., Visitor]
NEW = {"contact_name": "李主任", "contact_mobile": "13900139000", "contact_email": "li@firm.example"}


@pytest.fixture
def number(desk: Desk, visitor: Visitor) -> str:
    return number_on(file(visitor))


def personal(visitor: Visitor, number: str, status: int = 200) -> Page:
    return visitor.get(f"/track/{number}/personal", status=status)


def archive(visitor: Visitor, address: str) -> tuple[dict[str, object], str]:
    answer = visitor.fetch(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as found:
        return json.loads(found.read("data.json")), found.read("data.html").decode()


def test_the_contact_sees_everything_in_full_and_the_tracking_page_leads_there(
    visitor: Visitor, number: str
) -> None:
    assert f"/track/{number}/personal" in visitor.get(f"/track/{number}").links
    page = personal(visitor, number)
    for name in ("contact_name", "contact_mobile", "contact_email"):
        assert GENERAL[name] in page


def test_a_correction_is_kept_and_told_in_the_timeline_half_hidden(visitor: Visitor, number: str) -> None:
    page = visitor.submit(personal(visitor, number), NEW, action="/personal")
    assert "联系方式已更正" in page
    assert "13900139000" in page
    timeline = visitor.get(f"/track/{number}")
    assert "企业更正了联系人、联系电话、电子邮箱" in timeline
    assert "13800138000" not in timeline


def test_what_is_wrong_is_told_beside_its_field_and_stays_typed(visitor: Visitor, number: str) -> None:
    wrong = NEW | {"contact_mobile": "12", "contact_email": "nowhere"}
    page = visitor.submit(personal(visitor, number), wrong, action="/personal", status=422)
    assert "contact_email" in page.errors()
    assert page.value("contact_name") == "李主任"
    page = visitor.submit(page, {"contact_email": ""}, action="/personal", status=422)
    assert "contact_mobile" in page.errors()


def test_a_stale_page_shows_what_happened_and_keeps_what_was_typed(
    desk: Desk, visitor: Visitor, number: str
) -> None:
    page = personal(visitor, number)
    desk.act(Action.ACCEPT, number)
    refused = visitor.submit(page, NEW, action="/personal", status=409)
    assert "您填写的内容还在" in refused
    assert refused.value("contact_name") == "李主任"
    assert "联系方式已更正" in visitor.submit(refused, action="/personal")


def test_the_archive_says_the_same_to_people_and_machines(visitor: Visitor, number: str) -> None:
    data, page = archive(visitor, f"/track/{number}/personal/export")
    assert data["contact"] == {
        name: GENERAL[name] for name in ("contact_name", "contact_mobile", "contact_email")
    }
    for value in (number, GENERAL["body"], GENERAL["contact_mobile"]):
        assert value in page


def test_what_was_typed_is_no_markup_in_the_archive(visitor: Visitor) -> None:
    number = number_on(file(visitor, body="<script>alert(1)</script>"))
    _data, page = archive(visitor, f"/track/{number}/personal/export")
    assert "<script>" not in page


def test_an_open_request_notes_the_wish_and_says_why_it_waits(visitor: Visitor, number: str) -> None:
    page = personal(visitor, number)
    assert "不能马上删除" in page
    told = visitor.submit(page, action="/erase")
    assert "办结满 30 天后自动去除" in told
    assert "您已要求删除" in told
    assert GENERAL["contact_mobile"] in told


def test_an_ended_request_forgets_at_once(desk: Desk, visitor: Visitor, number: str) -> None:
    visitor.submit(visitor.get(f"/track/{number}/withdraw"), {}, action="/withdraw")
    desk.clock.moment += timedelta(days=31)
    code = desk.ticket(number).query_code
    visitor.submit(visitor.get("/track"), {"number": number, "code": code})
    told = visitor.submit(personal(visitor, number), action="/erase")
    assert "联系方式已去除" in told
    assert GENERAL["contact_mobile"] not in told
    assert "138****8000" in told


def test_strangers_see_change_and_take_nothing(
    visitor: Visitor, new_visitor: NewVisitor, number: str
) -> None:
    stranger = new_visitor()
    assert personal(stranger, number).heading == "查进度"
    assert stranger.get(f"/track/{number}/personal/export").heading == "查进度"
    token = stranger.get("/track").value("csrf_token")
    for act in ("personal", "personal/erase"):
        stranger.send(f"/track/{number}/{act}", {"csrf_token": token, **NEW}, status=403)
    assert GENERAL["contact_mobile"] in personal(visitor, number)
