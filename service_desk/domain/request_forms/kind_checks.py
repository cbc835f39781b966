"""What goes with the kind of a question, and what does not: columns, options, limits, what stands in it at first."""

from __future__ import annotations

import re

from service_desk.domain.request_forms.fields import FieldKind, FormField
from service_desk.domain.request_forms.tables import Table

CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.SELECT, FieldKind.CHOICES})
_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.WHOLE})


def check_kind(table: Table, field: FormField) -> None:
    """Note what does not go with the kind of a field."""
    if (field.kind is FieldKind.ROWS) != bool(field.columns):
        table.note(
            "kind 为 rows 的字段要有 columns，别的不要。",
            "Fields of kind rows have columns, others have none.",
        )
    if (field.low is not None or field.high is not None) and field.kind not in _NUMBERS:
        table.note("上下限只用于数字。", "Limits are for numbers only.")
    if (field.kind in CHOOSING) != bool(field.choices):
        table.note(
            "要选择的字段要有 options，别的不要。", "Fields to choose from have options, others have none."
        )
    _check_default(table, field)


def _check_default(table: Table, field: FormField) -> None:
    if not field.default:
        return
    fits = True
    if field.kind in CHOOSING:
        codes = field.default.split() if field.kind is FieldKind.CHOICES else [field.default]
        fits = {option.code for option in field.choices}.issuperset(codes)
    elif field.kind in _NUMBERS:
        pattern = r"\d{1,12}" if field.kind is FieldKind.WHOLE else r"\d{1,12}(?:\.\d{1,6})?"
        fits = re.fullmatch(pattern, field.default, re.ASCII) is not None
    elif field.kind in (FieldKind.DAY, FieldKind.TICK):
        fits = False
    if not fits:
        table.note(f"default 不能是 {field.default[:20]}。", f"default cannot be {field.default[:20]}.")
