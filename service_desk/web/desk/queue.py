"""The queue page: read the address, fetch the list, dress it for the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.applications import APPLICATION_NAMES
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.desk_columns import COLUMN_NAMES, Column
from service_desk.domain.milestones import Milestone
from service_desk.domain.parks import park_name
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.supervision import SHEET_NAMES
from service_desk.domain.telling import department_name
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT, Cursor
from service_desk.persistence.tables import Tag, Ticket
from service_desk.persistence.tags import live_tags, tags_of
from service_desk.usecases.acting.perform_many import MANY
from service_desk.usecases.acting.stored_clock import stored_milestones
from service_desk.usecases.handling.keep_choices import Choices, choices_of
from service_desk.usecases.handling.ownership import may_keep_departments
from service_desk.usecases.handling.tag_rules import may_tag
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import Tab
from service_desk.usecases.reading.queues import QueueView, view_queue
from service_desk.web.access import current_actor, may
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_cursor, read_narrowing, write_cursor, written
from service_desk.web.desk.bulk import bulks_of
from service_desk.web.desk.due_words import Due, due_of, task_due
from service_desk.web.desk.export import told_limit
from service_desk.web.desk.narrowing import REMEMBERED, chips, options
from service_desk.web.desk.views import default_conditions, view_links
from service_desk.web.formats import count_words
from service_desk.web.rights import Right

SUGGESTED_TAGS = 50
"""So many tags are offered while one types a condition; the page of tags has them all."""


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    ticket: Ticket
    milestones: tuple[Milestone, ...]
    due: Due
    place: Bilingual | None
    who: Bilingual | str
    kind: Bilingual | str
    source: Bilingual
    tags: Sequence[Tag]


def show_queue() -> str | Response:
    """Show a list; a plain address opens the one last looked at, the person's first view, or the one he narrowed last."""
    if not all(request.args.values()):
        return redirect(_address(_tidy(request.args)), 303)
    choices = choices_of(db.session(), current_actor())
    if "tab" not in request.args and set(request.args) <= {"dropped"} and (again := _again(choices)):
        return redirect(_address({**again, **request.args}), 303)
    narrowing = read_narrowing(request.args)
    cursor = read_cursor(request.args.get("from"))
    view = view_queue(db.session(), current_actor(), now(), request.args.get("tab"), narrowing, cursor)
    if request.args:
        session[REMEMBERED] = {"tab": view.tab.key, **written(narrowing)}
    return render_template("desk/queue.html", **_dressed(view, narrowing, choices))


def _again(choices: Choices) -> Mapping[str, str]:
    """Return the list to open where none is asked for: the last one of this session, else what the person has chosen."""
    found = session.get(REMEMBERED) or default_conditions(choices.default_view) or choices.last_list or {}
    return found if found.get("tab") else {}


def _tidy(args: Mapping[str, str]) -> dict[str, str]:
    """Return what a form sent as an address one can pass on: nothing empty."""
    return {name: value for name, value in args.items() if value.strip()}


def _dressed(view: QueueView, narrowing: Narrowing, choices: Choices) -> dict[str, Any]:
    kept, columns = written(narrowing), choices.columns
    ids = [ticket.id for ticket in view.page.tickets]
    tags = tags_of(db.session(), ids) if Column.TAGS in columns else {}
    tabs = [(tab, _address({"tab": tab.key, **kept}), length_of(tab, view)) for tab in view.tabs]
    return {
        "view": view,
        "tabs": tabs,
        "rows": [_row(ticket, view, tags.get(ticket.id, ())) for ticket in view.page.tickets],
        "columns": [column for column in columns if column is not Column.TAGS],
        "headings": [_heading(column, view) for column in columns if column is not Column.TAGS],
        "density": choices.density,
        "chips": chips(view, narrowing),
        "tag_names": [tag.name for tag in live_tags(db.session(), limit=SUGGESTED_TAGS)],
        "may_tag": may_tag(current_actor()),
        "beside": _beside(),
        "newer": _page_url(view, kept, view.page.newer),
        "older": _page_url(view, kept, view.page.older),
        "total": total_words(length_of(view.tab, view)),
        "is_further": request.args.get("from") is not None,
        "first": _address({"tab": view.tab.key, **kept}),
        "kept": kept,
        "options": options(view),
        "names": CATEGORY_NAMES,
        "states": STATE_NAMES,
        "sheets": {colour.value: name for colour, name in SHEET_NAMES.items()},
        "applications": {kind.value: name for kind, name in APPLICATION_NAMES.items()},
        "nothing": _nothing(view.tab),
        "views": view_links(view, {"tab": view.tab.key, **kept}, choices),
        "shares_views": may_keep_departments(current_actor()),
        "dropped": dropped
        if (dropped := request.args.get("dropped", "")).isascii() and dropped.isdecimal()
        else None,
        "exports": [(words, _export(words.lower(), view, kept)) for words in ("XLSX", "CSV")],
        "export_limit": told_limit(),
        "whole": whole_words(view),
        "whole_count": count_words(min(_length(view), MANY), COUNT_LIMIT - 1),
        "bulks": bulks_of(current_actor(), view.tab.narrowed.states),
    }


