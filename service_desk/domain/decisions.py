"""May this person perform this act on this ticket now: the transition table put to use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled, NotPossible, Refusal
from service_desk.domain.roles import DEPARTMENT_ROLES, ROLE_NAMES, Role
from service_desk.domain.situation import Situation
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.transitions import Transition, find_transition, transitions_from


@dataclass(frozen=True)
class Choice:
    """An act shown to a person: possible when `refusal` is None, else with the reason why not."""

    action: Action
    refusal: Bilingual | None

    @property
    def is_possible(self) -> bool:
        """Tell whether a button may be drawn."""
        return self.refusal is None


def decide(situation: Situation, action: Action, actor: Actor, now: datetime) -> Transition:
    """Return the row that permits the act.

    Raises NotPossible where the state or a guard forbids it, NotEntitled where the person's role or department does.
    """
    row = find_transition(situation.state, action)
    if row is None:
        raise NotPossible(_no_such_step(situation, action))
    if acting_role(row, situation, actor) is None:
        raise NotEntitled(_who_may(row))
    for guard in row.guards:
        reason = guard(situation, actor, now)
        if reason is not None:
            raise NotPossible(reason)
    return row


def choices(situation: Situation, actor: Actor, now: datetime) -> list[Choice]:
    """Return the acts of the present state, those the person may perform and those with the reason why not."""
    found = []
    for row in transitions_from(situation.state):
        try:
            decide(situation, row.action, actor, now)
        except Refusal as refusal:
            found.append(Choice(row.action, refusal.reason))
        else:
            found.append(Choice(row.action, None))
    return found


def acting_role(row: Transition, situation: Situation, actor: Actor) -> Role | None:
    """Return the role in which the actor may perform a row, or None where no role of his allows it."""
    seats = (role for role in Role if role in row.roles & actor.roles)
    return next((role for role in seats if _holds_seat(role, row, situation, actor)), None)


def _holds_seat(role: Role, row: Transition, situation: Situation, actor: Actor) -> bool:
    if role is Role.ENTERPRISE:
        return situation.ticket_no == "" or situation.ticket_no in actor.holds
    if role not in DEPARTMENT_ROLES:
        return True
    if row.co_only:
        return actor.department in situation.open_co_departments
    if situation.lead_department is None:
        return False
    return actor.department == situation.lead_department


def _no_such_step(situation: Situation, action: Action) -> Bilingual:
    state, act = STATE_NAMES[situation.state], ACTION_NAMES[action]
    return Bilingual(
        f"这件诉求现在是“{state.zh}”，不能{act.zh}。",
        f"The ticket is “{state.en}” now; “{act.en}” is not possible.",
    )


def _who_may(row: Transition) -> Bilingual:
    of = Bilingual("协办单位的", " of a co-handling department") if row.co_only else _OF_THE_LEAD
    anywhere, seated = (
        [ROLE_NAMES[role] for role in Role if role in row.roles and (role in DEPARTMENT_ROLES) is is_seated]
        for is_seated in (False, True)
    )
    zh, en = ["、".join(name.zh for name in anywhere)], [", ".join(name.en for name in anywhere)]
    if seated:
        zh.append(of.zh + "、".join(name.zh for name in seated))
        en.append(" or ".join(name.en for name in seated) + of.en)
    act = ACTION_NAMES[row.action]
    return Bilingual(
        f"{act.zh}由{'，或'.join(filter(None, zh))}办理。",
        f"“{act.en}” is for: {'; '.join(filter(None, en))}.",
    )


_OF_THE_LEAD = Bilingual("主办单位的", " of the lead department")
