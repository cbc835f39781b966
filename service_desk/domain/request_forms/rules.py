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
from service_desk.domain.request_forms.fields import Answers, FieldKind, FormField
from service_desk.domain.requests import short_title

CheckFunction = Callable[[Answers, date, WorkingCalendar], Iterator[Finding]]


class Reads(NamedTuple):
    """What a rule expects of a field that it reads: its kind and, where it chooses, the codes the rule knows."""

    kinds: frozenset[FieldKind]
    codes: frozenset[str] | None = None

    def take(self, field: FormField) -> bool:
        """Tell whether a field is one that the rule can read."""
        offered = {option.code for option in field.choices}
        return field.kind in self.kinds and (self.codes is None or offered <= self.codes)


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

    def fits(self, fields: Iterable[FormField]) -> bool:
        """Tell whether a form asks for everything that the figure is reckoned from, in the right kind."""
        asked = {field.name: field for field in fields}
        return all(name in asked and reads.take(asked[name]) for name, reads in self.reads.items())


@dataclass(frozen=True)
class Title:
    """A title worded from the answers."""

    word: Callable[[Answers], Bilingual]
    reads: Mapping[str, Reads] = field(default_factory=dict)


def opening(answers: Answers) -> Bilingual:
    """Return the first sentence of what is told, as it was written."""
    told = short_title(answers.get("body") or "")
    return Bilingual(told, told)


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

FIGURE_NAMES: dict[str, Bilingual] = {
    "total_kva": Bilingual("合计容量：现有、新增和借用加起来", "Total capacity: existing, additional and borrowed"),
    "remaining_kva": Bilingual("减容或暂停后剩下的容量", "What remains after a decrease or a suspension"),
    "transformers_kva": Bilingual("变压器清单的容量合计", "Capacity of the transformers listed"),
    "required_kva": Bilingual("按负荷和功率因数推算的所需容量", "Capacity needed by load and power factor"),
    "suggested_kva": Bilingual("可参考的标准变压器容量", "Standard transformer that would fit"),
    "suggested_load_rate": Bilingual("该标准变压器的负载率", "Load rate of that transformer"),
    "equipment_kw": Bilingual("设备清单的合计负荷", "Load of the equipment listed"),
    "utility_days": Bilingual("供电企业自身环节的参考时限", "Usual time of the utility's own steps"),
}  # fmt: skip
"""What each figure is, for whoever chooses one."""

TITLES: dict[str, Title] = {
    "power": Title(power_answers.power_title, _KIND | _are(FieldKind.NUMBER, "add_kva", "existing_kva", "borrow_kva")),
    "joint_utilities": Title(
        utilities_answers.utilities_title,
        _are(FieldKind.LINE, "project_name")
        | _choosing("utilities", utilities_answers.UTILITY_NAMES, FieldKind.CHOICES),
    ),
    "opening": Title(opening, _are(FieldKind.TEXT, "body")),
    "energy_list": Title(energy_title, _choosing("direction", DIRECTION_NAMES)),
}  # fmt: skip
