"""The table of form C: which energies are asked for which years, under which names and in which units."""

from __future__ import annotations

from typing import NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.energy_factors import ELECTRICITY, HEAT, STEAM, EnergyFactors, load_energy_factors
from service_desk.domain.request_forms.fields import Choice

SLOTS = ("y1", "y2", "y3")
"""The years of the form: two are required, the third is welcome."""

NEEDED_SLOTS = 2
YEARS_BACK = 6
OTHERS = "others"
"""The list of the energies that have no row of their own."""

HEATING_VALUE = "heating_value"
AMOUNTS = ("bought", "stock_start", "stock_end", "sold", "passed_on")
"""The quantities of a row, in the order in which the list asks for them."""


class EnergyInputs(NamedTuple):
    """One energy of the table with the columns that make sense for it."""

    code: str
    columns: tuple[str, ...]


ENERGY_TABLE = (
    EnergyInputs(ELECTRICITY, ("bought", "sold", "passed_on")),
    EnergyInputs("natural_gas", ("bought", "passed_on", HEATING_VALUE)),
    EnergyInputs("raw_coal", ("bought", "stock_start", "stock_end", HEATING_VALUE)),
    EnergyInputs("diesel", ("bought", "stock_start", "stock_end", HEATING_VALUE)),
    EnergyInputs(HEAT, ("bought", "sold")),
    EnergyInputs(STEAM, ("bought", "sold", HEATING_VALUE)),
)
USUAL_ENERGIES = 2
"""So many rows from the top are what nearly every firm uses; the others are opened where they are needed."""

COLUMN_NAMES = {
    "bought": Bilingual("购入", "Bought"),
    "sold": Bilingual("外供", "Sold or given out"),
    "passed_on": Bilingual("转供", "Passed on to tenants"),
    "stock_start": Bilingual("年初库存", "Stock in January"),
    "stock_end": Bilingual("年末库存", "Stock in December"),
    HEATING_VALUE: Bilingual("低位热值", "Heating value"),
}
UNIT_SIGNS = {
    "wan_kwh": Bilingual("万kWh", "×10⁴ kWh"),
    "wan_m3": Bilingual("万m³", "×10⁴ m³"),
    "t": Bilingual("t", "t"),
    "gj": Bilingual("GJ", "GJ"),
}
BASE_SIGNS = {"kg": "kg", "m3": "m³", "kwh": "kWh", "mj": "MJ"}
"""The sign of the unit that a factor is for."""


def energy_name(code: str) -> Bilingual:
    """Return the name of an energy of the table."""
    factor = load_energy_factors().factors.get(code)
    return Bilingual(code, code) if factor is None else factor.name


def energy_unit(code: str) -> Bilingual:
    """Return the sign of the unit an energy is asked in; none for a choice among several."""
    factor = load_energy_factors().factors.get(code)
    return (
        Bilingual("", "")
        if factor is None
        else UNIT_SIGNS.get(factor.report_unit, Bilingual(factor.report_unit, factor.report_unit))
    )


def column_unit(code: str, column: str) -> Bilingual:
    """Return the unit of one quantity of an energy; a heating value is for the unit its factor is for."""
    if column != HEATING_VALUE:
        return energy_unit(code)
    sign = f"kJ/{BASE_SIGNS[load_energy_factors().factors[code].unit]}"
    return Bilingual(sign, sign)


def factor_words(code: str, table: EnergyFactors) -> Bilingual:
    """Return with which factor an energy is converted, and where that comes from."""
    factor = table.factors[code]
    said = f"{factor.kgce} kgce/{BASE_SIGNS[factor.unit]}"
    return Bilingual(f"折标系数 {said}，{factor.source}", f"Factor {said}, {factor.source}")


def equal_value_words(year: int, table: EnergyFactors) -> Bilingual:
    """Return with which equal value the electricity of a year is converted, and where that comes from."""
    used = table.electricity_of(year)
    return Bilingual(
        f"{used.year} 年等价值 {used.kgce} kgce/kWh，{used.source}",
        f"Equal value of {used.year}: {used.kgce} kgce/kWh, {used.source}",
    )


def other_energies() -> tuple[Choice, ...]:
    """Return the energies that have no row of their own, to choose one from."""
    own = {row.code for row in ENERGY_TABLE}
    factors = load_energy_factors().factors.values()
    return tuple(
        Choice(
            factor.code,
            Bilingual(
                f"{factor.name.zh}（{energy_unit(factor.code).zh}）",
                f"{factor.name.en} ({energy_unit(factor.code).en})",
            ),
        )
        for factor in factors
        if factor.code not in own and factor.is_counted
    )


def quantity_name(slot: str, code: str, column: str) -> str:
    """Return the name of the field for one quantity of one year."""
    return f"{slot}_{code}_{column}"


def quantity_label(code: str, column: str) -> Bilingual:
    """Return the full name of a quantity, as a summary of errors and a ticket page say it: 电力购入."""
    energy, name = energy_name(code), COLUMN_NAMES[column]
    return Bilingual(f"{energy.zh}{name.zh}", f"{energy.en}: {name.en.lower()}")


def others_name(slot: str) -> str:
    """Return the name of the field that lists the other energies of one year."""
    return f"{slot}_{OTHERS}"


def one_other_energy(code: str, bought: str, sold: str) -> str:
    """Return the line of the list that says what was asked before there was a list: one energy, bought and sold."""
    cells = {"bought": bought.replace(",", ""), "sold": sold.replace(",", "")}
    return ", ".join([code, *(cells.get(name, "") for name in AMOUNTS)]).rstrip(", ")


def offered_years(this_year: int) -> tuple[Choice, ...]:
    """Return the calendar years that are over, newest first, as far back as a list looks."""
    years = (str(this_year - back) for back in range(1, YEARS_BACK + 1))
    return tuple(Choice(year, Bilingual(f"{year} 年", year)) for year in years)
