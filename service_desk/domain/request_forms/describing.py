"""Reading a ticket's form data back as labelled answers, for review pages, ticket pages and letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import full_date_words
from service_desk.domain.energy_factors import load_energy_factors
from service_desk.domain.request_forms.checking import IN_COLUMNS, TRADES
from service_desk.domain.request_forms.energy_table import COLUMN_NAMES, energy_name, energy_unit
from service_desk.domain.request_forms.fields import FieldKind, FormField, is_empty

Unit = Bilingual | str
YES, NO = Bilingual("是", "Yes"), Bilingual("否", "No")


class Answer(NamedTuple):
    """One labelled answer; the value is as typed, or in both languages where it was chosen or reckoned."""

    label: Bilingual
    value: Bilingual | str
    unit: Unit = ""


class Described(NamedTuple):
    """One section of a form with the answers given in it."""

    title: Bilingual
    answers: tuple[Answer, ...]


_RECKONED: tuple[tuple[str, Bilingual, Unit], ...] = (
    ("total_kva", Bilingual("合计容量", "Total capacity"), "kVA"),
    ("required_kva", Bilingual("按负荷推算所需容量", "Capacity the load needs"), "kVA"),
    ("suggested_kva", Bilingual("可参考的标准变压器", "Standard transformer that would fit"), "kVA"),
    ("suggested_load_rate", Bilingual("该变压器负载率", "Its load rate"), "%"),
    ("equipment_kw", Bilingual("设备清单合计负荷", "Load of the equipment listed"), "kW"),
    ("utility_days", Bilingual("供电企业自身环节参考时限", "Usual time of the utility's own steps"),
     Bilingual("个工作日", "working days")),
)  # fmt: skip
_YEAR_FIGURES: tuple[tuple[str, Bilingual, Unit], ...] = (
    ("output_value", Bilingual("工业总产值", "Gross output value"), Bilingual("万元", "×10⁴ CNY")),
    ("product_qty", Bilingual("主要产品产量", "Main product output"), ""),
    ("tce_equivalent", Bilingual("综合能耗（当量值）", "Energy, equivalent value"), "tce"),
    ("tce_equal_value", Bilingual("综合能耗（等价值）", "Energy, equal value"), "tce"),
    ("intensity", Bilingual("单位产值能耗（当量值）", "Energy per output, equivalent value"),
     Bilingual("tce/万元", "tce per 10⁴ CNY")),
)  # fmt: skip
_MORE = Bilingual("其他填报内容", "Further entries")
_YEAR_KEYS = "years"


def describe(form_code: str, form_data: Mapping[str, Any]) -> tuple[Described, ...]:
    """Return what a ticket's form data says, section by section in the order of the form.

    Data of an unknown form, and keys that the form does not know (older versions, imports), come last under their
    own names; nothing is left out and nothing raises.
    """
    trade = TRADES.get(form_code)
    sections = []
    known: set[str] = {name for name, *_rest in _RECKONED} | {_YEAR_KEYS}
    for section in trade.form.sections if trade else ():
        if section.layout:
            continue
        fields = [field for field in section.fields if field.name not in IN_COLUMNS]
        known.update(field.name for field in fields)
        answers = [_answer(field, form_data[field.name]) for field in fields if field.name in form_data]
        if section.code == "capacity":
            answers.extend(_reckoned(form_data))
        if answers:
            sections.append(Described(section.title, tuple(answers)))
        if section.code == "unit":
            sections.extend(_years(form_data.get(_YEAR_KEYS)))
    rest = [(key, value) for key, value in form_data.items() if key not in known]
    if rest:
        sections.append(
            Described(_MORE, tuple(Answer(Bilingual(key, key), _plain(value)) for key, value in rest))
        )
    return tuple(sections)


def describe_applicant(form_code: str, values: Mapping[str, Any]) -> tuple[Described, ...]:
    """Return what a ticket keeps in columns of its own (words of the request, enterprise, contact), in the form's order.

    `values` are by field name, as filled in or as the ticket keeps them.
    """
    trade = TRADES.get(form_code, TRADES["general"])
    sections = []
    for section in trade.form.sections:
        fields = [field for field in section.fields if field.name in IN_COLUMNS]
        answers = [
            _answer(field, values[field.name]) for field in fields if not is_empty(values.get(field.name))
        ]
        if answers:
            sections.append(Described(section.title, tuple(answers)))
    return tuple(sections)


def describe_request(
    form_code: str, values: Mapping[str, Any], form_data: Mapping[str, Any]
) -> tuple[Described, ...]:
    """Return everything of a request: form data and columns, answers of one section together."""
    merged = list(describe(form_code, form_data))
    for section in describe_applicant(form_code, values):
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
    return Answer(field.label, _plain(value))


def _reckoned(form_data: Mapping[str, Any]) -> Iterator[Answer]:
    for name, label, unit in _RECKONED:
        if name in form_data:
            yield Answer(label, amount_words(form_data[name]), unit)


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
    for column, column_name in COLUMN_NAMES.items():
        if column in row:
            label = Bilingual(f"{name.zh}{column_name.zh}", f"{name.en}: {column_name.en.lower()}")
            yield Answer(label, amount_words(row[column]), energy_unit(code))


def _factor_used(year: Mapping[str, Any]) -> Answer:
    used = year.get("electricity_factor_year", "")
    value = str(year["electricity_factor"])
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
