"""The files that the forms ask for (domain notes §3.5, §3.6, §4.6: consents, drawings, bills): which are missed, their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.correcting import typed_answers
from service_desk.domain.request_forms.fields import RequestForm, Slot
from service_desk.domain.request_forms.packaged import FORM_CODES, packaged_form


@cache
def slot_names() -> Mapping[str, Bilingual]:
    """Return the names of the slots of the forms that come with the program, by code."""
    return {slot.code: slot.name for code in FORM_CODES for slot in packaged_form(code).slots}


def missing_slots(form: RequestForm, form_data: Mapping[str, Any], sent: Collection[str]) -> list[Slot]:
    """Return the files that should have come with a form under the answers that its ticket keeps, and did not."""
    answers = typed_answers(form, {}, form_data)
    asked = {field.name: answers.get(field.name) for _section, field in form.asked(answers)}
    return [slot for slot in form.slots if slot.is_expected(asked) and slot.code not in sent]
