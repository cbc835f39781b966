"""Form B filled in: the sections of what is wanted, amounts that fit each other, a title that says what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service_desk.domain.calendar import load_calendar
from service_desk.domain.findings import Severity
from service_desk.domain.request_forms import check_answers, describe, form_of, kept_data, made_title
from service_desk.domain.request_forms.utilities_answers import UTILITY_NAMES

TODAY = date(2026, 3, 10)
WATER: dict[str, Any] = {
    "project_name": "二期厂房", "project_code": "2105-421200-04-01-123456", "site_address": "创业大道8号",
    "floor_area": Decimal(12000), "building_use": "生产", "needed_by": date(2026, 9, 1), "digging": "no",
    "utilities": ("water",), "water_daily": Decimal(120), "water_peak": Decimal(15), "water_meter": "100",
    "body": "联合报装", "urgency": "0", "enterprise_name": "演示新材料有限公司", "park": "新材料产业园",
    "contact_name": "王经理", "contact_mobile": "13800138000",
}  # fmt: skip


def said(answers: dict[str, Any], severity: Severity = Severity.ERROR) -> dict[str, str]:
    findings = check_answers("joint_utilities", answers, today=TODAY, calendar=load_calendar())
    return {each.field: each.words.zh for each in findings if each.severity is severity}


def test_a_complete_application_for_water_has_nothing_wrong() -> None:
    assert said(WATER) == said(WATER, Severity.WARNING) == {}


@pytest.mark.parametrize("utility", list(UTILITY_NAMES))
def test_choosing_a_utility_makes_its_own_fields_required(utility: str) -> None:
    section = next(each for each in form_of("joint_utilities").sections if each.code == utility)
    needed = {field.name for field in section.fields if field.needed and field.shown_when is None}
    missing = set(said({**WATER, "utilities": (utility,), **dict.fromkeys(needed)}))
    assert missing == needed


def test_steam_and_heating_are_asked_for_what_they_need() -> None:
    heat = WATER | {"utilities": ("heat",)}
    assert set(said(heat | {"heat_kind": ("steam",)})) == {"steam_peak", "steam_pressure"}
    assert set(said(heat | {"heat_kind": ("heating",)})) == {"heating_area"}


def test_industrial_discharge_needs_its_quality() -> None:
    sewer = WATER | {"utilities": ("sewer",), "sewer_daily": Decimal(80), "sewer_split": "yes"}
    assert said(sewer | {"sewer_kind": ("domestic",)}) == {}
    assert said(sewer | {"sewer_kind": ("industrial",)}) == {
        "sewer_cod": "请填写化学需氧量 COD。",
        "sewer_nh3n": "请填写氨氮 NH₃-N。",
        "sewer_ph": "请填写pH 值。",
    }
    measured = {"sewer_cod": Decimal(300), "sewer_nh3n": Decimal(20), "sewer_ph": Decimal("14.1")}
    industrial = sewer | {"sewer_kind": ("industrial",)} | measured
    assert said(industrial) == {"sewer_ph": "pH 值应不大于 14。"}
    assert said(industrial | {"sewer_ph": Decimal("7.2")}) == {}


@pytest.mark.parametrize("peak", [Decimal(3), Decimal(500)])
def test_a_peak_that_does_not_fit_the_day_is_noticed(peak: Decimal) -> None:
    assert "不相称" in said(WATER | {"water_peak": peak}, Severity.WARNING)["water_peak"]


def test_more_discharged_than_used_is_noticed() -> None:
    both = WATER | {
        "utilities": ("water", "sewer"),
        "sewer_daily": Decimal(130),
        "sewer_kind": ("rain",),
        "sewer_split": "yes",
    }
    assert "多于日用水" in said(both, Severity.WARNING)["sewer_daily"]


def test_a_mean_above_the_peak_is_refused() -> None:
    steam = WATER | {
        "utilities": ("heat",),
        "heat_kind": ("steam",),
        "steam_peak": Decimal(5),
        "steam_pressure": Decimal(1),
    }
    assert said(steam | {"steam_mean": Decimal(6)}) == {"steam_mean": "平均用汽量不能大于最大用汽量。"}
    assert said(steam | {"steam_mean": Decimal(5)}) == {}


def test_gas_equipment_is_listed_by_rows_and_digging_says_where() -> None:
    gas = WATER | {
        "utilities": ("gas",),
        "gas_kind": "natural",
        "gas_peak": Decimal(100),
        "gas_year": Decimal(9),
    }
    assert said(gas | {"gas_equipment": "锅炉, 2, 120\n烘箱"}) == {}
    assert "台数应为整数" in said(gas | {"gas_equipment": "锅炉, 1.5"})["gas_equipment"]
    assert kept_data("joint_utilities", WATER | {"digging_place": "创业大道"}).get("digging_place") is None
    dug = kept_data("joint_utilities", WATER | {"digging": "yes", "digging_place": "创业大道"})
    assert dug["digging_place"] == "创业大道"


def test_more_gas_than_a_year_of_peak_is_noticed() -> None:
    gas = WATER | {
        "utilities": ("gas",),
        "gas_kind": "natural",
        "gas_peak": Decimal(100),
        "gas_year": Decimal(90),
    }
    assert "请核对单位" in said(gas, Severity.WARNING)["gas_year"]
    assert said(gas | {"gas_year": Decimal(80)}, Severity.WARNING) == {}


def test_an_unusual_project_code_is_noticed() -> None:
    assert "2105-421200" in said(WATER | {"project_code": "12345"}, Severity.WARNING)["project_code"]


def test_only_what_is_wanted_is_kept_and_read_back() -> None:
    kept = kept_data("joint_utilities", WATER | {"gas_peak": Decimal(9)})
    assert "gas_peak" not in kept
    assert [section.title.zh for section in describe("joint_utilities", kept)] == ["项目", "供水"]


def test_the_title_names_the_project_and_what_is_wanted() -> None:
    made = made_title("joint_utilities", WATER | {"utilities": ("water", "gas")})
    assert made is not None
    assert made.zh == "二期厂房联合报装：供水、燃气"
    long = made_title("joint_utilities", {"project_name": "很" * 90, "utilities": tuple(UTILITY_NAMES)})
    assert long is not None
    assert max(len(long.zh), len(long.en)) <= 50
