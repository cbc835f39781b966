"""Correcting a form: what was kept reads back as it was filled in, and every change stands old beside new."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms import (
    FORM_CODES,
    correctable,
    corrected_answers,
    form_of,
    kept_data,
    relevant_answers,
    turned,
    typed_answers,
)
from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.correcting import CORRECTABLE
from tests.domain.test_energy_form import LEAVING
from tests.domain.test_power_form import BORROW, INCREASE
from tests.domain.test_utilities_form import WATER

FILLED: dict[str, dict[str, Any]] = {
    "power": BORROW | {"equipment_list": "注塑机, 55, 4", "utility_consent": True},
    "joint_utilities": WATER,
    "energy_list": LEAVING
    | {"y1_other_bought": Decimal(10), "y1_other_code": "lpg", "y1_product_qty": "3 万套"},
}


@pytest.mark.parametrize("code", sorted(FILLED))
def test_what_is_kept_reads_back_as_it_was_filled_in(code: str) -> None:
    answers = FILLED[code]
    again = typed_answers(form_of(code), answers, kept_data(code, answers))
    asked = {name: answer for name, answer in relevant_answers(code, answers).items() if answer}
    assert {name: again[name] for name in asked} == asked
    assert kept_data(code, again) == kept_data(code, answers)


@pytest.mark.parametrize("code", FORM_CODES)
def test_who_asks_and_whom_to_call_is_not_corrected(code: str) -> None:
    asked = {field.name for field in correctable(form_of(code)).fields()}
    assert asked & set(KEPT_COLUMNS) <= set(CORRECTABLE)
    assert "body" in asked


def test_data_of_another_age_is_left_out_instead_of_stopping_the_page() -> None:
    odd = {
        "add_kva": "约500",
        "needed_by": "明年",
        "existing_kva": "NaN",
        "load_nature": "impact",
        "years": "none",
    }
    assert typed_answers(form_of("power"), {}, odd) == {"load_nature": ("impact",)}
    years = [{"year": 2024, "rows": [{"code": "electricity", "bought": "viel"}], "output_value": "?"}, "2023"]
    assert typed_answers(form_of("energy_list"), {}, {"years": years})["y1_year"] == "2024"


def test_only_what_differs_is_kept_of_a_correction() -> None:
    assert turned({"a": 1, "b": 2}, {"a": 1, "c": 3}) == ({"b": 2, "c": None}, {"b": None, "c": 3})
    assert turned({"a": None}, {"b": None}) == ({}, {})


def test_a_correction_is_told_answer_by_answer_with_what_is_reckoned() -> None:
    before = kept_data("power", INCREASE)
    after = kept_data(
        "power", INCREASE | {"add_kva": Decimal(800), "shifts": Decimal(2), "needed_by": date(2026, 10, 1)}
    )
    data_before, data_after = turned(before, after)
    correction = {
        "before": {"data": data_before, "columns": {"body": "旧"}},
        "after": {"data": data_after, "columns": {"body": "新"}},
    }
    told = {
        change.label.zh: (change.before and change.before.value, change.after and change.after.value)
        for change in corrected_answers("power", correction)
    }
    assert told == {
        "新增容量": ("500", "800"), "合计容量": ("1,130", "1,430"), "班次": (None, "2"), "情况说明": ("旧", "新"),
        "希望送电日期": (Bilingual("2026年9月1日", "1 Sep 2026"), Bilingual("2026年10月1日", "1 Oct 2026")),
    }  # fmt: skip


def test_a_correction_of_the_years_names_the_figures_that_moved() -> None:
    after = LEAVING | {"y1_electricity_bought": Decimal(3000)}
    data_before, data_after = turned(kept_data("energy_list", LEAVING), kept_data("energy_list", after))
    correction = {
        "before": {"data": data_before, "columns": {}},
        "after": {"data": data_after, "columns": {}},
    }
    told = {(each.section.zh, each.label.zh) for each in corrected_answers("energy_list", correction)}
    assert ("2025 年", "电力购入") in told
    assert ("2025 年", "综合能耗（当量值）") in told
    assert not any(section == "2024 年" for section, _label in told)
