"""The part of a form that the department fills in while it handles a request: what the utilities answered, opinions by level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.findings import Finding
from service_desk.domain.request_forms.checking import check_answers, kept_data, relevant_answers
from service_desk.domain.request_forms.correcting import typed_answers
from service_desk.domain.request_forms.fields import Answers, FormField, RequestForm


@lru_cache(maxsize=64)
def _whole(form: RequestForm) -> RequestForm:
    """Return the form with the department's part behind the enterprise's, so that conditions can look at all of it."""
    return replace(form, sections=(*form.sections, *form.office), office=(), checks=(), slots=(), title="")


def office_fields(form: RequestForm) -> tuple[FormField, ...]:
    """Return what the department fills in, in order."""
    return tuple(field for section in form.office for field in section.fields)


def office_names(form: RequestForm) -> frozenset[str]:
    """Return the names under which the department's part is kept with the ticket's form data."""
    return frozenset(field.name for field in office_fields(form))


def office_answers(form: RequestForm, form_data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole form as a ticket has it so far, by field."""
    return typed_answers(_whole(form), {}, form_data)


def check_office_part(
    form: RequestForm, answers: Answers, *, today: date, calendar: WorkingCalendar
) -> tuple[Finding, ...]:
    """Return what is wrong with the department's part; `answers` hold the enterprise's too."""
    names = office_names(form)
    found = check_answers(_whole(form), answers, today=today, calendar=calendar)
    return tuple(finding for finding in found if finding.field in names)


def kept_office_part(form: RequestForm, answers: Answers) -> dict[str, Any]:
    """Return the department's part as a ticket keeps it; what was emptied is None."""
    kept = kept_data(_whole(form), answers)
    return {name: kept.get(name) for name in sorted(office_names(form))}


def looked_at(form: RequestForm, form_data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what the enterprise answered to the questions that conditions of the department's part look at.

    As a page holds it, so that its script finds it: every choice by itself, a tick as a letter, nothing as empty. What
    was not asked is not there.
    """
    parts = [section.shown_when for section in form.office] + [
        each.shown_when for each in office_fields(form)
    ]
    names = {clause.field for when in parts if when is not None for clause in when.clauses} - office_names(
        form
    )
    answers = office_answers(form, form_data)
    asked = relevant_answers(_whole(form), answers)
    return tuple(
        (name, value) for name, answer in asked.items() if name in names for value in _as_typed(answer)
    )


def _as_typed(answer: Any) -> tuple[str, ...]:
    if isinstance(answer, tuple):
        return answer or ("",)
    if isinstance(answer, Decimal):
        return (format(answer, "f"),)
    return ("y" if answer is True else str(answer or ""),)
