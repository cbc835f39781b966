"""Correcting what was filled in: the part of a form that an enterprise may change later, and what changed, old beside new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.checking import YEARS
from service_desk.domain.request_forms.describing import Answer, Described, describe_request
from service_desk.domain.request_forms.energy_answers import OVERALL_HEATING_VALUES, typed_years
from service_desk.domain.request_forms.fields import FieldKind, FormField, RequestForm

CORRECTABLE = ("body", "expected_result", "location")
"""The columns of a ticket that a correction may change; who asks and whom to call stays as it was filed."""

Kept = Mapping[str, Any]


class Corrected(NamedTuple):
    """One answer that is not what it was; None where there is or was none."""

    section: Bilingual
    label: Bilingual
    before: Answer | None
    after: Answer | None


@lru_cache(maxsize=64)
def correctable(form: RequestForm) -> RequestForm:
    """Return the part of a form that can be corrected; sections that only ask who it is are left out."""
    sections = []
    for section in form.sections:
        fields = tuple(
            field for field in section.fields if field.name in CORRECTABLE or field.name not in KEPT_COLUMNS
        )
        if fields:
            sections.append(replace(section, fields=fields))
    return replace(form, sections=tuple(sections), slots=(), title="")


def typed_answers(form: RequestForm, columns: Kept, form_data: Kept) -> dict[str, Any]:
    """Return a ticket's answers as they were filled in, by field; what cannot be read back is left out."""
    answers = dict(typed_years(form_data.get(YEARS)))
    for code in (code for code, name in OVERALL_HEATING_VALUES.items() if name in form_data):
        answers = {name: one for name, one in answers.items() if not name.endswith(f"_{code}_heating_value")}
    for field in form.fields():
        kept = columns.get(field.name) if field.name in KEPT_COLUMNS else form_data.get(field.name)
        if kept is not None and (answer := _typed(field, kept)) is not None:
            answers[field.name] = answer
    return answers


def _typed(field: FormField, kept: Any) -> Any:
    try:
        match field.kind:
            case FieldKind.NUMBER | FieldKind.WHOLE:
                amount = Decimal(str(kept))
                return amount if amount.is_finite() else None
            case FieldKind.DAY:
                return date.fromisoformat(str(kept))
            case FieldKind.CHOICES:
                return tuple(str(each) for each in kept) if isinstance(kept, list | tuple) else (str(kept),)
            case FieldKind.TICK:
                return bool(kept)
    except (InvalidOperation, ValueError):
        return None
    return str(kept)


def turned(before: Kept, after: Kept) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values of the keys that differ, as they were and as they are; None where a side has none."""
    keys = [
        key
        for key in (*before, *(key for key in after if key not in before))
        if before.get(key) != after.get(key)
    ]
    return {key: before.get(key) for key in keys}, {key: after.get(key) for key in keys}


def corrected_answers(form: str | RequestForm, correction: Mapping[str, Any]) -> tuple[Corrected, ...]:
    """Return what a correction changed, answer by answer, as its event keeps it (`before`, `after`: columns, data, persons).

    Persons are half hidden there, so both sides of one may look alike.
    """
    before, after = (_answers(form, correction[side]) for side in ("before", "after"))
    return tuple(
        Corrected(section, label, before.get((section, label)), after.get((section, label)))
        for section, label in dict.fromkeys((*before, *after))
        if before.get((section, label)) != (answer := after.get((section, label)))
        or (answer is not None and answer.contact)
    )


def _answers(form: str | RequestForm, side: Mapping[str, Kept]) -> dict[tuple[Bilingual, Bilingual], Answer]:
    columns, data, persons = (
        {key: value for key, value in side.get(part, {}).items() if value is not None}
        for part in ("columns", "data", "persons")
    )
    sections: tuple[Described, ...] = describe_request(form, columns, data | persons)
    return {(section.title, answer.label): answer for section in sections for answer in section.answers}
