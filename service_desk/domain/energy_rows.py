"""One line of an energy account: what was bought, stocked, sold and passed on, and whether that can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service_desk.domain.energy_factors import EnergyFactor, EnergyFactors
from service_desk.domain.figures import MOST_DECIMALS, is_plain, written
from service_desk.domain.findings import Finding, error, warning

LARGEST_QUANTITY = Decimal(1_000_000_000_000)
_QUANTITIES = ("bought", "stock_start", "stock_end", "sold", "passed_on")
_ODD_SHARE = (Decimal("0.3"), Decimal(2))
"""A heating value outside this range of the usual one is most often in kcal or MJ instead of kJ."""


@dataclass(frozen=True)
class EnergyRow:
    """One fuel in one calendar year; quantities in `unit` (None: the fuel's usual one), none below 0.

    `sold` also holds secondary energy made on the site and given out; `passed_on` is what tenants used, by meter.
    `heating_value` is the enterprise's own, in kJ per base unit (kg, m³), for steam the enthalpy difference.
    """

    code: str
    bought: Decimal = Decimal(0)
    sold: Decimal = Decimal(0)
    passed_on: Decimal = Decimal(0)
    stock_start: Decimal = Decimal(0)
    stock_end: Decimal = Decimal(0)
    unit: str | None = None
    heating_value: Decimal | None = None
    has_meter_proof: bool = False

    @property
    def consumption(self) -> Decimal:
        """What the enterprise itself consumed, in the row's unit; below 0 where it gave out more than it took in."""
        return self.bought + self.stock_start - self.stock_end - self.sold - self.passed_on


def check_row(row: EnergyRow, name: str, table: EnergyFactors) -> Iterator[Finding]:
    """Yield what is wrong or odd about a row, at fields `name-column`; a row without errors can be reckoned."""
    factor = table.factors.get(row.code)
    if factor is None:
        yield error(f"{name}-code", "请选择表中的能源品种。", "Please choose a fuel from the table.")
        return
    if row.unit is not None and row.unit not in table.units_of(row.code):
        units = table.units_of(row.code).values()
        yield error(
            f"{name}-unit",
            f"{factor.name.zh}的单位应是{'、'.join(unit.name.zh for unit in units)}。",
            f"{factor.name.en} is given in {', '.join(unit.name.en for unit in units)}.",
        )
    yield from _quantities(row, name, factor)
    if row.heating_value is not None:
        yield from _heating_value(row.heating_value, name, factor, table)


def _quantities(row: EnergyRow, name: str, factor: EnergyFactor) -> Iterator[Finding]:
    wrong = [
        column
        for column in _QUANTITIES
        if not is_plain(getattr(row, column), LARGEST_QUANTITY) or getattr(row, column) < 0
    ]
    for column in wrong:
        yield error(
            f"{name}-{column}",
            f"请填写不小于 0 的数量，最多 {MOST_DECIMALS} 位小数。",
            f"Please enter a quantity of 0 or more, with at most {MOST_DECIMALS} decimals.",
        )
    if wrong:
        return
    if row.consumption < 0:
        yield _given_out_more(name, factor)
    if row.passed_on > 0 and not row.has_meter_proof:
        yield warning(
            f"{name}-passed_on",
            f"扣除转供 {written(row.passed_on)} 须附分表计量凭证。",
            f"Proof by meter is needed for the {written(row.passed_on)} passed on.",
        )
    if not factor.is_counted:
        yield warning(
            f"{name}-code",
            f"{factor.name.zh}是耗能工质，不计入综合能源消费量。",
            f"{factor.name.en} is a working medium and is not counted as energy consumption.",
        )


def _given_out_more(name: str, factor: EnergyFactor) -> Finding:
    zh = f"{factor.name.zh}的外供、转供和期末库存合计多于购入和期初库存"
    en = f"{factor.name.en}: more was given out or left in stock than was bought or in stock before"
    if factor.is_secondary:
        return warning(
            f"{name}-sold",
            f"{zh}，只有自产时才可能，将从消费量中扣减，请核对。",
            f"{en}; this can only be if you make it yourself, and is subtracted. Please check.",
        )
    return error(f"{name}-sold", f"{zh}，请核对。", f"{en}; please check.")


def _heating_value(
    value: Decimal, name: str, factor: EnergyFactor, table: EnergyFactors
) -> Iterator[Finding]:
    if factor.is_fixed or not factor.is_counted:
        yield error(
            f"{name}-heating_value",
            f"{factor.name.zh}的折标系数是固定的，请勿填写低位热值。",
            f"{factor.name.en} has a fixed factor; please leave the heating value empty.",
        )
        return
    if not is_plain(value, LARGEST_QUANTITY) or value <= 0:
        yield error(
            f"{name}-heating_value",
            "低位热值应大于 0，单位 kJ/kg 或 kJ/m³。",
            "The heating value must be above 0, in kJ/kg or kJ/m³.",
        )
        return
    kgce = table.from_heating_value(factor.code, value)
    low = factor.kgce_low or factor.kgce * _ODD_SHARE[0]
    high = factor.kgce_high or factor.kgce * _ODD_SHARE[1]
    if not low <= kgce <= high:
        yield warning(
            f"{name}-heating_value",
            f"按此热值折标系数为 {kgce}，通常在 {written(low)}–{written(high)} 之间，请核对单位是否为 kJ。",
            f"This heating value gives a factor of {kgce}, usually {written(low)}–{written(high)}; "
            "please check that the unit is kJ.",
        )
