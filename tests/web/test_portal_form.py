"""The request forms: what they ask, what they refuse beside the field, and that nothing typed is ever lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from tests.support.portal import BORROW, ENERGY, FORMS, POWER, open_form, review
from tests.support.visitor import Visitor

WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("construction-permit", {"uscc": "91990000MA0TE5T0"}, "uscc", "现在是 16 位，少 2 位"),
    ("construction-permit", {"uscc": "9199OOOOMA0TE5T088"}, "uscc", "91990000MA0TE5T088"),
    ("construction-permit", {"uscc": "11010519491231002X"}, "uscc", "请勿填写个人证件号码"),
    ("construction-permit", {"contact_mobile": "1380013800"}, "contact_mobile", "11 位"),
    ("construction-permit", {"contact_mobile": "12345678"}, "contact_mobile", "请加区号"),
    ("construction-permit", {"contact_email": "firm@"}, "contact_email", "邮箱地址不完整"),
    ("construction-permit", {"title": "长" * 51}, "title", "50"),
    ("construction-permit", {"body": "长" * 2001}, "body", "2000"),
    ("construction-permit", {"title": "第一行\n第二行"}, "title", "只能写一行"),
    ("construction-permit", {"body": "铃\x07声"}, "body", "控制字符"),
    ("construction-permit", {"park": ""}, "park", "请选择所在园区"),
    ("construction-permit", {"park": "火星"}, "park", ""),
    ("construction-permit", {"urgency": "9"}, "urgency-0", ""),
    ("power-capacity", {"needed_by": "2026-03-09"}, "needed_by", "不能早于今天"),
    ("power-capacity", {"needed_by": "2026-02-30"}, "needed_by", "没有这一天"),
    ("power-capacity", {"add_kva": "五百"}, "add_kva", "请填数字"),
    ("power-capacity", {"add_kva": "500 kVA"}, "add_kva", "请填数字"),
    ("power-capacity", {"add_kva": "-5"}, "add_kva", "应大于 0"),
    ("power-capacity", {"add_kva": "NaN"}, "add_kva", "请填数字"),
    ("power-capacity", {"add_kva": "1e9"}, "add_kva", "请填数字"),
    ("power-capacity", {"power_factor": "9"}, "power_factor", "0.6 与 1 之间"),
    ("power-capacity", {"account_no": ""}, "account_no", "请填写用电户号"),
    ("power-capacity", {"existing_kva": ""}, "existing_kva", "请填写现有容量"),
    ("power-capacity", {"est_load_kw": "800"}, "equipment_list", "请填写用电设备清单"),
    ("power-capacity", {"load_nature": None}, "load_nature-0", "请选择负荷特性"),
    ("power-capacity", {"shifts": "2.5"}, "shifts", "请填整数"),
    ("power-capacity", BORROW | {"borrow_kva": "600"}, "borrow_kva", "超过额定 630 kVA"),
    ("power-capacity", BORROW | {"temp_to": "2026-03-31"}, "temp_to", "不能早于开始日期"),
    ("energy-list", {"uscc": ""}, "uscc", "请填写统一社会信用代码"),
    ("energy-list", {"declaration": None}, "declaration", "请勾选确认后再提交"),
    ("energy-list", {"signatory": ""}, "signatory", "请填写承诺人"),
    ("energy-list", {"y2_year": "2025"}, "y2_year", "填写了两次"),
    ("energy-list", {"y2_electricity_bought": ""}, "y2_electricity_bought", "至少填一种能源"),
    ("energy-list", {"y1_electricity_bought": "3200万"}, "y1_electricity_bought", "请填数字"),
    ("energy-list", {"y1_natural_gas_passed_on": "121"}, "y1_natural_gas_bought", "合计多于购入"),
    ("energy-list", {"industry": "铁路"}, "industry", "4 位数字"),
    ("joint-utilities", {"utilities": None}, "utilities-0", "请选择要办哪几项"),
    ("joint-utilities", {"water_daily": ""}, "water_daily", "请填写日用水量"),
    ("joint-utilities", {"utilities": ["heat"]}, "heat_kind-0", "请选择用途"),
    ("joint-utilities", {"floor_area": "0"}, "floor_area", "应大于 0"),
]  # fmt: skip


def tickets(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Ticket)) or 0


@pytest.mark.parametrize("slug", sorted(FORMS))
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    slug: str, app: Flask, visitor: Visitor
) -> None:
    form = open_form(visitor, slug)
    wrong = [(changed, field, words) for of, changed, field, words in WRONG if of == slug]
    assert wrong
    for changed, field, words in wrong:
        page = visitor.submit(form, FORMS[slug] | changed, status=422)
        assert page.heading == form.heading
        beside = page.errors() | {
            e.get("id"): e.text for e in page.tree.walk() if "wrong" in e.get("class").split()
        }
        name = field.removesuffix("-0")
        assert any(name in key and words in said for key, said in beside.items()), (changed, beside)
        assert any(link == f"#{field}" for link in page.links), "the summary leads to the field"
        for other in ("body", "contact_name", "enterprise_name"):
            if other not in changed:
                assert page.value(other) == FORMS[slug][other]
        for name, value in changed.items():
            if isinstance(value, str) and "\n" not in value and name not in ("park", "urgency"):
                assert page.value(name) == value
    assert tickets(app) == 0


@pytest.mark.parametrize("slug", sorted(FORMS))
def test_a_form_says_what_is_needed_and_what_must_not_be_written_and_empty_what_is_missing(
    slug: str, visitor: Visitor
) -> None:
    page = open_form(visitor, slug)
    assert "办理前请准备" in page
    assert "主办" in page
    assert "严禁填报涉密信息" in page
    assert "个人信息保护" in page
    assert "不需要身份证号码" in page

    refused = visitor.submit(page, status=422)
    assert "没有成功，请看下面" in refused
    assert "请填写企业名称。" in refused.errors()["enterprise_name"]


def test_units_stand_inside_the_fields_and_realistic_days_beside_the_wished_date(visitor: Visitor) -> None:
    page = open_form(visitor, "power-capacity")
    measures = {
        e.all("input")[0].get("name"): e.all("span")[0].text
        for e in page.tree.walk()
        if e.get("class") == "measure"
    }
    assert measures["add_kva"] == "kVA"
    assert measures["est_load_kw"] == "kW"
    assert "10 kV 单电源约 22 个、双电源约 32 个" in page


def test_without_scripts_a_list_tells_how_its_lines_are_written(visitor: Visitor) -> None:
    page = open_form(visitor, "power-capacity")
    [told] = [one for one in page.tree.walk() if one.get("id") == "equipment_list-help"]
    assert "每行依次为" in told.text
    [area] = page.tree.all("textarea", name="equipment_list")
    assert "每格填一项" in json.loads(area.get("data-columns"))["words"]["help"]


def test_a_type_that_does_not_exist_is_not_found(visitor: Visitor) -> None:
    for slug in ("nothing", "power_capacity", "POWER-CAPACITY"):
        visitor.get(f"/requests/{slug}", status=404)


def test_a_missing_token_costs_one_more_click_and_no_text(app: Flask, visitor: Visitor) -> None:
    page = visitor.send("/requests/power-capacity", {**POWER, "step": "review"}, status=400)
    assert "请再点一次提交" in page
    assert page.value("body") == POWER["body"]
    assert page.value("load_nature") == "normal"
    assert visitor.submit(page).heading == "请核对后提交"
    assert tickets(app) == 0


def test_what_does_not_apply_is_neither_checked_nor_in_the_way(visitor: Visitor) -> None:
    page = review(visitor, "power-capacity", borrow_kva="一些", temp_to="昨天", quality_log="x" * 5000)
    assert page.heading == "请核对后提交"
    assert "向谁借用" not in page


def test_figures_are_understood_as_people_write_them(visitor: Visitor) -> None:
    page = review(visitor, "power-capacity", add_kva="１,２５０", needed_by="2026年9月1日")
    assert "1,250 kVA" in page
    assert "2026年9月1日" in page


def test_a_form_is_complete_in_english(new_visitor: Callable[..., Visitor]) -> None:
    page = new_visitor(language="en").get("/requests/energy-list")
    assert page.heading == "Key energy user list adjustment"
    assert "Electricity" in page
    assert "电力" not in page


def test_years_on_offer_are_those_that_are_over(visitor: Visitor) -> None:
    page = open_form(visitor, "energy-list")
    offered = [option.get("value") for option in page.tree.all("select", name="y1_year")[0].all("option")]
    assert offered == ["2025", "2024", "2023", "2022", "2021", "2020"]
    assert [page.value(f"y{place}_year") for place in (1, 2, 3)] == ["2025", "2024", "2023"]
    assert ENERGY["y1_year"] in offered
