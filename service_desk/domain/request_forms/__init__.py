"""The forms an enterprise fills in, as data: their fields, their checks, and how their data is read back."""

from __future__ import annotations

from service_desk.domain.request_forms.checking import (
    check_answers,
    form_of,
    kept_data,
    made_title,
    relevant_answers,
)
from service_desk.domain.request_forms.describing import (
    Answer,
    Described,
    describe,
    describe_applicant,
    describe_request,
)
from service_desk.domain.request_forms.energy_answers import verdicts
from service_desk.domain.request_forms.fields import (
    Choice,
    FieldKind,
    FormField,
    RequestForm,
    Section,
    Slot,
    When,
    condition_words,
    is_empty,
)
from service_desk.domain.request_forms.slots import SLOT_NAMES, missing_slots

__all__ = [
    "SLOT_NAMES",
    "Answer",
    "Choice",
    "Described",
    "FieldKind",
    "FormField",
    "RequestForm",
    "Section",
    "Slot",
    "When",
    "check_answers",
    "condition_words",
    "describe",
    "describe_applicant",
    "describe_request",
    "form_of",
    "is_empty",
    "kept_data",
    "made_title",
    "missing_slots",
    "relevant_answers",
    "verdicts",
]
