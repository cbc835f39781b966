"""Reading a ticket's form data back as labelled answers, for review pages, ticket pages and letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import full_date_words
from service_desk.domain.energy_factors import load_energy_factors
from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.checking import YEARS
from service_desk.domain.request_forms.energy_table import (
    AMOUNTS,
    BASE_SIGNS,
    COLUMN_NAMES,
    HEATING_VALUE,
    column_unit,
    energy_name,
    energy_unit,
)
from service_desk.domain.request_forms.fields import FieldKind, FormField, RequestForm, Section, is_empty
from service_desk.domain.request_forms.packaged import FORM_CODES, packaged_form
from service_desk.domain.request_forms.personal import contact_of, of_unknown
from service_desk.domain.request_forms.rows import heads, read_rows

Unit = Bilingual | str
YES, NO = Bilingual("是", "Yes"), Bilingual("否", "No")


class Answer(NamedTuple):
    """One labelled answer; the value is as typed, or in both languages where it was chosen or reckoned.

    A list that can be read is laid out too: `rows` under `heads`. `contact` names the column of a ticket's contact that the
    answer is treated like where it reaches a person (`personal.contact_of`).
    """

    label: Bilingual
    value: Bilingual | str
    unit: Unit = ""
    heads: tuple[Bilingual, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    contact: str = ""


class Described(NamedTuple):
    """One section of a form with the answers given in it."""

    title: Bilingual
    answers: tuple[Answer, ...]


_YEAR_FIGURES: tuple[tuple[str, Bilingual, Unit], ...] = (
    ("output_value", Bilingual("工业总产值", "Gross output value"), Bilingual("万元", "×10⁴ CNY")),
    ("product_qty", Bilingual("主要产品产量", "Main product output"), ""),
    ("tce_equivalent", Bilingual("综合能耗（当量值）", "Energy, equivalent value"), "tce"),
    ("tce_equal_value", Bilingual("综合能耗（等价值）", "Energy, equal value"), "tce"),
    ("intensity", Bilingual("单位产值能耗（当量值）", "Energy per output, equivalent value"),
     Bilingual("tce/万元", "tce per 10⁴ CNY")),
)  # fmt: skip
_MORE = Bilingual("其他填报内容", "Further entries")


def known_form(form: str | RequestForm) -> RequestForm | None:
    """Return a form, None for a code that the program does not know (imports of another age)."""
    if isinstance(form, RequestForm):
        return form
    return packaged_form(form) if form in FORM_CODES else None


def describe(form: str | RequestForm, form_data: Mapping[str, Any]) -> tuple[Described, ...]:
    """Return what a ticket's form data says, section by section in the order of the form.

    Data of an unknown form, and keys that the form does not know (other versions, imports), come last under their
    own names; nothing is left out and nothing raises.
    """
    asked = known_form(form)
    sections: list[Described] = []
    known = {YEARS}
    tables = [section for section in asked.sections if section.layout] if asked else []
    for section in (*asked.sections, *asked.office) if asked else ():
        if section.layout:
            sections.extend(_years(form_data.get(YEARS)) if section is tables[0] else ())
            continue
        names, answers = _section(section, form_data)
        known |= names
        if answers:
            sections.append(Described(section.title, answers))
    rest = [(key, value) for key, value in form_data.items() if key not in known]
    if rest:
        sections.append(
            Described(
                _MORE,
                tuple(
                    Answer(Bilingual(key, key), _plain(value), contact=of_unknown(key, value))
                    for key, value in rest
                ),
            )
        )
    return tuple(sections)


def _section(section: Section, form_data: Mapping[str, Any]) -> tuple[set[str], tuple[Answer, ...]]:
    """Return the keys that a section knows, and its answers followed by what is reckoned from them."""
    fields = [field for field in section.fields if field.name not in KEPT_COLUMNS]
    answers = [_answer(field, form_data[field.name]) for field in fields if field.name in form_data]
    answers += [
        Answer(figure.label, amount_words(form_data[figure.name]), figure.unit)
        for figure in section.computed
        if figure.name in form_data
    ]
    return {each.name for each in fields} | {each.name for each in section.computed}, tuple(answers)


def describe_applicant(form: str | RequestForm, values: Mapping[str, Any]) -> tuple[Described, ...]:
    """Return what a ticket keeps in columns of its own (words of the request, enterprise, contact), in the form's order.

    `values` are by field name, as filled in or as the ticket keeps them.
    """
    asked = known_form(form) or packaged_form("general")
    sections = []
    for section in asked.sections:
        fields = [field for field in section.fields if field.name in KEPT_COLUMNS]
        answers = [
            _answer(field, values[field.name]) for field in fields if not is_empty(values.get(field.name))
        ]
        if answers:
            sections.append(Described(section.title, tuple(answers)))
    return tuple(sections)


def describe_request(
    form: str | RequestForm, values: Mapping[str, Any], form_data: Mapping[str, Any]
) -> tuple[Described, ...]:
    """Return everything of a request: form data and columns, answers of one section together."""
    merged = list(describe(form, form_data))
    for section in describe_applicant(form, values):
        place = next((at for at, known in enumerate(merged) if known.title == section.title), None)
        if place is None:
            merged.append(section)
        else:
            merged[place] = Described(section.title, (*merged[place].answers, *section.answers))
    return tuple(merged)


def _answer(field: FormField, value: Any) -> Answer:
    if isinstance(value, bool):
        return Answer(field.label, YES if value else NO)
    if field.kind in (FieldKind.CHOICE, FieldKind.SELECT, FieldKind.CHOICES):
        names = {option.code: option.name for option in field.choices}
        codes = [str(each) for each in (value if isinstance(value, list | tuple) else [value])]
        chosen = [names.get(code, Bilingual(code, code)) for code in codes]
        words = Bilingual("、".join(name.zh for name in chosen), ", ".join(name.en for name in chosen))
        return Answer(field.label, words)
    if field.kind is FieldKind.DAY:
        return Answer(field.label, _day(value))
    if field.kind is FieldKind.WHOLE:
        return Answer(field.label, str(value), field.unit)
    if field.kind is FieldKind.NUMBER:
        return Answer(field.label, amount_words(value), field.unit)
    if (
        field.kind is FieldKind.ROWS
        and isinstance(value, str)
        and (found := read_rows(field, value)).wrong is None
    ):
        return Answer(field.label, value, heads=heads(field), rows=found.rows)
    return Answer(field.label, _plain(value), contact=contact_of(field, value))


def _years(years: Any) -> Iterator[Described]:
    for year in years if isinstance(years, list | tuple) else ():
        if not isinstance(year, Mapping):
            continue
        answers = [answer for row in year.get("rows", ()) for answer in _row(row)]
        for name, label, unit in _YEAR_FIGURES:
            if name in year:
                value = str(year[name]) if name == "product_qty" else amount_words(year[name])
                answers.append(Answer(label, value, unit))
        if "electricity_factor" in year:
            answers.append(_factor_used(year))
        yield Described(Bilingual(f"{year.get('year', '')} 年", f"{year.get('year', '')}"), tuple(answers))


def _row(row: Mapping[str, Any]) -> Iterator[Answer]:
    code = str(row.get("code", ""))
    name = energy_name(code) if code in load_energy_factors().factors else Bilingual(code, code)
    for column in AMOUNTS:
        if column in row:
            column_name = COLUMN_NAMES[column]
            label = Bilingual(f"{name.zh}{column_name.zh}", f"{name.en}: {column_name.en.lower()}")
            yield Answer(label, amount_words(row[column]), energy_unit(code))
    if "kgce" in row and code in load_energy_factors().factors:
        yield Answer(
            Bilingual(f"{name.zh}折标系数", f"{name.en}: factor"),
            _factor_source(row, code),
        )


def _factor_source(row: Mapping[str, Any], code: str) -> Bilingual:
    """Return the factor a row was converted with, and its source: the standard, or the heating value given."""
    used = f"{row['kgce']} kgce/{BASE_SIGNS[load_energy_factors().factors[code].unit]}"
    if HEATING_VALUE in row:
        value = f"{amount_words(row[HEATING_VALUE])} {column_unit(code, HEATING_VALUE).zh}"
        return Bilingual(f"{used}（按低位热值 {value}）", f"{used} (heating value {value})")
    source = str(row.get("source", ""))
    return Bilingual(f"{used}（{source}）", f"{used} ({source})")


def _factor_used(year: Mapping[str, Any]) -> Answer:
    used = year.get("electricity_factor_year", "")
    value, source = str(year["electricity_factor"]), str(year.get("electricity_factor_source", ""))
    if source:
        return Answer(
            Bilingual("电力等价系数", "Equal-value factor of electricity"),
            Bilingual(f"{value}（{used} 年，{source}）", f"{value} ({used}, {source})"),
            "kgce/kWh",
        )
    return Answer(
        Bilingual("电力等价系数", "Equal-value factor of electricity"),
        Bilingual(f"{value}（{used} 年）", f"{value} ({used})"),
        "kgce/kWh",
    )


def amount_words(value: Any) -> str:
    """Return a number as it is kept, with thousands commas; what is no number stays as it is."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return f"{amount:,f}" if amount.is_finite() else str(value)


def _day(value: Any) -> Bilingual | str:
    try:
        return full_date_words(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "、".join(_plain(each) for each in value)
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{_plain(each)}" for key, each in value.items())
    return str(value)
