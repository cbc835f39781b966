"""A list as a file: every ticket of it, in its order, as .xlsx or .csv; no telephone numbers, nothing that computes."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, request, stream_with_context
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import RESULT_NAMES, ResultType
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Catalogue, Category, Level
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.telling import department_name
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.queues import queue_rows
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reading.queues import list_of
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_narrowing
from service_desk.web.language import say
from service_desk.web.text_table import csv_lines
from service_desk.web.workbook import CONTENT_TYPE, Cell, Sheet, workbook

MOST_IN_A_WORKBOOK = 20_000
MOST_IN_A_TEXT = 1_000_000
COLUMNS = (
    Bilingual("诉求编号", "Ticket"), Bilingual("诉求", "Request"), Bilingual("企业名称", "Enterprise"),
    Bilingual("园区", "Park"), Bilingual("类别", "Category"), Bilingual("事项", "Type"), Bilingual("难易", "Level"),
    Bilingual("状态", "State"), Bilingual("主办", "Lead"), Bilingual("承办人", "Handler"), Bilingual("来源", "Source"),
    Bilingual("提交时间", "Submitted"), Bilingual("最近时限", "Next due"), Bilingual("结果", "Result"),
    Bilingual("评价", "Rating"), Bilingual("销号时间", "Ended"),
)  # fmt: skip


def export_list(ending: str) -> Response:
    """Return the list in the address as a file; raises NotEntitled for whoever works on no tickets."""
    if ending not in ("xlsx", "csv"):
        abort(404)
    tab, narrowed = list_of(current_actor(), now(), request.args.get("tab"), read_narrowing(request.args))
    session, catalogue = db.session(), catalogue_in_force(db.session())
    most = MOST_IN_A_WORKBOOK if ending == "xlsx" else MOST_IN_A_TEXT
    rows = (_row(ticket, catalogue) for ticket in queue_rows(session, narrowed, most))
    if ending == "xlsx":
        heading = f"{say(tab.name)} · {local_date(now()).isoformat()}"
        content = workbook(heading, [Sheet(tab.name, COLUMNS, rows)], say, is_long=True)
        answer = Response(content, content_type=CONTENT_TYPE)
    else:
        answer = Response(
            stream_with_context(csv_lines([say(column) for column in COLUMNS], rows)),
            content_type="text/csv; charset=utf-8",
        )
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="tickets-{local_date(now()).isoformat()}.{ending}"'
    )
    return answer


def _row(ticket: Ticket, catalogue: Catalogue) -> Sequence[Cell]:
    kind = catalogue.request_types.get(ticket.request_type)
    result = RESULT_NAMES[ResultType(ticket.result_type)] if ticket.result_type else None
    return (
        ticket.ticket_no, ticket.title, ticket.enterprise_name, ticket.park,
        say(CATEGORY_NAMES[Category(ticket.category)]), say(kind.name) if kind else ticket.request_type,
        say(LEVEL_NAMES[Level(ticket.level)]), say(STATE_NAMES[ticket.state_now]),
        say(department_name(ticket.lead_department, catalogue)) if ticket.lead_department else None,
        ticket.owner_name, say(SOURCE_NAMES[Source(ticket.source)]), ticket.submitted_at, ticket.next_due_at,
        say(result), ticket.rating, ticket.ended_at,
    )  # fmt: skip


def told_limit() -> str:
    """Return what is said beside the workbook: how many tickets it takes."""
    return str(_("Excel 最多 %(n)s 件，更多请用 CSV", n=f"{MOST_IN_A_WORKBOOK:,}"))
