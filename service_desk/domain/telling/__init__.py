"""Telling a ticket's story: one event in plain words, for timelines and letters."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.events import Event
from service_desk.domain.telling.closing import CLOSING_TELLERS
from service_desk.domain.telling.handling import HANDLING_TELLERS
from service_desk.domain.telling.intake import INTAKE_TELLERS
from service_desk.domain.telling.leave import LEAVE_TELLERS
from service_desk.domain.telling.names import author, department_name
from service_desk.domain.telling.routing import ROUTING_TELLERS
from service_desk.domain.telling.supervising import SUPERVISING_TELLERS
from service_desk.domain.telling.teller import Narration, Teller

__all__ = ["Narration", "author", "department_name", "narrate"]

_TELLERS: Mapping[Action, Teller] = {
    **INTAKE_TELLERS,
    **ROUTING_TELLERS,
    **HANDLING_TELLERS,
    **LEAVE_TELLERS,
    **CLOSING_TELLERS,
    **SUPERVISING_TELLERS,
}

_WORD_KEYS = ("note", "reason", "ruling", "evidence", "conclusion", "minutes")
"""Where an event keeps the person's own words, in the order in which one is looked for."""

_FIRST = {
    Action.RETURN: "basis",
    Action.RECORD_MEETING: "minutes",
    Action.SUBMIT_RESULT: "answer",
    Action.APPROVE_RESULT: "answer",
    Action.ANSWER_DIRECTLY: "answer",
}
"""Acts whose words are found elsewhere first: their reason is a code, or the reviewer's remark stands beside the answer."""


def narrate(event: Event, catalogue: Catalogue) -> Narration:
    """Return an event in words; codes are given the catalogue's present names."""
    teller = _TELLERS.get(event.action)
    headline = teller(event, catalogue) if teller else ACTION_NAMES[event.action]
    keys = (_FIRST[event.action], *_WORD_KEYS) if event.action in _FIRST else _WORD_KEYS
    words = next((str(event.data[key]) for key in keys if event.data.get(key)), None)
    return Narration(headline, words)
