"""Every table of the database, by subject; importing this package registers them all."""

from __future__ import annotations

from service_desk.persistence.tables.delivery import JobRun, Lease, OutboxMail, ReportSnapshot
from service_desk.persistence.tables.desk import ActDraft, Phrase, SavedView
from service_desk.persistence.tables.files import Attachment, ParcelFile
from service_desk.persistence.tables.queue import AbsenceRow, DeskChoice, Tag, TagChange, TicketTag
from service_desk.persistence.tables.search import SearchText
from service_desk.persistence.tables.tickets import CoTask, QueueCount, Ticket, TicketEvent
from service_desk.persistence.tables.zone import (
    CalendarYearRow,
    DepartmentRow,
    Enterprise,
    NumberSequence,
    ReturnRuling,
    ZoneChange,
    ZoneSetting,
)

__all__ = [
    "AbsenceRow",
    "ActDraft",
    "Attachment",
    "CalendarYearRow",
    "CoTask",
    "DepartmentRow",
    "DeskChoice",
    "Enterprise",
    "JobRun",
    "Lease",
    "NumberSequence",
    "OutboxMail",
    "ParcelFile",
    "Phrase",
    "QueueCount",
    "ReportSnapshot",
    "ReturnRuling",
    "SavedView",
    "SearchText",
    "Tag",
    "TagChange",
    "Ticket",
    "TicketEvent",
    "TicketTag",
    "ZoneChange",
    "ZoneSetting",
]
