"""Assign tickets to a colleague of the lead department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.persistence.absences import NamedAbsence
from service_desk.persistence.accounts import User
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.acting.perform_many import Deed, perform_many
from service_desk.usecases.acting.stand_ins import away_now


def assign_handler(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    user_id: int,
    despite_absence: bool = False,
    seen_version: int | None = None,
) -> Ticket:
    """Make an active officer of the lead department the ticket's handler.

    Raises InvalidInput, naming the substitute, for one who is away today, unless it is wanted all the same.
    """
    deed = _deed(user_id, despite_absence=despite_absence)
    return perform(
        ticket_no, deed.action, actor, now, seen_version=seen_version, data=deed.data, check=deed.check
    )


def assign_handlers(
    seen: Mapping[str, int], actor: Actor, now: datetime, *, user_id: int, despite_absence: bool = False
) -> Sequence[Ticket]:
    """Make an officer the handler of many tickets of his department at once."""
    return perform_many(seen, lambda: _deed(user_id, despite_absence=despite_absence), actor, now)


class HandlerAwayError(InvalidInput):
    """The officer who was chosen is away today; `substitute_id` is the account of who stands in for him."""

    def __init__(self, absence: NamedAbsence) -> None:
        name, other = absence.person.display_name, absence.substitute.display_name
        until = date_words(absence.row.until_on)
        super().__init__(
            {
                "user_id": Bilingual(
                    f"{name}到{until.zh}不在岗，由{other}代班。已为您改选{other}；仍要分派给{name}的，请重新选并勾选下面一项。",
                    f"{name} is away until {until.en}; {other} stands in and has been chosen instead. To assign it to "
                    f"{name} all the same, choose again and tick the box below.",
                )
            }
        )
        self.substitute_id = absence.row.substitute_id


def _deed(user_id: int, *, despite_absence: bool) -> Deed:
    data: dict[str, object] = {"user_id": user_id}

    def give(scene: Scene) -> None:
        user, checks = scene.session.get(User, user_id), Inputs()
        serves = user is not None and user.active and user.department == scene.ticket.lead_department
        if user is None or not serves or not DEPARTMENT_ROLES & set(user.roles):
            checks.fail(
                "user_id", "请选择本部门在岗的承办人。", "Choose an active handler of this department."
            )
            checks.finish()
            return
        absence = away_now(scene.session, [user_id], scene.now).get(user_id)
        if absence is not None and not despite_absence:
            raise HandlerAwayError(absence)
        data["name"] = user.display_name

    return Deed(Action.ASSIGN, data, give)
