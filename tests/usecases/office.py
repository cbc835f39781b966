"""An office at work: its people, and every act on a ticket with the inputs and the person it usually has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor, guest
from service_desk.domain.events import Event
from service_desk.persistence.accounts import User, UserRole
from service_desk.persistence.database import Base, db, transaction
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import DepartmentRow, OutboxMail, Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.intake.record_on_site import record_on_site
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from tests.support import brought
from tests.usecases.deeds import (
    COMMISSIONER,
    DEEDS,
    FIRM,
    HANDLER,
    HEAD,
    HELPER,
    MAILBOXES,
    MORNING,
    OTHERS,
    REQUEST,
)


class Office:
    """Acts through the real use cases on the present database, its clock moving on with every act."""

    def __init__(self) -> None:
        self.now = MORNING
        is_first = brought.holds_nothing()
        departments = [
            {"code": code, "zh": code, "en": code, "short": code, "mailbox": mailbox, "position": position}
            for position, (code, mailbox) in enumerate(MAILBOXES.items())
        ]
        people = (HANDLER, HEAD, HELPER)
        accounts = [
            {"id": one.user_id, "login": f"p{one.user_id}", "display_name": one.name,
             "department": one.department, "created_at": self.now}
            for one in people
        ]  # fmt: skip
        roles = [{"user_id": one.user_id, "role": role} for one in people for role in one.roles]
        with transaction() as session:  # row by row it would take as long as an act, before nearly every test
            for table, rows in ((DepartmentRow, departments), (User, accounts), (UserRole, roles)):
                session.connection().execute(sa.insert(table), rows)
        self._as_opened = brought.untouched() if is_first else None

    def submit(self, request: Request = REQUEST, actor: Actor = FIRM) -> str:
        """Submit a request and return its number."""
        return self._bring((Action.SUBMIT,), request) if actor is FIRM else self._submit(request, actor)

    def _submit(self, request: Request, actor: Actor) -> str:
        self.now += timedelta(minutes=10)
        return submit_ticket(request, actor, self.now).ticket_no

    def record_on_site(self, request: Request = REQUEST, actor: Actor = COMMISSIONER) -> str:
        """Record a request as solved on the spot and return its number."""
        self.now += timedelta(minutes=10)
        return record_on_site(request, actor, self.now, answer="当场已答复。").ticket_no

    def act(
        self,
        action: Action,
        number: str,
        *,
        by: Actor | None = None,
        seen: int | None = None,
        **different: Any,
    ) -> Ticket:
        """Perform an act the usual way, but for what is said differently."""
        deed = DEEDS[action]
        self.now += deed.waits
        person = by or deed.person
        if person is FIRM:
            person = guest(FIRM.name, number)
        inputs = {**deed.inputs, **different}
        other = OTHERS.get(action)
        if other is not None and other not in inputs:
            inputs[other] = self.another()
        return deed.act(number, person, self.now, **inputs, seen_version=seen)

    def bring(self, *path: Action, **request: Any) -> str:
        """Take a new ticket along a path that begins with one of the two acts that make one; return its number."""
        return self._bring(path, Request(**{**vars(REQUEST), **request}))

    def _bring(self, path: tuple[Action, ...], wanted: Request) -> str:
        """Go the path, or, where this office has done nothing yet, as far of it as another has gone, by copying what it left."""
        if self._as_opened is None or brought.untouched() != self._as_opened:
            return self._go(path, "", wanted)
        ways = [(self.now, repr(wanted), path[: end + 1]) for end in range(len(path))]
        gone = next((end for end in range(len(path), 0, -1) if brought.is_kept(ways[end - 1])), 0)
        number = ""
        if gone:
            self.now, number = brought.restore(ways[gone - 1])
        for action, way in zip(path[gone:], ways[gone:], strict=True):
            number = self._go((action,), number, wanted)
            brought.keep(way, self.now, number)
        return number

    def _go(self, path: tuple[Action, ...], number: str, wanted: Request) -> str:
        for action in path:
            if action is Action.SUBMIT:
                number = self._submit(wanted, FIRM)
            elif action is Action.RECORD_ON_SITE:
                number = self.record_on_site(wanted)
            else:
                self.act(action, number)
        return number

    def before(self, action: Action) -> str:
        """Return a ticket on which an act can be performed next."""
        return self.bring(*DEEDS[action].after)

    def another(self) -> str:
        """Return the number of some other open ticket; no time passes."""
        return submit_ticket(Request(**{**vars(REQUEST), "title": "另一件"}), FIRM, self.now).ticket_no

    def ticket(self, number: str) -> Ticket:
        """Return a ticket as it is stored now."""
        db.session.rollback()
        found = ticket_by_number(db.session(), number)
        assert found is not None
        return found

    def events(self, number: str) -> list[Event]:
        """Return a ticket's history."""
        return history(db.session(), self.ticket(number).id)

    def last(self, number: str) -> Event:
        """Return the last event of a ticket."""
        return self.events(number)[-1]

    def letters(self, number: str) -> list[tuple[str, str]]:
        """Return notice and recipient of the letters the last act on a ticket queued."""
        ticket = self.ticket(number)
        query = sa.select(OutboxMail).where(OutboxMail.ticket_no == number).order_by(OutboxMail.id)
        mails = [mail for mail in db.session.scalars(query) if mail.data["seq"] == ticket.last_seq]
        return [(mail.notice, mail.recipient) for mail in mails]


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """Return everything the database holds, table by table."""
    db.session.rollback()
    return {
        table.name: sorted(map(tuple, db.session.execute(sa.select(table))), key=repr)
        for table in Base.metadata.sorted_tables
    }
