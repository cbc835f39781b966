"""The ledger 台账 of a list: one row per ticket, its columns in the order offices know (domain notes §7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import RATING_NAMES, RESULT_NAMES, ResultType
from service_desk.domain.catalogue import CATEGORY_NAMES, Catalogue, Category
from service_desk.domain.enterprises import ABOVE_SCALE_NAMES, AboveScale
from service_desk.domain.identifiers import mask_phone
from service_desk.domain.milestones import CLOSING_KEYS, Milestone, MilestoneStatus
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.states import STATE_NAMES, State
from service_desk.domain.telling import department_name
from service_desk.persistence import period_lists
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import Session
from service_desk.persistence.ledger import Beside, beside
from service_desk.persistence.people import heads_by_department
from service_desk.persistence.period_lists import Line
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.acting.stored_clock import stored_milestones

PAGE = 500
Cell = str | int | date | datetime | Bilingual | None

COLUMNS: tuple[Bilingual, ...] = (
    Bilingual("序号", "No."), Bilingual("诉求编号", "Ticket"), Bilingual("来源", "Source"),
    Bilingual("工作组", "Working group"), Bilingual("走访日期", "Visited on"), Bilingual("企业名称", "Enterprise"),
    Bilingual("统一社会信用代码", "USCC"), Bilingual("四上类别", "Above scale"), Bilingual("所在园区", "Park"),
    Bilingual("联系人", "Contact"), Bilingual("联系电话", "Telephone"), Bilingual("诉求内容", "Request"),
    Bilingual("类别", "Category"), Bilingual("事项", "Request type"), Bilingual("是否当场解决", "Solved on the spot"),
    Bilingual("主办单位", "Lead department"), Bilingual("协办单位", "Co-handling departments"),
    Bilingual("责任领导", "Head"), Bilingual("承办人", "Handler"), Bilingual("交办时间", "Dispatched"),
    Bilingual("办理时限", "Due"), Bilingual("办理进展", "Progress"), Bilingual("办结时间", "Finished"),
    Bilingual("是否超期", "Overdue"), Bilingual("办理结果", "Result"), Bilingual("企业是否满意", "Satisfied"),
    Bilingual("回访时间", "Asked"), Bilingual("是否销号", "Struck off"), Bilingual("备注", "Remarks"),
)  # fmt: skip

YES, NO = Bilingual("是", "yes"), Bilingual("否", "no")
_LATE = (MilestoneStatus.LATE, MilestoneStatus.DONE_LATE)


@dataclass(frozen=True)
class _Desk:
    catalogue: Catalogue
    heads: dict[str, str]
    now: datetime


def ledger_pages(
    session: Session, figures: Sequence[Figure], asked: Asked, now: datetime
) -> Iterator[list[tuple[Cell, ...]]]:
    """Yield the rows of a list some hundreds at a time; no more than that is ever held in memory."""
    desk = _Desk(catalogue_in_force(session), heads_by_department(session), now)
    number = 0
    for lines in period_lists.pages(session, figures, asked, PAGE):
        known = beside(
            session,
            sorted({line.ticket.id for line in lines}),
            sorted({line.ticket.enterprise_id for line in lines}),
        )
        yield [_row(number + place, line, known, desk) for place, line in enumerate(lines, 1)]
        number += len(lines)


def _row(number: int, line: Line, known: Beside, desk: _Desk) -> tuple[Cell, ...]:
    one, catalogue = line.ticket, desk.catalogue
    kind = catalogue.request_types.get(one.request_type)
    closing = next(
        (each for each in stored_milestones(one) if each.key in CLOSING_KEYS and each.applies), None
    )
    on_site = known.moment(one.id, Figure.ON_SITE)
    return (
        number, one.ticket_no, SOURCE_NAMES[Source(one.source)], known.group.get(one.id),
        one.occurred_on if Source(one.source) is Source.VISIT else None,
        one.enterprise_name, one.uscc, _scale(known.above_scale.get(one.enterprise_id)), one.park,
        one.contact_name, mask_phone(one.contact_mobile) if one.contact_mobile else None,
        f"{one.title}：{one.body}", CATEGORY_NAMES[Category(one.category)], kind.name if kind else one.request_type,
        NO if on_site is None else YES,
        department_name(one.lead_department, catalogue) if one.lead_department else None,
        _helpers(one, catalogue), desk.heads.get(one.lead_department or ""), one.owner_name,
        one.dispatched_at, closing.due if closing else None, known.progress.get(one.id),
        known.moment(one.id, Figure.FINISHED) or on_site, _is_late(closing, desk.now),
        _result(one), RATING_NAMES[one.rating] if one.rating else None,
        known.moment(one.id, Figure.ASKED), YES if one.state_now is State.CLOSED else NO, _remarks(one),
    )  # fmt: skip


def _scale(code: str | None) -> Bilingual | str | None:
    return ABOVE_SCALE_NAMES[AboveScale(code)] if code in set(AboveScale) else code


def _helpers(one: Ticket, catalogue: Catalogue) -> Bilingual | None:
    names = [
        department_name(code, catalogue) for code in dict.fromkeys(task.department for task in one.co_tasks)
    ]
    if not names:
        return None
    return Bilingual("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _is_late(closing: Milestone | None, now: datetime) -> Bilingual | None:
    if closing is None or closing.due is None:
        return None
    return YES if closing.status(now) in _LATE else NO


def _result(one: Ticket) -> Bilingual | str | None:
    if one.result_type is None:
        return one.result_text
    name = RESULT_NAMES[ResultType(one.result_type)]
    said = one.result_text or ""
    return Bilingual(f"{name.zh}：{said}", f"{name.en}: {said}") if said else name


def _remarks(one: Ticket) -> Bilingual:
    """Say where the ticket stands, and what it was merged into."""
    name = STATE_NAMES[one.state_now]
    if one.merged_into:
        return Bilingual(f"{name.zh}（{one.merged_into}）", f"{name.en} ({one.merged_into})")
    return name
