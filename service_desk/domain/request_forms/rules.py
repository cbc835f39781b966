"""The rules of the domain that a form can name: checks across fields, figures reckoned, titles worded, and what each reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.findings import Finding
from service_desk.domain.power import ApplyKind, SourceCount, Voltage
from service_desk.domain.request_forms import energy_checks, power_answers, utilities_answers
from service_desk.domain.request_forms.energy_answers import DIRECTION_NAMES, check_energy, energy_title
from service_desk.domain.request_forms.fields import Answers, FieldKind

CheckFunction = Callable[[Answers, date, WorkingCalendar], Iterator[Finding]]


class Reads(NamedTuple):
    """What a rule expects of a field that it reads: its kind and, where it chooses, the codes the rule knows."""

    kinds: frozenset[FieldKind]
    codes: frozenset[str] | None = None


@dataclass(frozen=True)
class Check:
    """A check across fields."""

    run: CheckFunction
    reads: Mapping[str, Reads]


@dataclass(frozen=True)
class Figure:
    """A figure reckoned from the answers; None where they do not suffice."""

    reckon: Callable[[Answers], str | None]
    reads: Mapping[str, Reads]


@dataclass(frozen=True)
class Title:
    """A title worded from the answers."""

    word: Callable[[Answers], Bilingual]
    reads: Mapping[str, Reads] = field(default_factory=dict)


def _are(kind: FieldKind, *names: str) -> dict[str, Reads]:
    return {name: Reads(frozenset({kind})) for name in names}


def _choosing(name: str, codes: Iterable[str], *kinds: FieldKind) -> dict[str, Reads]:
    allowed = frozenset(kinds or (FieldKind.CHOICE, FieldKind.SELECT))
    return {name: Reads(allowed, frozenset(str(code) for code in codes))}


_KIND = _choosing("apply_kind", tuple(ApplyKind))
_FIGURES = _are(
    FieldKind.NUMBER, "existing_kva", "add_kva", "est_load_kw", "power_factor", "lender_rated_kva", "lender_keep_kva",
    "borrow_kva",
)  # fmt: skip
_VOLTAGE = _choosing("voltage", (*Voltage, "unknown")) | _choosing("source_count", tuple(SourceCount))
_TRANSFORMERS = {"transformer_list": Reads(frozenset({FieldKind.LINE, FieldKind.ROWS}))}
"""A list since its cells are asked apart; older versions ask for one line."""

_LISTS = _TRANSFORMERS | _are(FieldKind.ROWS, "equipment_list") | _are(FieldKind.NUMBER, "est_load_kw")
_POWER = (
    _KIND | _FIGURES | _VOLTAGE | _are(FieldKind.LINE, "account_no") | _TRANSFORMERS
    | _are(FieldKind.DAY, "needed_by", "temp_from", "temp_to") | _are(FieldKind.TICK, "utility_consent")
)  # fmt: skip
_DECREASE = _KIND | _are(FieldKind.NUMBER, "existing_kva", "decrease_kva")
_LOAD = _KIND | _are(FieldKind.NUMBER, "est_load_kw", "power_factor")
_YEARS = _are(FieldKind.SELECT, "y1_year", "y2_year")

CHECKS: dict[str, Check] = {
    "power_figures": Check(power_answers.check_power, _POWER),
    "power_lists": Check(power_answers.check_power_lists, _LISTS),
    "power_decrease": Check(
        power_answers.check_decrease, _DECREASE | _are(FieldKind.DAY, "needed_by", "decrease_until")
    ),
    "project_code": Check(utilities_answers.check_project_code, _are(FieldKind.LINE, "project_code")),
    "water_amounts": Check(
        utilities_answers.check_water, _are(FieldKind.NUMBER, "water_daily", "water_peak", "sewer_daily")
    ),
    "steam_amounts": Check(utilities_answers.check_steam, _are(FieldKind.NUMBER, "steam_mean", "steam_peak")),
    "gas_amounts": Check(utilities_answers.check_gas, _are(FieldKind.NUMBER, "gas_peak", "gas_year")),
    "energy_years": Check(
        check_energy,
        _YEARS | _are(FieldKind.TICK, "has_meter_proof"),
    ),
    "industry_code": Check(energy_checks.check_industry, _are(FieldKind.LINE, "industry")),
    "energy_forecast": Check(
        energy_checks.check_forecast,
        _choosing("direction", DIRECTION_NAMES) | _are(FieldKind.NUMBER, "forecast_1", "forecast_2"),
    ),
    "energy_bills": Check(
        energy_checks.check_bills,
        _YEARS | _are(FieldKind.NUMBER, *energy_checks.BILLS) | _are(FieldKind.TEXT, "difference_reason"),
    ),
}  # fmt: skip

FIGURES: dict[str, Figure] = {
    "total_kva": Figure(power_answers.total_capacity, _KIND | _are(FieldKind.NUMBER, "existing_kva", "add_kva", "borrow_kva")),
    "remaining_kva": Figure(power_answers.remaining_capacity, _DECREASE),
    "transformers_kva": Figure(power_answers.listed_capacity, _TRANSFORMERS),
    "required_kva": Figure(power_answers.capacity_needed, _LOAD),
    "suggested_kva": Figure(power_answers.fitting_transformer, _LOAD),
    "suggested_load_rate": Figure(power_answers.fitting_load_rate, _LOAD),
    "equipment_kw": Figure(power_answers.listed_load, _KIND | _are(FieldKind.ROWS, "equipment_list")),
    "utility_days": Figure(power_answers.utility_days, _KIND | _VOLTAGE),
}  # fmt: skip

TITLES: dict[str, Title] = {
    "power": Title(power_answers.power_title, _KIND | _are(FieldKind.NUMBER, "add_kva", "existing_kva", "borrow_kva")),
    "joint_utilities": Title(
        utilities_answers.utilities_title,
        _are(FieldKind.LINE, "project_name")
        | _choosing("utilities", utilities_answers.UTILITY_NAMES, FieldKind.CHOICES),
    ),
    "energy_list": Title(energy_title, _choosing("direction", DIRECTION_NAMES)),
}  # fmt: skip
