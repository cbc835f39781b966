"""The queue page: read the address, fetch the list, dress it for the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service_desk.domain.applications import APPLICATION_NAMES
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.board import COLUMNS
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Category, Level
from service_desk.domain.date_words import date_words
from service_desk.domain.milestones import Milestone, MilestoneKey
from service_desk.domain.parks import load_parks, park_name
from service_desk.domain.requests import SOURCE_NAMES, URGENCY_NAMES, Source, Urgency
from service_desk.domain.states import OPEN_STATES, STATE_NAMES, State
from service_desk.domain.supervision import SHEET_NAMES
from service_desk.domain.telling import department_name
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT, Cursor
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.stored_clock import stored_milestones
from service_desk.usecases.handling.ownership import may_keep_departments
from service_desk.usecases.reading.colleagues import colleagues
from service_desk.usecases.reading.queue_tabs import DUE_NAMES, Narrowing, Tab
from service_desk.usecases.reading.queues import QueueView, view_queue
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.addresses import NAMES, read_cursor, read_narrowing, write_cursor, written
from service_desk.web.desk.bulk import bulks_of
from service_desk.web.desk.due_words import Due, due_of, task_due
from service_desk.web.desk.export import told_limit
from service_desk.web.desk.views import view_links
from service_desk.web.formats import count_words

REMEMBERED = "desk"
"""Where the browser's session keeps the list last looked at."""


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    ticket: Ticket
    milestones: tuple[Milestone, ...]
    due: Due
    place: Bilingual | None
    who: Bilingual | str


@dataclass(frozen=True)
class Chip:
    """One condition the list is narrowed by, and the address without it."""

    words: Bilingual | str
    without: str


def show_queue() -> str | Response:
    """Show a list; a plain address opens the list last looked at."""
    if not all(request.args.values()):
        return redirect(_address(_tidy(request.args)), 303)
    if "tab" not in request.args and session.get(REMEMBERED) and set(request.args) <= {"dropped"}:
        return redirect(_address({**session[REMEMBERED], **request.args}), 303)
    narrowing = read_narrowing(request.args)
    cursor = read_cursor(request.args.get("from"))
    view = view_queue(db.session(), current_actor(), now(), request.args.get("tab"), narrowing, cursor)
    if request.args:
        session[REMEMBERED] = {"tab": view.tab.key, **written(narrowing)}
    return render_template("desk/queue.html", **_dressed(view, narrowing))


def _tidy(args: Mapping[str, str]) -> dict[str, str]:
    """Return what a form sent as an address one can pass on: nothing empty."""
    return {name: value for name, value in args.items() if value.strip()}


def _dressed(view: QueueView, narrowing: Narrowing) -> dict[str, Any]:
    kept = written(narrowing)
    tabs = [(tab, _address({"tab": tab.key, **kept}), length_of(tab, view)) for tab in view.tabs]
    return {
        "view": view,
        "tabs": tabs,
        "rows": [_row(ticket, view) for ticket in view.page.tickets],
        "chips": _chips(view, narrowing),
        "clear": _address({"tab": view.tab.key}),
        "newer": _page_url(view, kept, view.page.newer),
        "older": _page_url(view, kept, view.page.older),
        "total": total_words(length_of(view.tab, view)),
        "is_further": request.args.get("from") is not None,
        "first": _address({"tab": view.tab.key, **kept}),
        "kept": kept,
        "options": _options(view),
        "names": CATEGORY_NAMES,
        "states": STATE_NAMES,
        "sheets": {colour.value: name for colour, name in SHEET_NAMES.items()},
        "applications": {kind.value: name for kind, name in APPLICATION_NAMES.items()},
        "nothing": _nothing(view.tab),
        "views": view_links({"tab": view.tab.key, **kept}),
        "shares_views": may_keep_departments(current_actor()),
        "dropped": dropped
        if (dropped := request.args.get("dropped", "")).isascii() and dropped.isdecimal()
        else None,
        "exports": [(words, _export(words.lower(), view, kept)) for words in ("XLSX", "CSV")],
        "export_limit": told_limit(),
        "bulks": bulks_of(current_actor(), view.tab.narrowed.states),
    }


def length_of(tab: Tab, view: QueueView) -> str | None:
    """Return how long a list is: exactly where the count is kept, else no further than 999+."""
    number = view.counts.get(tab.key)
    if number is None:
        return None
    is_kept = bool(tab.kept) and not written(view.narrowing)
    return count_words(number, None if is_kept else COUNT_LIMIT - 1)


