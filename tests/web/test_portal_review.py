"""Checking before submitting: every answer, what was reckoned, what looks odd; and the way back without a loss."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from tests.support.portal import BORROW, FORMS, POWER, open_form, review
from tests.support.visitor import Visitor


def tickets(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Ticket)) or 0


@pytest.mark.parametrize("slug", sorted(FORMS))
def test_a_complete_form_is_shown_to_be_checked_and_nothing_is_stored_yet(
    slug: str, app: Flask, visitor: Visitor
) -> None:
    page = review(visitor, slug)
    assert page.heading == "请核对后提交"
    for name in ("body", "enterprise_name", "contact_mobile", "uscc", "park"):
        assert FORMS[slug][name] in page
    assert tickets(app) == 0


def test_what_is_reckoned_stands_among_the_answers(visitor: Visitor) -> None:
    page = review(visitor, "power-capacity")
    assert "1,130 kVA" in page
    assert "105.56 kVA" in page
    assert "增容 500 kVA（合计 1,130 kVA）" in page
    assert "请再看一眼" not in page


def test_a_load_beyond_the_capacity_is_noticed_but_may_be_submitted(visitor: Visitor) -> None:
    page = review(visitor, "power-capacity", est_load_kw="1200", equipment_list="炉, 600, 2")
    assert "1,200 kW ÷ 0.9 = 1,333.34 kVA，超过合计容量 1,130 kVA" in page
    assert visitor.submit(page, button="step=submit").heading == "诉求已提交"


def test_a_date_too_early_for_the_utility_is_noticed_with_the_day_to_expect(visitor: Visitor) -> None:
    assert "约在 2026-04-10" in review(visitor, "power-capacity", needed_by="2026-03-20")


def test_both_bases_are_reckoned_and_the_decision_is_left_to_the_province(visitor: Visitor) -> None:
    page = review(visitor, "energy-list", y1_natural_gas_heating_value="35000")
    assert (
        "按当量 5,365.84 tce、按等价 11,113.04 tce；门槛 5,000/10,000；是否调整由省级节能主管部门决定" in page
    )
    assert "没有 2024 年的电力等价系数" in page


def test_a_code_that_fails_its_check_may_be_submitted_with_a_warning(visitor: Visitor) -> None:
    assert "第 18 位校验码 9 不符" in review(visitor, "construction-permit", uscc="91990000MA0TE5T089")


def test_going_back_keeps_every_answer_and_complains_of_nothing(visitor: Visitor) -> None:
    page = visitor.submit(review(visitor, "power-capacity", lender_name="草稿"), button="step=edit")
    assert page.heading == "用电容量申请"
    assert page.errors() == {}
    for name, value in POWER.items():
        assert page.value(name) == (value[0] if isinstance(value, list) and len(value) == 1 else str(value))
    assert page.value("lender_name") == "草稿", (
        "what does not apply is kept as well while one is still editing"
    )


def test_what_the_review_page_carries_is_checked_anew(app: Flask, visitor: Visitor) -> None:
    page = review(
        visitor,
        "power-capacity",
        **{name: BORROW[name] for name in BORROW if name not in ("load_nature", "impact")},
    )
    refused = visitor.submit(page, {"borrow_kva": "5000"}, button="step=submit", status=422)
    assert "超过额定 630 kVA" in refused.errors()["borrow_kva"]
    assert tickets(app) == 0


def test_a_stale_token_on_the_review_page_costs_one_more_click(app: Flask, visitor: Visitor) -> None:
    page = review(visitor, "construction-permit")
    again = visitor.submit(page, {"csrf_token": "stale"}, button="step=submit", status=400)
    assert again.heading == "请核对后提交"
    assert "请再点一次提交" in again
    assert tickets(app) == 0
    assert visitor.submit(again, button="step=submit").heading == "诉求已提交"
    assert tickets(app) == 1


def test_the_title_follows_the_language(new_visitor: Callable[..., Visitor]) -> None:
    visitor = new_visitor(language="en")
    page = visitor.submit(open_form(visitor, "power-capacity"), POWER)
    assert "Capacity increase, 500 kVA (1,130 kVA in all)" in page
    assert "Smart Manufacturing Park" in page
