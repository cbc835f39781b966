"""The rows of every open state: notes, added facts, corrections, withdrawal, merging, umbrellas."""

from __future__ import annotations

from collections.abc import Iterator

from service_desk.domain import guards as g
from service_desk.domain.actions import Action
from service_desk.domain.life.row import B, D, E, H, K, S, Transition, row
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.states import OPEN_STATES, State

_LEAD = Audience.LEAD_DEPARTMENT


def _rows() -> Iterator[Transition]:
    for state in sorted(OPEN_STATES):
        yield row(state, Action.NOTE, state, (D, H, B, S, K), public=False)
        yield row(state, Action.ADD_FACTS, state, (E, D), tell=((Notice.SUPPLEMENTED, _LEAD),))
        yield row(state, Action.CORRECT_CONTACT, state, (E, D, K))
        yield row(state, Action.WITHDRAW, State.WITHDRAWN, (E,), tell=((Notice.WITHDRAWN, _LEAD),))
        yield row(state, Action.MERGE, State.MERGED, (D,), tell=((Notice.MERGED, Audience.ENTERPRISE),))
        yield row(state, Action.JOIN, state, (D, S), g.is_no_parent_or_child, public=False)
        yield row(state, Action.LEAVE, state, (D, S), g.has_parent, public=False)


ANYWHERE_ROWS: tuple[Transition, ...] = tuple(_rows())
