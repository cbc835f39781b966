"""The forms an enterprise fills in, as data: their fields, their checks, and how their data is read back."""

from __future__ import annotations

from service_desk.domain.request_forms.checking import (
    check_answers,
    kept_data,
    made_title,
    relevant_answers,
)
from service_desk.domain.request_forms.condition_words import condition_words
from service_desk.domain.request_forms.conditions import When
from service_desk.domain.request_forms.correcting import (
    Corrected,
    correctable,
    corrected_answers,
    turned,
    typed_answers,
)
from service_desk.domain.request_forms.describing import (
    Answer,
    Described,
    describe,
    describe_applicant,
    describe_request,
    known_form,
)
from service_desk.domain.request_forms.energy_answers import verdicts
from service_desk.domain.request_forms.fields import (
    Choice,
    FieldKind,
    FormField,
    Hint,
    RequestForm,
    Section,
    Slot,
    is_empty,
)
from service_desk.domain.request_forms.form_text import FormTextError, read_form
from service_desk.domain.request_forms.hiding import hidden, hidden_corrections
from service_desk.domain.request_forms.office_part import (
    check_office_part,
    kept_office_part,
    looked_at,
    office_answers,
    office_fields,
    office_names,
)
from service_desk.domain.request_forms.packaged import FORM_CODES, form_of, packaged_text
from service_desk.domain.request_forms.personal import kept_apart, persons_among
from service_desk.domain.request_forms.slots import missing_slots, slot_names
from service_desk.domain.request_forms.tables import Problem

__all__ = [
    "FORM_CODES",
    "Answer",
    "Choice",
    "Corrected",
    "Described",
    "FieldKind",
    "FormField",
    "FormTextError",
    "Hint",
    "Problem",
    "RequestForm",
    "Section",
    "Slot",
    "When",
    "check_answers",
    "check_office_part",
    "condition_words",
    "correctable",
    "corrected_answers",
    "describe",
    "describe_applicant",
    "describe_request",
    "form_of",
    "hidden",
    "hidden_corrections",
    "is_empty",
    "kept_apart",
    "kept_data",
    "kept_office_part",
    "known_form",
    "looked_at",
    "made_title",
    "missing_slots",
    "office_answers",
    "office_fields",
    "office_names",
    "packaged_text",
    "persons_among",
    "read_form",
    "relevant_answers",
    "slot_names",
    "turned",
    "typed_answers",
    "verdicts",
]
