"""The table that converts fuels, electricity and heat to standard coal, with the source of every factor."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual

ELECTRICITY = "electricity"
HEAT = "heat"
STEAM = "steam"
LITRE = "litre"

_FOUR_PLACES = Decimal("0.0001")


class EnergyUnit(NamedTuple):
    """A unit people report in: so many times the base unit that factors are given for."""

    code: str
    name: Bilingual
    base: str
    times: Decimal


LITRE_NAME = Bilingual("升", "litre")


@dataclass(frozen=True)
class EnergyFactor:
    """One row of the table (domain notes §4.3); factors are kgce per `unit`, heating values kJ per `unit`.

    `is_fixed` forbids an own heating value, `is_secondary` marks what a site can make and sell, `is_counted` is False
    for what is no energy consumption (water). `kgce_low` and `kgce_high` bound what is plausible for the fuel.
    """

    code: str
    name: Bilingual
    unit: str
    report_unit: str
    kgce: Decimal
    source: str
    edition: int
    heating_value: Decimal | None = None
    kgce_low: Decimal | None = None
    kgce_high: Decimal | None = None
    kg_per_litre: Decimal | None = None
    is_fixed: bool = False
    is_secondary: bool = False
    is_counted: bool = True
    is_verified: bool = False
    note: Bilingual | None = None


class YearFactor(NamedTuple):
    """Electricity's equal value of a year, kgce per kWh, with its source."""

    year: int
    kgce: Decimal
    source: str


@dataclass(frozen=True)
class EnergyFactors:
    """One versioned table: factors and units by code, electricity's equal value by year, thresholds in tce."""

    version: str
    factors: Mapping[str, EnergyFactor]
    units: Mapping[str, EnergyUnit]
    electricity_years: Mapping[int, YearFactor]
    kj_per_kgce: Decimal
    thresholds: tuple[Decimal, Decimal]

    def units_of(self, code: str) -> dict[str, EnergyUnit]:
        """Return the units a fuel may be reported in; litres where its density is known."""
        factor = self.factors[code]
        units = {unit.code: unit for unit in self.units.values() if unit.base == factor.unit}
        if factor.kg_per_litre is not None:
            units[LITRE] = EnergyUnit(LITRE, LITRE_NAME, factor.unit, factor.kg_per_litre)
        return units

    def electricity_of(self, year: int) -> YearFactor:
        """Return the equal value that applies to a year: its own, else the latest before it, else the earliest."""
        known = sorted(self.electricity_years)
        earlier = [each for each in known if each <= year]
        return self.electricity_years[earlier[-1] if earlier else known[0]]

    def with_electricity(self, year: int, kgce: Decimal, source: str) -> EnergyFactors:
        """Return the table with an administrator's equal value for a year."""
        years = {**self.electricity_years, year: YearFactor(year, kgce, source)}
        return replace(self, electricity_years=years)

    def from_heating_value(self, code: str, kilojoules: Decimal) -> Decimal:
        """Return kgce per unit of a fuel whose heating value was measured, to four places as in the standard.

        For steam it is the enthalpy difference, converted like heat (domain notes §4.3).
        """
        if code == STEAM:
            return (kilojoules * self.factors[HEAT].kgce / 1000).quantize(_FOUR_PLACES)
        return (kilojoules / self.kj_per_kgce).quantize(_FOUR_PLACES)


@cache
def load_energy_factors() -> EnergyFactors:
    """Return the packaged table."""
    text = resources.files("service_desk.domain.data").joinpath("energy_factors.toml").read_text("utf-8")
    page = tomllib.loads(text, parse_float=Decimal)
    units = (
        EnergyUnit(row["code"], Bilingual(row["zh"], row["en"]), row["base"], Decimal(row["times"]))
        for row in page["unit"]
    )
    low, high = page["thresholds"]
    return EnergyFactors(
        version=page["version"],
        factors={row["code"]: _factor(row, page) for row in page["factor"]},
        units={unit.code: unit for unit in units},
        electricity_years={
            row["year"]: YearFactor(row["year"], row["kgce"], row["source"])
            for row in page["electricity_equal_value"]
        },
        kj_per_kgce=page["kj_per_kgce"],
        thresholds=(Decimal(low), Decimal(high)),
    )


def _factor(row: dict[str, Any], page: dict[str, Any]) -> EnergyFactor:
    heating_value = row.get("heating_value")
    return EnergyFactor(
        code=row["code"],
        name=Bilingual(row["zh"], row["en"]),
        unit=row["unit"],
        report_unit=row["report_unit"],
        kgce=Decimal(row["kgce"]),
        source=row.get("source", page["source"]),
        edition=row.get("edition", page["edition"]),
        heating_value=None if heating_value is None else Decimal(heating_value),
        kgce_low=row.get("kgce_low"),
        kgce_high=row.get("kgce_high"),
        kg_per_litre=row.get("kg_per_litre"),
        is_fixed=row.get("fixed", False),
        is_secondary=row.get("secondary", False),
        is_counted=row.get("counted", True),
        is_verified=row["verified"],
        note=Bilingual(row["note_zh"], row["note_en"]) if "note_zh" in row else None,
    )
