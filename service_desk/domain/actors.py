"""Who performs an act."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.roles import Role


@dataclass(frozen=True)
class Actor:
    """A person or the system at the moment of acting; `user_id` is None for guests and for the system.

    `department` is the code of the department the person belongs to, None for enterprises and the system. `holds` are
    the numbers of the tickets whose query code (or mailed link) an enterprise's contact has shown.
    """

    user_id: int | None
    name: str
    roles: frozenset[Role]
    department: str | None = None
    holds: frozenset[str] = frozenset()

    def has_role(self, *roles: Role) -> bool:
        """Tell whether the actor holds any of the given roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_enterprise(self) -> bool:
        """Tell whether the actor speaks for the enterprise rather than for the zone."""
        return Role.ENTERPRISE in self.roles


SYSTEM = Actor(user_id=None, name="系统", roles=frozenset({Role.SYSTEM}))
"""The program itself, for acts that the timetable performs."""


def guest(name: str, *ticket_numbers: str) -> Actor:
    """Return the enterprise's contact acting without an account, known by ticket number and query code."""
    return Actor(user_id=None, name=name, roles=frozenset({Role.ENTERPRISE}), holds=frozenset(ticket_numbers))
