"""The page of a department's load: each handler's numbers as bars, and behind every number the list it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT
from service_desk.usecases.reading.load import MEASURES, HandlerLoad, Measure, load_of_department
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
    """Show the load of each handler of the head's department."""
    loads = load_of_department(db.session(), current_actor(), now())
    longest = max((number for load in loads for number in load.numbers.values()), default=0)
    return render_template(
        "desk/load.html", measures=MEASURES, lines=[_line(load, longest) for load in loads],
        total=sum(load.numbers["open"] for load in loads),
    )  # fmt: skip


def _line(load: HandlerLoad, longest: int) -> Line:
    name: Bilingual | str = Bilingual("未分派", "Nobody yet") if load.is_nobody else load.name
    return Line(name, [_cell(load, measure, longest) for measure in MEASURES], _absence(load), load.is_nobody)


def _cell(load: HandlerLoad, measure: Measure, longest: int) -> Cell:
    number = load.numbers[measure.key]
    conditions: dict[str, Any] = {"tab": measure.tab, **written(measure.narrowing(load.user_id))}
    url = url_for("desk.queue", **conditions)
    length = max(1, round(number * STEPS / longest)) if number else 0
    return Cell(
        measure, count_words(number, COUNT_LIMIT - 1), url, length, measure.is_pressing and number > 0
    )


def _absence(load: HandlerLoad) -> Bilingual | None:
    if load.absence is None:
        return None
    until, other = date_words(load.absence.row.until_on), load.absence.substitute.display_name
    return Bilingual(f"到{until.zh}不在岗，{other}代班", f"away until {until.en}, {other} stands in")
