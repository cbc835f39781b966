"""What of an energy form cannot be reckoned, looks odd, lacks a year or differs from the bills."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from service_desk.domain.energy import (
    EnergyRow,
    check_against_bills,
    check_years,
)
from service_desk.domain.findings import Severity
from tests.domain.test_energy import found, year_2025


@pytest.mark.parametrize(
    ("row", "severity", "field", "zh"),
    [
        (EnergyRow("phlogiston"), Severity.ERROR, "rows-0-code", "请选择表中的能源品种"),
        (EnergyRow("diesel", unit="kwh"), Severity.ERROR, "rows-0-unit", "柴油的单位应是千克、吨、升"),
        (EnergyRow("diesel", bought=Decimal(-1)), Severity.ERROR, "rows-0-bought", "不小于 0"),
        (EnergyRow("diesel", sold=Decimal("NaN")), Severity.ERROR, "rows-0-sold", "不小于 0"),
        (EnergyRow("diesel", bought=Decimal("1E+30")), Severity.ERROR, "rows-0-bought", "不小于 0"),
        (EnergyRow("raw_coal", sold=Decimal(1)), Severity.ERROR, "rows-0-sold", "多于购入和期初库存，请核对"),
        (
            EnergyRow("electricity", heating_value=Decimal(1)),
            Severity.ERROR,
            "rows-0-heating_value",
            "系数是固定的",
        ),
        (EnergyRow("raw_coal", heating_value=Decimal(0)), Severity.ERROR, "rows-0-heating_value", "应大于 0"),
        (
            EnergyRow("raw_coal", heating_value=Decimal("sNaN")),
            Severity.ERROR,
            "rows-0-heating_value",
            "应大于 0",
        ),
    ],
)
def test_a_row_that_cannot_be_reckoned_is_left_out_and_named(
    row: EnergyRow, severity: Severity, field: str, zh: str
) -> None:
    result = year_2025(row)
    assert found(result) == [(severity, field)]
    assert zh in result.findings[0].words.zh
    assert result.findings[0].words.en.endswith(".")
    assert (result.ok, result.lines, result.tce_equivalent) == (False, (), 0)


@pytest.mark.parametrize(
    ("row", "field", "zh"),
    [
        (EnergyRow("raw_coal", heating_value=Decimal(5000)), "rows-0-heating_value", "请核对单位是否为 kJ"),
        (EnergyRow("natural_gas", heating_value=Decimal(39500)), "rows-0-heating_value", "1.1–1.33"),
        (
            EnergyRow("electricity", bought=Decimal(9), passed_on=Decimal(4)),
            "rows-0-passed_on",
            "扣除转供 4 须附分表",
        ),
        (EnergyRow("electricity", sold=Decimal(4)), "rows-0-sold", "只有自产时才可能"),
    ],
)
def test_an_odd_row_is_reckoned_with_a_warning(row: EnergyRow, field: str, zh: str) -> None:
    result = year_2025(row)
    assert found(result) == [(Severity.WARNING, field)]
    assert zh in result.findings[0].words.zh
    assert (result.ok, len(result.lines)) == (True, 1)


@pytest.mark.parametrize(
    ("years", "wrong"),
    [
        ([2020, 2019], []),
        ([2020], ["两个完整"]),
        ([2021, 2020], ["2021 年尚未结束", "两个完整"]),
        ([2020, 2020, 2019], ["填写了两次"]),
    ],
)
def test_a_form_needs_two_complete_years(years: list[int], wrong: list[str]) -> None:
    findings = check_years(years, date(2021, 6, 30))
    assert len(findings) == len(wrong)
    assert all(part in finding.words.zh for part, finding in zip(wrong, findings, strict=True))


def test_two_percent_off_the_bills_is_tolerated_and_more_is_asked_about() -> None:
    assert check_against_bills("rows-0-bought", Decimal(102), Decimal(100)) == ()
    (finding,) = check_against_bills("rows-0-bought", Decimal("97.9"), Decimal(100))
    assert (finding.severity, finding.field) == (Severity.WARNING, "rows-0-bought")
    assert "填报 97.9 与账单合计 100 相差 2.1" in finding.words.zh
