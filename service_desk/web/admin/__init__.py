"""The administrator's screens: overview, accounts, departments, calendar, letters, the Word template."""

from __future__ import annotations

from service_desk.web.admin import (
    account_acts,
    accounts,
    calendar,
    calendar_import,
    departments,
    letters,
    overview,
    rules,
    spool,
    word_template,
)
from service_desk.web.admin.blueprint import blueprint

__all__ = [
    "account_acts", "accounts", "blueprint", "calendar", "calendar_import", "departments", "letters", "overview", "rules",
    "spool", "word_template",
]  # fmt: skip
