"""Every table of the database, by subject; importing this package registers them all."""

from __future__ import annotations

from service_desk.persistence.tables.counted import CountedFact, ExportJob, PeriodSnapshot, ReportTemplate
from service_desk.persistence.tables.delivery import JobRun, Lease, OutboxMail, ReportSnapshot
from service_desk.persistence.tables.desk import ActDraft, Phrase, SavedView
from service_desk.persistence.tables.files import Attachment, ParcelFile
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
    "ActDraft",
    "Attachment",
    "CalendarYearRow",
    "CoTask",
    "CountedFact",
    "DepartmentRow",
    "Enterprise",
    "ExportJob",
    "JobRun",
    "Lease",
    "NumberSequence",
    "OutboxMail",
    "ParcelFile",
    "PeriodSnapshot",
    "Phrase",
    "QueueCount",
    "ReportSnapshot",
    "ReportTemplate",
    "ReturnRuling",
    "SavedView",
    "SearchText",
    "Ticket",
    "TicketEvent",
    "ZoneChange",
    "ZoneSetting",
]
