"""Files on the pages: sent with an act, kept when anything else is wrong, handed out only to whom the entry concerns."""

from __future__ import annotations

import io

import pytest

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Attachment
from tests.support.desk import Desk
from tests.support.portal import show_code
from tests.support.samples import dwg, package, paper, photograph
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import WORKING, A

R = Role
Upload = tuple[io.BytesIO, str]


def upload(content: bytes, name: str) -> Upload:
    return io.BytesIO(content), name


def opened(desk: Desk, visitor: Visitor) -> str:
    number = desk.bring(*WORKING)
    show_code(visitor, number, desk.ticket(number).query_code)
    return number


def file_links(page: Page) -> dict[str, str]:
    """Return the addresses of the page's files by their names."""
    return {a.text: a.get("href") for a in page.tree.all("a") if "/files/" in a.get("href")}


def test_an_enterprise_sends_photographs_and_both_sides_download_them(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor)
    sent = {
        "note": "变压器铭牌",
        "files": [upload(photograph(), "铭牌.jpg"), upload(paper(), "用电合同.pdf")],
    }
    page = visitor.submit(visitor.get(f"/track/{number}/supplement"), sent)
    assert list(file_links(page)) == ["铭牌.jpg", "用电合同.pdf"]
    handler = desk.officer(R.HANDLER, "PW")
    for reader, there in ((visitor, page), (handler, handler.get(f"/desk/tickets/{number}"))):
        answer = reader.fetch(file_links(there)["用电合同.pdf"])
        assert answer.data == paper()
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "%E7%94%A8%E7%94%B5" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_what_was_received_is_kept_while_something_else_is_put_right(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor)
    sent = {"note": "", "files": [upload(photograph(), "好.jpg"), upload(b"MZ program", "坏.exe")]}
    page = visitor.submit(visitor.get(f"/track/{number}/supplement"), sent, status=422)
    assert "坏.exe：只收图片" in page.errors()["files"]
    assert "好.jpg" in page
    done = visitor.submit(page, {"note": "补上了"})
    assert list(file_links(done)) == ["好.jpg"]


def test_a_file_that_was_received_can_be_left_out_again(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor)
    sent = {"note": "", "files": [upload(photograph(), "一.jpg"), upload(paper(), "二.pdf")]}
    page = visitor.submit(visitor.get(f"/track/{number}/supplement"), sent, status=422)
    first = page.tree.all("input", name="drop_files")[0].get("value")
    done = visitor.submit(page, {"note": "只要第二个", "drop_files": first})
    assert list(file_links(done)) == ["二.pdf"]


@pytest.mark.parametrize(
    ("slug", "action", "fields", "public"),
    [
        ("progress", A.PROGRESS, {"reach": "public", "note": "已勘查"}, True),
        ("progress", A.PROGRESS, {"reach": "internal", "note": "内部"}, False),
        ("note", A.NOTE, {"note": "内部"}, False),
        ("verify-on-site", A.VERIFY_ON_SITE, {"people": "张工", "conclusion": "表计正常"}, True),
    ],
)
def test_an_officer_adds_photographs_which_the_enterprise_gets_only_with_a_public_entry(
    slug: str, action: str, fields: dict[str, str], public: bool, desk: Desk, visitor: Visitor
) -> None:
    number = opened(desk, visitor)
    handler = desk.officer(R.HANDLER, "PW")
    sent = {**fields, "files": [upload(photograph(), "电表.jpg")]}
    page = handler.submit(
        handler.get(f"/desk/tickets/{number}/{slug}"), sent, action=f"/desk/tickets/{number}/{slug}"
    )
    assert desk.events(number)[-1].action == action
    link = file_links(page)["电表.jpg"]
    handler.fetch(link)
    token = link.rsplit("/", 1)[1]
    shown = file_links(visitor.get(f"/track/{number}"))
    assert ("电表.jpg" in shown) is public
    visitor.fetch(f"/track/{number}/files/{token}", status=200 if public else 404)


def test_a_drawing_of_a_drawing_program_comes_from_officers_and_from_whoever_was_asked_for_one_and_is_only_a_download(
    desk: Desk, visitor: Visitor
) -> None:
    number = opened(desk, visitor)
    supplement = visitor.get(f"/track/{number}/supplement")
    assert ".dwg,.dxf" in supplement.html
    sent: dict[str, object] = {"note": "接线图", "files": [upload(dwg(), "接线图.dwg")]}
    assert "接线图.dwg" in file_links(visitor.submit(supplement, sent))
    handler = desk.officer(R.HANDLER, "PW")
    form = handler.get(f"/desk/tickets/{number}/progress")
    assert ".dwg,.dxf" in form.html
    assert "CAD 图纸（dwg、dxf）" in form
    sent |= {"note": "总图", "reach": "public", "files": [upload(dwg(), "总图.dwg")]}
    page = handler.submit(form, sent, action=f"/desk/tickets/{number}/progress")
    assert "CAD 图纸" in handler.get(f"/desk/tickets/{number}/files")
    answer = visitor.fetch(file_links(visitor.get(f"/track/{number}"))["总图.dwg"])
    assert (answer.data, answer.mimetype) == (dwg(), "image/vnd.dwg")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert not [picture for picture in page.tree.all("img") if "thumbnail" in str(picture.get("src"))]


