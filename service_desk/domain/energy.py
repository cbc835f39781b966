"""Comprehensive energy in tonnes of standard coal on both bases, for the list of key energy users (domain notes §4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.energy_evidence import check_against_bills, check_years
from service_desk.domain.energy_factors import (
    ELECTRICITY,
    EnergyFactor,
    EnergyFactors,
    YearFactor,
    load_energy_factors,
)
from service_desk.domain.energy_rows import EnergyRow, check_row
from service_desk.domain.findings import Finding, Severity, warning

__all__ = [
    "BAND_NAMES",
    "BASIS_NAMES",
    "Band",
    "Basis",
    "Deductions",
    "EnergyLine",
    "EnergyResult",
    "EnergyRow",
    "Verdict",
    "check_against_bills",
    "check_years",
    "quantity_for",
    "sum_energy",
    "verdict",
]

_CENT = Decimal("0.01")


class Basis(StrEnum):
    """How electricity is converted: by its physical energy or by the coal needed to make it (§4.4)."""

    EQUIVALENT = "equivalent"
    EQUAL_VALUE = "equal_value"


BASIS_NAMES: dict[Basis, Bilingual] = {
    Basis.EQUIVALENT: Bilingual("当量值", "Equivalent value"),
    Basis.EQUAL_VALUE: Bilingual("等价值", "Equal value"),
}


class Band(StrEnum):
    """Where a yearly consumption lies between the thresholds of 节约能源法 第五十二条."""

    BELOW = "below"
    DESIGNABLE = "designable"
    LISTED = "listed"


BAND_NAMES: dict[Band, Bilingual] = {
    Band.BELOW: Bilingual("低于下限", "Below the lower threshold"),
    Band.DESIGNABLE: Bilingual("两限之间，可被指定", "Between the thresholds, may be designated"),
    Band.LISTED: Bilingual("达到上限，应列入名单", "At or above the upper threshold, to be listed"),
}


@dataclass(frozen=True)
class Deductions:
    """Energy in tce that some regional assessments leave out; nothing is deducted unless it is passed on purpose."""

    feedstock_tce: Decimal = Decimal(0)
    renewable_tce: Decimal = Decimal(0)


@dataclass(frozen=True)
class EnergyLine:
    """One row reckoned: consumption in the factor's base unit, factors in kgce per unit, results in tce, unrounded."""

    factor: EnergyFactor
    consumption: Decimal
    kgce: Decimal
    kgce_equal_value: Decimal
    tce_equivalent: Decimal
    tce_equal_value: Decimal


@dataclass(frozen=True)
class EnergyResult:
    """A calendar year's consumption in tce to 0.01 on both bases; rows with errors are left out of it.

    `electricity` is the equal-value factor used; `findings` name the row and column as `rows-0-bought`.
    """

    year: int
    tce_equivalent: Decimal
    tce_equal_value: Decimal
    lines: tuple[EnergyLine, ...]
    electricity: YearFactor
    thresholds: tuple[Decimal, Decimal]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Tell whether every row could be reckoned."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


@dataclass(frozen=True)
class Verdict:
    """What the figures say, as advice only: the province decides (§4.2)."""

    words: Bilingual
    equivalent: Band
    equal_value: Band

    @property
    def bases_agree(self) -> bool:
        """Tell whether both bases put the enterprise in the same band."""
        return self.equivalent is self.equal_value


def sum_energy(
    rows: Sequence[EnergyRow],
    *,
    year: int,
    factors: EnergyFactors | None = None,
    deductions: Deductions | None = None,
) -> EnergyResult:
    """Return the consumption of a year: Σ quantity × factor ÷ 1000, sales and onward supply subtracted (§4.5)."""
    table = factors or load_energy_factors()
    electricity = table.electricity_of(year)
    findings: list[Finding] = []
    lines: list[EnergyLine] = []
    for position, row in enumerate(rows):
        found = tuple(check_row(row, f"rows-{position}", table))
        findings.extend(found)
        if all(finding.severity is not Severity.ERROR for finding in found):
            lines.append(_reckon(row, electricity, table))
    if electricity.year != year and any(line.factor.code == ELECTRICITY for line in lines):
        findings.append(_other_year(year, electricity))
    less = deductions or Deductions()
    deducted = less.feedstock_tce + less.renewable_tce
    return EnergyResult(
        year=year,
        tce_equivalent=_rounded(sum((line.tce_equivalent for line in lines), -deducted)),
        tce_equal_value=_rounded(sum((line.tce_equal_value for line in lines), -deducted)),
        lines=tuple(lines),
        electricity=electricity,
        thresholds=table.thresholds,
        findings=tuple(findings),
    )


def verdict(result: EnergyResult) -> Verdict:
    """Return the advice shown beside the result (§4.6): both figures, both thresholds, and who decides."""
    low, high = (f"{limit:,}" for limit in result.thresholds)
    equivalent, equal_value = f"{result.tce_equivalent:,.2f}", f"{result.tce_equal_value:,.2f}"
    return Verdict(
        Bilingual(
            f"按当量 {equivalent} tce、按等价 {equal_value} tce；门槛 {low}/{high}；"
            "是否调整由省级节能主管部门决定",
            f"{equivalent} tce by equivalent value, {equal_value} tce by equal value; thresholds {low}/{high}; "
            "whether the list is adjusted is decided by the provincial energy-saving authority",
        ),
        _band(result.tce_equivalent, result.thresholds),
        _band(result.tce_equal_value, result.thresholds),
    )


def quantity_for(
    tce: Decimal, code: str, unit: str, basis: Basis, *, year: int, factors: EnergyFactors | None = None
) -> Decimal:
    """Return how much of one fuel alone makes up so many tce, in the given unit; unrounded.

    Raises KeyError for a fuel or unit that the table does not hold.
    """
    table = factors or load_energy_factors()
    kgce = table.factors[code].kgce
    if code == ELECTRICITY and basis is Basis.EQUAL_VALUE:
        kgce = table.electricity_of(year).kgce
    return tce * 1000 / kgce / table.units_of(code)[unit].times


def _reckon(row: EnergyRow, electricity: YearFactor, table: EnergyFactors) -> EnergyLine:
    factor = table.factors[row.code]
    consumption = row.consumption * table.units_of(row.code)[row.unit or factor.report_unit].times
    kgce = factor.kgce if row.heating_value is None else table.from_heating_value(row.code, row.heating_value)
    if not factor.is_counted:
        kgce = Decimal(0)
    equal_value = electricity.kgce if row.code == ELECTRICITY else kgce
    return EnergyLine(
        factor, consumption, kgce, equal_value, consumption * kgce / 1000, consumption * equal_value / 1000
    )


def _other_year(year: int, used: YearFactor) -> Finding:
    return warning(
        "electricity_factor_year",
        f"没有 {year} 年的电力等价系数，暂用 {used.year} 年的 {used.kgce} kgce/kWh，请工作人员核定。",
        f"There is no equal-value factor of electricity for {year}; {used.kgce} kgce/kWh of {used.year} is used "
        "for now and has to be confirmed by an officer.",
    )


def _band(tce: Decimal, thresholds: tuple[Decimal, Decimal]) -> Band:
    low, high = thresholds
    if tce >= high:
        return Band.LISTED
    return Band.DESIGNABLE if tce >= low else Band.BELOW


def _rounded(tce: Decimal) -> Decimal:
    return tce.quantize(_CENT, ROUND_HALF_UP)
