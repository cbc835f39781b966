"""The quality of sorting: figures with the tickets behind them, lessons with their effect, versions gone back to on record."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Category, load_catalogue
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.usecases.learning.read_lessons import lesson_page, newest_version
from service_desk.usecases.learning.revise_lessons import exclude_lesson
from service_desk.usecases.learning.suggest import suggest
from tests.support.desk import Desk
from tests.support.people import ADMINISTRATOR
from tests.support.visitor import Visitor
from tests.usecases.deeds import ACCEPTED

TEXT = "厂区外路边的充电桩装好三个月了没有通电。"


def correct(desk: Desk) -> str:
    """Have a dispatcher decide otherwise than suggested; return the ticket's number."""
    number = desk.bring(Action.SUBMIT, title="充电桩没电", body=TEXT, request_type="tax")
    desk.act(Action.ACCEPT, number, category=Category.OTHER, request_type="roads_public_works")
    return number


def lesson(desk: Desk) -> int:
    with desk.app.app_context():
        return lesson_page(db.session(), None)[0][0].row.id


def category(desk: Desk) -> Category:
    with desk.app.app_context():
        return suggest(db.session(), "充电桩没电", TEXT).suggestion.category


def version(desk: Desk) -> int:
    with desk.app.app_context():
        return newest_version(db.session())


def test_figures_confusion_and_calibration_with_its_table(desk: Desk) -> None:
    desk.bring(*ACCEPTED)
    correct(desk)
    page = desk.officer(Role.SUPERVISOR).get("/admin/classifier?last=100")
    assert "50.0%" in page
    assert "1 / 2 件" in page
    assert "说的把握，和实际对的" in page
    assert "<polyline" in page.html
    assert "现在是第 1 版" in page
    assert "按事项看" in page
    name = load_catalogue().request_types["roads_public_works"].name.zh
    (row,) = [each for each in page.tree.all("tr") if name in each.text and "·" in each.text]
    assert "0 · 0.0%" in row.text


def test_each_figure_opens_its_tickets_for_those_who_read_tickets(desk: Desk) -> None:
    desk.bring(*ACCEPTED)
    number = correct(desk)
    dispatcher = desk.officer(Role.DISPATCHER)
    page = dispatcher.get("/admin/classifier?last=100")
    address = "/admin/classifier/tickets?last=100&said=FS&decided=OT"
    assert address.replace("&", "&amp;") in page.html
    behind = dispatcher.get(address)
    assert number in behind
    assert "符合的有 1 件" in behind
    assert "没有这样的诉求" in dispatcher.get("/admin/classifier/tickets?last=100&said=OM&decided=OT")


def test_an_administrator_reads_numbers_and_no_tickets(desk: Desk) -> None:
    number = correct(desk)
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/classifier")
    assert "/admin/classifier/tickets" not in page.html
    one = admin.get(f"/admin/classifier/lessons/{lesson(desk)}")
    assert TEXT[:6] not in one
    assert f"/desk/tickets/{number}" not in admin.get("/admin/classifier/lessons").html
    admin.get("/admin/classifier/tickets", status=403)


def test_a_strange_choice_of_how_many_is_the_middle_one(desk: Desk) -> None:
    assert "还没有可以衡量的诉求" in desk.officer(Role.DISPATCHER).get("/admin/classifier?last=7")


def test_a_lesson_is_excluded_with_a_reason_and_readmitted(desk: Desk) -> None:
    correct(desk)
    admin = desk.officer(Role.ADMINISTRATOR)
    address = f"/admin/classifier/lessons/{lesson(desk)}"
    page = admin.submit(admin.get(address), {"reason": "只此一件"})
    assert "停用" in page
    assert category(desk) is Category.FACTORS
    page = admin.get(address)
    assert "只此一件" in page
    admin.submit(page, {"reason": "看来不止"})
    assert category(desk) is Category.OTHER
    assert version(desk) == 3


def test_the_effect_of_a_lesson_is_told_and_opens_the_tickets_it_changed(desk: Desk) -> None:
    correct(desk)
    second = correct(desk)
    dispatcher = desk.officer(Role.DISPATCHER)
    assert "改动 1 件，对 1 件" in dispatcher.get("/admin/classifier/lessons")
    assert second in dispatcher.get(f"/admin/classifier/tickets?last=2000&lesson={lesson(desk)}")


def test_the_zone_goes_back_to_a_version_and_forward_again(desk: Desk) -> None:
    correct(desk)
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/classifier/versions/0")
    assert "停用 1 条" in page
    page = admin.submit(page, {"reason": "先不用更正"})
    assert "先不用更正" in page
    assert category(desk) is Category.FACTORS
    page = admin.get("/admin/classifier/versions/1")
    assert "恢复 1 条" in page
    admin.submit(page, {"reason": "还是要"})
    assert category(desk) is Category.OTHER


@pytest.mark.parametrize("what", ["lessons/{}", "versions/0"])
def test_a_missing_reason_is_asked_for(what: str, desk: Desk) -> None:
    correct(desk)
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(
        admin.get(f"/admin/classifier/{what.format(lesson(desk))}"), {"reason": " "}, status=422
    )
    assert "reason" in page.errors()
    assert version(desk) == 1


@pytest.mark.parametrize("what", ["lessons/{}", "versions/0"])
def test_on_a_stale_page_nothing_is_done_and_the_reason_stays(what: str, desk: Desk) -> None:
    correct(desk)
    number, admin = lesson(desk), desk.officer(Role.ADMINISTRATOR)
    page = admin.get(f"/admin/classifier/{what.format(number)}")
    desk.bring(
        Action.SUBMIT,
        title="另一件",
        body="路灯坏了三天，请维修。",
        request_type="tax",
    )
    with desk.app.app_context():
        exclude_lesson(number, "同事先停用", by=ADMINISTRATOR, now=desk.clock(), seen_version=1)
    again = admin.submit(page, {"reason": "我写的理由"}, status=409)
    assert "又有了新的版本" in again
    assert again.value("reason") == "我写的理由"
    assert version(desk) == 2


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    admin.get("/admin/classifier/lessons/99", status=404)
    admin.get("/admin/classifier/versions/99", status=404)


@pytest.mark.parametrize("path", ["", "/lessons", "/versions", "/tickets", "/lessons/1", "/versions/0"])
@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD])
def test_a_colleague_without_the_right_is_refused(path: str, role: Role, desk: Desk) -> None:
    desk.officer(role, "PW").get(f"/admin/classifier{path}", status=403)


def test_a_dispatcher_reads_and_does_not_revise(desk: Desk) -> None:
    correct(desk)
    dispatcher = desk.officer(Role.DISPATCHER)
    dispatcher.get("/admin/classifier/versions")
    dispatcher.get(f"/admin/classifier/lessons/{lesson(desk)}", status=403)
    dispatcher.get("/admin/classifier/versions/0", status=403)


def test_a_stranger_is_asked_to_sign_in(visitor: Visitor) -> None:
    assert visitor.get("/admin/classifier").path == "/sign-in"
