"""Energy in standard coal on both bases: the table, the thresholds, the account of a year, the advice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.energy import (
    BAND_NAMES,
    BASIS_NAMES,
    Band,
    Basis,
    Deductions,
    EnergyResult,
    EnergyRow,
    quantity_for,
    sum_energy,
    verdict,
)
from service_desk.domain.energy_factors import ELECTRICITY, STEAM, load_energy_factors
from service_desk.domain.findings import Severity

TABLE = load_energy_factors()


def year_2025(*rows: EnergyRow) -> EnergyResult:
    return sum_energy(rows, year=2025)


def found(result: EnergyResult) -> list[tuple[Severity, str]]:
    return [(finding.severity, finding.field) for finding in result.findings]


@pytest.mark.parametrize(
    ("tce", "code", "unit", "basis", "quantity"),
    [
        (5000, "electricity", "wan_kwh", Basis.EQUIVALENT, 4068),
        (5000, "electricity", "wan_kwh", Basis.EQUAL_VALUE, 1653),
        (10000, "electricity", "wan_kwh", Basis.EQUIVALENT, 8137),
        (10000, "electricity", "wan_kwh", Basis.EQUAL_VALUE, 3306),
        (5000, "natural_gas", "wan_m3", Basis.EQUIVALENT, 376),
        (5000, "natural_gas", "wan_m3", Basis.EQUAL_VALUE, 376),
        (5000, "raw_coal", "t", Basis.EQUIVALENT, 7000),
    ],
)
def test_one_fuel_alone_reaches_a_threshold_at_the_computed_quantity(
    tce: int, code: str, unit: str, basis: Basis, quantity: int
) -> None:
    exact = quantity_for(Decimal(tce), code, unit, basis, year=2025)
    assert exact.quantize(Decimal(1)) == quantity
    result = year_2025(EnergyRow(code, bought=exact.quantize(Decimal("0.000001")), unit=unit))
    reached = result.tce_equivalent if basis is Basis.EQUIVALENT else result.tce_equal_value
    assert reached == tce


@pytest.mark.parametrize(
    ("code", "quantity", "unit", "tce"),
    [
        ("electricity", "1000", "wan_kwh", "1229.00"),
        ("electricity", "10000", "mwh", "1229.00"),
        ("natural_gas", "10", "wan_m3", "133.00"),
        ("diesel", "1000", "t", "1457.10"),
        ("diesel", "1000", "litre", "1.22"),
        ("petrol", "1000", "litre", "1.07"),
        ("raw_coal", "1000", None, "714.30"),
        ("heat", "1000", "gj", "34.12"),
        ("steam", "1000", None, "128.60"),
        ("raw_coal", "7", "kg", "0.01"),
    ],
)
def test_the_handy_conversions_hold(code: str, quantity: str, unit: str | None, tce: str) -> None:
    result = year_2025(EnergyRow(code, bought=Decimal(quantity), unit=unit))
    assert result.tce_equivalent == Decimal(tce)
    assert result.ok


@pytest.mark.parametrize(
    "code", [code for code in TABLE.factors if code not in {"water", "electricity", "heat", "steam"}]
)
def test_each_factor_is_its_heating_value_over_that_of_standard_coal(code: str) -> None:
    factor = TABLE.factors[code]
    assert factor.heating_value is not None
    assert TABLE.from_heating_value(code, factor.heating_value) == factor.kgce


@pytest.mark.parametrize(
    ("code", "low", "high", "kj_low", "kj_high"),
    [("natural_gas", "1.1", "1.33", 32238, 38979), ("coke_oven_gas", "0.5714", "0.6143", 16747, 18003)],
)
def test_the_bounds_of_a_gas_belong_to_the_bounds_of_its_heating_value(
    code: str, low: str, high: str, kj_low: int, kj_high: int
) -> None:
    factor = TABLE.factors[code]
    assert (factor.kgce_low, factor.kgce_high) == (Decimal(low), Decimal(high))
    assert TABLE.from_heating_value(code, Decimal(kj_low)) == Decimal(low)
    assert TABLE.from_heating_value(code, Decimal(kj_high)) == Decimal(high)


def test_electricity_and_heat_keep_the_figures_of_the_standard() -> None:
    assert TABLE.factors[ELECTRICITY].kgce == Decimal("0.1229")
    assert TABLE.factors["heat"].kgce == Decimal("0.03412")
    assert (Decimal(1000) / TABLE.kj_per_kgce).quantize(Decimal("0.00001")) == Decimal("0.03412")
    assert TABLE.electricity_of(2025).kgce == Decimal("0.3025")


def test_every_factor_says_its_source_and_can_be_reported_in_its_usual_unit() -> None:
    for factor in TABLE.factors.values():
        assert factor.source.startswith("GB/T 2589")
        assert factor.edition in {2008, 2020}
        assert factor.report_unit in TABLE.units_of(factor.code)
    assert set(TABLE.units_of("diesel")) == {"kg", "t", "litre"}
    assert set(TABLE.units_of("raw_coal")) == {"kg", "t"}
    assert TABLE.factors[STEAM].edition == 2008


def test_a_plant_on_electricity_is_below_by_one_basis_and_twice_above_by_the_other() -> None:
    result = year_2025(EnergyRow("electricity", bought=Decimal(4000)))
    assert (result.tce_equivalent, result.tce_equal_value) == (Decimal("4916.00"), Decimal("12100.00"))
    advice = verdict(result)
    assert (advice.equivalent, advice.equal_value, advice.bases_agree) == (Band.BELOW, Band.LISTED, False)
    assert advice.words.zh == (
        "按当量 4,916.00 tce、按等价 12,100.00 tce；门槛 5,000/10,000；是否调整由省级节能主管部门决定"
    )
    assert advice.words.en == (
        "4,916.00 tce by equivalent value, 12,100.00 tce by equal value; thresholds 5,000/10,000; "
        "whether the list is adjusted is decided by the provincial energy-saving authority"
    )


@pytest.mark.parametrize(
    ("tonnes", "band"),
    [
        ("4999.99", Band.BELOW),
        ("5000", Band.DESIGNABLE),
        ("9999.99", Band.DESIGNABLE),
        ("10000", Band.LISTED),
    ],
)
def test_the_bands_begin_exactly_at_the_thresholds(tonnes: str, band: Band) -> None:
    result = replace(year_2025(), tce_equivalent=Decimal(tonnes), tce_equal_value=Decimal(tonnes))
    advice = verdict(result)
    assert (advice.equivalent, advice.bases_agree) == (band, True)


def test_every_basis_and_band_has_its_words() -> None:
    assert set(BASIS_NAMES) == set(Basis)
    assert set(BAND_NAMES) == set(Band)


def test_stock_sales_and_onward_supply_are_subtracted_and_the_lines_add_up() -> None:
    result = year_2025(
        EnergyRow(
            "raw_coal",
            bought=Decimal(9000),
            stock_start=Decimal(500),
            stock_end=Decimal(300),
            sold=Decimal(200),
            passed_on=Decimal(100),
            has_meter_proof=True,
        ),
        EnergyRow("electricity", bought=Decimal(1200), passed_on=Decimal(200), has_meter_proof=True),
        EnergyRow("steam", sold=Decimal(10000)),
    )
    coal, power, steam = result.lines
    assert (coal.consumption, coal.tce_equivalent) == (8_900_000, Decimal("6357.27"))
    assert (power.consumption, power.tce_equivalent, power.tce_equal_value) == (10_000_000, 1229, 3025)
    assert steam.tce_equivalent == -1286
    assert result.tce_equivalent == Decimal("6300.27")
    assert result.tce_equal_value == Decimal("8096.27")
    assert found(result) == [(Severity.WARNING, "rows-2-sold")]


def test_nothing_is_deducted_unless_it_is_asked_for() -> None:
    row = EnergyRow("raw_coal", bought=Decimal(10000))
    less = Deductions(feedstock_tce=Decimal(1000), renewable_tce=Decimal("143.00"))
    assert year_2025(row).tce_equivalent == 7143
    assert sum_energy([row], year=2025, deductions=less).tce_equivalent == 6000


def test_an_own_heating_value_replaces_the_factor_of_the_table() -> None:
    (line,) = year_2025(EnergyRow("natural_gas", bought=Decimal(100), heating_value=Decimal(35544))).lines
    assert line.kgce == line.kgce_equal_value == Decimal("1.2128")
    assert line.tce_equivalent == Decimal("1212.80")


def test_steam_goes_by_its_enthalpy_difference() -> None:
    (line,) = year_2025(EnergyRow("steam", bought=Decimal(1000), heating_value=Decimal(2680))).lines
    assert line.kgce == Decimal("0.0914")


def test_water_is_shown_but_not_counted() -> None:
    result = year_2025(EnergyRow("water", bought=Decimal(50000)))
    assert result.tce_equivalent == 0
    assert found(result) == [(Severity.WARNING, "rows-0-code")]
    assert result.ok


def test_another_years_electricity_factor_is_used_openly() -> None:
    row = EnergyRow("electricity", bought=Decimal(100))
    result = sum_energy([row], year=2021)
    assert (result.electricity.year, result.tce_equal_value) == (2025, Decimal("302.50"))
    assert found(result) == [(Severity.WARNING, "electricity_factor_year")]
    assert "没有 2021 年的电力等价系数，暂用 2025 年的 0.3025" in result.findings[0].words.zh
    assert found(sum_energy([EnergyRow("raw_coal", bought=Decimal(100))], year=2021)) == []


def test_an_administrators_electricity_factor_is_used_from_its_year_on() -> None:
    table = TABLE.with_electricity(2021, Decimal("0.3050"), "省局通知")
    assert table.electricity_of(2020).year == 2021
    assert table.electricity_of(2024).year == 2021
    assert table.electricity_of(2025).year == 2025
    row = EnergyRow("electricity", bought=Decimal(100))
    result = sum_energy([row], year=2021, factors=table)
    assert (result.tce_equal_value, result.findings) == (305, ())
    assert (
        quantity_for(Decimal(305), "electricity", "wan_kwh", Basis.EQUAL_VALUE, year=2021, factors=table)
        == 100
    )


@settings(max_examples=50)
@given(
    st.lists(
        st.builds(
            EnergyRow,
            st.sampled_from([code for code in TABLE.factors if code != "water"]),
            st.decimals(0, 10**6, places=2),
        ),
        max_size=6,
    )
)
def test_the_total_is_the_sum_of_its_lines_and_equal_value_is_never_less(rows: list[EnergyRow]) -> None:
    result = year_2025(*rows)
    assert abs(sum(line.tce_equivalent for line in result.lines) - result.tce_equivalent) <= Decimal("0.005")
    assert result.tce_equal_value >= result.tce_equivalent >= 0
    assert len(result.lines) == len(rows)
