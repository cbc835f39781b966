"""The board's page: five columns with lamps, the departments, the red list with an instruction on each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.board import COLUMNS, PACE_LAMPS, PACE_NAMES, Pace
from service_desk.domain.milestones import Lamp, MilestoneKey
from service_desk.domain.supervision import SHEET_NAMES
from service_desk.domain.telling import department_name
from service_desk.domain.transitions import find_transition
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.supervision.read_board import Board, Instruction, read_board
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_cursor, write_cursor
from service_desk.web.desk.due_words import Due, due_of
from service_desk.web.desk.piles import write_onward_to_board
from service_desk.web.formats import count_words
from service_desk.web.rights import Right

blueprint = Blueprint("board", __name__)


@dataclass(frozen=True)
class Figure:
    """One number with its lamp and the list behind it; `words` say what is counted."""

    number: str
    lamp: Lamp
    words: Bilingual
    url: str
    is_none: bool


@dataclass(frozen=True)
class Line:
    """One ticket of the red list, or one with an instruction."""

    ticket: Ticket
    due: Due
    office: Bilingual
    step: Bilingual | None
    instruction: Instruction | None
    may_instruct: bool


@blueprint.get("/board")
@needs(Right.BOARD_READ)
def show() -> str:
    """Show how many tickets stand where, what is overdue, and what became of instructions."""
    cursor = read_cursor(request.args.get("from"))
    board = read_board(db.session(), now(), cursor)
    catalogue = catalogue_in_force(db.session())
    onward = write_onward_to_board(request.args.get("from", ""))
    return render_template(
        "board/board.html", today=local_date(now()), sheets={each.value: name for each, name in SHEET_NAMES.items()},
        columns=[(name, _figures(board, milestone=key)) for key, name in COLUMNS.items()],
        paces=PACE_NAMES, all=_figures(board), onward=onward,
        offices=[
            (department_name(code, catalogue), [_figures(board, milestone=key, department=code) for key in COLUMNS])
            for code in _worst_first(board)
        ],
        red=[_line(board, ticket) for ticket in board.red.tickets],
        newer=_page_url(board, newer=True), older=_page_url(board, newer=False),
        instructed=[_line(board, ticket) for ticket in board.instructed],
    )  # fmt: skip


def _worst_first(board: Board) -> list[str]:
    """Return the departments: most overdue first, then most near their date, else in the zone's order."""

    def badness(code: str) -> tuple[int, int]:
        return -board.total(Pace.OVERDUE, department=code), -board.total(Pace.NEAR, department=code)

    return sorted(board.departments, key=badness)


def _figures(
    board: Board, milestone: MilestoneKey | None = None, department: str | None = None
) -> list[Figure]:
    """Return the numbers of one cell or sum, worst first, each with the list it counts."""
    figures = []
    for pace, name in PACE_NAMES.items():
        number = board.total(pace, milestone=milestone, department=department)
        conditions: dict[str, Any] = {"tab": "open", "due": pace.value}
        if milestone is not None:
            conditions["milestone"] = milestone.value
        if department is not None:
            conditions["department"] = department
        words = count_words(number, COUNT_LIMIT - 1)
        figures.append(
            Figure(words, PACE_LAMPS[pace], name, url_for("desk.queue", **conditions), number == 0)
        )
    return figures


def _line(board: Board, ticket: Ticket) -> Line:
    actor, catalogue = current_actor(), catalogue_in_force(db.session())
    row = find_transition(ticket.state_now, Action.INSTRUCT)
    return Line(
        ticket,
        due_of(ticket, now()),
        department_name(ticket.responsible_department, catalogue),
        COLUMNS[MilestoneKey(ticket.milestone)] if ticket.milestone else None,
        board.instructions.get(ticket.id),
        row is not None and actor.has_role(*row.roles),
    )


def _page_url(board: Board, *, newer: bool) -> str | None:
    cursor = board.red.newer if newer else board.red.older
    conditions: dict[str, Any] = {"from": write_cursor(cursor)} if cursor else {}
    return url_for("board.show", _anchor="red", **conditions) if cursor else None
