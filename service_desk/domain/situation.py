"""What the rules may know of a ticket when they decide whether an act is possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.states import State


@dataclass(frozen=True)
class Situation:
    """A ticket as the guards see it; times are timezone-aware.

    `handlers` are the ids of everybody who has worked on it for the lead department (signed, reported, submitted a
    result); `answered` tells whether the callback has a usable outcome, and `solved` what that outcome was.
    """

    ticket_no: str
    state: State
    lead_department: str | None = None
    handlers: frozenset[int] = frozenset()
    result_by: int | None = None
    result_type: str | None = None
    open_co_departments: frozenset[str] = frozenset()
    dispatched_at: datetime | None = None
    return_deadline: datetime | None = None
    return_is_final: bool = False
    is_paused: bool = False
    info_deadline: datetime | None = None
    callback_by: int | None = None
    answered: bool = False
    solved: bool | None = None
    closed_at: datetime | None = None
