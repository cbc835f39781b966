"""The 13710 board as leaders read it: how many tickets stand where, the red list, and what became of instructions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.board import Pace
from service_desk.domain.events import Event
from service_desk.domain.milestones import YELLOW_FROM, MilestoneKey
from service_desk.domain.zone_time import local_date
from service_desk.persistence.board import CELL_LIMIT, Cell, board_cells, instructed_tickets, last_events
from service_desk.persistence.database import Session
from service_desk.persistence.queues import Cursor, Page, QueueFilter, queue_page
from service_desk.persistence.tables import Ticket

INSTRUCTED_SHOWN = 20
_INSTRUCTION_ACTS = (Action.INSTRUCT, Action.ANSWER_INSTRUCTION)


@dataclass(frozen=True)
class Instruction:
    """The last instruction on a ticket and its answer; `answer_by` is the day the leader named."""

    given: Event
    answer: Event | None
    answer_by: date | None

    def is_late(self, now: datetime) -> bool:
        """Tell whether the answer has not come by its day."""
        return self.answer is None and self.answer_by is not None and local_date(now) > self.answer_by


@dataclass(frozen=True)
class Board:
    """Counts by department, milestone and pace (1000 means that many or more), the red list and open instructions."""

    counts: dict[tuple[str, MilestoneKey, Pace], int]
    red: Page
    instructed: Sequence[Ticket]
    instructions: dict[int, Instruction]

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments in whose queues anything is open, in the zone's order."""
        return tuple(dict.fromkeys(department for department, _, _ in self.counts))

    def total(
        self, pace: Pace, *, milestone: MilestoneKey | None = None, department: str | None = None
    ) -> int:
        """Return a sum over what is not named; as soon as one of its parts is bounded, so is the sum."""
        parts = [
            count
            for (where, key, how), count in self.counts.items()
            if how is pace and milestone in (None, key) and department in (None, where)
        ]
        return CELL_LIMIT if CELL_LIMIT in parts else sum(parts)


def read_board(session: Session, now: datetime, cursor: Cursor | None = None) -> Board:
    """Return the board at a moment; `cursor` is the place in the red list, which begins with what is latest."""
    counts = {}
    for cell in board_cells(session, now, now + YELLOW_FROM):
        counts.update({(cell.department, cell.milestone, pace): _of(cell, pace) for pace in Pace})
    red = queue_page(session, QueueFilter(due_before=now), cursor)
    instructed = instructed_tickets(session, INSTRUCTED_SHOWN)
    shown = {ticket.id for ticket in (*red.tickets, *instructed)}
    return Board(counts, red, instructed, _instructions(session, shown))


def _of(cell: Cell, pace: Pace) -> int:
    return {
        Pace.OVERDUE: cell.overdue, Pace.NEAR: cell.near, Pace.LATER: cell.later, Pace.UNDATED: cell.undated,
    }[pace]  # fmt: skip


def _instructions(session: Session, ticket_ids: Collection[int]) -> dict[int, Instruction]:
    found = last_events(session, ticket_ids, _INSTRUCTION_ACTS)
    instructions = {}
    for (ticket_id, action), given in found.items():
        if action is Action.INSTRUCT:
            answer = found.get((ticket_id, Action.ANSWER_INSTRUCTION))
            by = given.data.get("answer_by")
            instructions[ticket_id] = Instruction(
                given,
                answer if answer is not None and answer.seq > given.seq else None,
                date.fromisoformat(by) if by else None,
            )
    return instructions