def test_a_stranger_another_department_and_another_ticket_get_nothing(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor)
    page = visitor.submit(
        visitor.get(f"/track/{number}/supplement"), {"note": "见附件", "files": [upload(paper(), "合同.pdf")]}
    )
    (link,) = file_links(page).values()
    token = link.rsplit("/", 1)[1]
    visitor.fetch(f"/track/{number}/files/{'x' * 27}", status=404)
    other = opened(desk, visitor)
    visitor.fetch(f"/track/{other}/files/{token}", status=404)
    outsider = desk.officer(R.HANDLER, "LE")
    outsider.fetch(f"/desk/tickets/{number}/files/{token}", status=404)
    stranger = Visitor(desk.app.test_client())
    assert stranger.fetch(link, status=303).headers["Location"].startswith("/track")
    assert (
        "/sign-in" in stranger.fetch(f"/desk/tickets/{number}/files/{token}", status=303).headers["Location"]
    )


def test_a_forged_form_stores_no_file(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor)
    page = visitor.get(f"/track/{number}/supplement")
    again = visitor.submit(
        page, {"note": "x", "csrf_token": "forged", "files": [upload(paper(), "合同.pdf")]}, status=400
    )
    assert "请重新选择附件" in again
    with desk.app.app_context():
        assert db.session.query(Attachment).count() == 0


def test_a_package_that_pretends_to_be_a_picture_is_named_and_refused(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor)
    page = visitor.submit(
        visitor.get(f"/track/{number}/supplement"),
        {"note": "见附件", "files": [upload(package("a.txt"), "<script>x.jpg")]},
        status=422,
    )
    assert "<script>x.jpg：只收图片" in page.errors()["files"]


def test_a_file_sent_alone_is_received_and_comes_with_the_next_words(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor)
    page = visitor.get(f"/track/{number}/supplement")
    token = page.value("csrf_token")
    answer = visitor.client.post(
        f"/track/{number}/files", data={"csrf_token": token, "files": [upload(photograph(), "铭牌.jpg")]}
    )
    assert answer.json is not None
    assert answer.json["name"] == "铭牌.jpg"
    done = visitor.send(
        f"/track/{number}/supplement",
        {
            "csrf_token": token,
            "version": page.value("version"),
            "note": "铭牌",
            "kept_files": answer.json["token"],
        },
    )
    assert list(file_links(done)) == ["铭牌.jpg"]
    refused = visitor.client.post(
        f"/track/{number}/files", data={"csrf_token": token, "files": [upload(b"MZ", "a.exe")]}
    )
    assert refused.status_code == 422
    assert "只收图片" in (refused.json or {})["reason"]


def test_a_stranger_sends_no_file(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor)
    stranger = Visitor(desk.app.test_client())
    token = stranger.get("/track").value("csrf_token")
    answer = stranger.client.post(
        f"/track/{number}/files", data={"csrf_token": token, "files": [upload(paper(), "a.pdf")]}
    )
    assert answer.status_code == 403
    with desk.app.app_context():
        assert db.session.query(Attachment).count() == 0


def test_an_officer_finds_all_files_of_a_ticket_in_one_place_with_the_entry_each_came_with(
    desk: Desk, visitor: Visitor
) -> None:
    number = opened(desk, visitor)
    photographs = [upload(photograph(), f"照片{each}.jpg") for each in range(1, 9)]
    visitor.submit(visitor.get(f"/track/{number}/supplement"), {"note": "见附件", "files": photographs})
    handler = desk.officer(R.HANDLER, "PW")
    sent = {"note": "内部", "files": [upload(paper(pages=3), "勘查记录.pdf")]}
    page = handler.submit(
        handler.get(f"/desk/tickets/{number}/note"), sent, action=f"/desk/tickets/{number}/note"
    )
    (here,) = page.tree.all("section", aria_labelledby="all-files")
    assert "全部附件 9 个" in here.text
    shown = here.all("li")
    assert len(shown) == 8  # the page stays small; all nine are one step away
    assert "勘查记录.pdf" in shown[0].text
    for words in ("PDF", "3 页", "内部", "承办人"):
        assert words in shown[0].text
    entry = next(a.get("href") for a in shown[0].all("a") if a.get("href").startswith("#entry-"))
    assert page.tree.all("li", id=entry[1:])
    everything = handler.get(f"/desk/tickets/{number}/files")
    lines = everything.tree.all("ul", class_="all-files")[0].all("li")
    assert lines[0].all("a")[0].text == "勘查记录.pdf"
    assert len(lines) == 9
    assert all(line.all("img") for line in lines[1:])
    assert any(a.get("href") == f"/desk/tickets/{number}{entry}" for a in lines[0].all("a"))
    desk.officer(R.HANDLER, "LE").get(f"/desk/tickets/{number}/files", status=404)
