"""A form of the zone's own, and request types filed with it: from then on, while pages and drafts keep what they began with."""

from __future__ import annotations

import pytest

from service_desk.domain.refusals import InvalidInput
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.zone.make_form import bind_form, make_form
from tests.support.desk import Desk
from tests.support.people import ADMINISTRATOR
from tests.support.portal import GENERAL, file, number_on, open_form
from tests.support.visitor import Visitor

PERMIT = "construction-permit"
NAMES = {"zh": "施工许可专用表", "en": "Construction permit"}


def made(desk: Desk, visitor: Visitor) -> str:
    """Make a form through the page and ask one more question in it; return its code."""
    page = desk.officer(Role.ADMINISTRATOR).submit(
        desk.officer(Role.ADMINISTRATOR).get("/admin/forms/new"), NAMES
    )
    assert "还没有事项用它" in page
    code = page.path.split("/")[-2]
    admin = desk.officer(Role.ADMINISTRATOR)
    question = admin.get(f"/admin/forms/{code}/build/question?section=request")
    admin.submit(question, {"zh": "旧许可编号", "en": "Permit no", "kind": "line", "required": "no"})
    admin.submit(admin.get("/admin/forms/publish"), {"note": "增加旧许可编号"})
    assert "旧许可编号" not in open_form(visitor, PERMIT)
    return code


def bind(desk: Desk, code: str) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get(f"/admin/forms/{code}/types")
    assert "已改用这张表单" in admin.submit(page, {"request_type": "construction_permit"})


def test_a_type_is_filed_with_a_form_of_the_zones_own(desk: Desk, visitor: Visitor) -> None:
    code = made(desk, visitor)
    assert code == "construction"
    bind(desk, code)
    page = open_form(visitor, PERMIT)
    assert page.heading == "施工许可专用表"
    number = number_on(file(visitor, PERMIT, permit_no="2026-8"))
    ticket = desk.ticket(number)
    assert (ticket.form, ticket.form_version, ticket.form_data["permit_no"]) == (code, 2, "2026-8")
    shown = desk.open(number, Role.DISPATCHER)
    assert "旧许可编号" in shown
    assert "2026-8" in shown
    listed = desk.officer(Role.ADMINISTRATOR).get("/admin/forms")
    assert "施工许可专用表" in listed


def test_a_page_and_a_draft_begun_before_go_on_with_the_form_they_began_with(
    desk: Desk, visitor: Visitor
) -> None:
    code = made(desk, visitor)
    begun = open_form(visitor, PERMIT)
    kept = visitor.submit(begun, {"title": "许可", "asked_before": "窗口"}, button="step=save")
    draft = kept.value("submission_key")
    bind(desk, code)
    again = visitor.get(f"/requests/{PERMIT}?draft={draft}")
    assert again.value("asked_before") == "窗口"
    assert "旧许可编号" not in again
    review = visitor.submit(again, GENERAL)
    receipt = visitor.submit(review, button="step=submit")
    assert desk.ticket(number_on(receipt)).form == "general"


def test_a_form_never_used_for_a_type_cannot_be_slipped_in(desk: Desk, visitor: Visitor) -> None:
    page = open_form(visitor, PERMIT)
    assert visitor.submit(page, GENERAL | {"form_code": "power"}).heading == "请核对后提交"
    assert page.value("form_code") == "general"


def test_a_colleagues_choice_is_shown_first_and_it_can_be_taken_back(desk: Desk, visitor: Visitor) -> None:
    code = made(desk, visitor)
    admin = desk.officer(Role.ADMINISTRATOR)
    stale = admin.get("/admin/forms/power/types")
    bind(desk, code)
    assert "施工" in admin.submit(stale, {"request_type": "construction_permit"}, status=409)
    admin.submit(admin.get("/admin/forms/general/types"), {"request_type": "construction_permit"})
    with desk.app.app_context():
        assert catalogue_in_force(db.session()).request_types["construction_permit"].form == "general"


def test_codes_stay_apart_and_only_types_there_are_can_be_bound(desk: Desk) -> None:
    with desk.app.app_context():
        codes = [
            make_form("表", en, by=ADMINISTRATOR, now=desk.clock())
            for en in ("General", "表", "表", "A very long name")
        ]
        assert codes == ["general_2", "form", "form_2", "a_very_long"]
        with pytest.raises(InvalidInput):
            bind_form("nothing", "form", by=ADMINISTRATOR, now=desk.clock())
        assert not bind_form("power_capacity", "power", by=ADMINISTRATOR, now=desk.clock())
    desk.officer(Role.HEAD, "PW").get("/admin/forms/new", status=403)
