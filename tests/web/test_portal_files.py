"""Files that come with a request form before it is submitted: kept while it is put right, part of the ticket's first entry."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask import Flask

from service_desk.domain.attachments import MAX_PER_FORM
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Attachment, ParcelFile
from service_desk.usecases.accounts.forget_stale import forget_stale
from service_desk.usecases.files.sweep_files import sweep_files
from service_desk.web.files import store
from tests.support.application import StandingClock
from tests.support.desk import Desk
from tests.support.forms import edited, publish
from tests.support.portal import BORROW, GENERAL
from tests.support.samples import dwg, paper, photograph, sheet
from tests.support.visitor import Page, Visitor

FORM = "/requests/construction-permit"
POWER_FORM = "/requests/power-capacity"


def upload(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def files_on(page: Page) -> list[str]:
    return [
        item.text.split(" ")[0] for listed in page.tree.all("ul", class_="files") for item in listed.all("li")
    ]


def rows(app: Flask) -> tuple[int, int]:
    """Return how many files wait with forms and how many belong to tickets."""
    with app.app_context():
        return db.session.query(ParcelFile).count(), db.session.query(Attachment).count()


def test_files_survive_mistakes_and_the_review_and_come_with_the_ticket(
    app: Flask, desk: Desk, visitor: Visitor
) -> None:
    page = visitor.get(FORM)
    sent = {
        **GENERAL,
        "contact_name": "",
        "files_other": [upload(photograph(), "现场.jpg"), upload(paper(), "通知.pdf")],
    }
    page = visitor.submit(page, sent, action=FORM, status=422)
    assert files_on(page) == ["现场.jpg", "通知.pdf"]
    page = visitor.submit(page, {"contact_name": GENERAL["contact_name"]}, action=FORM)
    assert "请核对后提交" in page
    assert "通知.pdf" in page
    back = visitor.submit(page, {}, button="step=edit")
    assert files_on(back) == ["现场.jpg", "通知.pdf"]
    page = visitor.submit(back, {}, action=FORM)
    receipt = visitor.submit(page, {}, button="step=submit")
    number = receipt.path.rsplit("/", 1)[-1]
    assert rows(app) == (0, 2)
    event = desk.events(number)[0]
    assert [(file["name"], file["slot"]) for file in event.data["files"]] == [
        ("现场.jpg", "other"),
        ("通知.pdf", "other"),
    ]
    dispatcher = desk.officer(Role.DISPATCHER)
    shown = dispatcher.get(f"/desk/tickets/{number}")
    address = next(a.get("href") for a in shown.tree.all("a") if a.text == "通知.pdf")
    assert dispatcher.fetch(address).data == paper()
    for address in (f"/desk/tickets/{number}", "/desk/cards/dispatch"):
        (request,) = dispatcher.get(address).tree.all("section", aria_labelledby="request")
        assert len(request.all("ul", class_="files")) == 1, address
        assert [a.text for a in request.all("a") if "/files/" in a.get("href")] == ["现场.jpg", "通知.pdf"]
        assert request.all("img"), address


def test_a_file_that_is_not_taken_is_told_and_the_others_stay(visitor: Visitor) -> None:
    sent = {**GENERAL, "files_other": [upload(photograph(), "好.jpg"), upload(b"MZ program", "坏.exe")]}
    page = visitor.submit(visitor.get(FORM), sent, action=FORM, status=422)
    assert "坏.exe：只收图片" in page.errors()["files_other"]
    assert files_on(page) == ["好.jpg"]


def test_what_is_taken_out_again_does_not_come_along(app: Flask, visitor: Visitor) -> None:
    page = visitor.submit(
        visitor.get(FORM),
        {**GENERAL, "contact_name": "", "files_other": [upload(photograph(), "一.jpg")]},
        action=FORM,
        status=422,
    )
    box = next(e for e in page.tree.walk() if e.get("name") == "drop_files_other")
    page = visitor.submit(page, {"contact_name": "王经理", "drop_files_other": box.get("value")}, action=FORM)
    assert "一.jpg" not in page
    assert rows(app) == (0, 0)


def test_a_file_is_sent_as_soon_as_it_is_chosen_and_found_again_when_the_form_is_opened_anew(
    visitor: Visitor,
) -> None:
    page = visitor.get(POWER_FORM)
    token = page.value("csrf_token")
    answer = visitor.client.post(
        f"{POWER_FORM}/files/drawing?draft={page.value('submission_key')}",
        data={"csrf_token": token, "files": upload(paper(), "接线图.pdf")},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["name"] == "接线图.pdf"
    code = page.value("submission_key")
    assert files_on(visitor.get(f"{POWER_FORM}?draft={code}")) == ["接线图.pdf"]
    assert files_on(visitor.get(POWER_FORM)) == []


def test_the_files_of_one_browser_are_nothing_to_another(app: Flask, visitor: Visitor) -> None:
    page = visitor.submit(
        visitor.get(FORM),
        {**GENERAL, "contact_name": "", "files_other": [upload(paper(), "一.pdf")]},
        action=FORM,
        status=422,
    )
    token = page.value("kept_files_other")
    stranger = Visitor(app.test_client())
    answer = stranger.submit(stranger.get(FORM), GENERAL, action=FORM)
    forged = stranger.send(FORM, {**_hidden(answer), "kept_files_other": token, "step": "submit"}, status=422)
    assert "有附件已失效" in forged
    assert rows(app) == (1, 0)


def _hidden(page: Page) -> dict[str, str]:
    return {e.get("name"): e.get("value") for e in page.form().walk() if e.tag == "input" and e.get("name")}


def test_a_slot_that_the_form_does_not_have_is_not_there(visitor: Visitor) -> None:
    token = visitor.get(FORM).value("csrf_token")
    visitor.send(f"{FORM}/files/elsewhere", {"csrf_token": token}, status=404)


def test_a_form_takes_so_many_files_and_no_more(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_desk.usecases.files.receive_file.MAX_PER_FORM", 2)
    assert MAX_PER_FORM > 2
    sent = {**GENERAL, "files_other": [upload(paper(), f"{n}.pdf") for n in range(3)]}
    page = visitor.submit(visitor.get(FORM), sent, action=FORM, status=422)
    assert "2.pdf：这份表单的附件已满" in page.errors()["files_other"]
    assert rows(app) == (2, 0)


def test_what_is_never_submitted_is_swept_with_its_draft_two_weeks_later(
    app: Flask, visitor: Visitor, clock: StandingClock
) -> None:
    sent = {**GENERAL, "contact_name": "", "files_other": [upload(paper(), "一.pdf")]}
    visitor.submit(visitor.get(FORM), sent, action=FORM, status=422)
    with app.app_context():
        forget_stale(clock.moment + timedelta(days=13))
        assert sweep_files(clock.moment + timedelta(days=13), store()) == (0, 0)
        forget_stale(clock.moment + timedelta(days=15))
        assert sweep_files(clock.moment + timedelta(days=15), store()) == (0, 1)
    assert rows(app) == (0, 0)


def test_an_officer_sees_which_paper_did_not_come(desk: Desk, visitor: Visitor) -> None:
    page = visitor.submit(
        visitor.get(POWER_FORM),
        {**BORROW, "files_lender_consent": [upload(paper(), "同意书.pdf")]},
        action=POWER_FORM,
    )
    number = visitor.submit(page, {}, button="step=submit").path.rsplit("/", 1)[-1]
    page = desk.officer(Role.DISPATCHER).get(f"/desk/tickets/{number}")
    shown = page.text.replace(" ", "")
    assert "出借方同意书同意书.pdf" in shown
    assert "没有随表单来：供电企业同意书或委托协议" in shown


def _plan_needed(desk: Desk) -> None:
    """Publish the general form with a plan that has to come, as a drawing."""
    slot = '[[slot]]\ncode = "plan"\nzh = "总平面图"\nen = "Site plan"\nkinds = ["drawing"]\nrequired = true\n\n[[slot]]'
    with desk.app.app_context():
        publish("general", edited("general", ("[[slot]]", slot)), desk.clock())


def test_a_form_does_not_go_without_the_paper_it_needs_and_loses_nothing_over_it(
    desk: Desk, visitor: Visitor
) -> None:
    _plan_needed(desk)
    opened = visitor.get(FORM)
    assert "要上传的附件" in opened
    assert "总平面图 必须上传 图纸（PDF、图片，CAD 的 dwg、dxf）" in opened
    assert "标着必填的要先上传" in opened
    page = visitor.submit(
        opened, {**GENERAL, "files_other": [upload(paper(), "通知.pdf")]}, action=FORM, status=422
    )
    assert "请上传总平面图。已填的内容都在。" in page.errors()["files_plan"]
    assert page.value("body") == GENERAL["body"]
    assert files_on(page) == ["通知.pdf"]
    page = visitor.submit(
        page, {"files_plan": [upload(photograph(), "总图.jpg"), upload(dwg(), "总图.dwg")]}, action=FORM
    )
    receipt = visitor.submit(page, {}, button="step=submit")
    event = desk.events(receipt.path.rsplit("/", 1)[-1])[0]
    assert {file["slot"] for file in event.data["files"]} == {"plan", "other"}


def test_a_file_of_another_kind_than_asked_for_is_told_where_it_was_put(desk: Desk, visitor: Visitor) -> None:
    _plan_needed(desk)
    page = visitor.get(FORM)
    assert 'accept=".jpg,.png,.webp,.pdf,.dwg,.dxf,.jpeg"' in page.html
    elsewhere = GENERAL | {"files_other": [upload(dwg(), "总图.dwg")]}
    refused = visitor.submit(page, elsewhere, action=FORM, status=422)
    assert "总图.dwg：这里只收图片" in refused.errors()["files_other"]
    page = visitor.get(FORM)
    sent = {**GENERAL, "files_plan": [upload(sheet(), "清单.xlsx")]}
    page = visitor.submit(page, sent, action=FORM, status=422)
    assert "清单.xlsx：这里只收图纸" in page.errors()["files_plan"]
    assert page.value("title") == GENERAL["title"]
    answer = visitor.client.post(
        f"{FORM}/files/plan?draft={page.value('submission_key')}",
        data={"csrf_token": page.value("csrf_token"), "files": upload(sheet(), "清单.xlsx")},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 422
    assert answer.json is not None
    assert "这里只收图纸" in answer.json["reason"]
