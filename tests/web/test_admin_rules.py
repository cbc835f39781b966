"""The administrator's rules: chosen for new requests only, on record, never over a colleague's choice."""

from __future__ import annotations

import pytest

from service_desk.domain.roles import Role
from service_desk.domain.zone_choices import CallbackMode
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import zone_choices
from service_desk.usecases.zone.choose_rules import choose_callbacks, choose_policies
from tests.support.desk import Desk
from tests.support.people import ADMINISTRATOR
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import A


def chosen(desk: Desk) -> tuple[str, dict[str, str], str, int]:
    with desk.app.app_context():
        policies, callbacks = zone_choices(db.session())
        return policies.default, dict(policies.by_type), callbacks.mode.value, callbacks.percent


def save(admin: Visitor, page: Page, form: str, fields: dict[str, str], **more: int) -> Page:
    return admin.submit(page, fields, action=f"/admin/rules/{form}", **more)


def test_a_policy_for_the_zone_and_one_for_a_type_hold_for_what_is_accepted_from_now_on(desk: Desk) -> None:
    before = desk.bring(A.SUBMIT, A.ACCEPT)
    admin = desk.officer(Role.ADMINISTRATOR)
    page = save(
        admin,
        admin.get("/admin/rules"),
        "policy",
        {
            "default": "13710-working",
            "by_type-0-request_type": "construction_permit",
            "by_type-0-policy": "shandong",
        },
    )
    assert "已保存。" in page
    assert chosen(desk)[:2] == ("13710-working", {"construction_permit": "shandong"})
    assert desk.ticket(before).policy.startswith("13710-natural@")
    after = desk.bring(A.SUBMIT, A.ACCEPT)
    assert desk.ticket(after).policy.split("@")[0] in ("13710-working", "shandong")
    assert "修改时限方案" in page


def test_an_exception_is_taken_back_by_choosing_none(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    with desk.app.app_context():
        choose_policies(
            "13710-natural", {"construction_permit": "shandong"}, by=ADMINISTRATOR, now=desk.clock()
        )
    page = admin.get("/admin/rules")
    assert page.value("by_type-0-policy") == "shandong"
    save(admin, page, "policy", {"by_type-0-policy": ""})
    assert chosen(desk)[1] == {}


def test_callbacks_of_a_sample(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = save(admin, admin.get("/admin/rules"), "callbacks", {"mode": "sampled", "percent": "20"})
    assert chosen(desk)[2:] == ("sampled", 20)
    assert "抽样回访 20%" in page
    assert "没有改动。" in save(admin, page, "callbacks", {})


@pytest.mark.parametrize(
    ("form", "fields", "field"),
    [
        ("policy", {"default": "unheard-of"}, "default"),
        ("callbacks", {"mode": "sampled", "percent": "0"}, "percent"),
        ("callbacks", {"mode": "sampled", "percent": "many"}, "percent"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    form: str, fields: dict[str, str], field: str, desk: Desk
) -> None:
    admin, before = desk.officer(Role.ADMINISTRATOR), chosen(desk)
    page = save(admin, admin.get("/admin/rules"), form, fields, status=422)
    assert field in page.errors()
    assert chosen(desk) == before


def test_a_forged_request_type_is_refused(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    forged = {"by_type-0-request_type": "nothing", "by_type-0-policy": "shandong"}
    page = save(admin, admin.get("/admin/rules"), "policy", forged, status=422)
    assert "请从列出的选项中选择。" in page
    assert chosen(desk)[1] == {}


def test_a_second_administrator_on_a_stale_page_sees_the_change_and_keeps_what_he_chose(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/rules")
    with desk.app.app_context():
        choose_callbacks(CallbackMode.SAMPLED, 50, by=ADMINISTRATOR, now=desk.clock())
    again = save(admin, page, "callbacks", {"mode": "sampled", "percent": "10"}, status=409)
    assert "抽样回访 50%" in again
    assert again.value("percent") == "10"
    assert chosen(desk)[3] == 50
    save(admin, again, "callbacks", {})
    assert chosen(desk)[3] == 10


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SUPERVISOR, Role.LEADER])
def test_a_colleague_without_the_right_is_refused(role: Role, desk: Desk) -> None:
    desk.officer(role).get("/admin/rules", status=403)


def test_a_stranger_is_asked_to_sign_in(visitor: Visitor) -> None:
    assert visitor.get("/admin/rules").path == "/sign-in"
