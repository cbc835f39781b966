"""The administrator's screens: overview, accounts, departments, rules, routing, sorting, calendar, letters, the Word template."""

from __future__ import annotations

from service_desk.web.admin import (
    account_acts,
    accounts,
    calendar,
    calendar_import,
    callback_script,
    classifier,
    departments,
    factors,
    forms,
    forms_build,
    forms_build_condition,
    forms_build_parts,
    forms_edit,
    forms_preview,
    forms_types,
    lessons,
    letters,
    overview,
    routing,
    routing_draft,
    rules,
    spool,
    word_template,
)
from service_desk.web.admin.blueprint import blueprint

__all__ = [
    "account_acts", "accounts", "blueprint", "calendar", "calendar_import", "callback_script", "classifier",
    "departments", "factors", "forms", "forms_build", "forms_build_condition", "forms_build_parts",
    "forms_edit", "forms_preview", "forms_types", "lessons",
    "letters", "overview", "routing", "routing_draft", "rules", "spool", "word_template",
]  # fmt: skip
