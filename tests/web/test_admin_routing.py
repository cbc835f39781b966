"""The routing table on the screen: drafted, tried, published whole, gone back to; nobody writes over a colleague's draft."""

from __future__ import annotations

import pytest

from service_desk.domain.catalogue import Level
from service_desk.domain.roles import Role
from service_desk.domain.routing_sets import RoutingRow
from service_desk.persistence.database import db
from service_desk.persistence.routing_sets import routing_draft
from service_desk.usecases.acting.rules import routing_in_force
from service_desk.usecases.zone.edit_routing import edit_routing
from service_desk.usecases.zone.publish_routing import publish_routing
from tests.support.desk import Desk
from tests.support.people import ADMINISTRATOR
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import ACCEPTED

TYPE = "/admin/routing/types/power_capacity"


def lead(desk: Desk) -> str:
    """Return who leads power requests by the set in force."""
    with desk.app.app_context():
        row = routing_in_force(db.session()).rows.get("power_capacity")
        return row.lead if row else "PW"


def colleague_edits(desk: Desk, seen: int = 0) -> None:
    with desk.app.app_context():
        row = RoutingRow("GS", (), Level.GENERAL)
        edit_routing("tax", row, (), by=ADMINISTRATOR, now=desk.clock(), seen_revision=seen)


def drafted(admin: Visitor, **fields: str) -> Page:
    """Have power requests led by the construction bureau in the draft."""
    return admin.submit(admin.get(TYPE), {"lead": "CB", **fields})


def test_a_row_is_drafted_tried_and_published(desk: Desk) -> None:
    number = desk.bring(*ACCEPTED)
    admin = desk.officer(Role.ADMINISTRATOR)
    page = drafted(admin)
    assert "已存入草稿，发布后才生效。" in page
    assert "草稿改了 1 个事项" in page
    assert lead(desk) == "PW"
    page = admin.get("/admin/routing/draft")
    assert "有 1 件会交给别的部门" in page
    assert number in page
    assert f"/desk/tickets/{number}" not in page.html
    page = admin.submit(page, {"note": "线路改造划归建设局"})
    assert "第 1 版已发布" in page
    assert "线路改造划归建设局" in page
    assert lead(desk) == "CB"


def test_a_refinement_by_park_and_words_is_drafted_shown_and_followed(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    fields = {
        "refinements-0-park": "东区", "refinements-0-words": "变电站，主变", "refinements-0-lead": "ES",
        "refinements-0-helper": "PW", "refinements-0-level": "complex",
    }  # fmt: skip
    page = admin.submit(admin.get(TYPE), fields)
    assert "东区 + 变电站、主变" in page
    page = admin.get(TYPE)
    assert page.value("refinements-0-words") == "变电站、主变"
    admin.submit(admin.get("/admin/routing/draft"), {"note": "东区另派"})
    with desk.app.app_context():
        (rule,) = routing_in_force(db.session()).refinements
    assert (rule.park, rule.words, rule.lead, rule.co_handlers) == ("东区", ("变电站", "主变"), "ES", ("PW",))


@pytest.mark.parametrize(
    "fields",
    [
        {"lead": "??"},
        {"refinements-0-lead": "ES"},
        {"refinements-0-words": "电", "refinements-0-lead": "ES"},
        {"refinements-0-park": "东区"},
    ],
)
def test_what_cannot_be_a_rule_is_said_and_nothing_typed_is_lost(fields: dict[str, str], desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(admin.get(TYPE), {"level": "complex", **fields}, status=422)
    assert "没有成功，请看下面" in page
    assert page.value("level") == "complex"
    with desk.app.app_context():
        assert routing_draft(db.session()) is None


def test_a_second_administrator_sees_the_change_and_keeps_what_he_chose(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get(TYPE)
    colleague_edits(desk)
    again = admin.submit(page, {"lead": "CB"}, status=409)
    assert "改过草稿" in again
    assert again.value("lead") == "CB"
    page = admin.submit(again, {})
    assert "草稿改了 2 个事项" in page


def test_a_draft_changed_meanwhile_is_not_published_unseen(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    drafted(admin)
    page = admin.get("/admin/routing/draft")
    colleague_edits(desk, seen=1)
    again = admin.submit(page, {"note": "我写的"}, status=409)
    assert "所以还没有发布" in again
    assert again.value("note") == "我写的"
    assert lead(desk) == "PW"
    assert "第 1 版已发布" in admin.submit(again, {})


def test_a_publication_needs_a_note(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    drafted(admin)
    page = admin.submit(admin.get("/admin/routing/draft"), {"note": " "}, status=422)
    assert "note" in page.errors()
    assert lead(desk) == "PW"


def test_a_draft_is_thrown_away(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(drafted(admin), action="/admin/routing/discard")
    assert "草稿已放弃" in page
    assert "草稿改了" not in page
    assert admin.get("/admin/routing/draft").path == "/admin/routing"


def test_an_earlier_set_is_shown_with_its_differences_and_becomes_the_draft(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    drafted(admin)
    with desk.app.app_context():
        publish_routing("划归建设局", by=ADMINISTRATOR, now=desk.clock(), seen_revision=1)
    first = admin.get("/admin/routing/sets/1")
    assert "与前一版的不同" in first
    assert "划归建设局" in first
    page = admin.get("/admin/routing/sets/0")
    assert "后来到现行版改了什么" in page
    page = admin.submit(page, action="/admin/routing/sets/0/restore")
    assert "已作为草稿" in page
    page = admin.submit(page, {"note": "改回来"})
    assert "取自第 0 版" in page
    assert lead(desk) == "PW"


def test_who_dispatches_reads_the_table_and_changes_nothing(desk: Desk) -> None:
    dispatcher = desk.officer(Role.DISPATCHER)
    page = dispatcher.get("/admin/routing")
    assert TYPE not in page.html
    dispatcher.get("/admin/routing/sets/0")
    for path in (TYPE, "/admin/routing/draft"):
        dispatcher.get(path, status=403)
    forged = {"seen": "0", "csrf_token": page.value("csrf_token")}
    for path in ("/admin/routing/discard", "/admin/routing/sets/0/restore"):
        dispatcher.send(path, forged, status=403)


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    admin.get("/admin/routing/types/nothing", status=404)
    admin.get("/admin/routing/sets/7", status=404)


@pytest.mark.parametrize(("role", "department"), [(Role.HANDLER, "PW"), (Role.LEADER, None)])
def test_a_colleague_without_the_right_is_refused(role: Role, department: str | None, desk: Desk) -> None:
    desk.officer(role, department).get("/admin/routing", status=403)


def test_a_stranger_is_asked_to_sign_in(visitor: Visitor) -> None:
    assert visitor.get("/admin/routing").path == "/sign-in"


def test_the_dispatch_form_follows_the_published_set(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    drafted(admin)
    admin.submit(admin.get("/admin/routing/draft"), {"note": "划归建设局"})
    number = desk.bring(*ACCEPTED)
    page = desk.open(number, Role.DISPATCHER)
    assert page.value("lead") == "CB"
    assert "按派单目录第1版" in page
