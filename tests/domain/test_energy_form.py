"""Form C filled in: years and quantities as people give them, reckoned on both bases and kept with their factors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import load_calendar
from service_desk.domain.findings import Severity
from service_desk.domain.request_forms import (
    check_answers,
    describe,
    kept_data,
    made_title,
    packaged_text,
    read_form,
    typed_answers,
    verdicts,
)
from service_desk.domain.request_forms.energy_answers import typed_years
from service_desk.domain.request_forms.energy_table import energy_unit, offered_years, one_other_energy

TODAY = date(2026, 3, 10)
LEAVING: dict[str, Any] = {
    "direction": "out", "list_name": "重点用能单位名单", "list_year": Decimal(2025), "list_level": "province",
    "list_basis": "designated", "legal_person_unit": True, "industry": "3714", "products": "轮对",
    "y1_year": "2025", "y1_electricity_bought": Decimal(3200), "y1_natural_gas_bought": Decimal(120),
    "y1_output_value": Decimal(45000),
    "y2_year": "2024", "y2_electricity_bought": Decimal(3300), "y2_output_value": Decimal(44000),
    "reason": ("process",), "body": "余热利用改造", "urgency": "0", "declaration": True, "signatory": "赵总",
    "enterprise_name": "演示铁路装备有限公司", "uscc": "91990000MA0TE5T088", "park": "东区",
    "contact_name": "王经理", "contact_mobile": "13800138000",
}  # fmt: skip


def said(answers: dict[str, Any], severity: Severity = Severity.ERROR) -> dict[str, str]:
    findings = check_answers("energy_list", answers, today=TODAY, calendar=load_calendar())
    return {each.field: each.words.zh for each in findings if each.severity is severity}


def test_a_complete_application_has_nothing_wrong_and_warns_of_the_missing_factor() -> None:
    assert said(LEAVING) == {}
    assert "没有 2024 年的电力等价系数" in said(LEAVING, Severity.WARNING)["y2_year"]


def test_code_declaration_and_signatory_are_demanded() -> None:
    lacking = LEAVING | {"uscc": None, "declaration": False, "signatory": None}
    assert said(lacking) == {
        "uscc": "请填写统一社会信用代码。",
        "declaration": "请勾选确认后再提交。",
        "signatory": "请填写承诺人。",
    }


def test_two_different_complete_years_are_demanded() -> None:
    assert said(LEAVING | {"y2_year": "2025"})["y2_year"] == "2025 年填写了两次。"
    assert "尚未结束" in said(LEAVING | {"y1_year": "2026"})["y1_year"]
    assert said(LEAVING | {"y2_year": None})["y2_year"] == "请选择年度 2 是哪一年。"


def test_a_year_without_energy_is_refused() -> None:
    empty = LEAVING | {"y2_electricity_bought": None}
    assert said(empty)["y2_electricity_bought"] == "这一年请至少填一种能源的购入量。"


def test_a_third_year_counts_once_something_stands_in_it() -> None:
    assert len(kept_data("energy_list", LEAVING)["years"]) == 2
    third = LEAVING | {
        "y3_year": "2023",
        "y3_raw_coal_bought": Decimal(7000),
        "y3_raw_coal_stock_end": Decimal(500),
    }
    years = kept_data("energy_list", third)["years"]
    assert [year["year"] for year in years] == ["2025", "2024", "2023"]
    assert years[2]["tce_equivalent"] == "4642.95"
    assert "intensity" not in years[2]


def test_other_energies_are_listed_as_many_as_there_are() -> None:
    listed = LEAVING | {"y1_others": "液化石油气, 10, 1, 2\n柴油机, 3"}
    assert "应为 洗精煤" in said(listed)["y1_others"]
    listed = LEAVING | {"y1_others": "液化石油气（t）, 10, 1, 2, 0.5, 0.5\ncoke, 20, , , , , 28000"}
    assert said(listed) == {}
    year = kept_data("energy_list", listed)["years"][0]
    assert year["rows"][2:] == [
        {"code": "lpg", "unit": "t", "bought": "10", "stock_start": "1", "stock_end": "2", "sold": "0.5",
         "passed_on": "0.5", "kgce": "1.7143", "source": "GB/T 2589-2020"},
        {"code": "coke", "unit": "t", "bought": "20", "kgce": "0.9554", "heating_value": "28000"},
    ]  # fmt: skip
    # 5528.80 + 8 t × 1.7143 + 20 t × 0.9554
    assert year["tce_equivalent"] == "5561.62"
    back = dict(typed_years([year]))
    assert back["y1_others"] == "液化石油气（t）, 10, 1, 2, 0.5, 0.5\n焦炭（干）（t）, 20, , , , , 28000"
    again = kept_data("energy_list", LEAVING | back)
    assert again["years"][0] == year


def test_an_energy_asked_for_before_there_was_a_list_becomes_its_first_row() -> None:
    row = one_other_energy("lpg", "1,200", "7")
    rows = kept_data("energy_list", LEAVING | {"y1_others": row})["years"][0]["rows"]
    assert (rows[-1]["code"], rows[-1]["bought"], rows[-1]["sold"]) == ("lpg", "1200", "7")


def test_more_of_a_listed_energy_given_out_than_taken_in_is_told_at_the_list() -> None:
    assert "合计多于购入" in said(LEAVING | {"y2_others": "原油、燃料油, 1, 0, 0, 2"})["y2_others"]


def test_what_is_passed_on_wants_proof_and_is_subtracted() -> None:
    passing = LEAVING | {"y1_electricity_passed_on": Decimal(100)}
    assert "分表计量凭证" in said(passing, Severity.WARNING)["y1_electricity_passed_on"]
    assert "y1_electricity_passed_on" not in said(passing | {"has_meter_proof": True}, Severity.WARNING)
    assert kept_data("energy_list", passing)["years"][0]["tce_equivalent"] == "5405.90"


def test_more_given_out_than_taken_in_is_refused_beside_the_row() -> None:
    wrong = LEAVING | {"y1_natural_gas_passed_on": Decimal(200)}
    assert "合计多于购入" in said(wrong)["y1_natural_gas_bought"]
    assert [year for year, _words in verdicts(wrong)] == [2024]


def test_a_measured_heating_value_replaces_the_factor_and_an_odd_one_is_noticed() -> None:
    measured = LEAVING | {
        "y1_natural_gas_heating_value": Decimal(35000),
        "y2_natural_gas_bought": Decimal(120),
    }
    first, second = (year["rows"][1] for year in kept_data("energy_list", measured)["years"])
    assert first == {
        "code": "natural_gas", "unit": "wan_m3", "bought": "120", "kgce": "1.1942", "heating_value": "35000",
    }  # fmt: skip
    assert (second["kgce"], second["source"]) == ("1.3300", "GB/T 2589-2020")
    assert "y1_natural_gas_heating_value" not in said(measured, Severity.WARNING)
    odd = measured | {"y1_natural_gas_heating_value": Decimal(8)}
    assert "kJ" in said(odd, Severity.WARNING)["y1_natural_gas_heating_value"]
    steam = LEAVING | {"y1_steam_bought": Decimal(1000), "y1_steam_heating_value": Decimal(2600)}
    assert kept_data("energy_list", steam)["years"][0]["rows"][-1]["kgce"] == "0.0887"


def test_a_form_of_the_time_of_one_heating_value_for_all_years_is_reckoned_with_it() -> None:
    asked = """
