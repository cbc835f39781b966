"""What a list is narrowed to, on the page: removable chips, what each condition can be chosen from, and the form's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.board import COLUMNS
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Catalogue, Category, Level
from service_desk.domain.date_words import date_words
from service_desk.domain.milestones import LAMP_NAMES, Lamp, MilestoneKey
from service_desk.domain.parks import load_parks, park_name
from service_desk.domain.requests import SOURCE_NAMES, URGENCY_NAMES, Source, Urgency
from service_desk.domain.states import OPEN_STATES, STATE_NAMES, State
from service_desk.domain.tags import read_tags, tag_key
from service_desk.domain.telling import department_name
from service_desk.persistence.conditions import NOBODY
from service_desk.persistence.database import db
from service_desk.persistence.tags import tag_by_key, tags_by_ids
from service_desk.usecases.handling.keep_choices import forget_list, remember_list
from service_desk.usecases.reading.colleagues import colleagues
from service_desk.usecases.reading.narrowing import DUE_NAMES, PARTS_NAMES, Narrowing
from service_desk.usecases.reading.queues import QueueView
from service_desk.web.access import current_actor
from service_desk.web.desk.addresses import NAMES, read_narrowing, written

REMEMBERED = "desk"
"""Where the browser's session keeps the list last looked at."""

_UNASSIGNED = Bilingual("未分派", "Nobody yet")


@dataclass(frozen=True)
class Chip:
    """One condition the list is narrowed by, and what its button sends to take it off."""

    words: Bilingual | str
    without: str


def narrow() -> Response:
    """Open the list as it was narrowed, a condition taken off or all of them, and remember that for the person."""
    tab, narrowing = request.form.get("tab", "")[:30], read_narrowing(request.form)
    if "clear" in request.form:
        forget_list(current_actor())
        session.pop(REMEMBERED, None)
        return redirect(url_for("desk.queue", tab=tab), 303)
    narrowing = _with_tags(_without(narrowing, request.form.get("without", "")), request.form.get("tag", ""))
    conditions: dict[str, Any] = {"tab": tab, **written(narrowing)}
    if len(conditions) > 1:
        remember_list(current_actor(), conditions)
    else:
        forget_list(current_actor())
    return redirect(url_for("desk.queue", **conditions), 303)


def _without(narrowing: Narrowing, name: str) -> Narrowing:
    """Return conditions without the one a chip stands for: its field, or `tags:7` for one tag of several."""
    field, _colon, value = name.partition(":")
    if field == "tags":
        left = tuple(tag_id for tag_id in narrowing.tags or () if str(tag_id) != value)
        return replace(narrowing, tags=left or None)
    return replace(narrowing, **{field: None}) if field in NAMES else narrowing


def _with_tags(narrowing: Narrowing, typed: str) -> Narrowing:
    """Return conditions with the tags somebody has typed; one that there is not is told and left out."""
    found = list(narrowing.tags or ())
    for name in read_tags(typed)[:10]:
        tag = tag_by_key(db.session(), tag_key(name))
        if tag is None:
            flash(_("没有叫“%(name)s”的标签，没有按它筛选。", name=name), "warn")
        else:
            found.append(tag.id)
    return replace(narrowing, tags=tuple(dict.fromkeys(found)) or None)


def chips(view: QueueView, narrowing: Narrowing) -> list[Chip]:
    """Return the conditions a list is narrowed by, in words."""
    found = []
    for field in NAMES:
        value = getattr(narrowing, field)
        if value is None or (field == "department" and view.tab.department):
            continue
        if field == "tags":
            named = tags_by_ids(db.session(), value)
            found += [
                Chip(_tag_words(named[each].name) if each in named else f"#{each}", f"tags:{each}")
                for each in value
            ]
        else:
            found.append(Chip(_condition(field, value, view), field))
    return found


def _tag_words(name: str) -> Bilingual:
    return Bilingual(f"标签：{name}", f"Tag: {name}")


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
        "owner_id": lambda: dict(_handlers(view)).get(str(value), f"#{value}"),
        "park": lambda: park_name(value),
        "state": lambda: STATE_NAMES[State(value)],
        "due": lambda: DUE_NAMES[value],
        "milestone": lambda: COLUMNS[MilestoneKey(value)],
        "lamp": lambda: LAMP_NAMES[Lamp(value)],
        "parts": lambda: PARTS_NAMES[value],
        "enterprise": lambda: Bilingual(f"企业：{value}…", f"Enterprise: {value}…"),
    }
    return named[field]()


def _day_condition(field: str, day: date) -> Bilingual:
    words = date_words(day)
    if field == "since":
        return Bilingual(f"从{words.zh}起提交", f"submitted from {words.en} on")
    return Bilingual(f"到{words.zh}提交", f"submitted up to {words.en}")


def options(view: QueueView) -> dict[str, list[tuple[str, Any]]]:
    """Return what each condition can be chosen from, as code and words."""
    catalogue: Catalogue = view.rules.catalogue
    found: dict[str, list[tuple[str, Any]]] = {
        "due": list(DUE_NAMES.items()),
        "milestone": [(key.value, name) for key, name in COLUMNS.items()],
        "lamp": [(light.value, name) for light, name in LAMP_NAMES.items()],
        "category": [(code.value, name) for code, name in CATEGORY_NAMES.items()],
        "type": [(kind.code, kind.name) for kind in catalogue.request_types.values()],
        "level": [(code.value, name) for code, name in LEVEL_NAMES.items()],
        "urgency": [(str(int(code)), name) for code, name in URGENCY_NAMES.items()],
        "park": [(park.zh, park) for park in load_parks()],
        "source": [(code.value, name) for code, name in SOURCE_NAMES.items()],
        "parts": list(PARTS_NAMES.items()),
    }
    if len(view.tab.narrowed.states) != 1:
        found["state"] = [(state.value, name) for state, name in STATE_NAMES.items() if state in OPEN_STATES]
    if view.tab.department is None:
        found["department"] = [(code, each.name) for code, each in catalogue.departments.items()]
    if handlers := _handlers(view):
        found["handler"] = handlers
    return found


def _handlers(view: QueueView) -> list[tuple[str, Any]]:
    """Return whose tickets a list can be narrowed to: those of its department, or of the one it is narrowed to."""
    department = view.tab.department or view.narrowing.department
    people: Mapping[int, str] = dict(colleagues(db.session(), department))
    return (
        [(str(NOBODY), _UNASSIGNED), *((str(number), name) for number, name in people.items())]
        if people
        else []
    )
