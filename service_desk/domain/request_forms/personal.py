"""Which answers of a form reach a person: decided here for every page, for the search index and for erasing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service_desk.domain.identifiers import check_phone
from service_desk.domain.personal_data import PERSONS_IN_FORMS
from service_desk.domain.request_forms.fields import FieldKind, RequestForm

CONTACT_OF_KIND = {FieldKind.PHONE: "contact_mobile", FieldKind.EMAIL: "contact_email"}
"""The column of a ticket's contact that an answer of this kind is treated like."""


def contact_like(kind: FieldKind | None, value: Any) -> str:
    """Return the column of the contact that an answer is treated like, empty where it reaches nobody.

    What no form knows any more (`kind` None) is judged by its looks.
    """
    return CONTACT_OF_KIND.get(kind, "") if kind is not None else _by_looks(value)


def persons_among(form: RequestForm | None, form_data: Mapping[str, Any]) -> dict[str, str]:
    """Return the answers that name or reach a person, by name, each with the column of the contact it is treated like."""
    kinds = {field.name: field.kind for field in form.every_field()} if form is not None else {}
    if form is not None:
        kinds |= {figure.name: FieldKind.NUMBER for section in form.sections for figure in section.computed}
    found = {name: contact_like(kinds.get(name), value) for name, value in form_data.items()}
    named = {name: "contact_name" for name in PERSONS_IN_FORMS if name in form_data and not found[name]}
    return {name: column for name, column in (found | named).items() if column}


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