[[section.field]]
name = "gas_heating_value"
kind = "number"
zh = "天然气"
en = "Natural gas"
required = false

[[section.field]]
name = "has_meter_proof\""""
    older = read_form(
        packaged_text("energy_list").replace('[[section.field]]\nname = "has_meter_proof"', asked.strip(), 1)
    )
    measured = LEAVING | {"gas_heating_value": Decimal(35000)}
    kept = kept_data(older, measured)
    assert kept["years"][0]["rows"][1]["kgce"] == "1.1942"
    findings = check_answers(
        older, measured | {"gas_heating_value": Decimal(8)}, today=TODAY, calendar=load_calendar()
    )
    assert "gas_heating_value" in {each.field for each in findings}
    typed = typed_answers(older, {}, kept)
    assert typed["gas_heating_value"] == 35000
    assert "y1_natural_gas_heating_value" not in typed


def test_a_forecast_above_the_threshold_asks_for_the_reason_when_leaving() -> None:
    high = LEAVING | {"forecast_1": Decimal(6000), "forecast_2": Decimal(4000)}
    assert set(said(high, Severity.WARNING)) >= {"forecast_1"}
    assert "forecast_2" not in said(high, Severity.WARNING)
    assert "forecast_1" not in said(high | {"direction": "in"}, Severity.WARNING)


