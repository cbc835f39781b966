"""Answers as everybody reads them: found, rendered harmlessly, voted on once, marked when overdue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import answer_by_id
from service_desk.persistence.tables import AnswerVote, OutboxMail
from service_desk.web.knowledge.markdown import rendered
from tests.support.desk import Desk
from tests.support.knowledge import TITLE, draft, publish
from tests.support.visitor import Page, Visitor


def answer_page(visitor: Visitor, answer_id: int) -> Page:
    return visitor.get(f"/knowledge/{answer_id}")


def test_answers_are_listed_found_and_narrowed(desk: Desk, visitor: Visitor) -> None:
    publish(desk)
    publish(
        desk,
        title="员工子女怎么入学",
        question="就近上学。",
        text="统一报名。",
        request_type="living_services",
    )
    page = visitor.get("/knowledge")
    assert TITLE in page
    assert "员工子女怎么入学" in page
    assert TITLE not in visitor.submit(page, {"q": "入学"}, action="/knowledge")
    assert TITLE in visitor.get("/knowledge?category=FS")
    assert TITLE not in visitor.get("/knowledge?category=OT")
    assert TITLE in visitor.get("/knowledge?type=power_capacity")
    assert "没有找到" in visitor.get("/knowledge?q=火星")
    assert "太短" in visitor.get("/knowledge?q=电")
    for strange in ("?category=XX", "?type=none", "?before=abc", "?q=%00", "?before=99999999999"):
        visitor.get("/knowledge" + strange)


def test_an_answer_has_its_title_in_its_address(desk: Desk, visitor: Visitor) -> None:
    number = publish(desk)
    page = answer_page(visitor, number)
    assert page.heading == TITLE
    assert page.path == f"/knowledge/{number}-{TITLE}"
    assert visitor.get(f"/knowledge/{number}-wrong").path == page.path
    assert "PW · 3月10日 发布" in page
    visitor.get("/knowledge/999", status=404)
    visitor.get("/knowledge/99999999999999999999", status=404)
    visitor.get("/knowledge/999-x", status=404)


def test_what_is_not_public_is_not_there(desk: Desk, visitor: Visitor) -> None:
    number = draft(desk, desk.person(Role.HANDLER, "PW"))
    visitor.get(f"/knowledge/{number}", status=404)
    visitor.send(f"/knowledge/{number}/vote", {"helpful": "yes"}, status=400)
    assert TITLE not in visitor.get("/knowledge")


def test_the_answer_is_rendered_with_lists_bold_words_and_links(desk: Desk, visitor: Visitor) -> None:
    page = answer_page(visitor, publish(desk))
    assert "<strong>用电容量</strong>" in page.html
    assert "<li>户号</li>" in page.html
    assert "tel:0600-6000001" in page.links
    assert "https://zone.example/guide" in page.links


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](data:text/html,1)",
        "[x](/sign-out)", "[x](//evil.example)", "[x](JaVaScRiPt:alert(1))", "![x](https://evil.example/a.png)",
        "[x](vbscript:x)", "<a href='https://x' onclick='y'>x</a>", "[x](&#106;avascript:alert(1))",
    ],
)  # fmt: skip
def test_nothing_typed_into_an_answer_can_do_harm(typed: str) -> None:
    html = str(rendered(f"先看\n\n{typed}"))
    for harm in ("<script", "<img", "onerror=", "onclick=", "javascript:", "data:", "vbscript:"):
        assert f'"{harm}' not in html.lower()
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="/' not in html
    assert 'href="javascript' not in html.lower()


def test_a_reader_says_once_whether_it_helped(
    desk: Desk, visitor: Visitor, new_visitor: Callable[..., Visitor]
) -> None:
    number = publish(desk)
    page = answer_page(visitor, number)
    page = visitor.submit(page, action=f"/knowledge/{number}/vote", button="helpful=yes")
    assert "谢谢您的反馈" in page
    assert "您说解决了" in page
    token = visitor.get("/").value("csrf_token")
    again = visitor.send(f"/knowledge/{number}/vote", {"helpful": "no", "csrf_token": token})
    assert "没有重复计数" in again
    other = new_visitor()
    other.submit(answer_page(other, number), action=f"/knowledge/{number}/vote", button="helpful=no")
    with desk.app.app_context():
        answer = answer_by_id(db.session(), number)
        assert answer is not None
        assert (answer.helpful, answer.unhelpful) == (1, 1)


def test_an_old_cookie_does_not_vote_twice(desk: Desk, visitor: Visitor) -> None:
    number = publish(desk)
    page = answer_page(visitor, number)
    visitor.submit(page, action=f"/knowledge/{number}/vote", button="helpful=no")
    cookie = visitor.client.get_cookie("desk")
    assert cookie is not None
    page = answer_page(visitor, number)
    visitor.submit(page, {"words": "没说要多久"}, action=f"/knowledge/{number}/missing")
    visitor.client.set_cookie("desk", cookie.value)
    token = visitor.get("/").value("csrf_token")
    visitor.send(f"/knowledge/{number}/vote", {"helpful": "no", "csrf_token": token})
    with desk.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AnswerVote)) == 1


def test_what_is_missing_is_asked_after_a_no_and_goes_to_the_department(desk: Desk, visitor: Visitor) -> None:
    number = publish(desk)
    assert "还差什么" not in answer_page(visitor, number)
    page = visitor.submit(
        answer_page(visitor, number), action=f"/knowledge/{number}/vote", button="helpful=no"
    )
    address = f"/knowledge/{number}/missing"
    page = visitor.submit(page, {"words": " "}, action=address, status=422)
    assert "请写一两句还差什么" in page.errors()["words"]
    page = visitor.submit(page, {"words": "没说要多久"}, action=address)
    assert "已转给负责的部门" in page
    assert not [form for form in page.tree.all("form") if form.get("action") == address]
    with desk.app.app_context():
        letter = db.session.scalars(
            sa.select(OutboxMail).where(OutboxMail.notice == "answer_unhelpful")
        ).one()
        assert (letter.recipient, letter.data["words"]) == ("pw@zone.example", "没说要多久")
    assert "没说要多久" in desk.officer(Role.HANDLER, "PW").get(f"/desk/knowledge/{number}")


def test_a_stale_page_keeps_what_was_missing(desk: Desk, visitor: Visitor) -> None:
    number = publish(desk)
    page = visitor.submit(
        answer_page(visitor, number), action=f"/knowledge/{number}/vote", button="helpful=no"
    )
    page = visitor.submit(
        page, {"words": "没说要多久", "csrf_token": "old"}, action=f"/knowledge/{number}/missing", status=400
    )
    assert page.value("words") == "没说要多久"


def test_an_overdue_answer_says_so_to_everybody(desk: Desk, visitor: Visitor) -> None:
    number = publish(desk)
    assert "待复核" not in answer_page(visitor, number)
    desk.forward(days=190)
    assert "待复核" in answer_page(visitor, number)
    assert "办理前请向PW核实" in answer_page(visitor, number)
    assert "待复核" in visitor.get("/knowledge")


def test_an_english_reader_is_told_what_is_in_chinese_only(
    desk: Desk, new_visitor: Callable[..., Visitor]
) -> None:
    english = new_visitor(language="en")
    number = publish(desk)
    assert "in Chinese only" in english.get(f"/knowledge/{number}")
    number = publish(desk, title_en="More power", question_en="Too small", text_en="Fill in the **form**.")
    page = english.get(f"/knowledge/{number}")
    assert page.heading == "More power"
    assert "<strong>form</strong>" in page.html
