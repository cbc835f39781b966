"""The table of form C: which energies are asked for which years, under which names and in which units."""

from __future__ import annotations

from typing import NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.energy_factors import ELECTRICITY, HEAT, STEAM, load_energy_factors
from service_desk.domain.request_forms.fields import Choice

SLOTS = ("y1", "y2", "y3")
"""The years of the form: two are required, the third is welcome."""

NEEDED_SLOTS = 2
YEARS_BACK = 6
OTHER = "other"


class EnergyInputs(NamedTuple):
    """One energy of the table with the columns that make sense for it."""

    code: str
    columns: tuple[str, ...]


ENERGY_TABLE = (
    EnergyInputs(ELECTRICITY, ("bought", "sold", "passed_on")),
    EnergyInputs("natural_gas", ("bought", "passed_on")),
    EnergyInputs("raw_coal", ("bought", "stock_start", "stock_end")),
    EnergyInputs("diesel", ("bought", "stock_start", "stock_end")),
    EnergyInputs(HEAT, ("bought", "sold")),
    EnergyInputs(STEAM, ("bought", "sold")),
    EnergyInputs(OTHER, ("bought", "sold")),
)
COLUMN_NAMES = {
    "bought": Bilingual("购入", "Bought"),
    "sold": Bilingual("外供", "Sold or given out"),
    "passed_on": Bilingual("转供", "Passed on to tenants"),
    "stock_start": Bilingual("年初库存", "Stock in January"),
    "stock_end": Bilingual("年末库存", "Stock in December"),
}
UNIT_SIGNS = {
    "wan_kwh": Bilingual("万kWh", "×10⁴ kWh"),
    "wan_m3": Bilingual("万m³", "×10⁴ m³"),
    "t": Bilingual("t", "t"),
    "gj": Bilingual("GJ", "GJ"),
}
OTHER_NAME = Bilingual("另一种能源", "One more energy")


def energy_name(code: str) -> Bilingual:
    """Return the name of an energy of the table."""
    factor = load_energy_factors().factors.get(code)
    return OTHER_NAME if factor is None else factor.name


def energy_unit(code: str) -> Bilingual:
    """Return the sign of the unit an energy is asked in; none for a choice among several."""
    factor = load_energy_factors().factors.get(code)
    return (
        Bilingual("", "")
        if factor is None
        else UNIT_SIGNS.get(factor.report_unit, Bilingual(factor.report_unit, factor.report_unit))
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


def offered_years(this_year: int) -> tuple[Choice, ...]:
    """Return the calendar years that are over, newest first, as far back as a list looks."""
    years = (str(this_year - back) for back in range(1, YEARS_BACK + 1))
    return tuple(Choice(year, Bilingual(f"{year} 年", year)) for year in years)
