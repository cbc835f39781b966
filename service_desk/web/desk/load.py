"""The page of a department's load: each handler's numbers as bars, and behind every number the list it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reading.load import (
    MEASURES,
    HandlerLoad,
    Measure,
    is_overseer,
    load_of_department,
    load_of_departments,
)
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.addresses import written
from service_desk.web.formats import count_words

STEPS = 20
"""A bar is drawn in twentieths of the longest one: widths are classes, since no style stands in a page."""


@dataclass(frozen=True)
class Cell:
    """One number, the list behind it, and how long its bar is, in STEPS."""

    measure: Measure
    number: str
    url: str
    length: int
    is_hot: bool


@dataclass(frozen=True)
class Line:
    """One handler's row."""

    name: Bilingual | str
    cells: list[Cell]
    absence: Bilingual | None
    is_nobody: bool


def show_load() -> str:
    """Show the load of each handler of the head's department; to an overseer that of departments first, then of any one."""
    actor, asked = current_actor(), request.args.get("department")
    departments = catalogue_in_force(db.session()).departments
    department = asked if asked in departments else None
    if is_overseer(actor) and department is None:
        return _show_departments({code: each.name for code, each in departments.items()})
    loads = load_of_department(db.session(), actor, now(), department)
    zones = department if is_overseer(actor) else None
    longest = max((number for load in loads for number in load.numbers.values()), default=0)
    return render_template(
        "desk/load.html", measures=MEASURES, lines=[_line(load, longest, zones) for load in loads],
        total=sum(load.numbers["open"] for load in loads), whole=_whole(zones), of=departments[zones].name if zones else None,
    )  # fmt: skip


def _show_departments(names: dict[str, Bilingual]) -> str:
    """Show the load of every department, the heaviest first; each leads to its handlers."""
    loads = load_of_departments(db.session(), current_actor(), now(), list(names))
    longest = max((number for numbers in loads.values() for number in numbers.values()), default=0)
    order = sorted(loads, key=lambda code: (-loads[code]["open"], -loads[code]["overdue"], code))
    lines = [
        (
            names[code],
            url_for("desk.load", department=code),
            [_cell(loads[code], each, longest, None, code) for each in MEASURES],
        )
        for code in order
    ]
    return render_template("desk/load_departments.html", measures=MEASURES, lines=lines)


def _line(load: HandlerLoad, longest: int, department: str | None) -> Line:
    name: Bilingual | str = Bilingual("未分派", "Nobody yet") if load.is_nobody else load.name
    cells = [_cell(load.numbers, measure, longest, load.user_id, department) for measure in MEASURES]
    return Line(name, cells, _absence(load), load.is_nobody)


def _cell(
    numbers: Mapping[str, int], measure: Measure, longest: int, owner_id: int | None, department: str | None
) -> Cell:
    """Return one number with its list: the department's own, or one of the zone's narrowed to a `department`."""
    number = numbers[measure.key]
    tab = measure.zone_tab if department else measure.tab
    conditions: dict[str, Any] = {"tab": tab, **written(measure.narrowing(owner_id, department))}
    url = url_for("desk.queue", **conditions)
    length = max(1, round(number * STEPS / longest)) if number else 0
    return Cell(
        measure, count_words(number, COUNT_LIMIT - 1), url, length, measure.is_pressing and number > 0
    )


def _whole(department: str | None) -> str:
    """Return the list of everything the department has open: what its handlers' numbers add up to."""
    measure = MEASURES[0]
    tab = measure.zone_tab if department else measure.tab
    conditions: dict[str, Any] = {"tab": tab, **written(measure.narrowing(None, department))}
    return url_for("desk.queue", **conditions)


def _absence(load: HandlerLoad) -> Bilingual | None:
    if load.absence is None:
        return None
    until, other = date_words(load.absence.row.until_on), load.absence.substitute.display_name
    return Bilingual(f"到{until.zh}不在岗，{other}代班", f"away until {until.en}, {other} stands in")
