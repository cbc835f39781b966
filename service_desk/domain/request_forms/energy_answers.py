"""Form C filled in: the years as rows of energy, reckoned in standard coal on both bases (domain notes §4.5–4.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.energy import EnergyResult, EnergyRow, check_years, sum_energy, verdict
from service_desk.domain.energy_factors import load_energy_factors
from service_desk.domain.findings import Finding, Severity, error
from service_desk.domain.request_forms.energy_table import (
    ENERGY_TABLE,
    NEEDED_SLOTS,
    OTHER,
    SLOTS,
    quantity_name,
)
from service_desk.domain.request_forms.fields import Answers, is_empty

_FOUR_PLACES = Decimal("0.0001")
_HEATING_VALUE_FIELDS = {"natural_gas": "gas_heating_value", "raw_coal": "coal_heating_value"}
DIRECTION_NAMES = {
    "out": Bilingual("申请调出重点用能单位名单", "To be taken off the list of key energy users"),
    "in": Bilingual("申请调入重点用能单位名单", "To be put on the list of key energy users"),
    "correct": Bilingual("更正重点用能单位名单信息", "To correct an entry in the list of key energy users"),
}


def filled_slots(answers: Answers) -> list[str]:
    """Return the years that hold anything; those that are required count as filled in."""
    optional = [
        slot for slot in SLOTS[NEEDED_SLOTS:] if _rows(answers, slot) or answers.get(f"{slot}_output_value")
    ]
    return [*SLOTS[:NEEDED_SLOTS], *optional]


def _rows(answers: Answers, slot: str) -> list[tuple[str, EnergyRow]]:
    """Return the filled rows of a year, each with the code its fields are named by."""
    rows = []
    for inputs in ENERGY_TABLE:
        amounts = {column: answers.get(quantity_name(slot, inputs.code, column)) for column in inputs.columns}
        given = {column: amount for column, amount in amounts.items() if amount is not None}
        code = answers.get(f"{slot}_{OTHER}_code") if inputs.code == OTHER else inputs.code
        if given and code:
            value = answers.get(_HEATING_VALUE_FIELDS.get(inputs.code, ""))
            proof = bool(answers.get("has_meter_proof"))
            rows.append((inputs.code, EnergyRow(code, **given, heating_value=value, has_meter_proof=proof)))
    return rows


def _year(answers: Answers, slot: str) -> int | None:
    chosen = str(answers.get(f"{slot}_year") or "")
    return int(chosen) if re.fullmatch(r"\d{4}", chosen, re.ASCII) else None


def results(answers: Answers) -> list[tuple[str, EnergyResult]]:
    """Return each filled year reckoned, with its slot in the form."""
    years = [(slot, _year(answers, slot)) for slot in filled_slots(answers)]
    return [
        (slot, sum_energy([row for _name, row in _rows(answers, slot)], year=year))
        for slot, year in years
        if year is not None
    ]


def check_energy(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield what is wrong or odd about the years and the quantities."""
    yield from _check_years(answers, today)
    for slot, result in results(answers):
        names = [name for name, _row in _rows(answers, slot)]
        for finding in result.findings:
            yield finding._replace(field=_field_of(finding.field, slot, names))


def _check_years(answers: Answers, today: date) -> Iterator[Finding]:
    slots = filled_slots(answers)
    chosen = [(slot, year) for slot in slots if (year := _year(answers, slot)) is not None]
    seen: set[int] = set()
    for slot, year in chosen:
        if year in seen:
            yield error(f"{slot}_year", f"{year} 年填写了两次。", f"{year} is given twice.")
        seen.add(year)
    if len(seen) == len(slots):
        yield from (found._replace(field=f"{slots[0]}_year") for found in check_years(seen, today))
    for slot in slots:
        if not _rows(answers, slot):
            field = quantity_name(slot, ENERGY_TABLE[0].code, "bought")
            yield error(
                field, "这一年请至少填一种能源的购入量。", "Please give at least one energy for this year."
            )
        other = [answers.get(quantity_name(slot, OTHER, column)) for column in ENERGY_TABLE[-1].columns]
        if not answers.get(f"{slot}_{OTHER}_code") and any(amount is not None for amount in other):
            yield error(f"{slot}_{OTHER}_code", "请选择是哪一种能源。", "Please choose which energy it is.")


