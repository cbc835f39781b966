"""Which answers of a form reach a person: decided here for every page, for the search index and for erasing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service_desk.domain.identifiers import check_phone
from service_desk.domain.personal_data import PERSONS_IN_FORMS, masked
from service_desk.domain.request_forms.fields import FieldKind, FormField, RequestForm

CONTACT_OF_KIND = {FieldKind.PHONE: "contact_mobile", FieldKind.EMAIL: "contact_email"}
"""The column of a ticket's contact that an answer of this kind is treated like."""


def contact_of(field: FormField, value: Any) -> str:
    """Return the column of the contact that an answer to a question is treated like, empty where it tells of nobody."""
    reaches = contact_like(field.kind, value)
    return reaches or ("contact_name" if field.is_personal or field.name in PERSONS_IN_FORMS else "")


def contact_like(kind: FieldKind | None, value: Any) -> str:
    """Return the column of the contact that an answer is treated like, empty where it reaches nobody.

    What no form knows any more (`kind` None) is judged by its looks.
    """
    return CONTACT_OF_KIND.get(kind, "") if kind is not None else _by_looks(value)


def persons_among(form: RequestForm | None, form_data: Mapping[str, Any]) -> dict[str, str]:
    """Return the answers that name or reach a person, by name, each with the column of the contact it is treated like."""
    fields = {field.name: field for field in form.every_field()} if form is not None else {}
    figures = (
        {figure.name for section in form.sections for figure in section.computed}
        if form is not None
        else set()
    )
    found = {
        name: contact_of(fields[name], value) if name in fields else of_unknown(name, value)
        for name, value in form_data.items()
        if name not in figures
    }
    return {name: column for name, column in found.items() if column}


def of_unknown(name: str, value: Any) -> str:
    """Return the same of an answer that no form knows any more, by its looks and by the name it is kept under."""
    return contact_like(None, value) or ("contact_name" if name in PERSONS_IN_FORMS else "")


def kept_apart(form: RequestForm | None, correction: Mapping[str, Any]) -> dict[str, Any]:
    """Return a correction as it may be sealed: answers that reach a person half hidden, under `persons` of either side.

    What a correction of an earlier time holds in the clear is half hidden in the same way.
    """
    told = [correction[side]["data"] for side in ("before", "after")]
    persons = persons_among(form, told[0]) | persons_among(form, told[1])
    return {
        side: {
            **correction[side],
            "data": {name: value for name, value in data.items() if name not in persons},
            "persons": {
                **correction[side].get("persons", {}),
                **{
                    name: masked(column, str(data[name])) if data.get(name) else None
                    for name, column in persons.items()
                    if name in data
                },
            },
        }
        for side, data in zip(("before", "after"), told, strict=True)
    }


def _by_looks(value: Any) -> str:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return next(filter(None, map(_by_looks, value)), "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value).strip()
    if "@" in text and " " not in text:
        return "contact_email"
    return "contact_mobile" if check_phone(text).kind is not None else ""
