"""Every table of the database, by subject; importing this package registers them all."""

from __future__ import annotations

from service_desk.persistence.tables.counted import CountedFact, ExportJob, PeriodSnapshot, ReportTemplate
from service_desk.persistence.tables.delivery import JobRun, Lease, OutboxMail, ReportSnapshot
from service_desk.persistence.tables.desk import ActDraft, Phrase, SavedView
from service_desk.persistence.tables.drafts import DraftKey, RequestDraft, TicketLink
from service_desk.persistence.tables.enterprise import ContactErasure, FirmApplication, FirmMember
from service_desk.persistence.tables.files import Attachment, FileScan, ParcelFile
from service_desk.persistence.tables.forms import FormDraft, FormVersion
from service_desk.persistence.tables.knowledge import (
    Answer,
    AnswerEdition,
    AnswerPair,
    AnswerStep,
    AnswerText,
    AnswerVote,
    AreaFollower,
    AreaNotice,
    AreaUpdate,
    PairCount,
)
from service_desk.persistence.tables.learning import (
    LessonBook,
    LessonChangeRow,
    LessonRow,
    RoutingDraftRow,
    RoutingSetRow,
)
from service_desk.persistence.tables.lists import ProblemListFile, ProblemListRow
from service_desk.persistence.tables.queue import AbsenceRow, DeskChoice, Tag, TagChange, TicketTag
from service_desk.persistence.tables.search import FiledOn, SearchText
from service_desk.persistence.tables.sums import FactSum, SummedThrough
from service_desk.persistence.tables.tickets import CoTask, QueueCount, Ticket, TicketEvent
from service_desk.persistence.tables.together import Presence, QueueVersion, Watch
from service_desk.persistence.tables.visits import Campaign, FirmKey, Visit, VisitPhoto, VisitRequest
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
    "Answer",
    "AnswerEdition",
    "AnswerPair",
    "AnswerStep",
    "AnswerText",
    "AnswerVote",
    "AreaFollower",
    "AreaNotice",
    "AreaUpdate",
    "Attachment",
    "CalendarYearRow",
    "Campaign",
    "CoTask",
    "ContactErasure",
    "CountedFact",
    "DepartmentRow",
    "DeskChoice",
    "DraftKey",
    "Enterprise",
    "ExportJob",
    "FactSum",
    "FileScan",
    "FiledOn",
    "FirmApplication",
    "FirmKey",
    "FirmMember",
    "FormDraft",
    "FormVersion",
    "JobRun",
    "Lease",
    "LessonBook",
    "LessonChangeRow",
    "LessonRow",
    "NumberSequence",
    "OutboxMail",
    "PairCount",
    "ParcelFile",
    "PeriodSnapshot",
    "Phrase",
    "Presence",
    "ProblemListFile",
    "ProblemListRow",
    "QueueCount",
    "QueueVersion",
    "ReportSnapshot",
    "ReportTemplate",
    "RequestDraft",
    "ReturnRuling",
    "RoutingDraftRow",
    "RoutingSetRow",
    "SavedView",
    "SearchText",
    "SummedThrough",
    "Tag",
    "TagChange",
    "Ticket",
    "TicketEvent",
    "TicketLink",
    "TicketTag",
    "Visit",
    "VisitPhoto",
    "VisitRequest",
    "Watch",
    "ZoneChange",
    "ZoneSetting",
]
