"""The rows of the door: submission, acceptance, information asked for, declining."""

from __future__ import annotations

from service_desk.domain import guards as g
from service_desk.domain.actions import Action
from service_desk.domain.life.row import C, D, E, Transition, X, row
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.states import State

s = State
_ENTERPRISE = Audience.ENTERPRISE

INTAKE_ROWS: tuple[Transition, ...] = (
    row(s.DRAFT, Action.SUBMIT, s.SUBMITTED, (E, C, D, X), tell=((Notice.RECEIPT, _ENTERPRISE),)),
    row(s.DRAFT, Action.RECORD_ON_SITE, s.RESOLVED_ON_SITE, (C, D), tell=((Notice.RECEIPT, _ENTERPRISE),)),
    row(s.SUBMITTED, Action.ACCEPT, s.ACCEPTED, (D,)),
    row(s.SUBMITTED, Action.REQUEST_INFO, s.NEED_INFO, (D,), tell=((Notice.INFO_WANTED, _ENTERPRISE),)),
    row(s.SUBMITTED, Action.DECLINE, s.DECLINED, (D,), tell=((Notice.DECLINED, _ENTERPRISE),)),
    row(s.NEED_INFO, Action.SUPPLEMENT, s.SUBMITTED, (E, D), tell=((Notice.SUPPLEMENTED, Audience.COORDINATOR),)),
    row(s.NEED_INFO, Action.LAPSE, s.WITHDRAWN, (X,), g.information_is_overdue,
        tell=((Notice.LAPSED, _ENTERPRISE),)),
)  # fmt: skip
