"""Fields our screens share: text without stray characters, long text with a count, quantities with a unit, local time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import (
    DateTimeLocalField,
    DecimalField,
    Field,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, NumberInput, TextInput

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.zone_time import SHANGHAI

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,12}")
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


class Filled(InputRequired):
    """Something must be there; blanks alone do not count."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(_l("这一项必须填写。") if message is None else message)

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raise StopValidation when the field is empty."""
        if field.raw_data and isinstance(field.raw_data[0], str) and not field.raw_data[0].strip():
            field.raw_data = []
        super().__call__(form, field)


def strip(value: Any) -> Any:
    """Take blanks at both ends away; other values pass through."""
    return value.strip() if isinstance(value, str) else value


def one_line(_form: BaseForm, field: Field) -> None:
    """Refuse line breaks of any kind and control characters: this text may stand in a letter's header."""
    text = field.data or ""
    if any(letter in LINE_BREAKS or unicodedata.category(letter) == "Cc" for letter in text):
        raise ValidationError(_l("这里只能写一行，不能有换行或控制字符。"))


def no_control(_form: BaseForm, field: Field) -> None:
    """Refuse control characters other than line break and tab."""
    text = field.data or ""
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\r\t" for letter in text):
        raise ValidationError(_l("文字里有看不见的控制字符，请删掉后再提交。"))


def choices(pairs: Iterable[tuple[str, Any]]) -> list[Any]:
    """Return what a select, radio or check-box field offers: pairs of stored value and words (text or Bilingual)."""
    return [SelectChoice(value, words) for value, words in pairs]


class LightInput(TextInput):
    """An input without the words that a browser takes for granted: text as its type, nothing as its value."""

    def __call__(self, field: Any, **more: Any) -> Markup:
        """Draw the input."""
        if more.get("type") == "text":
            more["type"] = False
        more["value"] = more.get("value", field._value()) or False  # noqa: SLF001 - what WTForms' own widgets draw
        return super().__call__(field, **({"type": False} | more))


class LightNumberInput(LightInput, NumberInput):
    """The same for a number; drawn as text it needs no step, unless the field says one."""

    def __call__(self, field: Any, **more: Any) -> Markup:
        """Draw the input."""
        is_text = more.get("type") == "text"
        return super().__call__(field, **({"type": "number"} | ({"step": False} if is_text else {}) | more))


class LineField(StringField):
    """One line of text, trimmed, at most `longest` characters."""

    widget = LightInput()

    def __init__(self, label: Any = None, validators: Any = (), *, longest: int = 200, **more: Any) -> None:
        checks = [*validators, Length(max=longest), one_line]
        super().__init__(label, checks, filters=[strip, *more.pop("filters", ())], **more)
        self.longest = longest


class LongTextField(TextAreaField):
    """Several lines, at most `longest` characters, with a live count; line breaks are stored as one character."""

    def __init__(
        self, label: Any = None, validators: Any = (), *, longest: int = 2000, rows: int = 5, **more: Any
    ) -> None:
        checks = [*validators, Length(max=longest), no_control]
        super().__init__(label, checks, filters=[_plain_breaks, *more.pop("filters", ())], **more)
        self.longest = longest
        self.rows = rows


class QuantityField(DecimalField):
    """A number with its unit inside the field (kVA, m³/d); thousands separators and full-width digits are understood."""

    widget = LightNumberInput(step="any")

    def __init__(
        self, label: Any = None, validators: Any = (), *, unit: Bilingual | str, **more: Any
    ) -> None:
        super().__init__(label, validators, **more)
        self.unit = unit

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the typed number. Raises ValueError in words when it is none."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        typed = _plain_digits(valuelist[0])
        if not _NUMBER.fullmatch(typed):
            raise ValueError(_l("请填数字，例如 1250 或 12.5。"))
        super().process_formdata([typed])


class WholeNumberField(IntegerField):
    """A whole number with its unit inside the field."""

    widget = LightNumberInput()

    def __init__(
        self, label: Any = None, validators: Any = (), *, unit: Bilingual | str = "", **more: Any
    ) -> None:
        super().__init__(label, validators, **more)
        self.unit = unit

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the typed number. Raises ValueError in words when it is none."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        typed = _plain_digits(valuelist[0])
        if not _WHOLE_NUMBER.fullmatch(typed):
            raise ValueError(_l("请填整数，例如 12。"))
        super().process_formdata([typed])


class CheckboxesField(SelectMultipleField):
    """Any number of the choices, as check boxes; `data` is the list of the chosen values."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class LocalMomentField(DateTimeLocalField):
    """A date and time in Shanghai; `data` is timezone-aware."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the typed moment as Shanghai time. Raises ValueError in words when it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("请按 2021-05-26 16:20 的样子填日期和时间。")) from None
        if isinstance(self.data, datetime):
            self.data = self.data.replace(tzinfo=SHANGHAI)

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return self.data.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if self.data else ""


def _plain_digits(typed: str) -> str:
    """Return a number without thousands separators and blanks, full-width digits made plain."""
    return unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "")


def _plain_breaks(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value
