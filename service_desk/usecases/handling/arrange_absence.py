"""Arrange who stands in for an absent handler, from one day to another, and cancel it again."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.absences import MAX_REASON, Absence, absence_problem
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled, NotFound, NotPossible
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.domain.zone_time import local_date
from service_desk.persistence.absences import absences_meeting
from service_desk.persistence.accounts import User, lock_people
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import AbsenceRow
from service_desk.usecases.acting.inputs import Inputs

_NOT_YOURS = Bilingual(
    "代班由本人或本部门负责人安排。", "A substitute is arranged by the person or the head of the department."
)
_UNKNOWN = Bilingual("没有这条代班安排。", "There is no such arrangement.")
_OVER = Bilingual(
    "这次代班已经结束或取消，不用再取消。", "This has ended or been cancelled; there is nothing to cancel."
)


def may_arrange(actor: Actor, user_id: int, department: str | None) -> bool:
    """Tell whether somebody arranges a person's absence: himself, or as head of the same department."""
    if department is None or actor.department != department or not actor.has_role(*DEPARTMENT_ROLES):
        return False
    return actor.user_id == user_id or actor.has_role(Role.HEAD)


def arrange_absence(
    actor: Actor,
    now: datetime,
    *,
    user_id: int,
    substitute_id: int,
    from_on: date | None,
    until_on: date | None,
    reason: str = "",
) -> AbsenceRow:
    """Store that somebody is away from one local day to another and who of his department stands in; it ends by itself.

    Raises NotEntitled, and InvalidInput for self-substitution, days that overlap, a substitute who is away himself, and
    whoever stands in for somebody on these days.
    """
    inputs = Inputs()
    words = inputs.line("reason", reason, MAX_REASON, required=False)
    first = inputs.not_before("from_on", from_on, local_date(now))
    last = inputs.not_before("until_on", until_on, first or local_date(now))
    with transaction() as session:
        # Both accounts, always in the same order: two arrangements that would exclude each other are made one by one.
        people = lock_people(session, [user_id, substitute_id])
        person, substitute = people.get(user_id), people.get(substitute_id)
        if person is None or not may_arrange(actor, user_id, person.department):
            raise NotEntitled(_NOT_YOURS)
        if not _serves(person, person.department):
            inputs.fail(
                "user_id", "请选择本部门在岗的承办人。", "Choose an active handler of this department."
            )
        if substitute is None or not _serves(substitute, person.department):
            inputs.fail(
                "substitute_id", "请选择本部门在岗的同事。", "Choose an active colleague of this department."
            )
        inputs.finish()
        if first is None or last is None:
            raise AssertionError("missing days have been refused")
        _demand_possible(session, Absence(user_id, substitute_id, first, last), local_date(now))
        row = AbsenceRow(
            user_id=user_id, substitute_id=substitute_id, department=person.department, from_on=first, until_on=last,
            reason=words, made_at=now, made_by=actor.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row


def cancel_absence(absence_id: int, actor: Actor, now: datetime) -> AbsenceRow:
    """Cancel an arrangement that is in force or to come; raises NotFound, NotEntitled, NotPossible."""
    with transaction() as session:
        row = session.get(AbsenceRow, absence_id, with_for_update=True)
        if row is None or row.department != actor.department:
            raise NotFound(_UNKNOWN)
        if not may_arrange(actor, row.user_id, row.department):
            raise NotEntitled(_NOT_YOURS)
        if row.cancelled_at is not None or row.until_on < local_date(now):
            raise NotPossible(_OVER)
        row.cancelled_at, row.cancelled_by = now, actor.name
        return row


def _serves(user: User, department: str | None) -> bool:
    return user.active and user.department == department and bool(DEPARTMENT_ROLES & user.roles)


def _demand_possible(session: Session, wanted: Absence, today: date) -> None:
    rows = absences_meeting(session, (wanted.user_id, wanted.substitute_id), today)
    known = [Absence(row.user_id, row.substitute_id, row.from_on, row.until_on) for row in rows]
    if problem := absence_problem(wanted, known, today):
        field, words = problem
        inputs = Inputs()
        inputs.fail(field, words.zh, words.en)
        inputs.finish()
