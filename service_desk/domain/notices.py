"""The letters a ticket's life gives rise to, and who receives each."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who a notice is addressed to; addresses are looked up when the act is committed."""

    ENTERPRISE = "enterprise"
    LEAD_DEPARTMENT = "lead_department"
    CO_DEPARTMENTS = "co_departments"
    COORDINATOR = "coordinator"


class Notice(StrEnum):
    """One kind of letter; the value is the folder of its templates under `templates/mail/`."""

    RECEIPT = "receipt"
    INFO_WANTED = "info_wanted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    SUPPLEMENTED = "supplemented"
    WITHDRAWN = "withdrawn"
    DISPATCHED = "dispatched"
    CO_TASK = "co_task"
    SIGNED = "signed"
    RETURNED = "returned"
    RETURN_REJECTED = "return_rejected"
    PROGRESS = "progress"
    ON_HOLD = "on_hold"
    RESULT = "result"
    SENT_BACK = "sent_back"
    DISPUTED = "disputed"
    REDO = "redo"
    STRUCK_OFF = "struck_off"
    REOPENED = "reopened"
    MERGED = "merged"
    WEEKLY_ZONE = "weekly_zone"
    WEEKLY_DEPARTMENT = "weekly_department"
    ACCOUNT_LINK = "account_link"
