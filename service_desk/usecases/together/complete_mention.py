"""Complete a name behind an @: colleagues whose name begins so and who may read the ticket, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.actors import Actor
from service_desk.persistence.accounts import User
from service_desk.persistence.database import Session
from service_desk.persistence.tables import Ticket
from service_desk.persistence.watching import active_people, people_beginning
from service_desk.usecases.together.mention import may_be_told

LOOKED_AT = 60
OFFERED = 8


@dataclass(frozen=True)
class Colleague:
    """Somebody to mention: what is written behind the @, his name and the code of his department."""

    written: str
    name: str
    department: str | None


def colleagues_to_mention(session: Session, ticket: Ticket, actor: Actor, letters: str) -> list[Colleague]:
    """Return whom an officer may mean by some first letters of a name or sign-in name, himself left out."""
    people = [
        user
        for user in people_beginning(session, letters, LOOKED_AT)
        if user.id != actor.user_id and may_be_told(ticket, user)
    ][:OFFERED]
    names = [user.display_name for user in people]
    alike = [user.display_name for user in active_people(session, names)] if names else []
    return [
        Colleague(_written(user, alike.count(user.display_name)), user.display_name, user.department)
        for user in people
    ]


def _written(user: User, called_so: int) -> str:
    """Return the name, or the sign-in name where the name is not one word of one person."""
    is_one_word = len(user.display_name.split()) == 1
    return user.display_name if is_one_word and called_so == 1 else user.login
