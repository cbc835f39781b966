"""Form fields made of the domain's field definitions: one control for each kind of question."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import escape
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information
from wtforms.form import BaseForm
from wtforms.validators import Email, Length, Optional, ValidationError

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms import Choice, FieldKind, FormField
from service_desk.domain.request_forms.fields import Column, ColumnKind
from service_desk.domain.request_forms.rows import head, how_in_cells, how_in_lines
from service_desk.web.forms.fields import (
    CheckboxesField,
    LineField,
    LongTextField,
    QuantityField,
    WholeNumberField,
)
from service_desk.web.language import say

_DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
_AUTOCOMPLETE = {
    "enterprise_name": "organization",
    "contact_name": "name",
    "contact_mobile": "tel",
    "contact_email": "email",
}


class Words(LazyString):  # type: ignore[misc]
    """Words said in the reader's language when they are shown; an administrator may have written them, so they are escaped."""

    def __html__(self) -> str:
        """Return the words as they stand in a page."""
        return escape(str(self))


def words(bilingual: Bilingual) -> LazyString:
    """Return words that are said in the reader's language when they are shown."""
    return Words(say, bilingual)


def offered(option: Choice) -> SelectChoice:
    """Return an answer to choose as a form field offers it."""
    return SelectChoice(option.code, words(option.name))


class DayField(DateField):
    """A calendar day; besides what a date picker sends, 2021/5/26 and 2021年5月26日 are understood."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the typed day. Raises ValueError in words when it is none."""
        self.data = None
        typed = unicodedata.normalize("NFKC", valuelist[0]).strip() if valuelist else ""
        if not typed:
            return
        for form in _DAY_FORMS:
            try:
                self.data = datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
            return
        raise ValueError(_l("没有这一天，请按 2021-05-26 的样子填日期。"))

    def _value(self) -> str:
        if self.data is not None:
            return self.data.isoformat()
        return " ".join(self.raw_data) if self.raw_data else ""


def _mail_address(form: BaseForm, field: StringField) -> None:
    try:
        Email()(form, field)
    except ValidationError:
        raise ValidationError(_l("邮箱地址不完整，请按 name@example.com 的样子填写。")) from None


def control(field: FormField) -> Any:
    """Return the unbound form field for a definition. Whether it must be filled in is the definition's to say."""
    label = words(field.label)
    help_ = {"description": words(told)} if (told := _help(field)) else {}
    extra: dict[str, Any] = {"default": field.default or None, **help_}
    options = [offered(option) for option in field.choices]
    match field.kind:
        case FieldKind.ROWS:
            grid = {"render_kw": {"data-columns": Grid(field)}}
            return LongTextField(label, [Optional()], longest=field.longest, rows=field.rows, **extra, **grid)
        case FieldKind.TEXT:
            return LongTextField(label, [Optional()], longest=field.longest, rows=field.rows, **extra)
        case FieldKind.NUMBER:
            extra["default"] = Decimal(field.default) if field.default else None
            return QuantityField(label, [Optional()], unit=field.unit, places=None, **extra)
        case FieldKind.WHOLE:
            extra["default"] = int(field.default) if field.default else None
            whole = {
                "render_kw": {"step": "1"}
            }  # by this the page's script knows a whole number from another
            return WholeNumberField(label, [Optional()], unit=field.unit, **extra, **whole)
        case FieldKind.DAY:
            return DayField(label, [Optional()], **help_)
        case FieldKind.CHOICE:
            return RadioField(label, [Optional()], choices=options, **extra)
        case FieldKind.SELECT:
            return SelectField(
                label, [Optional()], choices=[SelectChoice("", _l("请选择")), *options], **extra
            )
        case FieldKind.CHOICES:
            chosen = field.default.split() if field.default else None
            return CheckboxesField(label, [Optional()], choices=options, default=chosen, **help_)
        case FieldKind.TICK:
            return BooleanField(label, **help_)
        case _:
            return _line(field, label, extra)


class Grid:
    """The columns of a list as the page's script lays them out, in the reader's language; written when it is asked for.

    The help of the cells goes with them: without the script the page tells how lines are written.
    """

    def __init__(self, field: FormField) -> None:
        self._field = field

    def __str__(self) -> str:
        said = {
            "row": _("第 {n} 行"), "add": _("加一行"), "drop": _("删除"),
            "text": _("改为整段粘贴"), "grid": _("改为逐格填写"), "help": str(words(how_in_cells(self._field))),
        }  # fmt: skip
        laid_out = {"columns": [_cell(each) for each in self._field.columns], "words": said}
        return json.dumps(laid_out, ensure_ascii=False, separators=(",", ":"))


def _cell(column: Column) -> list[str]:
    """Return a column in few letters, as a page may have it many times: its head, n for needed, d for digits, its options."""
    marks = "n" if column.needed else ""
    if column.kind in (ColumnKind.NUMBER, ColumnKind.WHOLE):
        marks += "d"
    return [str(words(head(column))), marks, *(str(words(option.name)) for option in column.choices)]


def _help(field: FormField) -> Bilingual | None:
    """Return the help of a field; a list says how its lines are written, until the page's script draws cells instead."""
    return how_in_lines(field) if field.kind is FieldKind.ROWS else field.words


def _line(field: FormField, label: LazyString, extra: dict[str, Any]) -> LineField:
    render: dict[str, Any] = {}
    checks: list[Any] = [Optional()]
    if field.name in _AUTOCOMPLETE:
        render["autocomplete"] = _AUTOCOMPLETE[field.name]
    if field.kind is FieldKind.PHONE:
        render["type"] = "tel"
    elif field.kind is FieldKind.EMAIL:
        checks += [Length(max=field.longest), _mail_address]
        render |= {"type": "email", "autocapitalize": "none"}
    elif field.kind is FieldKind.USCC:
        render |= {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
    return LineField(label, checks, longest=field.longest, render_kw=render, **extra)


def answer_of(field: FormField, data: Any) -> Any:
    """Return what was filled in as the domain reads it; None where nothing or nothing readable was."""
    if isinstance(data, list):
        return tuple(str(each) for each in data)
    if isinstance(data, int) and not isinstance(data, bool):
        return Decimal(data)
    if isinstance(data, str):
        return data.strip() or None
    return data if isinstance(data, Decimal | date | bool) else None
