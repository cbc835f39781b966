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
from service_desk.domain.energy_factors import EnergyFactors, load_energy_factors
from service_desk.domain.findings import Finding, Severity, error
from service_desk.domain.request_forms.energy_table import (
    AMOUNTS,
    ENERGY_TABLE,
    HEATING_VALUE,
    NEEDED_SLOTS,
    OTHERS,
    SLOTS,
    other_energies,
    others_name,
    quantity_name,
)
from service_desk.domain.request_forms.energy_year import year_fields
from service_desk.domain.request_forms.fields import FACTORS, Answers, FormField, is_empty
from service_desk.domain.request_forms.rows import chosen, read_rows

_FOUR_PLACES = Decimal("0.0001")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
OVERALL_HEATING_VALUES = {"natural_gas": "gas_heating_value", "raw_coal": "coal_heating_value"}
"""The fields in which older versions of the form ask for one heating value for all years."""

_OTHERS_FIELDS: dict[str, FormField] = {
    slot: field for slot in SLOTS for field in year_fields(slot) if field.name == others_name(slot)
}
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


def factors_of(answers: Answers) -> EnergyFactors:
    """Return the table that comes with the answers: the zone's, else the one that comes with the program."""
    given = answers.get(FACTORS)
    return given if isinstance(given, EnergyFactors) else load_energy_factors()


def _rows(answers: Answers, slot: str) -> list[tuple[str, EnergyRow]]:
    """Return the filled rows of a year, each with the code its fields are named by (`OTHERS` for those of the list)."""
    rows = []
    proof = bool(answers.get("has_meter_proof"))
    for inputs in ENERGY_TABLE:
        amounts = {
            column: answers.get(quantity_name(slot, inputs.code, column))
            for column in inputs.columns
            if column != HEATING_VALUE
        }
        given = {column: amount for column, amount in amounts.items() if amount is not None}
        if given:
            value = _heating_value(answers, slot, inputs.code)
            rows.append(
                (inputs.code, EnergyRow(inputs.code, **given, heating_value=value, has_meter_proof=proof))
            )
    rows += [(OTHERS, row) for row in _listed(answers, slot, has_proof=proof)]
    return rows


def _heating_value(answers: Answers, slot: str, code: str) -> Decimal | None:
    own: Decimal | None = answers.get(quantity_name(slot, code, HEATING_VALUE))
    return own if own is not None else answers.get(OVERALL_HEATING_VALUES.get(code, ""))


def _listed(answers: Answers, slot: str, *, has_proof: bool) -> Iterator[EnergyRow]:
    """Yield the rows of the list of other energies, as far as it can be read."""
    field = _OTHERS_FIELDS[slot]
    for cells in read_rows(field, str(answers.get(field.name) or "")).rows:
        code = chosen(field.columns[0], cells[0])
        amounts = dict(zip((*AMOUNTS, HEATING_VALUE), map(_figure, cells[1:]), strict=True))
        value = amounts.pop(HEATING_VALUE)
        given: dict[str, Any] = {name: amount for name, amount in amounts.items() if amount is not None}
        yield EnergyRow(str(code), **given, heating_value=value, has_meter_proof=has_proof)


def _figure(cell: str) -> Decimal | None:
    match = _NUMBER.match(cell.removeprefix("×"))
    return Decimal(match[0]) if match else None


def _year(answers: Answers, slot: str) -> int | None:
    chosen = str(answers.get(f"{slot}_year") or "")
    return int(chosen) if re.fullmatch(r"\d{4}", chosen, re.ASCII) else None


def results(answers: Answers) -> list[tuple[str, EnergyResult]]:
    """Return each filled year reckoned, with its slot in the form."""
    years = [(slot, _year(answers, slot)) for slot in filled_slots(answers)]
    return [
        (
            slot,
            sum_energy([row for _name, row in _rows(answers, slot)], year=year, factors=factors_of(answers)),
        )
        for slot, year in years
        if year is not None
    ]