def length_of(tab: Tab, view: QueueView) -> str | None:
    """Return how long a list is: exactly where the count is kept, else no further than 999+."""
    number = view.counts.get(tab.key)
    if number is None:
        return None
    is_kept = bool(tab.kept) and not written(view.narrowing)
    return count_words(number, None if is_kept else COUNT_LIMIT - 1)


def whole_words(view: QueueView) -> Bilingual | None:
    """Return what choosing the whole list means; None where it is all on this page. No more is chosen than is done at once."""
    if view.page.newer is None and view.page.older is None:
        return None
    number = _length(view)
    if number <= MANY:
        return Bilingual(f"选中整个列表，共 {number} 件", f"Select the whole list, {number} tickets")
    return Bilingual(
        f"选中列表最前的 {MANY} 件（一次最多办 {MANY} 件；导出不限）",
        f"Select the first {MANY} of the list (no more are done at once; exports take all)",
    )


def _length(view: QueueView) -> int:
    """Return how long the open list is, as far as it is counted; one that is never counted is long."""
    return view.counts.get(view.tab.key, COUNT_LIMIT)


def total_words(number: str | None) -> Bilingual | None:
    """Return the length of the list in words."""
    return Bilingual(f"共 {number} 件", f"{number} in all") if number else None


def _nothing(tab: Tab) -> tuple[Bilingual, Bilingual]:
    """Return what an empty list says: that nothing is missing, and what would stand here."""
    title = Bilingual(f"“{tab.name.zh}”里没有诉求", f"Nothing under “{tab.name.en}”")
    return title, tab.appears


def _beside() -> list[tuple[str, str]]:
    """Return the pages beside the lists that this person may open: absences, load, tags."""
    pages = (
        ((Right.TICKET_HANDLE,), _("代班"), "desk.absences"),
        ((Right.RESULT_REVIEW, Right.BOARD_READ), _("各人工作量"), "desk.load"),
        ((Right.TAG_MANAGE,), _("标签"), "desk.tags"),
    )
    return [(words, url_for(endpoint)) for rights, words, endpoint in pages if may(*rights)]


def _heading(column: Column, view: QueueView) -> Bilingual:
    """Return a column's heading; in the zone's lists the department stands before the handler."""
    if column is Column.WHO and not view.tab.department:
        return Bilingual("主办", "Lead")
    if column is Column.PROGRESS:
        return Bilingual("进度 1·3·7·1·0", "Progress 1·3·7·1·0")
    return COLUMN_NAMES[column]


def _page_url(view: QueueView, kept: dict[str, str], cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    return _address({"tab": view.tab.key, **kept, "from": write_cursor(cursor)})


def _export(ending: str, view: QueueView, kept: Mapping[str, Any]) -> str:
    return url_for("desk.export", ending=ending, tab=view.tab.key, **kept)


def _address(conditions: Mapping[str, Any]) -> str:
    return url_for("desk.queue", **conditions)


def _row(ticket: Ticket, view: QueueView, tags: Sequence[Tag]) -> Row:
    catalogue, helping = view.rules.catalogue, view.tab.narrowed.co_department
    lead = department_name(ticket.lead_department or catalogue.coordinator, catalogue)
    due = due_of(ticket, now())
    who: Bilingual | str = ticket.owner_name or Bilingual("未分派", "Nobody yet")
    if helping is not None:
        task = next((task for task in ticket.co_tasks if task.department == helping), None)
        due, who = (
            task_due(task.due_at if task else None, now()),
            Bilingual(f"{lead.zh}主办", f"led by {lead.en}"),
        )
    elif view.tab.department is None:
        who = Bilingual(f"{lead.zh} {ticket.owner_name or ''}", f"{lead.en} {ticket.owner_name or ''}")
    place = park_name(ticket.park) if ticket.park else None
    kind = catalogue.request_types.get(ticket.request_type)
    return Row(
        ticket, stored_milestones(ticket), due, place, who,
        kind.name if kind else ticket.request_type, SOURCE_NAMES[Source(ticket.source)], tags,
    )  # fmt: skip