def _field_of(name: str, slot: str, rows: list[str]) -> str:
    """Return our field for a finding at `rows-0-bought`; what concerns no single cell stands at the year."""
    match = re.fullmatch(r"rows-(\d+)-(\w+)", name)
    if match is None:
        return f"{slot}_year"
    code, column = rows[int(match[1])], match[2]
    if column == "heating_value":
        return _HEATING_VALUE_FIELDS.get(code, f"{slot}_year")
    own = next(inputs for inputs in ENERGY_TABLE if inputs.code == code)
    return quantity_name(slot, code, column if column in own.columns else own.columns[0])


def kept_years(answers: Answers) -> list[dict[str, Any]]:
    """Return the years as they are kept: the rows as filled in, and the sums with the factors they were made with."""
    kept = []
    for slot, result in results(answers):
        rows = [_kept_row(row) for _name, row in _rows(answers, slot)]
        year: dict[str, Any] = {"year": str(result.year), "rows": rows}
        for name in ("output_value", "product_qty"):
            if not is_empty(answer := answers.get(f"{slot}_{name}")):
                year[name] = format(answer, "f") if isinstance(answer, Decimal) else answer
        year |= {
            "tce_equivalent": str(result.tce_equivalent),
            "tce_equal_value": str(result.tce_equal_value),
            "electricity_factor": str(result.electricity.kgce),
            "electricity_factor_year": str(result.electricity.year),
            "factors": load_energy_factors().version,
        }
        if (output := answers.get(f"{slot}_output_value")) and output > 0:
            year["intensity"] = str((result.tce_equivalent / output).quantize(_FOUR_PLACES))
        kept.append(year)
    return sorted(kept, key=lambda each: str(each["year"]), reverse=True)


def _kept_row(row: EnergyRow) -> dict[str, str]:
    factor = load_energy_factors().factors[row.code]
    amounts = {
        column: format(amount, "f")
        for column in ("bought", "stock_start", "stock_end", "sold", "passed_on")
        if (amount := getattr(row, column))
    }
    value = {} if row.heating_value is None else {"heating_value": format(row.heating_value, "f")}
    return {"code": row.code, "unit": factor.report_unit, **amounts, **value}


def verdicts(answers: Answers) -> list[tuple[int, Bilingual]]:
    """Return for each filled year, newest first, the advice the figures give; the province decides."""
    reckoned = [
        result
        for _slot, result in results(answers)
        if all(finding.severity is not Severity.ERROR for finding in result.findings)
    ]
    return [
        (result.year, verdict(result).words)
        for result in sorted(reckoned, key=lambda each: each.year, reverse=True)
    ]


def energy_title(answers: Mapping[str, Any]) -> Bilingual:
    """Return a title made of the direction."""
    return DIRECTION_NAMES.get(str(answers.get("direction")), DIRECTION_NAMES["correct"])


def typed_years(years: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of kept years as they were filled in, newest first; years of another shape are left out."""
    known = {inputs.code for inputs in ENERGY_TABLE}
    kept = [year for year in years if isinstance(year, Mapping)] if isinstance(years, list) else []
    for slot, year in zip(SLOTS, kept, strict=False):
        yield f"{slot}_year", str(year.get("year", ""))
        for row in year.get("rows", ()):
            code = row["code"] if row.get("code") in known else OTHER
            if code == OTHER:
                yield f"{slot}_{OTHER}_code", str(row.get("code", ""))
            for column in ("bought", "stock_start", "stock_end", "sold", "passed_on"):
                if (amount := _amount(row.get(column))) is not None:
                    yield quantity_name(slot, code, column), amount
        if (output := _amount(year.get("output_value"))) is not None:
            yield f"{slot}_output_value", output
        if "product_qty" in year:
            yield f"{slot}_product_qty", str(year["product_qty"])


def _amount(kept: Any) -> Decimal | None:
    try:
        amount = Decimal(str(kept))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
