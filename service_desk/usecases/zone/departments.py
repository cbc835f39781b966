"""The departments as an administrator sees them: who works there, what lies there, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.refusals import NotFound
from service_desk.domain.roles import Role
from service_desk.domain.states import OPEN_STATES
from service_desk.persistence.accounts import User
from service_desk.persistence.database import Session
from service_desk.persistence.people import active_staff
from service_desk.persistence.tables import DepartmentRow
from service_desk.persistence.tickets import CO_TASK, counts_by_department
from service_desk.persistence.zone import department_rows


class Lack(StrEnum):
    """What a department needs and does not have."""

    MAILBOX = "mailbox"
    HEAD = "head"
    HANDLER = "handler"


LACK_WORDS: dict[Lack, Bilingual] = {
    Lack.MAILBOX: Bilingual(
        "没有邮箱，派单和周报的邮件送不到", "no mailbox: dispatches and weekly mails reach nobody"
    ),
    Lack.HEAD: Bilingual(
        "没有在用的部门负责人，不能退单，结果只能由督办员审核",
        "no active head: it cannot return a ticket, and only a supervisor can approve its results",
    ),
    Lack.HANDLER: Bilingual(
        "没有在用的承办人，只有负责人能签收和办理",
        "no active handler: only the head can sign for tickets and work on them",
    ),
}
_NOBODY = Bilingual(
    "没有任何人能登录，派单无人签收", "nobody can sign in for it, so nobody signs for its tickets"
)


@dataclass(frozen=True)
class DepartmentView:
    """One department with the people who can sign in for it, the open tickets in its hands, and its lacks."""

    row: DepartmentRow
    is_coordinator: bool
    staff: Sequence[User]
    open_tickets: int
    open_co_tasks: int
    lacks: tuple[Lack, ...]

    @property
    def warnings(self) -> list[Bilingual]:
        """What is missing, in words that say what it leads to."""
        lacks = self.lacks
        if Lack.HEAD in lacks and Lack.HANDLER in lacks:
            mailbox = [LACK_WORDS[Lack.MAILBOX]] if Lack.MAILBOX in lacks else []
            return [*mailbox, _NOBODY]
        return [LACK_WORDS[lack] for lack in lacks]

    @property
    def name(self) -> Bilingual:
        """The department's present name."""
        return Bilingual(self.row.zh, self.row.en)


def view_departments(session: Session) -> list[DepartmentView]:
    """Return every department, in the zone's order."""
    staff, counts, coordinator = (
        active_staff(session),
        counts_by_department(session),
        load_catalogue().coordinator,
    )
    views = []
    for row in department_rows(session):
        here, in_hand = staff.get(row.code, []), counts.get(row.code, {})
        views.append(
            DepartmentView(
                row=row,
                is_coordinator=row.code == coordinator,
                staff=here,
                open_tickets=sum(in_hand.get(state.value, 0) for state in OPEN_STATES),
                open_co_tasks=in_hand.get(CO_TASK, 0),
                lacks=_lacks(row, here),
            )
        )
    return views


def view_department(session: Session, code: str) -> DepartmentView:
    """Return one department; raises NotFound."""
    for view in view_departments(session):
        if view.row.code == code:
            return view
    raise NotFound(Bilingual("没有这个部门。", "There is no such department."))


def _lacks(row: DepartmentRow, staff: Sequence[User]) -> tuple[Lack, ...]:
    """Return what is missing; a closed department needs nothing."""
    if not row.is_active:
        return ()
    roles = {role for user in staff for role in user.roles}
    has = {
        Lack.MAILBOX: bool(row.mailbox),
        Lack.HEAD: Role.HEAD in roles,
        Lack.HANDLER: Role.HANDLER in roles,
    }
    return tuple(lack for lack, there in has.items() if not there)
