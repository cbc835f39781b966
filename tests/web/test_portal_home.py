"""The home page: every request type within reach, a suggestion for a problem in one's own words, last week's figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.reporting.week import Week
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.web.portal.home import marked
from service_desk.web.portal.tiles import TILES, slug_of, tile_of
from tests.support.acted_out import at_work
from tests.support.application import StandingClock
from tests.support.portal import GENERAL
from tests.support.visitor import Visitor

PROBLEM = "车间要加两台设备，电不够用，变压器想增容到1250kVA。现在老是跳闸。"


def test_every_request_type_can_be_reached_from_home_in_two_clicks(visitor: Visitor) -> None:
    reached = set()
    for link in visitor.get("/").links:
        if link.startswith("/requests/"):
            reached.add(link)
        elif link.startswith("/kinds/"):
            reached |= {inner for inner in visitor.get(link).links if inner.startswith("/requests/")}
    assert reached == {f"/requests/{slug_of(code)}" for code in load_catalogue().request_types}


def test_the_list_of_all_types_leads_to_every_form(visitor: Visitor) -> None:
    links = {link for link in visitor.get("/kinds").links if link.startswith("/requests/")}
    assert len(links) == len(load_catalogue().request_types)
    for link in sorted(links):
        assert visitor.get(link).heading


def test_a_type_nobody_placed_is_found_under_the_last_tile() -> None:
    assert tile_of("power_capacity") is TILES[0]
    assert tile_of("no_such_type") is TILES[-1]


def test_a_list_that_does_not_exist_is_not_found(visitor: Visitor) -> None:
    visitor.get("/kinds/nothing", status=404)


def test_a_problem_in_own_words_is_answered_with_a_suggestion(
    visitor: Visitor,
) -> None:
    page = visitor.submit(visitor.get("/"), {"problem": PROBLEM}, action="/ask")
    assert page.heading == "看看是不是这一项"
    assert "用电容量" in page
    assert "要素保障" in page
    assert page.tree.all("mark"), "the words it was recognised by are marked"


def test_a_guess_is_the_highlighted_choice_only_where_it_is_sure(visitor: Visitor) -> None:
    def asked(problem: str) -> str:
        return visitor.submit(visitor.get("/"), {"problem": problem}, action="/ask").html

    sure, unsure = asked("路灯坏了三天，晚班不安全"), asked("二号线停电了")
    assert "offer best" in sure
    assert "把握 99%" in sure
    assert "offer best" not in unsure
    assert "btn primary" not in unsure.partition("<main")[2]
    assert "把握不大，请您来定" in unsure
    for page in (sure, unsure):
        assert "把握 0%" not in page
        assert "100%" not in page
    assert "也可能是" in unsure


def test_choosing_the_suggestion_carries_the_words_into_the_form(visitor: Visitor) -> None:
    page = visitor.submit(visitor.get("/"), {"problem": PROBLEM}, action="/ask")
    form = visitor.submit(page, action="/requests/power-capacity")
    assert form.path == "/requests/power-capacity"
    assert form.value("body") == PROBLEM
    assert form.value("source_count") == "single"
    assert form.errors() == {}


def test_a_general_form_takes_its_title_from_the_first_sentence(visitor: Visitor) -> None:
    data = {
        "step": "start",
        "problem": "北门路灯不亮。已经一周了。",
        "csrf_token": visitor.get("/ask").value("csrf_token"),
    }
    form = visitor.send("/requests/roads-public-works", data)
    assert form.value("title") == "北门路灯不亮"
    assert form.value("body") == "北门路灯不亮。已经一周了。"
    review = visitor.submit(form, {name: GENERAL[name] for name in GENERAL if name not in ("title", "body")})
    assert "北门路灯不亮" in review


def test_an_empty_problem_is_asked_for_in_words(visitor: Visitor) -> None:
    page = visitor.submit(visitor.get("/"), {"problem": "  "}, action="/ask", status=422)
    assert "请写一两句您遇到的问题。" in page.errors()["problem"]


def test_evidence_words_are_marked_wherever_they_stand() -> None:
    assert marked("增容，再增容", ["增容"]) == [("增容", True), ("，再", False), ("增容", True)]
    assert marked("增容", []) == [("增容", False)]
    assert "".join(piece for piece, _ in marked("a.b*c", [".", "b*"])) == "a.b*c"


def test_last_weeks_figures_are_shown_once_they_are_frozen(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    assert "最近一周办理情况" not in visitor.get("/")
    with app.app_context():
        at_work(clock() - timedelta(days=5))
        compile_weekly_report(Week.last_completed(clock()), clock())
    page = visitor.get("/")
    assert "最近一周办理情况 3月2日—3月8日" in page
    assert "1 件新增诉求" in page
    assert "回访满意（参评 —）" in page
    assert "演示新材料有限公司" not in page


def test_the_home_page_can_be_read_in_english(new_visitor: Callable[..., Visitor]) -> None:
    page = new_visitor(language="en").get("/")
    assert "Power capacity" in page
    assert "Key energy user list" in page


def test_a_text_that_says_nothing_gets_no_suggestion_but_a_way_on(visitor: Visitor) -> None:
    page = visitor.submit(visitor.get("/"), {"problem": "您好，谢谢"}, action="/ask")
    assert page.heading == "还看不出是哪一项"
    assert "把握" not in page
    assert {"/kinds", "/ask"} <= set(page.links)
