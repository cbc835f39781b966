"""The administrator's calendar: a year one can read, an import one can foresee, and deadlines that move in full view."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import calendar_in_force
from service_desk.usecases.zone.edit_calendar_day import edit_calendar_day
from tests.support.desk import Desk
from tests.support.people import ADMINISTRATOR
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import WORKING

CSV = "2027-01-01,off,元旦\n2027-05-01,off,劳动节\n2027-05-08,on,劳动节\n2027-10-01,off,国庆节\n"
IMPORT = "/admin/calendar/import"


@pytest.fixture
def admin(desk: Desk) -> Visitor:
    """An administrator at his desk."""
    return desk.officer(Role.ADMINISTRATOR)


def works(desk: Desk, day: date) -> bool:
    with desk.app.app_context():
        return calendar_in_force(db.session()).is_working(day)


def cell(page: Page, day: str) -> str:
    [link] = [a for a in page.tree.all("a") if a.get("href") == f"/admin/calendar/day/{day}"]
    return f"{link.text} {link.get('aria-label')}"


def test_a_year_shows_days_off_and_make_up_days_by_word(admin: Visitor) -> None:
    page = admin.get("/admin/calendar")
    assert page.heading == "2026 年工作日历"
    assert cell(page, "2026-10-01") == "1 休 10月1日（周四） 节假日 国庆节"
    assert cell(page, "2026-10-10") == "10 班 10月10日（周六） 调休上班"
    assert cell(page, "2026-10-12") == "12 10月12日（周一） 工作日"
    assert len([a for a in page.links if a.startswith("/admin/calendar/day/")]) == 365
    assert "10月1日（周四） 至 10月7日（周三），共 7 天" in page
    assert "随系统提供" in page


def test_a_holiday_that_begins_in_december_stands_in_the_year_it_is_for(admin: Visitor) -> None:
    page = admin.get("/admin/calendar/2023")
    assert "12月31日（周六） 至 1月2日（周一），共 3 天" in page
    assert "休" in cell(admin.get("/admin/calendar/2022"), "2022-12-31")


def test_an_unloaded_year_says_so_and_offers_the_import(admin: Visitor) -> None:
    page = admin.get("/admin/calendar/2027")
    assert "2027 年的放假安排还没有录入" in page
    assert any(link.startswith(IMPORT) for link in page.links)
    day = admin.get("/admin/calendar/day/2027-01-01")
    assert "先导入全年安排" in day
    assert day.tree.all("input", name="kind") == []


@pytest.mark.parametrize("path", ["1999", "2101", "day/2026-02-30", "day/x", "2027/csv", "2026/pdf"])
def test_there_is_no_page_for_what_is_no_day_and_no_year(path: str, admin: Visitor) -> None:
    admin.get(f"/admin/calendar/{path}", status=404)


def test_the_banner_appears_on_every_page_sixty_days_before_and_goes_with_the_import(
    desk: Desk, admin: Visitor
) -> None:
    words = "2027 年放假安排尚未录入"
    assert words not in admin.get("/admin/departments")
    desk.forward(days=240)
    admin = desk.officer(Role.ADMINISTRATOR)
    for path in ("", "/users", "/departments", "/calendar", "/mail", "/users/invite"):
        assert words in admin.get("/admin" + path)
    preview = admin.submit(admin.get(IMPORT), {"text": CSV})
    admin.submit(preview, button="apply=1")
    assert words not in admin.get("/admin/users")


def test_a_preview_shows_what_would_change_and_changes_nothing(desk: Desk, admin: Visitor) -> None:
    page = admin.submit(admin.get(IMPORT), {"text": CSV})
    assert "预览：2027 年" in page
    assert "共放假 3 天，调休上班 1 天；与现行安排不同的有 4 天。" in page
    assert "2027年5月8日（周六） 周末 调休上班 劳动节" in page
    assert page.value("text") == CSV.strip()
    assert not works(desk, date(2027, 5, 8))


def test_an_import_takes_effect_and_is_on_record(desk: Desk, admin: Visitor) -> None:
    page = admin.submit(admin.submit(admin.get(IMPORT), {"text": CSV}), button="apply=1")
    assert page.path == "/admin/calendar/2027"
    assert "已生效" in page
    assert "导入全年安排：4 天与之前不同" in page
    assert "2027年" not in page.tree.all("nav", class_="chips no-print")[0].text
    assert works(desk, date(2027, 5, 8))
    assert not works(desk, date(2027, 1, 1))


def test_only_what_was_previewed_is_put_in_force(desk: Desk, admin: Visitor) -> None:
    preview = admin.submit(admin.get(IMPORT), {"text": CSV})
    edited = admin.submit(preview, {"text": CSV.replace("05-08", "05-09")}, button="apply=1")
    assert "内容和预览过的不一样" in edited
    assert "2027年5月9日（周日）" in edited
    assert not works(desk, date(2027, 5, 9))
    admin.submit(edited, button="apply=1")
    assert works(desk, date(2027, 5, 9))


def test_a_file_is_read_whatever_a_spreadsheet_made_of_it(admin: Visitor) -> None:
    published = json.dumps(
        {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]}, ensure_ascii=False
    )
    for content in (
        CSV.encode("utf-8-sig"),
        CSV.replace("\n", "\r\n").encode("gb18030"),
        published.encode(),
    ):
        page = admin.submit(admin.get(IMPORT), {"file": (io.BytesIO(content), "2027.csv")})
        assert "预览：2027 年" in page
        assert "元旦" in page.value("text")


def test_a_file_that_is_no_text_or_far_too_long_is_refused(admin: Visitor) -> None:
    for content, words in ((b"\xff\xfe\x00\x81\xff", "读不出文字"), (b"x" * 200_001, "文件太大")):
        page = admin.submit(admin.get(IMPORT), {"file": (io.BytesIO(content), "x")}, status=422)
        assert words in page.errors()["file"]


def test_wrong_lines_are_listed_each_and_the_text_is_kept(desk: Desk, admin: Visitor) -> None:
    wrong = CSV + "2027-02-30,off,春节\n2027-05-06,on,\n"
    page = admin.submit(admin.get(IMPORT), {"text": wrong}, status=422)
    assert "第 5 行" in page
    assert "第 6 行" in page
    assert "2 处不对" in page.errors()["text"]
    assert page.value("text") == wrong.strip()
    admin.submit(page, {"text": wrong}, button="apply=1", status=422)  # however it is pressed
    assert not works(desk, date(2027, 5, 8))


@pytest.mark.parametrize(
    ("fields", "beside"),
    [({"text": ""}, "text"), ({"text": CSV, "year": "1850"}, "year"), ({"text": CSV, "year": "x"}, "year")],
)
def test_nothing_or_no_year_is_refused_beside_the_field(
    fields: dict[str, str], beside: str, admin: Visitor
) -> None:
    assert beside in admin.submit(admin.get(IMPORT), fields, status=422).errors()


def test_a_year_somebody_else_changed_since_the_preview_is_compared_again(desk: Desk, admin: Visitor) -> None:
    text = admin.fetch("/admin/calendar/2026/csv").get_data(as_text=True).replace("2026-05-09,on,", "")
    preview = admin.submit(admin.get(IMPORT), {"text": text})
    with desk.app.app_context():
        edit_calendar_day(date(2026, 6, 1), works=False, name="", by=ADMINISTRATOR, now=desk.clock())
    again = admin.submit(preview, button="apply=1", status=409)
    assert "还没有生效" in again
    assert "6月1日" in again
    assert works(desk, date(2026, 5, 9))
    admin.submit(again, button="apply=1")
    assert (works(desk, date(2026, 5, 9)), works(desk, date(2026, 6, 1))) == (False, True)


def test_the_page_says_which_deadlines_a_day_off_has_moved(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.submit(admin.get("/admin/calendar/day/2026-03-17"), {"kind": "off", "name": "演示假日"})
    assert "1 个在办时限随之变动" in page
    assert f"{number} 一般问题办结： 3月17日（周二）24:00 → 3月18日（周三）24:00" in page
    assert "休" in cell(page, "2026-03-17")
    assert "演示假日" in cell(page, "2026-03-17")


def test_a_day_set_to_what_it_is_changes_nothing(admin: Visitor) -> None:
    assert "没有改动" in admin.submit(admin.get("/admin/calendar/day/2026-03-17"))


def test_a_second_administrator_on_a_stale_day_keeps_his_choice(desk: Desk, admin: Visitor) -> None:
    page = admin.get("/admin/calendar/day/2026-03-17")
    with desk.app.app_context():
        edit_calendar_day(date(2026, 3, 18), works=False, name="", by=ADMINISTRATOR, now=desk.clock())
    again = admin.submit(page, {"kind": "off", "name": "演示"}, status=409)
    assert "2026年3月18日" in again
    assert (again.value("kind"), again.value("name")) == ("off", "演示")
    admin.submit(again)
    assert not works(desk, date(2026, 3, 17))


def test_a_name_that_is_too_long_is_refused_beside_it(admin: Visitor) -> None:
    page = admin.submit(
        admin.get("/admin/calendar/day/2026-03-17"), {"kind": "off", "name": "长" * 21}, status=422
    )
    assert "name" in page.errors()


def test_an_export_is_a_file_that_an_import_takes(admin: Visitor) -> None:
    for kind, content in (("csv", "text/csv"), ("json", "application/json")):
        answer = admin.fetch(f"/admin/calendar/2026/{kind}")
        assert answer.mimetype == content
        assert f"calendar-2026.{kind}" in answer.headers["Content-Disposition"]
        page = admin.submit(admin.get(IMPORT), {"text": answer.get_data(as_text=True)})
        assert "与现行安排完全相同" in page


def test_everything_can_be_recomputed_with_a_button(admin: Visitor) -> None:
    page = admin.submit(admin.get("/admin/calendar"), action="/admin/calendar/2026/recompute")
    assert "没有变动" in page
    assert "重算在办诉求的时限：0 个时限变动" in page
