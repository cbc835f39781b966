"""What an officer fills in for an enterprise is kept for him alone, files included, until it is filed or not wanted."""

from __future__ import annotations

import io
from typing import Any

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import ParcelFile, RequestDraft
from tests.support.desk import Desk
from tests.support.portal import POWER
from tests.support.samples import photograph
from tests.support.visitor import Page, Visitor, form_values
from tests.web.test_recording import tickets

R = Role
ADDRESS = "/desk/record/requests/power-capacity"
SOME: dict[str, Any] = {name: POWER[name] for name in ("apply_kind", "add_kva", "body")} | {
    "enterprise_name": "演示丙厂", "of-source": "phone", "of-said_by": "张三",
}  # fmt: skip


def kept(visitor: Visitor, page: Page, fields: dict[str, Any], how: str = "auto") -> Any:
    """Keep what stands in the page's form with some of it changed, as its script or a button does."""
    sent = form_values(page.form(ADDRESS)) | fields | {"draft": how}
    return visitor.client.post(ADDRESS + "/draft", data=sent)


def drafts(desk: Desk) -> list[RequestDraft]:
    with desk.app.app_context():
        return list(db.session.query(RequestDraft))


def test_what_was_kept_stands_in_the_form_again_with_its_origin_and_is_gone_once_filed(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    assert kept(officer, officer.get(ADDRESS), SOME).get_json()["saved"]
    assert "演示丙厂 · " in officer.get("/desk/record")
    page = officer.get(ADDRESS)
    assert "这是您" in page
    assert (page.value("add_kva"), page.value("of-said_by"), page.value("of-source")) == (
        POWER["add_kva"], "张三", "phone",
    )  # fmt: skip
    officer.submit(officer.submit(page, POWER), button="step=file")
    assert len(tickets(desk)) == 1
    assert "这是您" not in officer.get(ADDRESS)
    assert "没录完的表单" not in officer.get("/desk/record")
    [row] = drafts(desk)
    assert (row.fields, row.ticket_no) == ({}, tickets(desk)[0].ticket_no)


def test_a_step_keeps_it_too_and_a_file_begins_a_draft_and_lies_with_it(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = officer.get(ADDRESS)
    key = page.value("submission_key")
    sent = {"csrf_token": page.value("csrf_token"), "files": (io.BytesIO(photograph()), "铭牌.jpg")}
    answer = officer.client.post(f"{ADDRESS}/files/other?key={key}", data=sent)
    assert answer.get_json()["name"] == "铭牌.jpg"
    page = officer.get(ADDRESS)
    assert "铭牌.jpg" in page
    officer.submit(page, SOME, status=422)
    again = officer.get(ADDRESS)
    assert "铭牌.jpg" in again
    assert again.value("submission_key") == key
    assert "演示丙厂" in again.value("enterprise_name")


def test_nobody_else_is_shown_it_or_may_change_it(desk: Desk) -> None:
    officer, other = desk.officer(R.DISPATCHER), desk.officer(R.COMMISSIONER)
    page = officer.get(ADDRESS)
    kept(officer, page, SOME)
    [draft] = drafts(desk)
    assert "这是您" not in other.get(ADDRESS)
    other.get(f"{ADDRESS}?draft={draft.code}", status=404)
    theirs = other.get(ADDRESS)
    stolen = {"submission_key": page.value("submission_key"), "add_kva": "1"}
    assert kept(other, theirs, stolen).get_json()["saved"] == ""
    assert kept(other, theirs, stolen, "drop").status_code == 404
    upload = {"csrf_token": theirs.value("csrf_token"), "files": (io.BytesIO(photograph()), "a.jpg")}
    address = f"{ADDRESS}/files/other?key={page.value('submission_key')}"
    assert other.client.post(address, data=upload).status_code == 404
    assert drafts(desk)[0].fields["add_kva"] == [POWER["add_kva"]]
    desk.officer(R.HANDLER, "PW").send(ADDRESS + "/draft", {"draft": "auto"}, status=403)


def test_a_draft_not_wanted_is_dropped_and_another_is_begun_beside_it(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    kept(officer, officer.get(ADDRESS), SOME, "keep")
    fresh = officer.get(ADDRESS + "?new=1")
    assert fresh.value("add_kva") == ""
    kept(officer, fresh, SOME | {"enterprise_name": "演示丁厂"})
    page = officer.get(ADDRESS)
    assert page.value("enterprise_name") == "演示丁厂"
    assert kept(officer, page, {}, "drop").status_code == 303
    assert [row.fields["enterprise_name"] for row in drafts(desk)] == [["演示丙厂"]]
    with desk.app.app_context():
        assert db.session.query(ParcelFile).count() == 0


def test_a_page_of_an_ended_session_is_handed_a_new_token(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = officer.get(ADDRESS)
    answer = kept(officer, page, SOME | {"csrf_token": "old"})
    assert (answer.status_code, bool(answer.get_json()["csrf_token"])) == (400, True)
    officer.send(ADDRESS + "/draft", {"csrf_token": page.value("csrf_token"), "draft": "auto"}, status=400)
    assert drafts(desk) == []
