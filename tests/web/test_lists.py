"""Bringing a problem list in on the pages: template, every row with suggestion or errors, import part by part, once."""

from __future__ import annotations

import io

import pytest

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import ProblemListRow, Ticket
from service_desk.usecases.intake import import_list
from service_desk.web.lists import looking
from tests.support.desk import Desk
from tests.support.samples import photograph
from tests.support.visitor import Page, Visitor

R = Role
POWER = "演示甲公司,变压器容量不够，想增容到1250kVA,13800138000"
UNSURE = "演示乙公司,二号线停电了,"
WRONG = "演示丙公司,,12"


def listed(*rows: str) -> tuple[io.BytesIO, str]:
    text = "\n".join(["企业名称,诉求内容,联系电话", *rows])
    return io.BytesIO(text.encode("gb18030")), "清单.csv"


def preview(officer: Visitor, *rows: str) -> Page:
    return officer.submit(officer.get("/lists"), {"file": listed(*rows)}, action="/lists")


def go_on(officer: Visitor, page: Page) -> Page:
    return officer.submit(page, action=f"/lists/{token(page)}/import")


def token(page: Page) -> str:
    return page.path.split("/")[2]


def tickets(desk: Desk) -> int:
    with desk.app.app_context():
        return db.session.query(Ticket).count()


def test_a_list_is_looked_at_before_anything_is_filed(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = preview(officer, POWER, UNSURE, WRONG)
    assert "共 3 行：有错 1 行，要看 1 行，可导入 1 行。" in page
    assert "诉求内容：没有填写" in page
    assert "演示甲公司" not in page  # what needs a person comes first
    assert tickets(desk) == 0


def test_each_suggestion_shows_its_evidence_and_what_else_was_thought_of(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = preview(officer, POWER, UNSURE)
    assert "把握不大，由派单员定" in page
    assert "也可能是" in page
    ready = officer.get(f"{page.path}?show=ready")
    assert "依据 1250kVA 变压器 增容" in ready
    assert "演示乙公司" not in ready


def test_every_row_is_reached_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SHOWN", 2)
    officer = desk.officer(R.DISPATCHER)
    page = officer.get(preview(officer, *(f"第{n}号公司,停电," for n in range(5))).path + "?show=all")
    seen = []
    for first in (4, 6, None):
        seen.append([n for n in range(5) if f"第{n}号公司" in page])
        following = [link for link in page.links if f"from={first}" in link]
        page = officer.get(following[0]) if first else page
    assert seen == [[0, 1], [2, 3], [4]]


def test_it_is_brought_in_part_by_part_and_a_second_time_nothing_is_doubled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_list, "AT_ONCE", 2)
    officer = desk.officer(R.COMMISSIONER)
    rows = [f"演示甲公司,第{n}个问题：停水," for n in range(5)]
    page = go_on(officer, preview(officer, *rows, WRONG))
    assert page.heading == "正在录入"
    assert "已录入 2 / 5 行" in page
    page = go_on(officer, go_on(officer, page))
    assert page.heading == "清单.csv"
    assert "共 6 行：有错 1 行，已导入 5 行。" in page
    assert tickets(desk) == 5
    with desk.app.app_context():  # what the rows said stands in the tickets now
        rows_left = db.session.query(ProblemListRow).filter_by(standing="filed")
        assert {row.cells for row in rows_left} == {None}
    again = preview(officer, *rows, "演示丁公司,停电,")
    assert "已录过 5 行" in again
    go_on(officer, again)
    assert tickets(desk) == 6


def test_an_interrupted_import_is_gone_on_with_from_the_page_of_uploads(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_list, "AT_ONCE", 1)
    officer = desk.officer(R.COMMISSIONER)
    go_on(officer, preview(officer, POWER, UNSURE))
    uploads = officer.get("/lists")
    assert "还有 1 行没有导入" in uploads
    (link,) = (link for link in uploads.links if link.startswith("/lists/") and "template" not in link)
    page = officer.get(link)
    assert "导入到一半" in page
    go_on(officer, page)
    assert tickets(desk) == 2


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ((io.BytesIO(photograph()), "a.xlsx"), "只收 Excel"),
        ((io.BytesIO("甲,乙\n1,2".encode()), "a.csv"), "缺少列：企业名称、诉求内容"),
        ((io.BytesIO("企业,内容\n".encode()), "a.csv"), "表里没有内容"),
        ((io.BytesIO(b""), ""), "请选择文件"),
    ],
    ids=["picture", "columns", "empty", "none"],
)
def test_what_is_no_list_is_refused_in_words(file: tuple[io.BytesIO, str], words: str, desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    page = officer.submit(officer.get("/lists"), {"file": file}, action="/lists", status=422)
    assert words in page


def test_the_template_is_a_list_the_desk_reads(desk: Desk) -> None:
    officer = desk.officer(R.DISPATCHER)
    answer = officer.fetch("/lists/template.xlsx")
    page = officer.submit(
        officer.get("/lists"), {"file": (io.BytesIO(answer.data), "t.xlsx")}, action="/lists"
    )
    assert "可导入 1 行" in page


@pytest.mark.parametrize("role", [R.CALLBACK, R.LEADER, R.ADMINISTRATOR])
def test_a_colleague_without_the_right_is_refused(role: Role, desk: Desk) -> None:
    desk.officer(role).get("/lists", status=403)


def test_a_stranger_signs_in_first_and_a_colleagues_list_is_not_there(desk: Desk, visitor: Visitor) -> None:
    assert visitor.get("/lists").path == "/sign-in"
    mine = preview(desk.officer(R.DISPATCHER), POWER)
    other = desk.officer(R.COMMISSIONER)
    other.get(mine.path, status=404)
    csrf = other.get("/lists").value("csrf_token")
    other.send(f"{mine.path}/import", {"csrf_token": csrf}, status=404)
    assert tickets(desk) == 0