def test_what_departs_from_the_bills_wants_an_explanation() -> None:
    near = LEAVING | {"billed_electricity": Decimal(3250), "billed_gas": Decimal(120)}
    assert not {"billed_electricity", "billed_gas"} & set(said(near, Severity.WARNING))
    far = LEAVING | {"billed_electricity": Decimal(3000)}
    assert "超过 2 %" in said(far, Severity.WARNING)["billed_electricity"]
    assert "billed_electricity" not in said(far | {"difference_reason": "抄表周期不同"}, Severity.WARNING)


def test_deductions_are_noted_and_never_made() -> None:
    noted = LEAVING | {"feedstock_tce": Decimal(900), "renewable_tce": Decimal(300), "basis": "equal"}
    assert said(noted) == {}
    assert kept_data("energy_list", noted)["years"] == kept_data("energy_list", LEAVING)["years"]


@pytest.mark.parametrize("industry", ["37", "轮对", "37140"])
def test_an_industry_code_has_four_digits(industry: str) -> None:
    assert "4 位数字" in said(LEAVING | {"industry": industry})["industry"]
    assert said(LEAVING | {"industry": "C3714"}) == {}


def test_the_verdict_gives_both_bases_and_leaves_the_decision_to_the_province() -> None:
    (year, words), _other = verdicts(LEAVING)
    assert year == 2025
    assert words.zh == (
        "按当量 5,528.80 tce、按等价 11,276.00 tce；门槛 5,000/10,000；是否调整由省级节能主管部门决定"
    )


def test_the_years_read_back_with_their_factors() -> None:
    kept = kept_data("energy_list", LEAVING | {"y1_product_qty": "3 万套"})
    sections = {section.title.zh: section for section in describe("energy_list", kept)}
    answers = {answer.label.zh: answer.value for answer in sections["2025 年"].answers}
    assert answers["电力购入"] == "3,200"
    assert answers["主要产品产量"] == "3 万套"
    assert answers["综合能耗（当量值）"] == "5,528.80"
    assert answers["单位产值能耗（当量值）"] == "0.1229"
    source = "公开技术规范所列 2025 年第三季度数值"
    assert answers["电力等价系数"] == Bilingual(f"0.3025（2025 年，{source}）", f"0.3025 (2025, {source})")
    assert answers["电力折标系数"] == Bilingual(
        "0.1229 kgce/kWh（GB/T 2589-2020）", "0.1229 kgce/kWh (GB/T 2589-2020)"
    )
    assert sections["名单"].answers[2].value == "2025"


def test_years_of_another_shape_do_not_stop_a_page() -> None:
    sections = describe(
        "energy_list", {"years": ["2025", {"year": 2024, "rows": [{"code": "x", "bought": "1"}]}]}
    )
    assert [answer.label.zh for answer in sections[0].answers] == ["x购入"]
    assert energy_unit("x").zh == ""


def test_the_years_on_offer_are_over() -> None:
    assert [year.code for year in offered_years(2026)] == ["2025", "2024", "2023", "2022", "2021", "2020"]


def test_the_title_says_the_direction() -> None:
    assert made_title("energy_list", LEAVING) == Bilingual(
        "申请调出重点用能单位名单", "To be taken off the list of key energy users"
    )
