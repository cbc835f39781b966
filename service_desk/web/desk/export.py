"""Taking a list along: a short one, or the tickets ticked in it, at once; a long one as a job with a link when it is ready."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, abort, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.exports import AT_ONCE_ROWS
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.list_export import length_of, list_pages
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import tickets_by_numbers
from service_desk.usecases.reading.find_ticket import may_read
from service_desk.usecases.reading.queue_tabs import Tab
from service_desk.usecases.reading.queues import list_of
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_narrowing, written
from service_desk.web.desk.list_file import COLUMNS, order_of, rows_of, sheets_of
from service_desk.web.desk.ticked import ticked_numbers, wants_whole_list
from service_desk.web.forms.reports import ExportForm
from service_desk.web.language import say
from service_desk.web.ordering import ordered
from service_desk.web.text_table import csv_lines
from service_desk.web.workbook import CONTENT_TYPE, write_workbook

ENDINGS = ("xlsx", "csv")
_TICKED = Bilingual("勾选的诉求", "Ticked requests")


def export_list(ending: str) -> AnyResponse:
    """Return the list in the address, or the tickets ticked in it, as a file; a long list is led to the page that makes it a job.

    Raises NotEntitled for whoever works on no tickets.
    """
    if ending not in ENDINGS:
        abort(404)
    if request.args.getlist("t") and not wants_whole_list():
        return _handed_out(_TICKED, [_ticked()], ending)
    tab, narrowed = _list()
    if length_of(db.session(), narrowed, AT_ONCE_ROWS + 1) > AT_ONCE_ROWS:
        return redirect(url_for("desk.export_long", ending=ending, **_conditions(tab)), 303)
    return _handed_out(tab.name, list_pages(db.session(), narrowed), ending)


def order_long(actor_id: int) -> str | tuple[str, int] | AnyResponse:
    """Say that the list in the address is long and what will become of it, or have it written as a job."""
    tab, narrowed = _list()
    form = ExportForm()
    if request.method == "GET" and request.args.get("ending") in ENDINGS:
        form.ending.data = request.args["ending"]
    title = f"{say(tab.name)} · {local_date(now()).isoformat()}"
    wanted = order_of(tab.key, read_narrowing(request.args))
    answer, problem, status = ordered(
        form, actor_id, title, wanted, lambda: length_of(db.session(), narrowed)
    )
    if answer is not None:
        return answer
    page = render_template(
        "desk/export_long.html", tab=tab, form=form, problem=problem, columns=COLUMNS, at_once=AT_ONCE_ROWS,
        conditions=_conditions(tab),
    )  # fmt: skip
    return page, status


def _list() -> tuple[Tab, QueueFilter]:
    narrowing = read_narrowing(request.args)
    return list_of(db.session(), current_actor(), now(), request.args.get("tab"), narrowing)


def _conditions(tab: Tab) -> dict[str, Any]:
    """Return the list as its address names it."""
    return {"tab": tab.key, **written(read_narrowing(request.args))}


def _ticked() -> list[Ticket]:
    """Return the tickets that were ticked, those the person may read, in the order of the list."""
    actor, numbers = current_actor(), ticked_numbers(request.args.getlist("t"))
    found = tickets_by_numbers(db.session(), numbers)
    return [found[each] for each in numbers if each in found and may_read(found[each], actor)]


def _handed_out(name: Bilingual, pages: Iterable[Sequence[Ticket]], ending: str) -> Response:
    rows, day = rows_of(pages, say), local_date(now()).isoformat()
    if ending == "xlsx":
        content = io.BytesIO()
        write_workbook(content, f"{say(name)} · {day}", sheets_of(name, rows, say), say, is_long=True)
        answer = Response(content.getvalue(), content_type=CONTENT_TYPE)
    else:
        lines = csv_lines([say(column) for column in COLUMNS], rows)
        answer = Response(stream_with_context(lines), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="tickets-{day}.{ending}"'
    return answer


def told_limit() -> str:
    """Return what is said beside the files: from which length on they are written in the background."""
    return str(_("超过 %(n)s 件在后台生成，做好后给链接", n=f"{AT_ONCE_ROWS:,}"))
