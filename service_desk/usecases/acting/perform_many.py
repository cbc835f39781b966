"""One act on many tickets at once: all of them or none, in one transaction, each with its own event and letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, NotFound, NotPossible, Refusal, Stale
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import lock_ticket
from service_desk.usecases.acting.perform import UNKNOWN_TICKET, Check, act, may_know, scene_of
from service_desk.usecases.acting.rules import Rules, rules_in_force

MANY = 100
"""How many tickets one act may be performed on: two pages of a list, and short enough for nobody to wait."""

_CHANGED = Bilingual("刚才有了变化，请看过再办。", "It has just changed; please look at it first.")
_TOO_MANY = Bilingual(f"一次最多办{MANY}件。", f"At most {MANY} tickets at once.")
_NONE = Bilingual("请先选择要办的诉求。", "Select some tickets first.")


@dataclass(frozen=True)
class Deed:
    """What is done to one ticket: the act, its data, what it verifies and what follows from it."""

    action: Action
    data: Mapping[str, Any]
    check: Check | None = None
    afterwards: Check | None = None


class SomeRefusedError(NotPossible):
    """Nothing was done, because of some of the tickets; `reasons` are by their numbers."""

    def __init__(self, reasons: Mapping[str, Bilingual]) -> None:
        count = len(reasons)
        super().__init__(
            Bilingual(
                f"有{count}件现在办不了，所以一件也没有办。", f"{count} cannot be done now, so none was done."
            )
        )
        self.reasons = dict(reasons)


def perform_many(
    seen: Mapping[str, int], deed_for: Callable[[], Deed], actor: Actor, now: datetime
) -> Sequence[Ticket]:
    """Perform an act on every ticket of `seen` (number → the version that was looked at) and return them.

    `deed_for` is asked for each ticket, so that what a check completes belongs to one ticket only. Raises NotPossible
    for no ticket or too many, SomeRefusedError where one of them cannot be done, and InvalidInput where what was typed
    fits none; then nothing is stored.
    """
    if not seen or len(seen) > MANY:
        raise NotPossible(_TOO_MANY if seen else _NONE)
    reasons: dict[str, Bilingual] = {}
    done = []
    with transaction() as session:
        rules = rules_in_force(session)
        for number in sorted(seen):  # always in the same order, so that two acts never wait for each other
            try:
                done.append(_perform(session, number, seen[number], deed_for(), actor, now, rules))
            except InvalidInput:
                raise
            except Stale:
                reasons[number] = _CHANGED
            except Refusal as refusal:
                reasons[number] = refusal.reason
        if reasons:
            raise SomeRefusedError(reasons)
    return done


def _perform(
    session: Session, number: str, seen: int, deed: Deed, actor: Actor, now: datetime, rules: Rules
) -> Ticket:
    ticket = lock_ticket(session, number)
    if ticket is None or not may_know(actor, ticket):
        raise NotFound(UNKNOWN_TICKET)
    if ticket.version != seen:
        raise Stale(seen)
    act(scene_of(session, ticket, actor, now, rules), deed.action, deed.data, deed.check)
    if deed.afterwards is not None:
        deed.afterwards(scene_of(session, ticket, actor, now, rules))
    return ticket
