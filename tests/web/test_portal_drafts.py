"""Drafts of request forms on the portal: kept by script or button, listed, mailed, taken back, deleted, sent once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail, RequestDraft, Ticket
from tests.support.application import StandingClock
from tests.support.portal import GENERAL, number_on
from tests.support.samples import paper
from tests.support.visitor import Page, Visitor, form_values
from tests.web.test_portal_files import files_on, upload

FORM = "/requests/construction-permit"
NewVisitor = Callable[..., Visitor]


def autosave(visitor: Visitor, page: Page, **typed: Any) -> Any:
    sent = form_values(page.form(FORM)) | typed | {"draft": "auto"}
    return visitor.client.post(f"{FORM}/draft", data=sent, headers={"Origin": "http://localhost"})


def kept(visitor: Visitor, **typed: Any) -> str:
    """Keep a draft by the button; return its code."""
    fields = {**GENERAL, "title": "", **typed}
    page = visitor.submit(visitor.get(FORM), fields, action=FORM, button="step=save")
    assert "已暂存" in page
    return page.value("submission_key")


def closed_and_opened(visitor: Visitor) -> Visitor:
    """Close the browser: what only a session holds is gone, what is kept longer stays."""
    visitor.client.delete_cookie("desk")
    return visitor


def mailed_address(app: Flask) -> str:
    with app.app_context():
        letter = db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id.desc())).first()
        assert letter is not None
        return f"/drafts/link/{letter.data['token']}"


def tickets(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Ticket).count()


def test_looking_at_a_form_keeps_nothing(app: Flask, visitor: Visitor) -> None:
    visitor.get(FORM)
    with app.app_context():
        assert db.session.query(RequestDraft).count() == 0


def test_a_browser_is_known_by_its_form_before_several_files_could_each_make_it_another(
    new_visitor: NewVisitor,
) -> None:
    first = new_visitor()
    assert "drafts=" in first.client.get(FORM).headers["Set-Cookie"]
    assert "drafts=" not in first.client.get(FORM).headers.get("Set-Cookie", "")


def test_the_button_keeps_a_half_filled_form_without_scripts_and_it_outlives_the_browser(
    visitor: Visitor,
) -> None:
    kept(visitor, body="二期厂房已完工", contact_name="")
    closed_and_opened(visitor)
    home = visitor.get("/")
    assert "没有提交的草稿" in home
    assert "二期厂房已完工" in home
    code = next(link for link in home.links if link.startswith(f"{FORM}?draft="))
    page = visitor.get(code)
    assert page.value("body") == "二期厂房已完工"
    assert page.value("enterprise_name") == GENERAL["enterprise_name"]


def test_what_is_typed_is_kept_by_the_script_and_the_page_is_told_when(visitor: Visitor) -> None:
    page = visitor.get(FORM)
    answer = autosave(visitor, page, body="一个字一个字地写")
    assert (answer.status_code, answer.json) == (200, {"saved": "09:30", "fields": {"draft_version": "1"}})
    assert autosave(visitor, page, body="又写了一些").json["fields"] == {"draft_version": "2"}
    again = visitor.get(f"{FORM}?draft={page.value('submission_key')}")
    assert again.value("body") == "又写了一些"


def test_an_ended_session_hands_the_script_a_token_with_which_it_goes_on(visitor: Visitor) -> None:
    page = visitor.get(FORM)
    autosave(visitor, page, body="写到一半")
    closed_and_opened(visitor)
    refused = autosave(visitor, page, body="会话过期以后写的")
    assert refused.status_code == 400
    answer = autosave(visitor, page, body="会话过期以后写的", csrf_token=refused.json["csrf_token"])
    assert answer.json["saved"] == "09:30"
    assert visitor.get(f"{FORM}?draft={page.value('submission_key')}").value("body") == "会话过期以后写的"


def test_a_button_pressed_with_an_ended_session_loses_nothing_and_stores_nothing(
    app: Flask, visitor: Visitor
) -> None:
    page = visitor.get(FORM)
    closed_and_opened(visitor)
    refused = visitor.submit(page, GENERAL, action=FORM, button="step=save", status=400)
    assert "请再点一次" in refused
    assert refused.value("body") == GENERAL["body"]
    with app.app_context():
        assert db.session.query(RequestDraft).count() == 0


def test_files_go_with_the_draft_to_another_browser(
    app: Flask, visitor: Visitor, new_visitor: NewVisitor
) -> None:
    code = kept(visitor, files_other=[upload(paper(), "通知.pdf")])
    visitor.submit(visitor.get(f"/drafts/{code}"), {"email": "firm@example.com"}, action="/mail")
    phone = new_visitor()
    page = phone.submit(phone.get(mailed_address(app)))
    assert page.path == FORM
    assert files_on(page) == ["通知.pdf"]
    receipt = phone.submit(phone.submit(page, {"title": "联合验收"}, action=FORM), button="step=submit")
    assert receipt.heading == "诉求已提交"
    assert "没有提交的草稿" not in visitor.get("/")


def test_opening_a_mailed_link_changes_nothing_until_the_button_is_pressed(
    app: Flask, visitor: Visitor, new_visitor: NewVisitor
) -> None:
    code = kept(visitor)
    visitor.submit(visitor.get(f"/drafts/{code}"), {"email": "firm@example.com"}, action="/mail")
    scanner, phone = new_visitor(), new_visitor()
    scanned = scanner.get(mailed_address(app))
    assert "继续填写" in scanned
    assert GENERAL["body"] not in scanned
    assert scanner.get("/drafts").text.count("接着填") == 0
    scanner.get(f"/drafts/{code}", status=404)
    phone.submit(phone.get(mailed_address(app)))
    assert "接着填" in phone.get("/drafts")


def test_links_are_taken_back_by_a_button(app: Flask, visitor: Visitor, new_visitor: NewVisitor) -> None:
    code = kept(visitor)
    visitor.submit(visitor.get(f"/drafts/{code}"), {"email": "firm@example.com"}, action="/mail")
    page = visitor.get(f"/drafts/{code}")
    assert "有效链接 1 个" in page
    assert "收回" in visitor.submit(page, action="/revoke")
    assert "链接已失效" in new_visitor().get(mailed_address(app), status=410)


def test_a_letter_to_an_address_that_is_none_is_refused_beside_the_field(visitor: Visitor) -> None:
    code = kept(visitor)
    page = visitor.submit(visitor.get(f"/drafts/{code}"), {"email": "firm"}, action="/mail", status=422)
    assert "邮箱地址不完整" in page.errors()["email"]
    assert page.value("email") == "firm"


def test_nobody_can_have_the_desk_write_letters_without_end(visitor: Visitor) -> None:
    for _ in range(5):
        code = kept(visitor)
        for _again in range(2):
            visitor.submit(visitor.get(f"/drafts/{code}"), {"email": "victim@example.com"}, action="/mail")
    visitor.submit(
        visitor.get(f"/drafts/{kept(visitor)}"), {"email": "v@example.com"}, action="/mail", status=429
    )


def test_a_stranger_neither_sees_nor_changes_a_draft_whose_code_he_knows(
    visitor: Visitor, new_visitor: NewVisitor
) -> None:
    code = kept(visitor)
    stranger = new_visitor()
    token = stranger.get(FORM).value("csrf_token")
    stranger.get(f"{FORM}?draft={code}", status=404)
    stranger.get(f"/drafts/{code}", status=404)
    for act in ("mail", "revoke", "delete"):
        stranger.send(f"/drafts/{code}/{act}", {"csrf_token": token, "email": "s@example.com"}, status=404)
    forged = stranger.get(FORM)
    assert not autosave(stranger, forged, submission_key=code, body="他人的字").json["saved"]
    sent = {"csrf_token": token, "files": upload(paper(), "混入.pdf")}
    stranger.send(f"{FORM}/files/other?draft={code}", sent, status=404)
    page = visitor.get(f"{FORM}?draft={code}")
    assert page.value("body") == GENERAL["body"]
    assert files_on(page) == []


def test_a_form_sent_with_anothers_code_becomes_a_draft_of_its_own(
    visitor: Visitor, new_visitor: NewVisitor
) -> None:
    code = kept(visitor)
    stranger = new_visitor()
    page = stranger.submit(
        stranger.get(FORM), {**GENERAL, "submission_key": code, "body": "我自己的"}, action=FORM
    )
    assert page.value("submission_key") != code
    assert visitor.get(f"{FORM}?draft={code}").value("body") == GENERAL["body"]


def test_several_drafts_live_side_by_side_and_each_can_be_deleted(visitor: Visitor) -> None:
    one, two = kept(visitor, body="第一件事"), kept(visitor, body="第二件事")
    listed = visitor.get("/drafts")
    assert "第一件事" in listed
    assert "第二件事" in listed
    assert "第一件事" in visitor.get(FORM)  # offered where one begins anew
    page = visitor.submit(visitor.get(f"/drafts/{one}"), action="/delete")
    assert "草稿已删除" in page
    assert "第一件事" not in page
    visitor.get(f"/drafts/{one}", status=404)
    assert visitor.get(f"{FORM}?draft={two}").value("body") == "第二件事"


def test_every_step_keeps_the_draft_and_the_ticket_ends_it(app: Flask, visitor: Visitor) -> None:
    review = visitor.submit(visitor.get(FORM), GENERAL, action=FORM)
    assert GENERAL["title"] in visitor.get("/drafts")
    receipt = visitor.submit(review, button="step=submit")
    assert "没有草稿" in visitor.get("/drafts")
    with app.app_context():
        (row,) = db.session.scalars(db.select(RequestDraft))
        assert (row.ticket_no, row.fields) == (number_on(receipt), {})


def test_a_double_click_makes_one_ticket_even_with_files_and_after_the_session_changed(
    app: Flask, visitor: Visitor
) -> None:
    page = visitor.submit(
        visitor.get(FORM), {**GENERAL, "files_other": [upload(paper(), "一.pdf")]}, action=FORM
    )
    first = visitor.submit(page, button="step=submit")
    second = visitor.submit(page, button="step=submit")
    assert number_on(first) == number_on(second)
    closed_and_opened(visitor)
    token = visitor.get("/track").value("csrf_token")
    third = visitor.submit(page, {"csrf_token": token}, button="step=submit")
    assert number_on(third) == number_on(first)
    assert tickets(app) == 1


def test_two_browsers_on_one_draft_lose_nothing(
    app: Flask, visitor: Visitor, new_visitor: NewVisitor
) -> None:
    code = kept(visitor, body="开头", files_other=[upload(paper(), "一.pdf")])
    visitor.submit(visitor.get(f"/drafts/{code}"), {"email": "firm@example.com"}, action="/mail")
    here, phone = visitor.get(f"{FORM}?draft={code}"), new_visitor()
    there = phone.submit(phone.get(mailed_address(app)))
    phone.submit(there, {"body": "手机上写的"}, action=FORM, button="step=save")
    told = autosave(visitor, here, body="电脑上写的").json
    assert "另一台设备" in told["reason"]
    page = visitor.submit(here, {"body": "电脑上写的"}, action=FORM, button="step=save")
    assert "已另存一份" in page
    assert page.value("submission_key") != code
    assert (page.value("body"), files_on(page)) == ("电脑上写的", ["一.pdf"])
    assert visitor.get(f"{FORM}?draft={code}").value("body") == "手机上写的"


def test_a_draft_that_ran_out_is_offered_no_more(visitor: Visitor, clock: StandingClock) -> None:
    code = kept(visitor)
    clock.moment += timedelta(days=14, minutes=1)
    visitor.get(f"{FORM}?draft={code}", status=404)
    assert "没有提交的草稿" not in visitor.get("/")


@pytest.mark.parametrize("code", ["", "x", "y" * 200])
def test_a_code_that_is_none_keeps_nothing(app: Flask, visitor: Visitor, code: str) -> None:
    page = visitor.get(FORM)
    assert autosave(visitor, page, submission_key=code).status_code == 400
    with app.app_context():
        assert db.session.query(RequestDraft).count() == 0
