"""The administrator's screens: overview, accounts, departments, calendar, letters."""

from __future__ import annotations

from service_desk.web.admin import (
    account_acts,
    accounts,
    calendar,
    calendar_import,
    departments,
    forms,
    forms_edit,
    forms_preview,
    letters,
    overview,
    rules,
    spool,
)
from service_desk.web.admin.blueprint import blueprint

__all__ = [
    "account_acts", "accounts", "blueprint", "calendar", "calendar_import", "departments", "forms", "forms_edit", "forms_preview",
    "letters", "overview", "rules", "spool",
]  # fmt: skip
