"""What a form's page shows besides the form: who usually handles it, how long that takes, the factors for live sums."""

from __future__ import annotations

from typing import Any

from service_desk.domain.attachments import group_words
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue, Level, RequestType
from service_desk.domain.energy_factors import ELECTRICITY, HEAT, EnergyFactors, load_energy_factors
from service_desk.domain.power import SourceCount, Voltage, connection_time
from service_desk.domain.request_forms import RequestForm, condition_words
from service_desk.domain.request_forms.energy_answers import OVERALL_HEATING_VALUES
from service_desk.domain.request_forms.energy_table import (
    COLUMN_NAMES,
    ENERGY_TABLE,
    USUAL_ENERGIES,
    energy_name,
    equal_value_words,
    factor_words,
    offered_years,
    other_energies,
)
from service_desk.domain.telling import department_name

POWER_RULES = "power_figures"
"""The rules of a form whose wished date stands beside the utility's usual days."""

_USUAL: dict[Level, Bilingual] = {
    Level.SIMPLE: Bilingual("一般一天办结。", "usually finished within a day."),
    Level.GENERAL: Bilingual("一般七天办结。", "usually finished within seven days."),
    Level.COMPLEX: Bilingual("一个月内办结，三天内先反馈。", "finished within a month, first answer within three days."),
    Level.MAJOR: Bilingual("一个月内办结，三天内先反馈。", "finished within a month, first answer within three days."),
}  # fmt: skip


def form_context(
    kind: RequestType,
    form: RequestForm,
    catalogue: Catalogue,
    this_year: int,
    factors: EnergyFactors | None = None,
) -> dict[str, Any]:
    """Return the variables of a form's template that depend on the request type, the form's version and the year.

    `factors` is the zone's table of energy factors, the one that comes with the program where none is given.
    """
    context: dict[str, Any] = {
        "lead": department_name(kind.lead, catalogue),
        "usual": _USUAL[kind.level],
        "hint": form.hints.get(kind.code),
        "condition_words": condition_words,
        "group_words": group_words,
    }
    if POWER_RULES in form.checks:
        context["utility_days"] = utility_days()
    if any(section.layout for section in form.sections):
        context |= energy_context(factors or load_energy_factors(), this_year)
    return context


def utility_days() -> Bilingual:
    """Return the utility's usual working days for the common voltages, as a hint beside the wished date."""
    low, single, double = (
        connection_time(voltage, sources).working_days
        for voltage, sources in (
            (Voltage.KV_0_38, SourceCount.SINGLE),
            (Voltage.KV_10, SourceCount.SINGLE),
            (Voltage.KV_10, SourceCount.DOUBLE),
        )
    )
    return Bilingual(
        f"供电企业自身环节参考：380 V 约 {low} 个工作日，10 kV 单电源约 {single} 个、双电源约 {double} 个；"
        "不含您方设计、施工和设备到货。",
        f"The utility's own steps usually take {low} working days at 380 V, {single} at 10 kV with one source, {double} "
        "with two; your design, works and deliveries come on top.",
    )


def energy_context(table: EnergyFactors, this_year: int) -> dict[str, Any]:
    """Return what the tables of energies show: the energies with their factors, and the factors for sums while typing."""
    energies = [_energy(row.code, row.columns, table) for row in ENERGY_TABLE]
    return {
        "usual_energies": energies[:USUAL_ENERGIES],
        "rarer_energies": energies[USUAL_ENERGIES:],
        "other_factors": [
            (energy_name(option.code), factor_words(option.code, table)) for option in other_energies()
        ],
        "equal_values": [
            equal_value_words(year, table) for year in sorted(table.electricity_years, reverse=True)
        ],
        "live_factors": live_factors(table, this_year),
    }


def live_factors(table: EnergyFactors, this_year: int) -> dict[str, Any]:
    """Return the factors in tce per unit of the form for sums while typing; the server reckons everything anew."""
    own = [row.code for row in ENERGY_TABLE]
    others = {name: option.code for option in other_energies() for name in option.name}
    units = {code: float(_base_units(table, code)) / 1000 for code in (*own, *others.values())}
    years = [int(year.code) for year in offered_years(this_year)]
    return {
        "rows": {code: _tce(table, code) for code in own},
        "others": {name: {"tce": _tce(table, code), "units": units[code]} for name, code in others.items()},
        "equal": {str(year): float(table.electricity_of(year).kgce) * units[ELECTRICITY] for year in years},
        "measured": OVERALL_HEATING_VALUES,
        "steam": float(table.factors[HEAT].kgce) / 1000,
        "units": units,
        "kj": float(table.kj_per_kgce),
    }


def _energy(code: str, columns: tuple[str, ...], table: EnergyFactors) -> dict[str, Any]:
    return {
        "code": code,
        "name": energy_name(code),
        "columns": [(name, COLUMN_NAMES[name]) for name in columns],
        "factor": factor_words(code, table),
        "note": table.factors[code].note,
    }


def _base_units(table: EnergyFactors, code: str) -> Any:
    return table.units[table.factors[code].report_unit].times


def _tce(table: EnergyFactors, code: str) -> float:
    """Return tce per unit of the form."""
    return float(table.factors[code].kgce * _base_units(table, code) / 1000)
