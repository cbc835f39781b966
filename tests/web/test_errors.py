"""Failures in plain words, with a number to quote, and nothing about our insides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask, abort

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Refusal, Stale
from service_desk.persistence.database import db
from service_desk.web.access import public
from service_desk.web.errors import Change, stale_page
from tests.support.visitor import Visitor

SECRET = "postgresql://desk:hunter2@db/desk"


def fail_with(app: Flask, failure: Exception | int) -> str:
    """Add a page that fails and return its address."""

    @app.get("/failing", endpoint="failing")
    @public
    def failing() -> str:
        if isinstance(failure, int):
            abort(failure)
        raise failure

    return "/failing"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (400, "这次提交没有看懂"),
        (403, "没有权限"),
        (404, "没有找到"),
        (405, "不能这样打开"),
        (409, "有了变化"),
        (413, "文件太大"),
        (422, "需要改正"),
        (429, "太频繁"),
        (500, "不是您的操作有误"),
        (418, "没有看懂"),
        (503, "不是您的操作有误"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_failure_has_a_page_with_a_number_to_quote(
    code: int, words: str, language: str, app: Flask, visitor: Visitor
) -> None:
    visitor.client.set_cookie("language", language)
    page = visitor.get(fail_with(app, code), status=code)
    if language == "zh":
        assert words in page.heading
    assert page.response.headers["X-Request-ID"] in page


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotFound(Bilingual("没有这件诉求。", "No such ticket.")), 404),
        (NotEntitled(Bilingual("只有主办部门可以反馈。", "Only the lead department.")), 403),
        (NotPossible(Bilingual("已经销号，不能再反馈。", "Struck off already.")), 409),
        (InvalidInput({"text": Bilingual("请写", "Write")}), 422),
        (Stale(3), 409),
        (Refusal(Bilingual("不行。", "No.")), 409),
    ],
)
def test_a_refusal_nobody_caught_is_shown_with_its_reason(
    refusal: Refusal, status: int, app: Flask, visitor: Visitor
) -> None:
    assert refusal.reason.zh in visitor.get(fail_with(app, refusal), status=status)


def test_a_crash_tells_the_visitor_nothing_about_our_insides(app: Flask, visitor: Visitor) -> None:
    page = visitor.get(fail_with(app, RuntimeError(SECRET)), status=500)
    assert "没有保存" in page
    for word in ("hunter2", "RuntimeError", "Traceback", "service_desk"):
        assert word not in page.html


def test_a_crash_is_logged_under_the_number_the_visitor_sees(
    app: Flask, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    page = visitor.get(fail_with(app, RuntimeError("told")), status=500)
    assert page.response.headers["X-Request-ID"] in caplog.text
    assert "told" in caplog.text


def test_the_page_comes_even_when_the_database_does_not(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        db.session.remove()
        db.drop_all()
    with visitor.client.session_transaction() as session:
        session["token"], session["seen"] = "x", 0
    assert "没有保存" in visitor.get("/account", status=500)


def test_a_stale_act_shows_what_changed_and_keeps_what_was_typed(app: Flask, visitor: Visitor) -> None:
    change = Change(
        datetime(2026, 3, 10, 1, tzinfo=UTC), "供电局 承办人乙", Bilingual("反馈进展", "Progress")
    )

    @app.get("/stale")
    @public
    def stale() -> tuple[str, int]:
        return stale_page([change], {"进展": "已联系\n<b>企业</b>"}, "/tickets/1")

    page = visitor.get("/stale", status=409)
    assert "反馈进展" in page
    assert "3月10日 09:00" in page
    assert "<b>企业</b>" in page.text
    assert "/tickets/1" in page.links


def test_too_much_at_once_is_refused_in_words(app: Flask, visitor: Visitor) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    assert "60 MB" in visitor.send("/sign-in", {"login": "x" * 2000}, status=413)


def test_a_program_gets_its_failure_as_json(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/nothing", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json == {"error": 404, "reason": None, "request_id": answer.headers["X-Request-ID"]}
    assert client.get("/account", headers={"Accept": "application/json"}).status_code == 401


def test_the_405_page_says_which_methods_there_are(app: Flask) -> None:
    assert "POST" in app.test_client().get("/sign-out").headers["Allow"]


def test_the_address_in_a_404_is_not_repeated_as_markup(visitor: Visitor) -> None:
    assert "<script>" not in visitor.get("/<script>alert(1)</script>", status=404).html.replace(
        '<script type="module"', ""
    )