def total_words(number: str | None) -> Bilingual | None:
    """Return the length of the list in words."""
    return Bilingual(f"共 {number} 件", f"{number} in all") if number else None


def _nothing(tab: Tab) -> tuple[Bilingual, Bilingual]:
    """Return what an empty list says: that nothing is missing, and where work may be."""
    title = Bilingual(f"“{tab.name.zh}”里没有诉求", f"Nothing under “{tab.name.en}”")
    return title, Bilingual(
        "有新的会出现在这里；其他列表见上面。", "New ones appear here; the other lists are above."
    )


def _page_url(view: QueueView, kept: dict[str, str], cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    return _address({"tab": view.tab.key, **kept, "from": write_cursor(cursor)})


def _export(ending: str, view: QueueView, kept: Mapping[str, Any]) -> str:
    return url_for("desk.export", ending=ending, tab=view.tab.key, **kept)


def _address(conditions: Mapping[str, Any]) -> str:
    return url_for("desk.queue", **conditions)


def _row(ticket: Ticket, view: QueueView) -> Row:
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
    return Row(ticket, stored_milestones(ticket), due, place, who)


def _chips(view: QueueView, narrowing: Narrowing) -> list[Chip]:
    found = []
    for field in NAMES:
        value = getattr(narrowing, field)
        if value is None or (field == "department" and view.tab.department):
            continue
        without = _address({"tab": view.tab.key, **written(replace(narrowing, **{field: None}))})
        found.append(Chip(_condition(field, value, view), without))
    return found


def _condition(field: str, value: Any, view: QueueView) -> Bilingual | str:
    """Return one condition in words."""
    catalogue = view.rules.catalogue
    if field in ("since", "until"):
        return _day_condition(field, value)
    named: dict[str, Callable[[], Bilingual | str]] = {
        "category": lambda: CATEGORY_NAMES[Category(value)],
        "request_type": lambda: kind.name if (kind := catalogue.request_types.get(value)) else str(value),
        "level": lambda: LEVEL_NAMES[Level(value)],
        "urgency": lambda: URGENCY_NAMES[Urgency(value)],
        "source": lambda: SOURCE_NAMES[Source(value)],
        "department": lambda: department_name(value, catalogue),
        "owner_id": lambda: dict(_handlers(view.tab)).get(str(value), f"#{value}"),
        "park": lambda: park_name(value),
        "state": lambda: STATE_NAMES[State(value)],
        "due": lambda: DUE_NAMES[value],
        "milestone": lambda: COLUMNS[MilestoneKey(value)],
        "enterprise": lambda: Bilingual(f"企业：{value}…", f"Enterprise: {value}…"),
    }
    return named[field]()


def _day_condition(field: str, day: date) -> Bilingual:
    words = date_words(day)
    if field == "since":
        return Bilingual(f"从{words.zh}起提交", f"submitted from {words.en} on")
    return Bilingual(f"到{words.zh}提交", f"submitted up to {words.en}")


def _options(view: QueueView) -> dict[str, list[tuple[str, Any]]]:
    """Return what each condition can be chosen from, as code and words."""
    catalogue = view.rules.catalogue
    found: dict[str, list[tuple[str, Any]]] = {
        "due": list(DUE_NAMES.items()),
        "milestone": [(key.value, name) for key, name in COLUMNS.items()],
        "category": [(code.value, name) for code, name in CATEGORY_NAMES.items()],
        "type": [(kind.code, kind.name) for kind in catalogue.request_types.values()],
        "level": [(code.value, name) for code, name in LEVEL_NAMES.items()],
        "urgency": [(str(int(code)), name) for code, name in URGENCY_NAMES.items()],
        "park": [(park.zh, park) for park in load_parks()],
        "source": [(code.value, name) for code, name in SOURCE_NAMES.items()],
    }
    if not view.tab.narrowed.states:
        found["state"] = [(state.value, name) for state, name in STATE_NAMES.items() if state in OPEN_STATES]
    if view.tab.department is None:
        found["department"] = [(code, each.name) for code, each in catalogue.departments.items()]
    else:
        found["handler"] = [*_handlers(view.tab)]
    return found


def _handlers(tab: Tab) -> list[tuple[str, str]]:
    return [(str(number), name) for number, name in colleagues(db.session(), tab.department)]