def check_energy(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield what is wrong or odd about the years and the quantities."""
    yield from _check_years(answers, today)
    for slot, result in results(answers):
        names = [name for name, _row in _rows(answers, slot)]
        for finding in result.findings:
            field = _field_of(finding.field, slot, names)
            if field.endswith(HEATING_VALUE) and answers.get(field) is None:
                field = OVERALL_HEATING_VALUES.get(names[int(finding.field.split("-")[1])], field)
            yield finding._replace(field=field)


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


def _field_of(name: str, slot: str, rows: list[str]) -> str:
    """Return our field for a finding at `rows-0-bought`; what concerns no single cell stands at the year."""
    match = re.fullmatch(r"rows-(\d+)-(\w+)", name)
    if match is None:
        return f"{slot}_year"
    code, column = rows[int(match[1])], match[2]
    if code == OTHERS:
        return others_name(slot)
    own = next(inputs for inputs in ENERGY_TABLE if inputs.code == code)
    return quantity_name(slot, code, column if column in own.columns else own.columns[0])


def kept_years(answers: Answers) -> list[dict[str, Any]]:
    """Return the years as they are kept: the rows as filled in, and the sums with the factors they were made with."""
    kept, table = [], factors_of(answers)
    for slot, result in results(answers):
        rows = [_kept_row(row, table) for _name, row in _rows(answers, slot)]
        year: dict[str, Any] = {"year": str(result.year), "rows": rows}
        for name in ("output_value", "product_qty"):
            if not is_empty(answer := answers.get(f"{slot}_{name}")):
                year[name] = format(answer, "f") if isinstance(answer, Decimal) else answer
        year |= {
            "tce_equivalent": str(result.tce_equivalent),
            "tce_equal_value": str(result.tce_equal_value),
            "electricity_factor": str(result.electricity.kgce),
            "electricity_factor_year": str(result.electricity.year),
            "electricity_factor_source": result.electricity.source,
            "factors": table.version,
        }
        if (output := answers.get(f"{slot}_output_value")) and output > 0:
            year["intensity"] = str((result.tce_equivalent / output).quantize(_FOUR_PLACES))
        kept.append(year)
    return sorted(kept, key=lambda each: str(each["year"]), reverse=True)


def _kept_row(row: EnergyRow, table: EnergyFactors) -> dict[str, str]:
    """Return a row as it is kept: what was filled in, and the factor it was converted with."""
    factor = table.factors[row.code]
    amounts = {column: format(amount, "f") for column in AMOUNTS if (amount := getattr(row, column))}
    used = {"kgce": str(factor.kgce), "source": factor.source}
    if row.heating_value is not None:
        used = {
            "kgce": str(table.from_heating_value(row.code, row.heating_value)),
            "heating_value": format(row.heating_value, "f"),
        }
    return {"code": row.code, "unit": factor.report_unit, **amounts, **used}


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
    kept = [year for year in years if isinstance(year, Mapping)] if isinstance(years, list) else []
    for slot, year in zip(SLOTS, kept, strict=False):
        yield f"{slot}_year", str(year.get("year", ""))
        rows = [row for row in year.get("rows", ()) if isinstance(row, Mapping)]
        yield from _typed_rows(slot, rows)
        if (output := _amount(year.get("output_value"))) is not None:
            yield f"{slot}_output_value", output
        if "product_qty" in year:
            yield f"{slot}_product_qty", str(year["product_qty"])


def _typed_rows(slot: str, rows: list[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield the quantities of the energies that have a row of their own, then the list of the others."""
    known = {inputs.code: inputs.columns for inputs in ENERGY_TABLE}
    others = {option.code: option.name.zh for option in other_energies()}
    lines = []
    for row in rows:
        code = str(row.get("code", ""))
        for column in known.get(code, ()):
            if (amount := _amount(row.get(column))) is not None:
                yield quantity_name(slot, code, column), amount
        if code in others:
            cells = [others[code], *(str(row.get(column, "")) for column in (*AMOUNTS, HEATING_VALUE))]
            lines.append(", ".join(cells).rstrip(", "))
    if lines:
        yield others_name(slot), "\n".join(lines)


def _amount(kept: Any) -> Decimal | None:
    try:
        amount = Decimal(str(kept))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
